using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using Certificates.Core.Coding;
using Certificates.Core.Files;
using Certificates.Core.Privacy;
using Certificates.Core.Signing;
using Certificates.Core.Signing.Cms;
using Certificates.Core.Signing.Qr;
using Certificates.Core.Signing.Revocation;
using Certificates.Core.Signing.Stamping;
using Certificates.Core.Style;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Register.Making;

/// <summary>
/// Makes the signed file of one version of a certificate, whatever it comes from. Between its two halves the file is checked.
/// </summary>
internal sealed class CertificateMaker(
    StyleBook styles,
    PdfSigner pdfSigner,
    QrTokenSigner qrSigner,
    [FromKeyedServices(SecretKeyPurpose.Document)] DataCipher documents,
    TimeProvider clock)
{
    /// <summary>How many are made at once: one, but for those that wait for time stamps.</summary>
    public int AtOnce => pdfSigner.AtOnce;

    /// <summary>Institutions whose certificates a key of their own signs now.</summary>
    public IEnumerable<string> InstitutionsWithKeys => pdfSigner.Institutions;

    /// <summary>The same as <see cref="Sign"/>, with a time stamp where an authority is configured. Dispose the answer.</summary>
    /// <param name="certificate">What it prints.</param>
    /// <param name="photo">Its photo, or null.</param>
    /// <param name="style">Its dress; null takes the one in use.</param>
    /// <param name="cancellationToken">Ends the waiting for the stamp.</param>
    /// <exception cref="KeyNotInForceException">No key may sign now: an outage.</exception>
    /// <exception cref="TimeStampException">There is no stamp now: an outage.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "The answer owns the file.")]
    public ValueTask<UncheckedPdf> SignAsync(
        Certificate certificate, Photo? photo, StyleInUse? style, CancellationToken cancellationToken)
    {
        var signed = Sign(certificate, photo, style);
        return pdfSigner.Stamps ? StampAsync(signed, cancellationToken) : new ValueTask<UncheckedPdf>(signed);
    }

    private async ValueTask<UncheckedPdf> StampAsync(UncheckedPdf signed, CancellationToken cancellationToken)
    {
        try
        {
            var stamped = await pdfSigner.StampAsync(signed.Signature, cancellationToken);
            signed.Pdf.WriteSignature(stamped.Cms.Span);
            return signed with { Signature = stamped };
        }
        catch
        {
            signed.Dispose();
            throw;
        }
    }

    /// <summary>Signs the QR token, composes the PDF and signs it. Dispose the answer.</summary>
    /// <param name="certificate">What it prints.</param>
    /// <param name="photo">Its photo, or null.</param>
    /// <param name="style">Its dress; null takes the one in use.</param>
    /// <exception cref="KeyNotInForceException">No key may sign now: an outage.</exception>
    /// <exception cref="RevocationException">What a file must hold is not at hand: an outage.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "The answer owns the file.")]
    public UncheckedPdf Sign(Certificate certificate, Photo? photo, StyleInUse? style = null)
    {
        var at = clock.GetUtcNow();
        style ??= styles.Of(certificate.Number.Kind);
        var start = clock.GetTimestamp();
        var token = qrSigner.Sign(QrClaims.Of(certificate));
        var signed = clock.GetTimestamp();
        var (signer, store) = pdfSigner.Choose(certificate.Number.InstitutionCode);
        var pdf = style.Composer.Compose(certificate, photo, token.Address, at, store);
        try
        {
            var composed = clock.GetTimestamp();
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            pdf.HashSignedBytes(hash);
            var signature = pdfSigner.Sign(hash, signer);
            pdf.WriteSignature(signature.Cms.Span);
            MakingMeasures.SignedQr(clock.GetElapsedTime(start, signed));
            MakingMeasures.Composed(clock.GetElapsedTime(signed, composed));
            MakingMeasures.SignedPdf(clock.GetElapsedTime(composed));
            return new UncheckedPdf(pdf, token, style.Id, signature, at) { Certificate = certificate };
        }
        catch
        {
            pdf.Dispose();
            throw;
        }
    }

    /// <summary>Encrypts a checked file for its place in the register, and puts the institution's electronic seal beside it.</summary>
    /// <param name="pdf">The file.</param>
    /// <param name="documentId">The id it will have.</param>
    /// <exception cref="KeyNotInForceException">The institution has a seal, and it may not be used now: an outage.</exception>
    public SignedFile Keep(CheckedPdf pdf, long documentId) => new()
    {
        Id = documentId,
        At = pdf.Of.At,
        StyleId = pdf.Of.StyleId,
        FileHash = pdf.Of.Pdf.Digest(),
        Length = pdf.Of.Pdf.Length,
        BodyCipher = documents.Encrypt(pdf.Of.Pdf.Body, Places.Document(documentId)),
        KeyId = documents.KeyId,
        PdfKeyId = pdf.Of.Signature.KeyId,
        QrKeyId = pdf.Of.Token.KeyId,
        TokenHash = pdf.Of.Token.Hash(),
        SealSignature = pdfSigner.Seal(
            pdf.Of.Certificate.Number.InstitutionCode, pdf.Of.Pdf.File.Span, $"{pdf.Of.Certificate.Number.Value}.pdf", pdf.Of.At),
    };
}

/// <summary>A signed file that nobody has read again yet.</summary>
/// <param name="Pdf">The file.</param>
/// <param name="Token">The token its QR code was drawn from.</param>
/// <param name="StyleId">Its style.</param>
/// <param name="Signature">The signature in it.</param>
/// <param name="At">When it was signed.</param>
internal sealed record UncheckedPdf(ComposedPdf Pdf, QrToken Token, long StyleId, PdfSignature Signature, DateTimeOffset At)
    : IDisposable
{
    /// <summary>What it prints.</summary>
    public required Certificate Certificate { get; init; }

    public void Dispose() => Pdf.Dispose();
}

/// <summary>A signed file that says what it should; <see cref="OwnWorkCheck"/> alone makes one.</summary>
/// <param name="Of">The file.</param>
internal readonly record struct CheckedPdf(UncheckedPdf Of);

/// <summary>What making a certificate tells of itself: how long composing and signing take.</summary>
internal static class MakingMeasures
{
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [.0001, .0003, .001, .002, .005, .01,
        .03, .1, .3, 1, 3]
    };

    private static readonly Histogram<double> ComposeTime =
        Telemetry.Meter.CreateHistogram("certificates.compose.duration", "s", "Time to compose a PDF.", tags: null, Seconds);

    private static readonly Histogram<double> SignTime =
        Telemetry.Meter.CreateHistogram("certificates.sign.duration", "s", "Time to sign a PDF or a QR token.", tags: null, Seconds);

    public static void Composed(TimeSpan time) => ComposeTime.Record(time.TotalSeconds);

    public static void SignedPdf(TimeSpan time) => SignTime.Record(time.TotalSeconds, Telemetry.Tag("what", "pdf"));

    public static void SignedQr(TimeSpan time) => SignTime.Record(time.TotalSeconds, Telemetry.Tag("what", "qr"));
}
