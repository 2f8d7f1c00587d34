using Certificates.Core.Pdf;
using Certificates.Core.Style.Art;

namespace Certificates.Core.Style.First;

/// <summary>All that is decoration: paper, double frame, guilloche band, rosettes, hair lines. One form XObject, an artifact.</summary>
internal static class Artwork
{
    private const double CornerSide = 13.5;
    private const double HairLine = 0.12;

    private static readonly PdfRectangle SecondLine = Inset(Layout.Frame, 1.3);
    private static readonly PdfRectangle Band = Inset(SecondLine, 0.6);
    private static readonly PdfRectangle Inner = Inset(Band, GuillocheBand.Height);

    /// <summary>Writes the form and its tiles.</summary>
    public static PdfReference Write(PdfWriter writer, bool isSpecimen, FontChain fonts)
    {
        var half = GuillocheBand.Height / 2;
        var reach = Rosette.Ground.Reach;
        var corner = Rosette.Corner.Reach;
        var wave = FormXObject.Write(writer, new PdfRectangle(-1, -half, GuillocheBand.Period + 1, half), "", GuillocheBand.DrawTile);
        var ground = FormXObject.Write(writer, new PdfRectangle(0, -1, reach, reach), "", Rosette.Ground.DrawSector);
        var small = FormXObject.Write(writer, new PdfRectangle(-corner, -corner, corner, corner), "", Rosette.Corner.DrawSector);
        var resources = $"/XObject << /W {wave.Number} 0 R /G {ground.Number} 0 R /C {small.Number} 0 R >>";
        return FormXObject.Write(writer, Measures.Page, resources, content =>
        {
            Draw(content);
            if (isSpecimen)
            {
                SpecimenMark.Draw(content, fonts);
            }
        });
    }

    private static void Draw(ContentStream content)
    {
        Fill(content, Layout.Frame, Palette.BandPaper);
        Fill(content, Inner, Palette.Paper);
        content.Save();
        content.Translate(Layout.Middle, (Inner.Bottom + Inner.Top) / 2);
        Rosette.Ground.Paint(content, "G");
        content.Restore();

        DrawBand(content);
        Outline(content, Layout.Frame, Palette.Red, 0.9);
        Outline(content, SecondLine, Palette.Red, 0.25);
        Outline(content, Inner, Palette.Red, 0.35);
        foreach (var (x, y) in Corners(Band, CornerSide / 2))
        {
            DrawCorner(content, new PdfRectangle(x - (CornerSide / 2), y - (CornerSide / 2), x + (CornerSide / 2), y + (CornerSide / 2)));
        }

        DrawHairLines(content);
        DrawTitleOrnament(content);
        DrawRules(content);
    }

    /// <summary>The lines under what is filled in.</summary>
    private static void DrawRules(ContentStream content)
    {
        content.StrokeColour(Palette.PaleGold);
        content.LineWidth(0.2);
        foreach (var box in Layout.Ruled.Select(cell => cell.Value))
        {
            content.MoveTo(box.Left, box.Bottom);
            content.LineTo(box.Right, box.Bottom);
        }

        content.Stroke();
    }

    private static void DrawBand(ContentStream content)
    {
        var half = GuillocheBand.Height / 2;
        var (across, up) = (Band.Width - (2 * CornerSide), Band.Height - (2 * CornerSide));
        DrawStrip(content, Band.Left + CornerSide, Band.Bottom + half, 0, across);
        DrawStrip(content, Band.Left + CornerSide, Band.Top - half, 0, across);
        DrawStrip(content, Band.Left + half, Band.Bottom + CornerSide, Math.PI / 2, up);
        DrawStrip(content, Band.Right - half, Band.Bottom + CornerSide, Math.PI / 2, up);
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

    /// <summary>Two gold lines within the frame that give way to the corners in steps.</summary>
    private static void DrawHairLines(ContentStream content)
    {
        foreach (var (distance, step) in new[] { (1.8, 8.0), (2.6, 8.0) })
        {
            var line = Inset(Inner, distance);
            content.LineWidth(distance < 2 ? 0.3 : HairLine);
            content.StrokeColour(Palette.Gold);
            content.MoveTo(line.Left + step, line.Bottom);
            content.LineTo(line.Right - step, line.Bottom);
            Step(content, line.Right, line.Bottom, step, -1, 1);
            content.LineTo(line.Right, line.Top - step);
            Step(content, line.Right, line.Top, step, -1, -1);
            content.LineTo(line.Left + step, line.Top);
            Step(content, line.Left, line.Top, step, 1, -1);
            content.LineTo(line.Left, line.Bottom + step);
            Step(content, line.Left, line.Bottom, step, 1, 1);
            content.Close();
            content.Stroke();
        }
    }

    /// <summary>The way around one corner, in whichever sense the outline goes.</summary>
    private static void Step(ContentStream content, double x, double y, double step, int inX, int inY)
    {
        if (inX == inY)
        {
            content.LineTo(x, y + (inY * step));
            content.LineTo(x + (inX * step), y + (inY * step));
            content.LineTo(x + (inX * step), y);
        }
        else
        {
            content.LineTo(x + (inX * step), y);
            content.LineTo(x + (inX * step), y + (inY * step));
            content.LineTo(x, y + (inY * step));
        }
    }

    private static void DrawTitleOrnament(ContentStream content)
    {
        const double Length = 46;
        const double Gap = 5;
        var y = Measures.Page.Top - Layout.Ornament;
        content.StrokeColour(Palette.Gold);
        content.LineWidth(0.2);
        foreach (var side in new[] { -1, 1 })
        {
            content.MoveTo(Layout.Middle + (side * Gap), y);
            content.LineTo(Layout.Middle + (side * Length), y);
        }

        content.Stroke();
        foreach (var (x, size, colour) in new[] { (0.0, 1.5, Palette.Red), (-3.2, 0.8, Palette.Gold), (3.2, 0.8, Palette.Gold) })
        {
            content.FillColour(colour);
            content.MoveTo(Layout.Middle + x - size, y);
            content.LineTo(Layout.Middle + x, y + size);
            content.LineTo(Layout.Middle + x + size, y);
            content.LineTo(Layout.Middle + x, y - size);
            content.Close();
            content.Fill();
        }
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

    private static (double X, double Y)[] Corners(PdfRectangle box, double inside) =>
    [
        (box.Left + inside, box.Bottom + inside), (box.Right - inside, box.Bottom + inside),
        (box.Right - inside, box.Top - inside), (box.Left + inside, box.Top - inside),
    ];
}
