using System.Text;
using Certificates.Core.Pdf.TrueType;

namespace Certificates.Core.Style;

/// <summary>
/// The fonts of the unified style in the order they are asked: the two vendored ones, then those of a configured folder by file
/// name. Parsed once, never changed, safe for many threads; the same chain judges names at intake and draws them.
/// </summary>
internal sealed class FontChain : IGlyphCoverage
{
    private readonly TrueTypeFont[] _kaiFirst;
    private readonly TrueTypeFont[] _songFirst;

    private FontChain(TrueTypeFont[] extra)
    {
        var kai = new TrueTypeFont("LXGWWenKai-Regular", EmbeddedFile.Open("fonts/LXGWWenKai-Regular.ttf"));
        Song = new TrueTypeFont("NotoSerifSC-Regular", EmbeddedFile.Open("fonts/NotoSerifSC-Regular.ttf"));
        _kaiFirst = [kai, Song, .. extra];
        _songFirst = [Song, kai, .. extra];
    }

    /// <summary>宋体, whose outlines the seal is cut from.</summary>
    public TrueTypeFont Song { get; }

    /// <summary>Opens the chain.</summary>
    /// <param name="folder">Where further <c>*.ttf</c> lie, such as HanaMinB for Extensions B–F; null when there is none.</param>
    /// <exception cref="InvalidDataException">A file there has no TrueType outlines.</exception>
    public static FontChain Open(string? folder)
    {
        string[] files = folder is null ? [] : Directory.GetFiles(folder, "*.ttf");
        Array.Sort(files, StringComparer.Ordinal);
        return new FontChain(Array.ConvertAll(files, file => new TrueTypeFont(PostScriptName(file), File.ReadAllBytes(file))));
    }

    /// <summary>The fonts in the order a typeface asks them.</summary>
    public ReadOnlySpan<TrueTypeFont> For(Typeface face) => face switch
    {
        Typeface.Kai => _kaiFirst,
        Typeface.Song => _songFirst,
    };

    /// <inheritdoc/>
    public Rune? FirstMissing(string text)
    {
        foreach (var character in text.EnumerateRunes())
        {
            if (!Rune.IsWhiteSpace(character) && !Array.Exists(_kaiFirst, font => font.TryGetGlyph(character, out _)))
            {
                return character;
            }
        }

        return null;
    }

    /// <summary>A file's name as a PDF name: ASCII letters, digits and hyphens only.</summary>
    private static string PostScriptName(string file) =>
        string.Concat(Path.GetFileNameWithoutExtension(file).Where(c => char.IsAsciiLetterOrDigit(c) || c == '-'));
}
