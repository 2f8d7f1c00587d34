using System.Security.Cryptography;
using Certificates.Core.Coding;
using Certificates.Core.Files;
using Certificates.Core.Privacy;
using Certificates.Core.Register;
using Certificates.Core.Register.Making;
using Certificates.Core.Signing;
using Certificates.Core.Signing.Cms;
using Certificates.Core.Signing.Qr;
using Certificates.Core.Style;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Copies;

/// <summary>
/// Makes an annotated copy: the page is composed anew from the register, in the style the certificate was issued in, with a note across it
/// and a QR code of its own, and signed by the key of copies.
/// </summary>
internal sealed class CopyMaker(
    CertificateReader certificates,
    StyleBook styles,
    QrAddress address,
    KeyRing keys,
    PublicKeyRing published,
    SealHashes hashes,
    [FromKeyedServices(SecretKeyPurpose.Identity)] DataCipher identity)
{
    private readonly PdfSigner _signer = new(keys, stamps: null, KeyPurpose.Copy);
    private readonly PdfSignatureReader _copies = new(published, KeyPurpose.Copy);
    private readonly PdfSignatureReader _issued = new(published);

    /// <summary>Makes and checks one.</summary>
    /// <param name="version">The version in force, which has a PDF.</param>
    /// <param name="note">What it says of itself.</param>
    /// <param name="at">Now.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InvalidOperationException">The finished file does not say what it should: nothing of it is kept.</exception>
    public async Task<MadeCopy> MakeAsync(VersionRecord version, CopyNote note, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var certificate = StoredCertificate.Of(version, identity);
        var photo = await PhotoAsync(version, cancellationToken);
        var style = await styles.OfFileAsync(version.DocumentId!.Value, cancellationToken);
        var code = CopyCode.Create();
        using var pdf = style.Composer.ComposeCopy(certificate, photo, address.OfCopy(code.Value), note, _signer.MaximumLength + 8, at);
        var hash = new byte[SHA256.HashSizeInBytes];
        pdf.HashSignedBytes(hash);
        pdf.WriteSignature(_signer.Sign(hash).Cms.Span);
        Require(pdf, certificate);
        return new MadeCopy(pdf.File.ToArray(), pdf.Digest(), hashes.OfSecret(code.Value));
    }

    /// <summary>What leaves the house says whose it is, bears our signature as a copy, and can be taken for no certificate.</summary>
    private void Require(ComposedPdf pdf, Certificate certificate)
    {
        var file = pdf.Open();
        var printed = file is null ? null : PrintedFacts.Read(file);
        if (file is null
            || _copies.CheckFile(file, pdf.HashedSkeleton)?.Finding != PdfSignatureFinding.Valid
            || _issued.CheckFile(file, pdf.HashedSkeleton)?.Finding != PdfSignatureFinding.Foreign
            || printed?.Name != certificate.Holder.Name.Value || printed.Number != certificate.Number.Value
            || !printed.Shows(pdf.QrModules))
        {
            throw new InvalidOperationException("A finished copy says otherwise than it should.");
        }
    }

    private async Task<Photo?> PhotoAsync(VersionRecord version, CancellationToken cancellationToken)
    {
        if (version.PhotoHash is not { } hash)
        {
            return null;
        }

        return await certificates.PhotosAsync([hash], cancellationToken) is [var record]
            ? StoredPhoto.Of(record, identity)
            : throw new InvalidOperationException("A version names a photo that the register does not hold.");
    }
}

/// <summary>A copy that was made.</summary>
/// <param name="File">The signed file.</param>
/// <param name="FileHash">Its SHA-256.</param>
/// <param name="CodeHash">The keyed hash of the code in its QR code.</param>
internal sealed record MadeCopy(byte[] File, byte[] FileHash, byte[] CodeHash);
