using System.Security.Cryptography;
using Certificates.Core.Coding;
using Certificates.Core.Files;
using Certificates.Core.Issuing;
using Certificates.Core.Log;
using Certificates.Core.Privacy;
using Certificates.Core.Signing;
using Certificates.Core.Signing.Cms;
using Certificates.Core.Signing.Qr;

namespace Certificates.Core.Register.Making;

/// <summary>Steps 5 and 6: composes and signs one certificate, and checks the finished file with the public keys.</summary>
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
    /// <summary>Makes the signed file of a reserved certificate and all that the register keeps of it.</summary>
    /// <param name="reserved">The certificate.</param>
    /// <param name="photo">Its photo, or null.</param>
    /// <param name="documentId">The id its file will have.</param>
    /// <exception cref="InvalidOperationException">The finished file does not say what it should: nothing of it is kept.</exception>
    /// <exception cref="KeyNotInForceException">No key may sign now: an outage.</exception>
    public CompletedRecord Make(ReservedRecord reserved, Photo? photo, long documentId)
    {
        var number = reserved.Certificate.Number;
        var file = Make(reserved.Certificate, photo, documentId);

        // The file's hash goes into the leaf: what was issued can be proved, and a file put in its place is noticed.
        var leaf = new EventLeaf(
            number,
            reserved.Certificate.Version,
            CertificateEvents.Issued,
            file.At,
            reserved.ActorKeyId,
            reserved.SecondKeyId,
            null,
            null,
            file.FileHash);
        return new CompletedRecord
        {
            CertificateId = reserved.CertificateId,
            Kind = number.Kind,
            Version = reserved.Certificate.Version,
            BatchId = reserved.BatchId,
            Row = reserved.Row,
            At = file.At,
            ClaimHash = claimHashes.Of(number, claimCodes.Code(number, generation: 1)),
            DocumentId = documentId,
            StyleId = file.StyleId,
            FileHash = file.FileHash,
            Length = file.Length,
            BodyCipher = file.BodyCipher,
            DocumentKeyId = file.KeyId,
            PdfKeyId = file.PdfKeyId,
            QrKeyId = file.QrKeyId,
            ActorKeyId = reserved.ActorKeyId,
            SecondKeyId = reserved.SecondKeyId,
            Salt = RandomNumberGenerator.GetBytes(EventLeaf.SaltLength),
            Leaf = leaf.Hash(),
        };
    }

    /// <summary>Makes the signed file of one version of a certificate, whatever it comes from.</summary>
    /// <param name="certificate">What it prints.</param>
    /// <param name="photo">Its photo, or null.</param>
    /// <param name="documentId">The id the file will have.</param>
    /// <exception cref="InvalidOperationException">The finished file does not say what it should: nothing of it is kept.</exception>
    /// <exception cref="KeyNotInForceException">No key may sign now: an outage.</exception>
    public SignedFileRecord Make(Certificate certificate, Photo? photo, long documentId)
    {
        // 5. compose the PDF, sign it, sign the QR token
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
        return new SignedFileRecord
        {
            Id = documentId,
            At = at,
            StyleId = style.Id,
            FileHash = pdf.Digest(),
            Length = pdf.Length,
            BodyCipher = documents.Encrypt(pdf.Body, Places.Document(documentId)),
            KeyId = documents.KeyId,
            PdfKeyId = signature.KeyId,
            QrKeyId = token.KeyId,
        };
    }
}
