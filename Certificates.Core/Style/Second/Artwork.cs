using Certificates.Core.Pdf;
using Certificates.Core.Style.Art;

namespace Certificates.Core.Style.Second;

/// <summary>All that is decoration: paper, frame, guilloche band, rosettes, hair lines, the lines under what is filled in.</summary>
internal sealed class Artwork
{
    private const double CornerSide = 12.6;
    private const double HairLine = 0.12;

    private static readonly PdfRectangle SecondLine = Inset(Layout.Frame, 1.3);
    private static readonly PdfRectangle Band = Inset(SecondLine, 0.6);
    private static readonly PdfRectangle Inner = Inset(Band, GuillocheBand.Height);

    private readonly FontChain _fonts;

    /// <summary>Writes the forms it is painted with.</summary>
    public Artwork(PdfWriter writer, FontChain fonts)
    {
        _fonts = fonts;
        var band = GuillocheBand.Write(writer);
        var ground = Rosette.Ground.Write(writer);
        var corner = Rosette.Corner.Write(writer);
        Resources = $"/W {band.Number} 0 R /G {ground.Number} 0 R /C {corner.Number} 0 R";
    }

    /// <summary>Their entries in the page's resources.</summary>
    public string Resources { get; }

    /// <summary>Draws it.</summary>
    public void Draw(ContentStream content, Layout layout, bool isSpecimen)
    {
        Fill(content, Layout.Frame, Palette.BandPaper);
        Fill(content, Inner, Palette.Paper);
        content.Save();
        content.Translate(Layout.Middle, (Inner.Bottom + Inner.Top) / 2);
        Rosette.Ground.Paint(content, "G");
        content.Restore();
        DrawFrame(content);
        Ornaments.DrawHairLines(content, Inner);
        Ornaments.DrawTitle(content);
        Ornaments.DrawPhotoFrame(content);
        DrawRules(content, layout);
        if (isSpecimen)
        {
            SpecimenMark.Draw(content, _fonts);
        }
    }

    private static void DrawRules(ContentStream content, Layout layout)
    {
        content.StrokeColour(Palette.PaleGold);
        content.LineWidth(0.2);
        foreach (var box in layout.Ruled.Select(cell => cell.Value))
        {
            content.MoveTo(box.Left, box.Bottom);
            content.LineTo(box.Right, box.Bottom);
        }

        content.Stroke();
    }

    private static void DrawFrame(ContentStream content)
    {
        var half = GuillocheBand.Height / 2;
        var (across, up) = (Band.Width - (2 * CornerSide), Band.Height - (2 * CornerSide));
        DrawStrip(content, Band.Left + CornerSide, Band.Bottom + half, 0, across);
        DrawStrip(content, Band.Left + CornerSide, Band.Top - half, 0, across);
        DrawStrip(content, Band.Left + half, Band.Bottom + CornerSide, Math.PI / 2, up);
        DrawStrip(content, Band.Right - half, Band.Bottom + CornerSide, Math.PI / 2, up);
        Outline(content, Layout.Frame, Palette.Red, 0.9);
        Outline(content, SecondLine, Palette.Red, 0.25);
        Outline(content, Inner, Palette.Red, 0.35);
        foreach (var x in new[] { Band.Left, Band.Right - CornerSide })
        {
            foreach (var y in new[] { Band.Bottom, Band.Top - CornerSide })
            {
                DrawCorner(content, new PdfRectangle(x, y, x + CornerSide, y + CornerSide));
            }
        }
    }

    private static void DrawStrip(ContentStream content, double x, double y, double angle, double length)
    {
        var tiles = (int)Math.Round(length / GuillocheBand.Period);
        content.Save();
        content.Translate(x, y);
        content.Rotate(angle);
        content.Transform(length / (tiles * GuillocheBand.Period), 0, 0, 1, 0, 0);
        for (var i = 0; i < tiles; i++)
        {
            content.Paint("W");
            content.Translate(GuillocheBand.Period, 0);
        }

        content.Restore();
    }

    private static void DrawCorner(ContentStream content, PdfRectangle box)
    {
        Fill(content, box, Palette.BandPaper);
        Outline(content, box, Palette.Red, 0.35);
        Outline(content, Inset(box, 0.7), Palette.Gold, HairLine);
        content.Save();
        content.Translate((box.Left + box.Right) / 2, (box.Bottom + box.Top) / 2);
        Rosette.Corner.Paint(content, "C");
        content.Restore();
    }

    private static void Fill(ContentStream content, PdfRectangle box, Rgb colour)
    {
        content.FillColour(colour);
        content.Rectangle(box);
        content.Fill();
    }

    private static void Outline(ContentStream content, PdfRectangle box, Rgb colour, double width)
    {
        content.StrokeColour(colour);
        content.LineWidth(width);
        content.Rectangle(box);
        content.Stroke();
    }

    private static PdfRectangle Inset(PdfRectangle box, double by) => new(box.Left + by, box.Bottom + by, box.Right - by, box.Top - by);
}
