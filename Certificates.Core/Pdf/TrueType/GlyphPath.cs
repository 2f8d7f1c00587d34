using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Certificates.Core.Pdf.TrueType;

/// <summary>
/// Draws a glyph as a path, for ornament that must not come out as text: the characters of a seal and the specimen mark. Quadratic
/// curves become the cubic ones of PDF.
/// </summary>
internal static class GlyphPath
{
    private const int OnCurve = 1;
    private const int ShortX = 2;
    private const int ShortY = 4;
    private const int Repeat = 8;
    private const int SameOrPositiveX = 16;
    private const int SameOrPositiveY = 32;

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Point(double X, double Y, bool OnCurve)
    {
        public Point Middle(Point other) => new((X + other.X) / 2, (Y + other.Y) / 2, true);
    }

    /// <summary>
    /// Fills the glyph, <paramref name="size"/> to the em, its origin at the given place, <paramref name="bold"/> em wider all around.
    /// Points are whole font units under a matrix: fewer bytes, and no less exact.
    /// </summary>
    public static void Paint(TrueTypeFont font, ushort glyph, ContentStream content, double x, double y, double size, double bold = 0)
    {
        content.Save();
        content.Transform(size / font.UnitsPerEm, 0, 0, size / font.UnitsPerEm, x, y);
        content.LineWidth(2 * bold * font.UnitsPerEm);
        Append(font, glyph, content, 0, 0);
        if (bold > 0)
        {
            content.FillAndStroke();
        }
        else
        {
            content.Fill();
        }

        content.Restore();
    }

    private static void Append(TrueTypeFont font, ushort glyph, ContentStream content, int x, int y)
    {
        var outline = font.Outline(glyph);
        var components = new CompositeGlyph(outline);
        while (components.MoveNext())
        {
            Append(font, components.Glyph, content, x + components.Offset.X, y + components.Offset.Y);
        }

        if (outline.Length < 10 || CompositeGlyph.IsComposite(outline))
        {
            return;
        }

        var contours = BinaryPrimitives.ReadInt16BigEndian(outline);
        var points = ReadPoints(outline, contours);
        var first = 0;
        for (var i = 0; i < contours; i++)
        {
            var end = BinaryPrimitives.ReadUInt16BigEndian(outline[(10 + (2 * i))..]) + 1;
            var contour = points[first..end].Select(p => new Point(x + p.X, y + p.Y, p.OnCurve)).ToArray();
            AppendContour(contour, content);
            first = end;
        }
    }

    /// <summary>
    /// Two quadratic pieces in a row become one cubic with the same ends and end tangents: fonts like these were cubic once, and
    /// what was split comes together again.
    /// </summary>
    private static void AppendContour(Point[] contour, ContentStream content)
    {
        if (contour.Length < 2)
        {
            return;
        }

        var first = Array.FindIndex(contour, point => point.OnCurve);
        var start = first >= 0 ? contour[first] : contour[0].Middle(contour[^1]);
        content.MoveTo(start.X, start.Y);
        var current = start;
        var bends = new List<Point>(2);
        for (var i = 1; i <= contour.Length; i++)
        {
            var next = contour[(first + i) % contour.Length];
            if (!next.OnCurve && bends.Count == 2)
            {
                var middle = bends[1].Middle(next);
                AppendPiece(content, current, bends, middle);
                current = middle;
            }

            if (next.OnCurve)
            {
                AppendPiece(content, current, bends, next);
                current = next;
            }
            else
            {
                bends.Add(next);
            }
        }

        AppendPiece(content, current, bends, start);
        content.Close();
    }

    private static void AppendPiece(ContentStream content, Point from, List<Point> bends, Point to)
    {
        if (bends.Count == 0)
        {
            content.LineTo(Math.Round(to.X), Math.Round(to.Y));
            return;
        }

        // A chain of n equal quadratic pieces leaves its end n times as fast as one piece would, a cubic at 3/2 of that.
        var pull = 2 * bends.Count / 3.0;
        content.CurveTo(
            Math.Round(from.X + (pull * (bends[0].X - from.X))), Math.Round(from.Y + (pull * (bends[0].Y - from.Y))),
            Math.Round(to.X + (pull * (bends[^1].X - to.X))), Math.Round(to.Y + (pull * (bends[^1].Y - to.Y))),
            Math.Round(to.X), Math.Round(to.Y));
        bends.Clear();
    }

    private static Point[] ReadPoints(ReadOnlySpan<byte> outline, int contours)
    {
        var count = BinaryPrimitives.ReadUInt16BigEndian(outline[(8 + (2 * contours))..]) + 1;
        var at = 10 + (2 * contours);
        at += 2 + BinaryPrimitives.ReadUInt16BigEndian(outline[at..]);
        var flags = new byte[count];
        for (var i = 0; i < count; i++)
        {
            flags[i] = outline[at++];
            for (var repeat = (flags[i] & Repeat) != 0 ? outline[at++] : 0; repeat > 0; repeat--, i++)
            {
                flags[i + 1] = flags[i];
            }
        }

        var xs = ReadCoordinates(outline, ref at, flags, ShortX, SameOrPositiveX);
        var ys = ReadCoordinates(outline, ref at, flags, ShortY, SameOrPositiveY);
        return [.. flags.Select((flag, i) => new Point(xs[i], ys[i], (flag & OnCurve) != 0))];
    }

    private static int[] ReadCoordinates(ReadOnlySpan<byte> outline, ref int at, byte[] flags, int isShort, int sameOrPositive)
    {
        var values = new int[flags.Length];
        var value = 0;
        for (var i = 0; i < flags.Length; i++)
        {
            if ((flags[i] & isShort) != 0)
            {
                value += (flags[i] & sameOrPositive) != 0 ? outline[at++] : -outline[at++];
            }
            else if ((flags[i] & sameOrPositive) == 0)
            {
                value += BinaryPrimitives.ReadInt16BigEndian(outline[at..]);
                at += 2;
            }

            values[i] = value;
        }

        return values;
    }
}
