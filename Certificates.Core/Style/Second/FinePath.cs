using Certificates.Core.Pdf;

namespace Certificates.Core.Style.Second;

/// <summary>
/// Curves on whole units of a fortieth of a millimetre, half of which is a third of a dot of 600 dpi: numbers of three digits, which pack
/// well.
/// </summary>
internal static class FinePath
{
    /// <summary>Units of a millimetre.</summary>
    public const int Units = 40;

    private const double Step = 1e-5;

    /// <summary>A length on the grid.</summary>
    public static double Of(double millimetres) => Math.Round(millimetres * Units);

    /// <summary>Draws a smooth curve given as a function in millimetres: Bézier pieces with its own tangents (Hermite form).</summary>
    public static void Append(ContentStream content, Func<double, (double X, double Y)> curve, double from, double to, int pieces)
    {
        var width = (to - from) / pieces;
        var (x, y) = curve(from);
        content.MoveTo(Of(x), Of(y));
        for (var i = 0; i < pieces; i++)
        {
            var (start, end) = (from + (i * width), from + ((i + 1) * width));
            var (dx1, dy1) = Tangent(curve, start);
            var (dx2, dy2) = Tangent(curve, end);
            var (ex, ey) = curve(end);
            var third = width / 3;
            content.CurveTo(
                Of(x + (dx1 * third)), Of(y + (dy1 * third)), Of(ex - (dx2 * third)), Of(ey - (dy2 * third)), Of(ex), Of(ey));
            (x, y) = (ex, ey);
        }
    }

    /// <summary>A form drawn on the grid, painted at its true size.</summary>
    public static PdfReference Form(PdfWriter writer, PdfRectangle bounds, string resources, Action<ContentStream> draw)
    {
        var scale = 1.0 / Units;
        return FormXObject.Write(writer, bounds.Scaled(Units), resources, draw, $"/Matrix [{scale:0.####} 0 0 {scale:0.####} 0 0] ");
    }

    private static (double X, double Y) Tangent(Func<double, (double X, double Y)> curve, double at)
    {
        var (before, after) = (curve(at - Step), curve(at + Step));
        return ((after.X - before.X) / (2 * Step), (after.Y - before.Y) / (2 * Step));
    }
}
