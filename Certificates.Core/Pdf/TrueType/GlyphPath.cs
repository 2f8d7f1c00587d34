namespace Certificates.Core.Pdf.TrueType;

/// <summary>
/// Draws a glyph as a path, for ornament that must not come out as text: the characters of a seal and the specimen mark. Quadratic
/// curves become the cubic ones of PDF.
/// </summary>
internal static class GlyphPath
{
    /// <summary>
    /// Fills the glyph, <paramref name="size"/> to the em, its origin at the given place, <paramref name="bold"/> em wider all around.
    /// Points are whole font units under a matrix: fewer bytes, and no less exact.
    /// </summary>
    public static void Paint(TrueTypeFont font, ushort glyph, ContentStream content, double x, double y, double size, double bold = 0)
    {
        content.Save();
        content.Transform(size / font.UnitsPerEm, 0, 0, size / font.UnitsPerEm, x, y);
        content.LineWidth(2 * bold * font.UnitsPerEm);
        Append(content, GlyphPoints.Contours(font, glyph));
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

    /// <summary>Adds contours of whole units to the path.</summary>
    public static void Append(ContentStream content, IEnumerable<GlyphPoint[]> contours)
    {
        foreach (var contour in contours)
        {
            AppendContour(contour, content);
        }
    }

    /// <summary>
    /// Two quadratic pieces in a row become one cubic with the same ends and end tangents: fonts like these were cubic once, and
    /// what was split comes together again.
    /// </summary>
    private static void AppendContour(GlyphPoint[] contour, ContentStream content)
    {
        if (contour.Length < 2)
        {
            return;
        }

        var first = Array.FindIndex(contour, point => point.OnCurve);
        var start = first >= 0 ? contour[first] : contour[0].Middle(contour[^1]);
        content.MoveTo(start.X, start.Y);
        var current = start;
        var bends = new List<GlyphPoint>(2);
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

    private static void AppendPiece(ContentStream content, GlyphPoint from, List<GlyphPoint> bends, GlyphPoint to)
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
}
