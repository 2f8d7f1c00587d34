using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Certificates.Core.Pdf.TrueType;

/// <summary>
/// Draws a glyph as a path, for ornament that must not come out as text: the characters of a seal and the specimen mark. Quadratic
/// curves become the cubic ones of PDF without loss.
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

    /// <summary>Adds the glyph's contours, <paramref name="size"/> to the em, its origin at the given place.</summary>
    public static void Append(TrueTypeFont font, ushort glyph, ContentStream content, double x, double y, double size)
    {
        var outline = font.Outline(glyph);
        var scale = size / font.UnitsPerEm;
        var components = new CompositeGlyph(outline);
        while (components.MoveNext())
        {
            Append(font, components.Glyph, content, x + (components.Offset.X * scale), y + (components.Offset.Y * scale), size);
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
            var contour = points[first..end].Select(p => new Point(x + (p.X * scale), y + (p.Y * scale), p.OnCurve)).ToArray();
            AppendContour(contour, content);
            first = end;
        }
    }

    private static void AppendContour(Point[] contour, ContentStream content)
    {
        if (contour.Length < 2)
        {
            return;
        }

        var at = Array.FindIndex(contour, p => p.OnCurve);
        var start = at >= 0 ? contour[at] : contour[0].Middle(contour[^1]);
        content.MoveTo(start.X, start.Y);
        var (current, control) = (start, default(Point?));
        for (var i = 1; i <= contour.Length; i++)
        {
            var next = i == contour.Length && at >= 0 ? start : contour[(Math.Max(at, -1) + i) % contour.Length];
            if (control is { } bend)
            {
                var target = next.OnCurve ? next : bend.Middle(next);
                Quadratic(content, current, bend, target);
                (current, control) = (target, next.OnCurve ? null : next);
            }
            else if (next.OnCurve)
            {
                content.LineTo(next.X, next.Y);
                current = next;
            }
            else
            {
                control = next;
            }
        }

        if (control is { } last)
        {
            Quadratic(content, current, last, start);
        }

        content.Close();
    }

    private static void Quadratic(ContentStream content, Point from, Point bend, Point to) => content.CurveTo(
        from.X + (2 * (bend.X - from.X) / 3), from.Y + (2 * (bend.Y - from.Y) / 3),
        to.X + (2 * (bend.X - to.X) / 3), to.Y + (2 * (bend.Y - to.Y) / 3), to.X, to.Y);

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
