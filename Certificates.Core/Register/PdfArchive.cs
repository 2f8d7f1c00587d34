using System.Security.Cryptography;
using Certificates.Core.Privacy;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Register;

/// <summary>Signed PDFs put together again out of the style's part and their own.</summary>
internal sealed class PdfArchive(CertificateReader reader, [FromKeyedServices(SecretKeyPurpose.Document)] DataCipher documents)
{
    /// <summary>The file of a version; null when it has none.</summary>
    /// <exception cref="CryptographicException">The stored bytes are not those that were signed: never serve them.</exception>
    public async Task<CertificatePdf?> FindAsync(VersionRecord version, CancellationToken cancellationToken)
    {
        if (version.DocumentId is not { } id || await reader.DocumentAsync(id, cancellationToken) is not { } document)
        {
            return null;
        }

        byte[] file = [.. document.Skeleton, .. documents.Decrypt(document.BodyCipher, document.KeyId, Places.Document(id))];
        var hash = SHA256.HashData(file).AsSpan();

        // A version of before there were seals is given the hash by the audit that this reading is part of.
        return hash.SequenceEqual(document.FileHash) && (version.FileHash is null || hash.SequenceEqual(version.FileHash))
            ? new CertificatePdf(version.Number, file, document.FileHash)
            : throw new CryptographicException($"Document/{id} is not the file that was signed.");
    }
}

/// <summary>A signed file.</summary>
/// <param name="Number">Whose.</param>
/// <param name="Bytes">The file.</param>
/// <param name="Sha256">Its SHA-256, as the register has it.</param>
public sealed record CertificatePdf(string Number, ReadOnlyMemory<byte> Bytes, ReadOnlyMemory<byte> Sha256);
