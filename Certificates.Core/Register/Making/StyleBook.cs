using System.Collections.Frozen;
using Certificates.Core.Style;

namespace Certificates.Core.Register.Making;

/// <summary>The style each kind of certificate is dressed in now, each with its row in the register.</summary>
internal sealed class StyleBook
{
    private readonly FrozenDictionary<CertificateKind, StyleInUse> _styles;

    private StyleBook(IEnumerable<StyleInUse> styles) =>
        _styles = styles.ToFrozenDictionary(style => style.Composer.Style.Kind);

    /// <summary>Builds the skeletons and puts those that are new into the register.</summary>
    public static async Task<StyleBook> OpenAsync(
        IEnumerable<UnifiedStyle> styles, ComposerOptions options, FontChain fonts, StyleStore store, CancellationToken cancellationToken)
    {
        var open = new List<StyleInUse>();
        foreach (var style in styles)
        {
            var composer = new CertificateComposer(style, options, fonts);
            var record = new StyleRecord(
                style.Kind.Letter(), style.Id, composer.SkeletonHash.ToArray(), composer.Skeleton.ToArray());
            open.Add(new StyleInUse(await store.KeepAsync(record, cancellationToken), composer));
        }

        return new StyleBook(open);
    }

    public StyleInUse Of(CertificateKind kind) => _styles[kind];
}

/// <summary>A style with its id in the register.</summary>
internal sealed record StyleInUse(long Id, CertificateComposer Composer);
