using System.Text;
using Certificates.Core.Pdf;
using Certificates.Core.Pdf.TrueType;

namespace Certificates.Core.Style;

/// <summary>
/// The fonts one document draws with: the subsets of the skeleton, which every certificate shares, and behind them a subset per font
/// of the chain for the characters that only this certificate has.
/// </summary>
internal sealed class FontBook(FontChain chain, FontBook? shared)
{
    private readonly List<FontSubset> _subsets = [];

    /// <summary>The subsets that hold something, in the order they were begun; those of the skeleton are not among them.</summary>
    public IEnumerable<FontSubset> Subsets => _subsets;

    /// <summary>The font and code that show a character.</summary>
    /// <exception cref="ArgumentException">No font can; intake asks <see cref="IGlyphCoverage"/> first.</exception>
    public (FontSubset Font, ushort Code) Find(Typeface face, Rune character)
    {
        foreach (var font in chain.For(face))
        {
            if (shared?.Of(font) is { } fixedSubset && fixedSubset.TryGetCode(character, out var code))
            {
                return (fixedSubset, code);
            }

            if (font.TryGetGlyph(character, out _))
            {
                var subset = Of(font) ?? Begin(font);
                subset.TryAdd(character, out code);
                return (subset, code);
            }
        }

        throw new ArgumentException($"No font shows U+{character.Value:X4}.", nameof(character));
    }

    /// <summary>Takes in all characters of a text, so that certificates need not carry them.</summary>
    public void Include(Typeface face, string text)
    {
        foreach (var character in text.EnumerateRunes())
        {
            Find(face, character);
        }
    }

    /// <summary>Width of a text set 1 high.</summary>
    public double Measure(Typeface face, ReadOnlySpan<char> text)
    {
        var thousandths = 0;
        foreach (var character in text.EnumerateRunes())
        {
            var (font, code) = Find(face, character);
            thousandths += font.AdvanceOf(code);
        }

        return thousandths / 1000.0;
    }

    private FontSubset? Of(TrueTypeFont font) => _subsets.Find(subset => subset.Font == font);

    private FontSubset Begin(TrueTypeFont font)
    {
        var subset = new FontSubset(font, $"{(shared is null ? 'S' : 'V')}{_subsets.Count}");
        _subsets.Add(subset);
        return subset;
    }
}
