using Certificates.Core.Pdf;
using Certificates.Core.Style.Art;

namespace Certificates.Core.Style.First;

/// <summary>
/// The guilloche band between the frame's lines: two families of interlaced waves. One tile is drawn once and painted along the
/// band; both families repeat with it, so the joints do not show.
/// </summary>
internal static class GuillocheBand
{
    /// <summary>Height of the band, millimetres.</summary>
    public const double Height = 9;

    /// <summary>Length of a tile before it is stretched to fit, millimetres.</summary>
    public const double Period = 15;

    private const int Strands = 9;

    /// <summary>Draws the tile: x from 0 to <see cref="Period"/>, y around 0.</summary>
    public static void DrawTile(ContentStream content)
    {
        content.LineWidth(0.07);
        content.StrokeColour(Palette.PaleGold);
        for (var i = 0; i < 12; i++)
        {
            var phase = i * Math.PI / 6;
            Strand(content, x => 0.47 * Height * Math.Sin(Turn(x) + phase));
        }

        content.Stroke();
        content.LineWidth(0.085);
        content.StrokeColour(Palette.Wave);
        for (var i = 0; i <= Strands; i++)
        {
            var depth = 1 - (2.0 * i / Strands);
            Strand(content, x => Braid(x, depth, 1));
            Strand(content, x => Braid(x, depth, -1));
        }

        content.Stroke();
    }

    /// <summary>A strand that swings between a wide and a narrow envelope, three swings a tile.</summary>
    private static double Braid(double x, double depth, int side) =>
        Height * side * ((0.28 * Math.Sin(2 * Turn(x))) + (0.13 * depth * (1 + (0.35 * Math.Cos(2 * Turn(x))))));

    private static double Turn(double x) => 2 * Math.PI * x / Period;

    private static void Strand(ContentStream content, Func<double, double> height) =>
        Curve.Append(content, x => (x, height(x)), 0, Period, 8);
}
