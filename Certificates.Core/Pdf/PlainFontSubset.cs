using Certificates.Core.Pdf.TrueType;

namespace Certificates.Core.Pdf;

/// <summary>A subset of a <see cref="PlainFont"/>, in few bytes and little time.</summary>
internal sealed class PlainFontSubset(PlainFont font, string resourceName) : FontSubset(font.Font, resourceName, Usual)
{
    private const int Usual = 1000;

    /// <inheritdoc/>
    protected override int AdvanceOf(ushort glyph, int wider) =>
        (int)Math.Round((font.Glyph(glyph).Advance + Units(wider)) * 1000.0 / font.UnitsPerEm);

    /// <inheritdoc/>
    protected override void WriteWidths(PdfBuffer target)
    {
        for (var code = 0; code < Advances.Count; code++)
        {
            if (Advances[code] == Usual)
            {
                continue;
            }

            target.Write($"{code} [{Advances[code]}");
            for (; code + 1 < Advances.Count && Advances[code + 1] != Usual; code++)
            {
                target.Write($" {Advances[code + 1]}");
            }

            target.Write("] "u8);
        }
    }

    /// <inheritdoc/>
    public override void WriteProgram(PdfBuffer target)
    {
        var glyphs = new PlainGlyph[Glyphs.Count];
        glyphs[0] = new PlainGlyph([], (ushort)font.UnitsPerEm, 0);
        var first = new Dictionary<ushort, ushort>(glyphs.Length);
        for (var code = 1; code < glyphs.Length; code++)
        {
            var glyph = font.Glyph(Glyphs[code]);
            var advance = (ushort)Math.Round(Advances[code] * font.UnitsPerEm / 1000.0);
            var outline = glyph.Outline.Length == 0 || first.TryAdd(Glyphs[code], (ushort)code)
                ? glyph.Outline
                : PlainOutline.Alias(first[Glyphs[code]], glyph.Outline);
            glyphs[code] = glyph with { Outline = outline, Advance = advance };
        }

        PlainProgram.Write(font, glyphs, target);
    }

    /// <inheritdoc/>
    public override void WriteToUnicode(PdfBuffer target) => ToUnicodeMap.WriteRanges(Characters, target);

    private int Units(int thousandths) => (int)Math.Round(thousandths * font.UnitsPerEm / 1000.0);
}
