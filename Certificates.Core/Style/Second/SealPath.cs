using System.Runtime.InteropServices;
using Certificates.Core.Pdf;
using Certificates.Core.Pdf.TrueType;

namespace Certificates.Core.Style.Second;

/// <summary>
/// The outline of a character as a path of whole units, in few bytes: two quadratic pieces in a row are one cubic, a piece that bends by
/// less than its unit is a line, a corner that lies on the line between its neighbours is none, and what closes a contour is not drawn.
/// </summary>
internal static class SealPath
{
    /// <summary>How far a line may leave the curve that it stands for, units.</summary>
    private const double Flat = 0.75;

    /// <summary>Adds a character's contours; <paramref name="scale"/> is units for one of the font's.</summary>
    public static void Append(ContentStream content, TrueTypeFont font, ushort glyph, double scale)
    {
        foreach (var contour in PlainOutline.Points(font, glyph, scale))
        {
            Append(content, Straighten(Pieces(contour)));
        }
    }

    private static void Append(ContentStream content, List<Piece> pieces)
    {
        var start = pieces[^1].End;
        content.MoveTo(start.X, start.Y);
        var at = start;
        for (var i = 0; i < pieces.Count; i++)
        {
            var (first, second, end, isLine) = pieces[i];
            if (isLine && i == pieces.Count - 1)
            {
                break;
            }

            Draw(content, at, first, second, end, isLine);
            at = end;
        }

        content.Close();
    }

    private static void Draw(ContentStream content, Point at, Point first, Point second, Point end, bool isLine)
    {
        if (isLine)
        {
            content.LineTo(end.X, end.Y);
        }
        else if (first == at)
        {
            content.Buffer.Write($"{second.X} {second.Y} {end.X} {end.Y} v\n");
        }
        else if (second == end)
        {
            content.Buffer.Write($"{first.X} {first.Y} {end.X} {end.Y} y\n");
        }
        else
        {
            content.CurveTo(first.X, first.Y, second.X, second.Y, end.X, end.Y);
        }
    }

    private static List<Piece> Pieces(GlyphPoint[] contour)
    {
        var pieces = new List<Piece>(contour.Length);
        var first = Array.FindIndex(contour, point => point.OnCurve);
        var current = first >= 0 ? contour[first] : contour[0].Middle(contour[^1]);
        var (start, bends) = (current, new List<GlyphPoint>(2));
        for (var i = 1; i <= contour.Length; i++)
        {
            var next = contour[(first + i) % contour.Length];
            if (!next.OnCurve && bends.Count == 2)
            {
                var middle = bends[1].Middle(next);
                pieces.Add(Between(current, bends, middle));
                current = middle;
            }

            if (next.OnCurve)
            {
                pieces.Add(Between(current, bends, next));
                current = next;
            }
            else
            {
                bends.Add(next);
            }
        }

        if (bends.Count > 0)
        {
            pieces.Add(Between(current, bends, start));
        }

        return pieces;
    }

    private static Piece Between(GlyphPoint from, List<GlyphPoint> bends, GlyphPoint to)
    {
        var end = Point.Of(to.X, to.Y);
        if (bends.Count == 0)
        {
            return new Piece(end, end, end, IsLine: true);
        }

        // A chain of n equal quadratic pieces leaves its end n times as fast as one piece would, a cubic at 3/2 of that.
        var pull = 2 * bends.Count / 3.0;
        var first = Point.Of(from.X + (pull * (bends[0].X - from.X)), from.Y + (pull * (bends[0].Y - from.Y)));
        var second = Point.Of(to.X + (pull * (bends[^1].X - to.X)), to.Y + (pull * (bends[^1].Y - to.Y)));
        bends.Clear();
        var start = Point.Of(from.X, from.Y);
        return new Piece(first, second, end, first.IsNear(start, end, Flat) && second.IsNear(start, end, Flat));
    }

    private static List<Piece> Straighten(List<Piece> pieces)
    {
        for (var i = 0; i < pieces.Count && pieces.Count > 3;)
        {
            var (before, piece, after) = (pieces[(i + pieces.Count - 1) % pieces.Count], pieces[i], pieces[(i + 1) % pieces.Count]);
            if (piece.IsLine && after.IsLine && piece.End.IsNear(before.End, after.End, Flat / 2))
            {
                pieces.RemoveAt(i);
            }
            else
            {
                i++;
            }
        }

        return pieces;
    }

    /// <summary>A cubic piece, or a line to its end.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Piece(Point First, Point Second, Point End, bool IsLine);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Point(int X, int Y)
    {
        public static Point Of(double x, double y) => new((int)Math.Round(x), (int)Math.Round(y));

        /// <summary>Whether it lies on the way between two others, or less than <paramref name="distance"/> beside it.</summary>
        public bool IsNear(Point from, Point to, double distance)
        {
            var (dx, dy, px, py) = (to.X - from.X, to.Y - from.Y, X - from.X, Y - from.Y);
            var (along, length) = ((dx * px) + (dy * py), (dx * dx) + (dy * dy));
            return along >= 0 && along <= length && Math.Abs((dx * py) - (dy * px)) <= distance * Math.Sqrt(Math.Max(1, length));
        }
    }
}
