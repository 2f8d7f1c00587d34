using Certificates.Core.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Verifying;

/// <summary>Share codes, by their hashes.</summary>
internal sealed class DeskShareCodes([FromKeyedServices(Database.Desk)] Database desk)
{
    private const string Columns =
        "SELECT Id, CertificateId, Purpose, WithPhoto, CreatedAt, ExpiresAt, RevokedAt, Uses, LastUsedAt FROM desk.ShareCode";

    private const string SelectByHash = Columns + " WHERE Hash = @hash";

    private const string SelectByCertificates = Columns + " WHERE CertificateId IN @certificateIds ORDER BY Id DESC";

    private const string Insert = """
        INSERT INTO desk.ShareCode (Hash, CertificateId, Purpose, WithPhoto, CreatedAt, ExpiresAt, Uses)
        SELECT @Hash, @CertificateId, @Purpose, @WithPhoto, @CreatedAt, @ExpiresAt, 0
        WHERE (SELECT COUNT(*) FROM desk.ShareCode
            WHERE CertificateId = @CertificateId AND RevokedAt IS NULL AND ExpiresAt > @CreatedAt) < @limit
        """;

    private const string CountByHash = "SELECT COUNT(*) FROM desk.ShareCode WHERE Hash = @Hash";

    private const string UpdateRevoked =
        "UPDATE desk.ShareCode SET RevokedAt = COALESCE(RevokedAt, @at) WHERE Id = @id AND CertificateId IN @certificateIds";

    private const string UpdateUse = "UPDATE desk.ShareCode SET Uses = Uses + 1, LastUsedAt = @at WHERE Id = @id";

    /// <summary>The code with this hash, ended or not.</summary>
    public Task<ShareCodeRecord?> FindAsync(byte[] hash, CancellationToken cancellationToken) =>
        desk.FindAsync<ShareCodeRecord>(SelectByHash, new { hash }, cancellationToken);

    /// <summary>All codes of some certificates, newest first.</summary>
    public Task<IReadOnlyList<ShareCodeRecord>> ListAsync(IReadOnlyCollection<long> certificateIds, CancellationToken cancellationToken) =>
        desk.QueryAsync<ShareCodeRecord>(SelectByCertificates, new { certificateIds }, cancellationToken);

    /// <summary>Keeps a code; false when the certificate has as many live ones as it may have.</summary>
    public Task<bool> InsertAsync(NewShareCodeRecord code, int limit, CancellationToken cancellationToken) => desk.WriteAsync(
        async write =>
        {
            await DeskTurn.TakeAsync(write, code.CertificateId, cancellationToken);
            return await write.ExecuteAsync(
                Insert,
                new { code.Hash, code.CertificateId, code.Purpose, code.WithPhoto, code.CreatedAt, code.ExpiresAt, limit },
                cancellationToken) == 1;
        },
        async write => await write.ScalarAsync<long>(CountByHash, new { code.Hash }, cancellationToken) > 0
            ? Found<bool>.There(true)
            : default,
        cancellationToken);

    /// <summary>Ends a code of one of these certificates, the first time for good; false when there is none such.</summary>
    public async Task<bool> RevokeAsync(
        long id, IReadOnlyCollection<long> certificateIds, DateTimeOffset at, CancellationToken cancellationToken) =>
        await desk.ExecuteIdempotentAsync(UpdateRevoked, new { id, certificateIds, at }, cancellationToken) == 1;

    /// <summary>Counts a use.</summary>
    public Task RecordUseAsync(long id, DateTimeOffset at, CancellationToken cancellationToken) =>
        desk.ExecuteAsync(UpdateUse, new { id, at }, cancellationToken);
}

/// <summary>A code to keep.</summary>
internal sealed record NewShareCodeRecord(
    byte[] Hash, long CertificateId, string Purpose, bool WithPhoto, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);

/// <summary>A kept code, without its hash.</summary>
internal sealed class ShareCodeRecord
{
    public required long Id { get; init; }
    public required long CertificateId { get; init; }
    public required string Purpose { get; init; }
    public required bool WithPhoto { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? RevokedAt { get; init; }
    public required long Uses { get; init; }
    public DateTimeOffset? LastUsedAt { get; init; }
}
