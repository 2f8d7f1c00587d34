using System.Collections.Concurrent;
using Certificates.Core.Files;
using Certificates.Core.Signing.Qr;
using Certificates.Core.Style;

namespace Certificates.Core.Register.Making;

/// <summary>
/// Certificates as they will look, before they are issued: in the style that would be used, marked across the page, with a QR code that
/// opens nothing, unsigned. Nothing of them is kept.
/// </summary>
internal sealed class SpecimenBook(ComposerOptions options, FontChain fonts, QrAddress qrAddress, TimeProvider clock)
{
    private readonly ConcurrentDictionary<CertificateKind, Lazy<CertificateComposer>> _composers = new();

    /// <summary>The PDF of what a prepared certificate will print.</summary>
    public byte[] Compose(PreparedCertificate prepared, Photo? photo) => _composers
        .GetOrAdd(prepared.Draft.Kind, kind => new Lazy<CertificateComposer>(() => Composer(kind))).Value
        .ComposeSpecimen(prepared.AsSpecimen(), photo, qrAddress.OfSpecimen, clock.GetUtcNow());

    private CertificateComposer Composer(CertificateKind kind) => CertificateComposer.Open(
        UnifiedStyle.Current.Single(style => style.Kind == kind), options with { IsSpecimen = true }, fonts);
}
