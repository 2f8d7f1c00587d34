using Certificates.Core.Data;
using Certificates.Core.Privacy;
using Certificates.Core.Register.Sealing;
using Certificates.Core.Signing;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Oversight.Sealing;

/// <summary>The writes that seal a register of before there were seals.</summary>
internal sealed class SealingStore(
    Database database,
    SealStore seals,
    SealHashes hashes,
    DataKeyStore known,
    [FromKeyedServices(SecretKeyPurpose.Seal)] SecretKey key)
{
    private const string CopyFileHashes = """
        UPDATE CertificateVersion SET FileHash = (SELECT d.FileHash FROM Document d WHERE d.Id = CertificateVersion.DocumentId)
        WHERE CertificateId IN @ids AND DocumentId IS NOT NULL AND FileHash IS NULL
        """;

    private const string KeepToken = """
        UPDATE CertificateVersion SET TokenHash = @TokenHash WHERE CertificateId = @CertificateId AND Version = @Version AND TokenHash IS NULL
        """;

    // A key in a register without certificates has its secret's hash from before, too.
    private const string CountOlder = "SELECT (SELECT COUNT(*) FROM Certificate) + (SELECT COUNT(*) FROM ApiKey)";

    private const string SelectKeys = "SELECT Hash FROM ApiKey", UpdateKey = "UPDATE ApiKey SET Hash = @after WHERE Hash = @before";

    private const string SelectCodes = "SELECT Hash FROM RecoveryCode",
        UpdateCode = "UPDATE RecoveryCode SET Hash = @after WHERE Hash = @before";

    private const string DeleteSessions = "DELETE FROM AccountSession";

    /// <summary>Seals certificates as they stand, and what their files say of their tokens; at most 1000 a call.</summary>
    public Task SealAsync(
        IReadOnlyCollection<long> ids, IReadOnlyCollection<PrintedToken> tokens, CancellationToken cancellationToken) => ids.Count == 0
        ? Task.CompletedTask
        : database.WriteIdempotentAsync(
            async write =>
            {
                await write.ExecuteAsync(CopyFileHashes, new { ids }, cancellationToken);
                await write.ExecuteAsync(KeepToken, tokens, cancellationToken);
                await seals.SealAsync(write, ids, cancellationToken);
                return true;
            },
            cancellationToken);

    /// <summary>
    /// Keeps that the register is sealed, and from that same commit on the keyed hash of every secret: who is signed in signs in again.
    /// </summary>
    public Task KeepAsync(CancellationToken cancellationToken) => database.WriteIdempotentAsync(
        async write =>
        {
            if (!await known.KeepAsync(write, key, cancellationToken))
            {
                return false;
            }

            await HashAsync(write, SelectKeys, UpdateKey, cancellationToken);
            await HashAsync(write, SelectCodes, UpdateCode, cancellationToken);
            await write.ExecuteAsync(DeleteSessions, null, cancellationToken);
            return true;
        },
        cancellationToken);

    /// <summary>True of a register that has nothing yet that a seal is over.</summary>
    public async Task<bool> IsNewAsync(CancellationToken cancellationToken) =>
        await database.FindAsync<long>(CountOlder, null, cancellationToken) == 0;

    private async Task HashAsync(WriteTransaction write, string select, string update, CancellationToken cancellationToken)
    {
        var kept = await write.QueryAsync<byte[]>(select, null, cancellationToken);
        await write.ExecuteAsync(update, kept.Select(before => new { before, after = hashes.OfHash(before) }), cancellationToken);
    }
}

/// <summary>The token in the file of a version, by its hash.</summary>
/// <param name="CertificateId">The certificate.</param>
/// <param name="Version">Its version.</param>
/// <param name="TokenHash">As new versions keep it.</param>
internal sealed record PrintedToken(long CertificateId, long Version, byte[] TokenHash);
