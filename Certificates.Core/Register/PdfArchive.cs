using System.Security.Cryptography;
using Certificates.Core.Data;
using Certificates.Core.Privacy;
using Certificates.Core.Signing.Gm;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Register;

/// <summary>Signed PDFs put together again out of the style's part and their own.</summary>
internal sealed class PdfArchive(
    CertificateReader reader, Database database, [FromKeyedServices(SecretKeyPurpose.Document)] DataCipher documents)
{
    private const string SelectSeal = "SELECT Value FROM SealSignature WHERE DocumentId = @documentId";

    private const string SelectSealed = "SELECT DocumentId FROM SealSignature WHERE DocumentId IN @documentIds";

    /// <summary>Which of some files have an electronic seal beside them, by their ids.</summary>
    public Task<IReadOnlyList<long>> SealedAsync(IEnumerable<long> documentIds, CancellationToken cancellationToken) =>
        database.QueryAsync<long>(SelectSealed, new { documentIds }, cancellationToken);

    /// <summary>The signature by its institution's electronic seal over the file of a version; null when it has none.</summary>
    /// <exception cref="CryptographicException">What is stored is no such signature over that file: never serve it.</exception>
    public async Task<CertificateSeal?> SealAsync(VersionRecord version, CancellationToken cancellationToken)
    {
        var kept = version.DocumentId is { } documentId
            ? await database.QueryAsync<byte[]>(SelectSeal, new { documentId }, cancellationToken)
            : [];
        if (kept is not [var value] || await FindAsync(version, cancellationToken) is not { } pdf)
        {
            return null;
        }

        return SealSignature.Fits(value, pdf.Bytes.Span)
            ? new CertificateSeal(version.Number, value)
            : throw new CryptographicException($"SealSignature/{version.DocumentId} is not over the file that was signed.");
    }

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

/// <summary>The signature by an institution's electronic seal over a signed file.</summary>
/// <param name="Number">Whose file.</param>
/// <param name="Value">The SES_Signature of GB/T 38540, DER.</param>
public sealed record CertificateSeal(string Number, ReadOnlyMemory<byte> Value);
