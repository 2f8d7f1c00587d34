using System.Globalization;
using System.Text;
using Certificates.Core.Pdf;
using Certificates.Core.Pdf.TrueType;

namespace Certificates.Core.Style.Art;

/// <summary>
/// Draws what an annotated copy says of itself: a band below the upper edge of the frame, with all of it, and purpose and end in large pale
/// characters through the middle of the page, so that no part of the page goes without them.
/// </summary>
internal static class CopyBand
{
    /// <summary>What the page's resources hold for it: the large characters darken what lies below and cover nothing.</summary>
    public const string GraphicsState = " /ExtGState << /Across << /BM /Multiply >> >>";

    private const double LargeSize = 15;
    private const double Angle = 0.44;
    private static readonly PdfRectangle Band = Measures.FromTop(23.5, 19.4, 250, 11.8);
    private static readonly TypeStyle Text = new(Typeface.Song, Measures.Points(12.5), Palette.Red) { Floor = Measures.Points(7) };
    private static readonly TypeStyle English = new(Typeface.Song, Measures.Points(8), Palette.Red) { Floor = Measures.Points(6) };

    /// <summary>Draws it over the page.</summary>
    /// <param name="content">The page, in millimetres.</param>
    /// <param name="fonts">The fonts.</param>
    /// <param name="note">What it says.</param>
    /// <param name="centred">Sets a line of text into the middle of a box.</param>
    public static void Draw(ContentStream content, FontChain fonts, CopyNote note, Action<string, TypeStyle, PdfRectangle> centred)
    {
        content.BeginArtifact();
        DrawAcross(content, fonts, $"加注件 · {note.Purpose.Chinese} · 有效至 {note.EndsOn:yyyy-MM-dd}");
        content.Save();
        content.FillColour(Palette.BandPaper);
        content.StrokeColour(Palette.Red);
        content.LineWidth(0.35);
        content.Rectangle(Band);
        content.FillAndStroke();
        content.Restore();
        content.EndMarked();
        var words = note.Words.Length == 0 ? "" : $"（{note.Words}）";
        var day = note.EndsOn.ToString("yyyy年M月d日", CultureInfo.InvariantCulture);
        var englishDay = note.EndsOn.ToString("MMMM d, yyyy", CultureInfo.InvariantCulture);
        content.BeginArtifact();
        centred(
            $"加注件　持证人自述用途：{note.Purpose.Chinese}{words}　有效至 {day}", Text,
            new PdfRectangle(Band.Left + 3, Band.Bottom + 5, Band.Right - 3, Band.Top - 0.6));
        centred(
            $"Annotated copy, not the certificate itself · purpose as its holder says: {note.Purpose.English} · good until {englishDay}",
            English, new PdfRectangle(Band.Left + 3, Band.Bottom + 0.8, Band.Right - 3, Band.Bottom + 5));
        content.EndMarked();
    }

    private static void DrawAcross(ContentStream content, FontChain fonts, string text)
    {
        var glyphs = text.EnumerateRunes().Select(character => GlyphOf(fonts.Song, character)).ToList();
        var width = glyphs.Sum(glyph => fonts.Song.AdvanceOf(glyph)) * LargeSize / 1000;
        content.Save();
        content.Buffer.Write("/Across gs\n"u8);
        content.FillColour(Palette.Specimen);
        content.Translate(Measures.Page.Right / 2, Measures.Page.Top / 2);
        content.Rotate(Angle);
        var x = -width / 2;
        foreach (var glyph in glyphs)
        {
            GlyphPath.Paint(fonts.Song, glyph, content, x, -0.36 * LargeSize, LargeSize);
            x += fonts.Song.AdvanceOf(glyph) * LargeSize / 1000;
        }

        content.Restore();
    }

    private static ushort GlyphOf(TrueTypeFont font, Rune character) =>
        font.TryGetGlyph(character, out var glyph) ? glyph : throw new InvalidOperationException($"No glyph for {character}.");
}
