using Certificates.Core.Pdf;

namespace Certificates.Core.Style.Second;

/// <summary>
/// The guilloche band between the frame's lines: a mesh of gold waves under a red braid. One half of one period of each is drawn, and
/// painted upright and mirrored along the band; both repeat with it, so the joints do not show.
/// </summary>
internal static class GuillocheBand
{
    /// <summary>Height of the band, millimetres.</summary>
    public const double Height = 8.4;

    /// <summary>Length of a tile before it is stretched to fit, millimetres.</summary>
    public const double Period = 14;

    private const double Braid = Period / 2;
    private const int Strands = 7;

    /// <summary>Writes the tile and its parts: x from 0 to <see cref="Period"/>, y around 0.</summary>
    public static PdfReference Write(PdfWriter writer)
    {
        const double Half = Height / 2;
        var mesh = FinePath.Form(writer, new PdfRectangle(-1, -Half, Period + 1, Half), "", DrawMesh);
        var braid = FinePath.Form(writer, new PdfRectangle(-1, -Half, Braid + 1, Half), "", DrawBraid);
        var parts = $"/XObject << /M {mesh.Number} 0 R /B {braid.Number} 0 R >>";
        return FormXObject.Write(writer, new PdfRectangle(-1, -Half, Period + 1, Half), parts, content =>
        {
            content.Paint("M");
            foreach (var start in new[] { 0, Braid })
            {
                foreach (var side in new[] { 1, -1 })
                {
                    content.Save();
                    content.Transform(1, 0, 0, side, start, 0);
                    content.Paint("B");
                    content.Restore();
                }
            }
        });
    }

    private static void DrawMesh(ContentStream content)
    {
        content.LineWidth(0.07 * FinePath.Units);
        content.StrokeColour(Palette.PaleGold);
        for (var i = 0; i < 12; i++)
        {
            var phase = i * Math.PI / 6;
            Strand(content, x => 0.47 * Height * Math.Sin((2 * Math.PI * x / Period) + phase), Period);
        }

        content.Stroke();
    }

    /// <summary>Strands that swing between a wide and a narrow envelope.</summary>
    private static void DrawBraid(ContentStream content)
    {
        content.LineWidth(0.085 * FinePath.Units);
        content.StrokeColour(Palette.Wave);
        for (var i = 0; i <= Strands; i++)
        {
            var depth = 1 - (2.0 * i / Strands);
            Strand(
                content,
                x =>
                {
                    var turn = 2 * Math.PI * x / Braid;
                    return Height * ((0.28 * Math.Sin(turn)) + (0.13 * depth * (1 + (0.35 * Math.Cos(turn)))));
                },
                Braid);
        }

        content.Stroke();
    }

    private static void Strand(ContentStream content, Func<double, double> height, double length) =>
        FinePath.Append(content, x => (x, height(x)), 0, length, 4);
}
