using System.Text;
using Certificates.Core.Pdf;
using Certificates.Core.Pdf.TrueType;

namespace Certificates.Core.Style;

/// <summary>
/// The fonts one document draws with: the subsets of the skeleton, which every certificate shares, and behind them a subset per font
/// of the chain for the characters that only this certificate has.
/// </summary>
/// <param name="chain">The fonts.</param>
/// <param name="shared">The subsets of the skeleton; null for the skeleton itself.</param>
/// <param name="begin">Begins a subset of a font under a resource name.</param>
internal sealed class FontBook(FontChain chain, FontBook? shared, Func<TrueTypeFont, string, FontSubset> begin)
{
    private readonly List<FontSubset> _subsets = [];

    /// <summary>The subsets that hold something, in the order they were begun; those of the skeleton are not among them.</summary>
    public IEnumerable<FontSubset> Subsets => _subsets;

    /// <summary>The font and code that show a character.</summary>
    /// <param name="face">The hand.</param>
    /// <param name="character">The character.</param>
    /// <param name="wider">How much farther it goes on than the font says, thousandths of the em.</param>
    /// <exception cref="ArgumentException">No font can; intake asks <see cref="IGlyphCoverage"/> first.</exception>
    public (FontSubset Font, ushort Code) Find(Typeface face, Rune character, int wider = 0)
    {
        foreach (var font in chain.For(face))
        {
            if (shared?.Of(font) is { } fixedSubset && fixedSubset.TryGetCode(character, out var code, wider))
            {
                return (fixedSubset, code);
            }

            var begun = Of(font);
            if (begun is not null || font.TryGetGlyph(character, out _))
            {
                begun ??= Begin(font);
                if (begun.TryAdd(character, out code, wider))
                {
                    return (begun, code);
                }
            }
        }

        throw new ArgumentException($"No font shows U+{character.Value:X4}.", nameof(character));
    }

    /// <summary>Takes in all characters of a text, so that certificates need not carry them.</summary>
    /// <param name="face">The hand.</param>
    /// <param name="text">The characters.</param>
    /// <param name="wider">How much farther each goes on than the font says, thousandths of the em.</param>
    public void Include(Typeface face, string text, int wider = 0)
    {
        foreach (var character in text.EnumerateRunes())
        {
            Find(face, character, wider);
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

    private FontSubset? Of(TrueTypeFont font)
    {
        foreach (var subset in _subsets)
        {
            if (subset.Font == font)
            {
                return subset;
            }
        }

        return null;
    }

    private FontSubset Begin(TrueTypeFont font)
    {
        var subset = begin(font, $"{(shared is null ? 'S' : 'V')}{_subsets.Count}");
        _subsets.Add(subset);
        return subset;
    }
}
