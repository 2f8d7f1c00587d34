using Certificates.Core.Pdf;

namespace Certificates.Core.Style.Second;

/// <summary>
/// A rosette of interlaced waves around a centre. One wave of each ring is drawn; turned by a share of its sector it is the next wave, and
/// turned all around the rings: it looks the same as the whole and takes a hundredth of the bytes.
/// </summary>
/// <param name="Sectors">How many periods of a wave make a full turn.</param>
/// <param name="Strands">Waves of a ring, evenly shifted.</param>
/// <param name="Rings">The families of waves, from the centre outwards.</param>
/// <param name="Line">Width of the lines, millimetres.</param>
internal sealed record Rosette(int Sectors, int Strands, IReadOnlyList<RosetteRing> Rings, double Line)
{
    /// <summary>Behind the text.</summary>
    public static readonly Rosette Ground = new(
        36,
        7,
        [
            new RosetteRing(8, 7.5, Palette.Rosette),
            new RosetteRing(15, 5, Palette.RosetteGold),
            new RosetteRing(26, 9, Palette.Rosette),
            new RosetteRing(42, 10, Palette.RosetteGold),
            new RosetteRing(58, 12, Palette.Rosette),
            new RosetteRing(71, 5, Palette.RosetteGold),
        ],
        0.11);

    /// <summary>In the corners of the frame.</summary>
    public static readonly Rosette Corner = new(
        12,
        5,
        [
            new RosetteRing(1.15, 0.75, Palette.Red),
            new RosetteRing(2.5, 1.1, Palette.Gold),
            new RosetteRing(3.9, 1.0, Palette.Red),
        ],
        0.09);

    private const int PiecesOfAWave = 4;

    /// <summary>Distance of its outermost point from the centre, millimetres.</summary>
    public double Reach => Rings.Max(ring => ring.Radius + ring.Swing) + Line;

    /// <summary>Writes a form that is one wave of each ring.</summary>
    public PdfReference Write(PdfWriter writer) =>
        FinePath.Form(writer, new PdfRectangle(-Reach, -Reach, Reach, Reach), "", content =>
        {
            content.LineWidth(Line * FinePath.Units);
            foreach (var ring in Rings)
            {
                DrawWave(content, ring);
            }
        });

    /// <summary>Paints the waves all around the origin.</summary>
    public void Paint(ContentStream content, string waves)
    {
        var times = Sectors * Strands;
        for (var i = 0; i < times; i++)
        {
            content.Paint(waves);
            content.Rotate(2 * Math.PI / times);
        }
    }

    private void DrawWave(ContentStream content, RosetteRing ring)
    {
        var sector = 2 * Math.PI / Sectors;
        content.StrokeColour(ring.Colour);
        FinePath.Append(
            content,
            angle =>
            {
                var radius = ring.Radius + (ring.Swing * Math.Sin(2 * Math.PI * angle / sector));
                return (radius * Math.Cos(angle), radius * Math.Sin(angle));
            },
            0, sector, PiecesOfAWave);
        content.Stroke();
    }
}

/// <summary>A family of waves around a circle, one period a sector.</summary>
/// <param name="Radius">The circle, millimetres.</param>
/// <param name="Swing">How far a wave leaves it, millimetres.</param>
/// <param name="Colour">Colour of the lines.</param>
internal sealed record RosetteRing(double Radius, double Swing, Rgb Colour);
