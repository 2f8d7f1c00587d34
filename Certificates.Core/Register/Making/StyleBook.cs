using System.Collections.Concurrent;
using System.Collections.Frozen;
using Certificates.Core.Style;

namespace Certificates.Core.Register.Making;

/// <summary>
/// The style each kind of certificate is dressed in now, and those of former days, in which corrections of what was issued then are
/// printed; each with its row in the register.
/// </summary>
internal sealed class StyleBook
{
    private readonly FrozenDictionary<CertificateKind, StyleInUse> _current;
    private readonly ConcurrentDictionary<string, Lazy<CertificateComposer>> _former = new(StringComparer.Ordinal);
    private readonly ComposerOptions _options;
    private readonly FontChain _fonts;
    private readonly StyleStore _store;

    private StyleBook(IEnumerable<StyleInUse> current, ComposerOptions options, FontChain fonts, StyleStore store)
    {
        _current = current.ToFrozenDictionary(style => style.Composer.Style.Kind);
        (_options, _fonts, _store) = (options, fonts, store);
    }

    /// <summary>Builds the skeletons of the styles in use and puts those that are new into the register.</summary>
    public static async Task<StyleBook> OpenAsync(
        ComposerOptions options, FontChain fonts, StyleStore store, CancellationToken cancellationToken)
    {
        var current = new List<StyleInUse>();
        foreach (var style in UnifiedStyle.Current)
        {
            current.Add(await KeepAsync(CertificateComposer.Open(style, options, fonts), store, cancellationToken));
        }

        return new StyleBook(current, options, fonts, store);
    }

    /// <summary>The style certificates of a kind are issued in now.</summary>
    public StyleInUse Of(CertificateKind kind) => _current[kind];

    /// <summary>The style of a stored file, whatever is in use now.</summary>
    /// <param name="documentId">The file.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InvalidOperationException">The register names a style that no release had.</exception>
    public async Task<StyleInUse> OfFileAsync(long documentId, CancellationToken cancellationToken)
    {
        var name = await _store.VersionOfAsync(documentId, cancellationToken);
        if (_current.Values.FirstOrDefault(style => style.Composer.Style.Id == name) is { } inUse)
        {
            return inUse;
        }

        var style = UnifiedStyle.All.FirstOrDefault(style => style.Id == name)
            ?? throw new InvalidOperationException($"Document/{documentId} has the style '{name}', which is not known.");
        var former = _former.GetOrAdd(style.Id, new Lazy<CertificateComposer>(() => CertificateComposer.Open(style, _options, _fonts)));
        return await KeepAsync(former.Value, _store, cancellationToken);
    }

    private static async Task<StyleInUse> KeepAsync(CertificateComposer composer, StyleStore store, CancellationToken cancellationToken)
    {
        var record = new StyleRecord(
            composer.Style.Kind.Letter(), composer.Style.Id, composer.SkeletonHash.ToArray(), composer.Skeleton.ToArray());
        return new StyleInUse(await store.KeepAsync(record, cancellationToken), composer);
    }
}

/// <summary>A style with its id in the register.</summary>
internal sealed record StyleInUse(long Id, CertificateComposer Composer);
