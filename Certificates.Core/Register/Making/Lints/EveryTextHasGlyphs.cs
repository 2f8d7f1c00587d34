using Certificates.Core.Style;

namespace Certificates.Core.Register.Making.Lints;

/// <summary>A box is never printed.</summary>
internal sealed class EveryTextHasGlyphs(IGlyphCoverage glyphs) : ICertificateLint
{
    public string Citation => "ISO 19005-2 clause 6.2.11.8: no reference to .notdef";

    public Refusal? Check(CertificateDraft draft)
    {
        foreach (var text in draft.PrintedTexts)
        {
            if (glyphs.FirstMissing(text) is { } rune)
            {
                return new Refusal("glyph_missing", null, $"No font here draws U+{rune.Value:X4}: tell the service's operator.");
            }
        }

        return null;
    }
}
