using System.Buffers.Binary;
using System.Runtime.InteropServices;
using static Certificates.Core.Pdf.TrueType.PointBits;

namespace Certificates.Core.Pdf.TrueType;

/// <summary>
/// An outline on a coarser em, written in as few bytes as the format has: no instructions, points that their neighbours imply left out,
/// short steps, flags repeated. Half a unit is the most a point moves.
/// </summary>
internal static class PlainOutline
{
    private const int HeadLength = 10;

    /// <summary>The glyph's slice of <c>glyf</c>, of even length; empty when it has no outline.</summary>
    /// <param name="font">Where it comes from.</param>
    /// <param name="glyph">The glyph.</param>
    /// <param name="scale">Units of the new em for one of the font's.</param>
    public static byte[] Of(TrueTypeFont font, ushort glyph, double scale)
    {
        var contours = Contours(font, glyph, scale);
        return contours.Count == 0 ? [] : Write(contours);
    }

    /// <summary>The same outline as points.</summary>
    public static IEnumerable<GlyphPoint[]> Points(TrueTypeFont font, ushort glyph, double scale) =>
        Contours(font, glyph, scale).Select(contour => contour.Select(point => new GlyphPoint(point.X, point.Y, point.OnCurve)).ToArray());

    /// <summary>A glyph that shows another in its place: the same outline under an advance width of its own.</summary>
    /// <param name="glyph">The other's number in the subset.</param>
    /// <param name="outline">The other's outline, not empty.</param>
    public static byte[] Alias(ushort glyph, ReadOnlySpan<byte> outline)
    {
        const ushort ArgumentsAreOffsets = 2;
        var alias = new byte[HeadLength + 6];
        outline[..HeadLength].CopyTo(alias);
        BinaryPrimitives.WriteInt16BigEndian(alias, -1);
        BinaryPrimitives.WriteUInt16BigEndian(alias.AsSpan(HeadLength), ArgumentsAreOffsets);
        BinaryPrimitives.WriteUInt16BigEndian(alias.AsSpan(HeadLength + 2), glyph);
        return alias;
    }

    private static List<List<GridPoint>> Contours(TrueTypeFont font, ushort glyph, double scale) =>
        [.. GlyphPoints.Contours(font, glyph).Select(contour => Thin(contour, scale)).Where(contour => contour.Count > 2)];

    /// <summary>The contour on the new em, without the points that lie where their neighbours put them anyway.</summary>
    private static List<GridPoint> Thin(GlyphPoint[] contour, double scale)
    {
        var points = new List<GridPoint>(contour.Length);
        foreach (var point in contour)
        {
            var (x, y) = ((int)Math.Round(point.X * scale), (int)Math.Round(point.Y * scale));
            if (points.Count == 0 || (points[^1].X, points[^1].Y) != (x, y) || points[^1].OnCurve != point.OnCurve)
            {
                points.Add(new GridPoint(x, y, point.OnCurve));
            }
        }

        for (var i = 0; i < points.Count && points.Count > 3;)
        {
            var (before, after) = (points[(i + points.Count - 1) % points.Count], points[(i + 1) % points.Count]);
            if (IsImplied(before, points[i], after))
            {
                points.RemoveAt(i);
            }
            else
            {
                i++;
            }
        }

        return points;
    }

    /// <summary>
    /// A point between two handles lies where they put it, one between two others on the line between them; a handle that bends its curve
    /// by less than half a unit is none.
    /// </summary>
    private static bool IsImplied(GridPoint before, GridPoint point, GridPoint after)
    {
        const int Twice = 2; // half a unit either way is rounding
        if (before.OnCurve != after.OnCurve || (!point.OnCurve && !before.OnCurve))
        {
            return false;
        }

        if (!before.OnCurve)
        {
            return Math.Abs(before.X + after.X - (2 * point.X)) <= Twice && Math.Abs(before.Y + after.Y - (2 * point.Y)) <= Twice;
        }

        var (dx, dy, px, py) = (after.X - before.X, after.Y - before.Y, point.X - before.X, point.Y - before.Y);
        var along = (dx * px) + (dy * py);
        var length = (dx * dx) + (dy * dy);
        var aside = Math.Abs((dx * py) - (dy * px)) / Math.Sqrt(Math.Max(1, length));
        return along >= 0 && along <= length && aside <= (point.OnCurve ? 0.5 : 1);
    }

    private static byte[] Write(List<List<GridPoint>> contours)
    {
        var points = contours.SelectMany(contour => contour).ToList();
        var (flags, xs, ys) = (new List<byte>(), new List<byte>(), new List<byte>());
        var (x, y, last) = (0, 0, -1);
        foreach (var point in points)
        {
            var flag = (point.OnCurve ? OnCurve : 0)
                | Step(point.X - x, xs, ShortX, SameOrPositiveX) | Step(point.Y - y, ys, ShortY, SameOrPositiveY);
            (x, y) = (point.X, point.Y);
            if (last >= 0 && (flags[last] & ~Repeat) == flag && (flags.Count == last + 1 || flags[^1] < byte.MaxValue))
            {
                Again(flags, last);
                continue;
            }

            last = flags.Count;
            flags.Add((byte)flag);
        }

        var outline = new byte[(HeadLength + (2 * contours.Count) + 2 + flags.Count + xs.Count + ys.Count + 1) & ~1];
        BinaryPrimitives.WriteInt16BigEndian(outline, (short)contours.Count);
        short[] box = [(short)points.Min(p => p.X), (short)points.Min(p => p.Y), (short)points.Max(p => p.X), (short)points.Max(p => p.Y)];
        for (var i = 0; i < box.Length; i++)
        {
            BinaryPrimitives.WriteInt16BigEndian(outline.AsSpan(2 + (2 * i)), box[i]);
        }

        var (at, end) = (HeadLength, -1);
        foreach (var contour in contours)
        {
            end += contour.Count;
            BinaryPrimitives.WriteUInt16BigEndian(outline.AsSpan(at), (ushort)end);
            at += 2;
        }

        byte[] data = [0, 0, .. flags, .. xs, .. ys];
        data.CopyTo(outline, at);
        return outline;
    }

    /// <summary>The flag stands once more: it is counted behind it.</summary>
    private static void Again(List<byte> flags, int last)
    {
        if (flags.Count == last + 1)
        {
            flags[last] |= Repeat;
            flags.Add(0);
        }

        flags[^1]++;
    }

    /// <summary>Writes a step and gives its flags.</summary>
    private static int Step(int step, List<byte> bytes, int isShort, int sameOrPositive)
    {
        switch (step)
        {
            case 0:
                return sameOrPositive;
            case >= -byte.MaxValue and <= byte.MaxValue:
                bytes.Add((byte)Math.Abs(step));
                return isShort | (step > 0 ? sameOrPositive : 0);
            default:
                bytes.AddRange([unchecked((byte)(step >> 8)), unchecked((byte)step)]);
                return 0;
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct GridPoint(int X, int Y, bool OnCurve);
}
