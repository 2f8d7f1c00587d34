using System.Text;
using Certificates.Core.Pdf;
using Certificates.Core.Pdf.TrueType;

namespace Certificates.Core.Style.Art;

/// <summary>样张 SPECIMEN across the page. Drawn as paths within the artwork: it is seen, but neither read aloud nor copied.</summary>
internal static class SpecimenMark
{
    private const string Text = "样张 SPECIMEN";
    private const double Size = 28;
    private const double Angle = 0.44;

    /// <summary>Draws the mark about the middle of the page.</summary>
    public static void Draw(ContentStream content, FontChain fonts)
    {
        var glyphs = Text.EnumerateRunes().Select(character => GlyphOf(fonts.Song, character)).ToList();
        var width = glyphs.Sum(glyph => fonts.Song.AdvanceOf(glyph)) * Size / 1000;
        content.Save();
        content.FillColour(Palette.Specimen);
        content.Translate(Measures.Page.Right / 2, Measures.Page.Top / 2);
        content.Rotate(Angle);
        var x = -width / 2;
        foreach (var glyph in glyphs)
        {
            GlyphPath.Paint(fonts.Song, glyph, content, x, -0.36 * Size, Size);
            x += fonts.Song.AdvanceOf(glyph) * Size / 1000;
        }

        content.Restore();
    }

    private static ushort GlyphOf(TrueTypeFont font, Rune character) =>
        font.TryGetGlyph(character, out var glyph) ? glyph : throw new InvalidOperationException($"No glyph for {character}.");
}
