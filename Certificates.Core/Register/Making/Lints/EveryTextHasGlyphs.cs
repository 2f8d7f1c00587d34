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
                return new Refusal(RefusalCode.GlyphMissing, null,
                    $"No font here draws U+{rune.Value:X4}: tell the service's operator.",
                    $"字库中没有 U+{rune.Value:X4}，请联系系统运维人员。");
            }
        }

        return null;
    }
}
