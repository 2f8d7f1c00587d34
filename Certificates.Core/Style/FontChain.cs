using System.Text;
using Certificates.Core.Pdf.TrueType;

namespace Certificates.Core.Style;

/// <summary>
/// The fonts of the unified style in the order they are asked: the vendored ones, then those of a configured folder by file
/// name. Parsed once, never changed, safe for many threads; the same chain judges names at intake and draws them.
/// </summary>
internal sealed class FontChain : IGlyphCoverage
{
    /// <summary>
    /// Units of an em as fine as print needs: at 14 points, the size of what is filled in, one is half a dot of 600 dpi.
    /// </summary>
    private const int PlainUnits = 250;

    private readonly TrueTypeFont[] _kaiFirst;
    private readonly TrueTypeFont[] _songFirst;
    private readonly TrueTypeFont[] _monoFirst;
    private readonly Dictionary<TrueTypeFont, PlainFont> _plain;

    private FontChain(TrueTypeFont[] extra)
    {
        var kai = new TrueTypeFont("LXGWWenKai-Regular", EmbeddedFile.Open("fonts/LXGWWenKai-Regular.ttf"));
        Song = new TrueTypeFont("NotoSerifSC-Regular", EmbeddedFile.Open("fonts/NotoSerifSC-Regular.ttf"));
        _kaiFirst = [kai, Song, .. extra];
        _songFirst = [Song, kai, .. extra];
        var mono = new TrueTypeFont("IBMPlexMono", EmbeddedFile.Open("fonts/IBMPlexMono-Regular.ttf"));
        _monoFirst = [mono, .. _songFirst];
        _plain = _monoFirst.ToDictionary(font => font, font => new PlainFont(font, PlainUnits));
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
        Typeface.Mono => _monoFirst,
    };

    /// <summary>A font of the chain with the outlines that print needs.</summary>
    public PlainFont Plain(TrueTypeFont font) => _plain[font];

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
