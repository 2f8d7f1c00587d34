using Certificates.Core.Pdf;

namespace Certificates.Core.Style.Art;

/// <summary>Draws a smooth curve given as a function: Bézier pieces with the function's own tangents (Hermite form).</summary>
internal static class Curve
{
    private const double Step = 1e-5;

    /// <summary>Adds the curve from <paramref name="from"/> to <paramref name="to"/> to the path.</summary>
    public static void Append(ContentStream content, Func<double, (double X, double Y)> curve, double from, double to, int pieces)
    {
        var width = (to - from) / pieces;
        var (x, y) = curve(from);
        content.MoveTo(x, y);
        for (var i = 0; i < pieces; i++)
        {
            var (start, end) = (from + (i * width), from + ((i + 1) * width));
            var (dx1, dy1) = Tangent(curve, start);
            var (dx2, dy2) = Tangent(curve, end);
            var (ex, ey) = curve(end);
            var third = width / 3;
            content.CurveTo(x + (dx1 * third), y + (dy1 * third), ex - (dx2 * third), ey - (dy2 * third), ex, ey);
            (x, y) = (ex, ey);
        }
    }

    private static (double X, double Y) Tangent(Func<double, (double X, double Y)> curve, double at)
    {
        var (before, after) = (curve(at - Step), curve(at + Step));
        return ((after.X - before.X) / (2 * Step), (after.Y - before.Y) / (2 * Step));
    }
}
