using System.Text;

namespace Certificates.Core.Style;

/// <summary>What can be printed, asked before anything is: a box is never printed for a character.</summary>
public interface IGlyphCoverage
{
    /// <summary>The first character no font can show, spaces aside; null when all can be shown.</summary>
    Rune? FirstMissing(string text);
}
