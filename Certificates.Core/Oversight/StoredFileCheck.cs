using System.Security.Cryptography;
using Certificates.Core.Privacy;
using Certificates.Core.Register;
using Certificates.Core.Signing.Cms;
using Certificates.Core.Signing.Qr;
using Certificates.Core.Style;
using Certificates.Core.Style.Qr;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Oversight;

/// <summary>Reads a stored PDF again, with public keys only, and holds it against what the register says of it.</summary>
internal sealed class StoredFileCheck(
    PdfArchive archive,
    PdfSignatureReader signatures,
    QrTokenReader tokens,
    [FromKeyedServices(SecretKeyPurpose.Identity)] DataCipher identity,
    HolderKeys holders)
{
    /// <summary>
    /// How a version in force or superseded differs from its file: <c>pdf_missing</c>, <c>pdf_changed</c>, <c>signature_invalid</c>,
    /// <c>pdf_unreadable</c>, <c>number_differs</c>, <c>name_differs</c>; or what it is found by from what it says:
    /// <c>name_key_differs</c>,
    /// <c>holder_key_differs</c>; null when it does not.
    /// </summary>
    public async Task<string?> DifferenceAsync(VersionRecord version, CancellationToken cancellationToken) =>
        (await ReadAsync(version, cancellationToken)).Difference;

    /// <summary>The same, and what the file shows as far as it can be read.</summary>
    public async Task<(string? Difference, PrintedFacts? Printed)> ReadAsync(VersionRecord version, CancellationToken cancellationToken)
    {
        try
        {
            if (await archive.FindAsync(version, cancellationToken) is not { } pdf)
            {
                return ("pdf_missing", null);
            }

            var printed = PrintedFacts.Read(pdf.Bytes);
            return (Difference(version, pdf.Bytes, printed), printed);
        }
        catch (Exception damage) when (damage is CryptographicException or InvalidOperationException)
        {
            return ("pdf_changed", null);
        }
    }

    /// <summary>The hash of the token in a printed QR code; null where there is no token of this system's form.</summary>
    public byte[]? TokenHash(PrintedFacts printed) =>
        QrDecoder.Read(printed.Qr) is { } address && tokens.TryRead(QrAddress.TokenOf(address), out _, out _)
            ? QrToken.HashOf(QrAddress.TokenOf(address))
            : null;

    /// <summary>
    /// By what a version that differs would be found, had it not been changed: the number in its file, and the holder whose ID number it
    /// keeps. Each only where the register has another and it can still be read.
    /// </summary>
    public async Task<Doubt> DoubtAsync(VersionRecord version, CancellationToken cancellationToken)
    {
        var number = await TryAsync(async () =>
            await archive.FindAsync(version, cancellationToken) is { } pdf ? PrintedFacts.Read(pdf.Bytes)?.Number : null);
        var holder = await TryAsync(() => Task.FromResult<string?>(
            Convert.ToHexString(holders.Of(StoredCertificate.Of(version, identity).Holder.Document))));
        return new Doubt(
            version.CertificateId,
            number == version.Number ? null : number,
            holder == Convert.ToHexString(version.HolderKey) ? null : holder);
    }

    private static async Task<string?> TryAsync(Func<Task<string?>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception damage) when (damage is CryptographicException or InvalidOperationException)
        {
            return null;
        }
    }

    private string? Difference(VersionRecord version, ReadOnlyMemory<byte> file, PrintedFacts? shown)
    {
        var signature = signatures.CheckFile(file);
        if (signature is not { Finding: PdfSignatureFinding.Valid, Key: { } key } || !key.EndsOnOrAfter(version.IssuedOn)
            || !key.SignsFor(version.InstitutionCode))
        {
            return "signature_invalid";
        }

        return shown is not { } printed ? "pdf_unreadable"
            : printed.Number != version.Number ? "number_differs"
            : printed.Name != version.Name ? "name_differs"
            : KeyDifference(version);
    }

    private string? KeyDifference(VersionRecord version)
    {
        var certificate = StoredCertificate.Of(version, identity);
        return certificate.Holder.Name.PassportKey != version.NameKey ? "name_key_differs"
            : !holders.Of(certificate.Holder.Document).AsSpan().SequenceEqual(version.HolderKey) ? "holder_key_differs"
            : null;
    }
}
