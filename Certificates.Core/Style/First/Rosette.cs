using Certificates.Core.Pdf;
using Certificates.Core.Style.Art;

namespace Certificates.Core.Style.First;

/// <summary>
/// A rosette of interlaced waves around a centre. One sector is drawn once and painted by rotation: it looks the same as the whole
/// and takes a tenth of the bytes.
/// </summary>
/// <param name="Sectors">How many times the sector repeats in a full turn.</param>
/// <param name="Rings">The families of waves, from the centre outwards.</param>
/// <param name="Line">Width of the lines, millimetres.</param>
internal sealed record Rosette(int Sectors, IReadOnlyList<RosetteRing> Rings, double Line)
{
    /// <summary>Behind the text.</summary>
    public static readonly Rosette Ground = new(
        36,
        [
            new RosetteRing(8, 7.5, 6, 1, Palette.Rosette),
            new RosetteRing(15, 5, 6, 1, Palette.RosetteGold),
            new RosetteRing(26, 9, 8, 1, Palette.Rosette),
            new RosetteRing(42, 10, 8, 1, Palette.RosetteGold),
            new RosetteRing(58, 12, 10, 1, Palette.Rosette),
            new RosetteRing(72, 5, 6, 1, Palette.RosetteGold),
        ],
        0.11);

    /// <summary>In the corners of the frame.</summary>
    public static readonly Rosette Corner = new(
        12,
        [
            new RosetteRing(1.15, 0.75, 4, 1, Palette.Red),
            new RosetteRing(2.5, 1.1, 5, 1, Palette.Gold),
            new RosetteRing(3.9, 1.0, 6, 1, Palette.Red),
        ],
        0.08);

    /// <summary>Distance of its outermost point from the centre, millimetres.</summary>
    public double Reach => Rings.Max(ring => ring.Radius + ring.Swing) + Line;

    /// <summary>Draws the sector, from angle 0 to a full turn over <see cref="Sectors"/>.</summary>
    public void DrawSector(ContentStream content)
    {
        content.LineWidth(Line);
        var sector = 2 * Math.PI / Sectors;
        foreach (var ring in Rings)
        {
            content.StrokeColour(ring.Colour);
            for (var i = 0; i < ring.Strands; i++)
            {
                var phase = 2 * Math.PI * i / ring.Strands;
                Curve.Append(
                    content,
                    angle =>
                    {
                        var radius = ring.Radius + (ring.Swing * Math.Sin((2 * Math.PI * ring.Waves * angle / sector) + phase));
                        return (radius * Math.Cos(angle), radius * Math.Sin(angle));
                    },
                    0, sector, 5 * ring.Waves);
            }

            content.Stroke();
        }
    }

    /// <summary>Paints the sector all around the origin.</summary>
    public void Paint(ContentStream content, string sector)
    {
        for (var i = 0; i < Sectors; i++)
        {
            content.Paint(sector);
            content.Rotate(2 * Math.PI / Sectors);
        }
    }
}

/// <summary>A family of waves around a circle.</summary>
/// <param name="Radius">The circle, millimetres.</param>
/// <param name="Swing">How far a wave leaves it, millimetres.</param>
/// <param name="Strands">Waves, evenly shifted.</param>
/// <param name="Waves">Periods in a sector.</param>
/// <param name="Colour">Colour of the lines.</param>
internal sealed record RosetteRing(double Radius, double Swing, int Strands, int Waves, Rgb Colour);
