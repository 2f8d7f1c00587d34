using System.Text;

namespace Certificates.Core.Style;

/// <summary>What the fonts that draw a certificate can draw; asked at intake, so that a box is never printed.</summary>
public interface IGlyphCoverage
{
    /// <summary>The first character of a text no font of the chain has a glyph for; null when all can be drawn.</summary>
    Rune? FirstMissing(string text);
}
