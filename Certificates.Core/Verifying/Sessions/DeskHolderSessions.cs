using Certificates.Core.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Verifying.Sessions;

/// <summary>Who is signed in, under the hash of a secret that the browser alone has.</summary>
internal sealed class DeskHolderSessions([FromKeyedServices(Database.Desk)] Database desk)
{
    private const string Insert = """
        INSERT INTO desk.HolderSession (Hash, CertificateId, Version, ClaimGeneration, MadeAt, LastSeenAt, EndsAt)
        VALUES (@Hash, @CertificateId, @Version, @ClaimGeneration, @MadeAt, @LastSeenAt, @EndsAt)
        """;

    private const string Select = """
        SELECT Hash, CertificateId, Version, ClaimGeneration, MadeAt, LastSeenAt, EndsAt FROM desk.HolderSession
        WHERE Hash = @hash AND EndedAt IS NULL
        """;

    private const string UpdateSeen = "UPDATE desk.HolderSession SET LastSeenAt = @at WHERE Hash = @hash AND LastSeenAt < @at";

    private const string UpdateEnded = "UPDATE desk.HolderSession SET EndedAt = @at WHERE Hash = @hash AND EndedAt IS NULL";

    private const string Delete = "DELETE FROM desk.HolderSession WHERE EndsAt < @before";

    /// <summary>Keeps a new one.</summary>
    public Task InsertAsync(HolderSessionRecord session, CancellationToken cancellationToken) =>
        desk.ExecuteAsync(Insert, session, cancellationToken);

    /// <summary>One that was not ended.</summary>
    public Task<HolderSessionRecord?> FindAsync(byte[] hash, CancellationToken cancellationToken) =>
        desk.FindAsync<HolderSessionRecord>(Select, new { hash }, cancellationToken);

    /// <summary>Keeps when a page was last opened.</summary>
    public Task SeeAsync(byte[] hash, DateTimeOffset at, CancellationToken cancellationToken) =>
        desk.ExecuteIdempotentAsync(UpdateSeen, new { hash, at }, cancellationToken);

    /// <summary>Ends one for good.</summary>
    public Task EndAsync(byte[] hash, DateTimeOffset at, CancellationToken cancellationToken) =>
        desk.ExecuteIdempotentAsync(UpdateEnded, new { hash, at }, cancellationToken);

    /// <summary>Forgets those that ended by themselves before an instant.</summary>
    public Task ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        desk.ExecuteIdempotentAsync(Delete, new { before }, cancellationToken);
}

/// <summary>A session as it is kept; no person.</summary>
internal sealed record HolderSessionRecord
{
    public required byte[] Hash { get; init; }
    public required long CertificateId { get; init; }
    public required long Version { get; init; }
    public required long ClaimGeneration { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public required DateTimeOffset LastSeenAt { get; init; }
    public required DateTimeOffset EndsAt { get; init; }
}
