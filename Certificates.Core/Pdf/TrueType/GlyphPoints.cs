using System.Buffers.Binary;
using System.Runtime.InteropServices;
using static Certificates.Core.Pdf.TrueType.PointBits;

namespace Certificates.Core.Pdf.TrueType;

/// <summary>The outline of a glyph as points (ISO/IEC 14496-22, <c>glyf</c>), components put in their places.</summary>
internal static class GlyphPoints
{
    /// <summary>Its contours, font units; none when it has no outline.</summary>
    public static List<GlyphPoint[]> Contours(TrueTypeFont font, ushort glyph)
    {
        var contours = new List<GlyphPoint[]>();
        Append(font, glyph, contours, 0, 0);
        return contours;
    }

    private static void Append(TrueTypeFont font, ushort glyph, List<GlyphPoint[]> contours, int x, int y)
    {
        var outline = font.Outline(glyph);
        var components = new CompositeGlyph(outline);
        while (components.MoveNext())
        {
            Append(font, components.Glyph, contours, x + components.Offset.X, y + components.Offset.Y);
        }

        if (outline.Length < 10 || CompositeGlyph.IsComposite(outline))
        {
            return;
        }

        var count = BinaryPrimitives.ReadInt16BigEndian(outline);
        var points = ReadPoints(outline, count);
        var first = 0;
        for (var i = 0; i < count; i++)
        {
            var end = BinaryPrimitives.ReadUInt16BigEndian(outline[(10 + (2 * i))..]) + 1;
            contours.Add([.. points[first..end].Select(p => new GlyphPoint(x + p.X, y + p.Y, p.OnCurve))]);
            first = end;
        }
    }

    private static GlyphPoint[] ReadPoints(ReadOnlySpan<byte> outline, int contours)
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
        return [.. flags.Select((flag, i) => new GlyphPoint(xs[i], ys[i], (flag & OnCurve) != 0))];
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

/// <summary>A point of an outline.</summary>
/// <param name="X">To the right.</param>
/// <param name="Y">Upwards.</param>
/// <param name="OnCurve">False for the handle of a quadratic curve.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct GlyphPoint(double X, double Y, bool OnCurve)
{
    /// <summary>The point on the curve that two handles in a row imply.</summary>
    public GlyphPoint Middle(GlyphPoint other) => new((X + other.X) / 2, (Y + other.Y) / 2, true);
}
