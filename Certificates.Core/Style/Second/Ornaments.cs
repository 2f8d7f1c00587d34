using Certificates.Core.Pdf;

namespace Certificates.Core.Style.Second;

/// <summary>The small drawings of the page: lines within the frame, the ornament below the title, the frame of the photo.</summary>
internal static class Ornaments
{
    /// <summary>Two gold lines within the frame that give way to the corners in steps.</summary>
    public static void DrawHairLines(ContentStream content, PdfRectangle inner)
    {
        const double Step = 8;
        content.StrokeColour(Palette.Gold);
        foreach (var (inset, width) in new[] { (1.8, 0.3), (2.6, 0.12) })
        {
            var (left, bottom, right, top) = (inner.Left + inset, inner.Bottom + inset, inner.Right - inset, inner.Top - inset);
            (double X, double Y)[] corners =
            [
                (left + Step, bottom), (right - Step, bottom), (right - Step, bottom + Step), (right, bottom + Step),
                (right, top - Step), (right - Step, top - Step), (right - Step, top), (left + Step, top),
                (left + Step, top - Step), (left, top - Step), (left, bottom + Step), (left + Step, bottom + Step),
            ];
            content.LineWidth(width);
            Polygon(content, corners);
            content.Stroke();
        }
    }

    /// <summary>Two lines that grow thin, and three lozenges between them.</summary>
    public static void DrawTitle(ContentStream content)
    {
        const double Length = 52;
        const double Gap = 5.4;
        const double Thickness = 0.17;
        var y = Measures.Page.Top - Layout.Ornament;
        content.FillColour(Palette.Gold);
        foreach (var side in new[] { -1, 1 })
        {
            var (near, far) = (Layout.Middle + (side * Gap), Layout.Middle + (side * Length));
            Polygon(content, [(near, y + Thickness), (far, y), (near, y - Thickness)]);
        }

        content.Fill();
        foreach (var (x, size, colour) in new[] { (0.0, 1.5, Palette.Red), (-3.3, 0.8, Palette.Gold), (3.3, 0.8, Palette.Gold) })
        {
            content.FillColour(colour);
            var middle = Layout.Middle + x;
            Polygon(content, [(middle - size, y), (middle, y + size), (middle + size, y), (middle, y - size)]);
            content.Fill();
        }
    }

    /// <summary>White, in two gold lines that the photo leaves free.</summary>
    public static void DrawPhotoFrame(ContentStream content)
    {
        var slot = Layout.Photo;
        content.StrokeColour(Palette.Gold);
        content.FillColour(new Rgb(1, 1, 1));
        content.LineWidth(0.3);
        content.Rectangle(Outset(slot, 1.1));
        content.FillAndStroke();
        content.LineWidth(0.1);
        content.Rectangle(Outset(slot, 0.45));
        content.Stroke();
    }

    private static PdfRectangle Outset(PdfRectangle box, double by) => new(box.Left - by, box.Bottom - by, box.Right + by, box.Top + by);

    private static void Polygon(ContentStream content, ReadOnlySpan<(double X, double Y)> corners)
    {
        content.MoveTo(corners[0].X, corners[0].Y);
        foreach (var (x, y) in corners[1..])
        {
            content.LineTo(x, y);
        }

        content.Close();
    }
}
