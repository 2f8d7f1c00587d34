using System.Security.Cryptography;
using Certificates.Core.Log;
using Certificates.Core.Signing;
using Certificates.Core.Storage;
using Certificates.Core.Style;

namespace Certificates.Core.Issuing;

/// <summary>Steps 5 and 6: composes and signs one reserved certificate, and checks the finished file with the public keys.</summary>
internal sealed class Production(
    StyleBook styles,
    PdfSigner pdfSigner,
    QrTokenSigner qrSigner,
    OwnWorkCheck check,
    ClaimCodes claimCodes,
    ClaimHashes claimHashes,
    DataCipher documents,
    QrAddress qrAddress,
    TimeProvider clock)
{
    /// <summary>Makes the signed file and all that the register keeps of it.</summary>
    /// <param name="reserved">The certificate.</param>
    /// <param name="photo">Its photo, or null.</param>
    /// <param name="documentId">The id its file will have.</param>
    /// <exception cref="InvalidOperationException">The finished file does not say what it should: nothing of it is kept.</exception>
    /// <exception cref="KeyNotInForceException">No key may sign now: an outage.</exception>
    public CompletedRecord Make(ReservedRecord reserved, Photo? photo, long documentId)
    {
        // 5. compose the PDF, sign it, sign the QR token
        var certificate = reserved.Certificate;
        var at = clock.GetUtcNow();
        var style = styles.Of(certificate.Number.Kind);
        var start = clock.GetTimestamp();
        var token = qrSigner.Sign(QrClaims.Of(certificate));
        var address = qrAddress.Of(token);
        var signed = clock.GetTimestamp();
        using var pdf = style.Composer.Compose(certificate, photo, address, at);
        var composed = clock.GetTimestamp();
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        pdf.HashSignedBytes(hash);
        var signature = pdfSigner.Sign(hash);
        pdf.WriteSignature(signature.Cms.Span);
        IssuingMeasures.SignedQr(clock.GetElapsedTime(start, signed));
        IssuingMeasures.Composed(clock.GetElapsedTime(signed, composed));
        IssuingMeasures.SignedPdf(clock.GetElapsedTime(composed));

        // 6. check our own work with the public keys
        check.Require(pdf, token, certificate);
        return Record(reserved, pdf, style, documentId, (signature.KeyId, token.KeyId), at);
    }

    private CompletedRecord Record(
        ReservedRecord reserved, ComposedPdf pdf, StyleInUse style, long documentId, (string Pdf, string Qr) keys, DateTimeOffset at)
    {
        var claimCode = claimCodes.Code(reserved.Certificate.Number, generation: 1);
        var fileHash = pdf.Digest();

        // The file's hash goes into the leaf: what was issued can be proved, and a file put in its place is noticed.
        var leaf = new EventLeaf(
            reserved.Certificate.Number,
            reserved.Certificate.Version,
            CertificateEvents.Issued,
            at,
            reserved.ActorKeyId,
            reserved.SecondKeyId,
            null,
            null,
            fileHash);
        return new CompletedRecord
        {
            CertificateId = reserved.CertificateId,
            Kind = reserved.Certificate.Number.Kind,
            Version = reserved.Certificate.Version,
            BatchId = reserved.BatchId,
            Row = reserved.Row,
            At = at,
            ClaimHash = claimHashes.Of(reserved.Certificate.Number, claimCode),
            DocumentId = documentId,
            StyleId = style.Id,
            FileHash = fileHash,
            Length = pdf.Length,
            BodyCipher = documents.Encrypt(pdf.Body, Places.Document(documentId)),
            DocumentKeyId = documents.KeyId,
            PdfKeyId = keys.Pdf,
            QrKeyId = keys.Qr,
            ActorKeyId = reserved.ActorKeyId,
            SecondKeyId = reserved.SecondKeyId,
            Salt = RandomNumberGenerator.GetBytes(EventLeaf.SaltLength),
            Leaf = leaf.Hash(),
        };
    }
}
