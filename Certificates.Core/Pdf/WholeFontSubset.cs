using Certificates.Core.Pdf.TrueType;

namespace Certificates.Core.Pdf;

/// <summary>A subset whose outlines are the font's own, byte for byte.</summary>
internal sealed class WholeFontSubset(TrueTypeFont font, string resourceName) : FontSubset(font, resourceName, font.AdvanceOf(0))
{
    /// <inheritdoc/>
    protected override int AdvanceOf(ushort glyph, int wider) => wider == 0
        ? Font.AdvanceOf(glyph)
        : throw new ArgumentOutOfRangeException(nameof(wider), wider, "Outlines as they are have the widths they have.");

    /// <inheritdoc/>
    protected override void WriteWidths(PdfBuffer target)
    {
        target.Write("0 ["u8);
        foreach (var advance in Advances)
        {
            target.Write($"{advance} ");
        }

        target.Write("]"u8);
    }

    /// <inheritdoc/>
    public override void WriteProgram(PdfBuffer target) => TrueTypeSubset.Write(Font, Glyphs, target);

    /// <inheritdoc/>
    public override void WriteToUnicode(PdfBuffer target) => ToUnicodeMap.Write(Characters, target);
}
