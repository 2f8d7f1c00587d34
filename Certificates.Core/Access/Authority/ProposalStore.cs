using Certificates.Core.Data;

namespace Certificates.Core.Access.Authority;

/// <summary>What was asked for and decided within the authority; kept for as long as the register.</summary>
internal sealed class ProposalStore(Database database)
{
    private const string Columns = """
        SELECT p.Id, p.Kind, p.Subject, p.Payload, p.AskedBy, k.Person AS AskedByPerson, k.InstitutionId, p.AskedAt, p.DecidedAt, p.IsDone,
            p.ReasonCipher, p.ReasonKeyId, d.Person AS DecidedByPerson,
            (SELECT MIN(made.Id) FROM ApiKey made WHERE made.ProposalId = p.Id) AS KeyId
        FROM Proposal p JOIN ApiKey k ON k.Id = p.AskedBy LEFT JOIN ApiKey d ON d.Id = p.DecidedBy
        """;

    private const string SelectOpen = Columns + " WHERE p.DecidedAt IS NULL ORDER BY p.Id";
    private const string SelectRefused =
        Columns + " WHERE p.AskedBy = @askedBy AND p.IsDone = 0 AND p.DecidedBy <> p.AskedBy AND p.DecidedAt >= @since ORDER BY p.Id DESC";
    private const string SelectOne = Columns + " WHERE p.Id = @id";

    private const string Insert = """
        INSERT INTO Proposal (Id, Kind, Subject, Payload, AskedBy, AskedAt) VALUES (@id, @kind, @subject, @payload, @askedBy, @at)
        """;

    // One at a time carries it out; whoever began and did not end, because the process died, is overtaken.
    private const string Claim =
        "UPDATE Proposal SET ClaimedAt = @at WHERE Id = @id AND DecidedAt IS NULL AND (ClaimedAt IS NULL OR ClaimedAt < @before)";

    private const string Release = "UPDATE Proposal SET ClaimedAt = NULL WHERE Id = @id AND DecidedAt IS NULL";

    private const string Decide = """
        UPDATE Proposal SET DecidedBy = @by, DecidedAt = @at, IsDone = @isDone, ReasonCipher = @cipher, ReasonKeyId = @keyId
        WHERE Id = @id AND DecidedAt IS NULL
        """;

    /// <summary>Those that nobody decided yet, the oldest first.</summary>
    public Task<IReadOnlyList<Proposal>> OpenAsync(CancellationToken cancellationToken) =>
        database.QueryAsync<Proposal>(SelectOpen, null, cancellationToken);

    /// <summary>What one key asked for and another refused since an instant, the newest first.</summary>
    public Task<IReadOnlyList<Proposal>> RefusedAsync(long askedBy, DateTimeOffset since, CancellationToken cancellationToken) =>
        database.QueryAsync<Proposal>(SelectRefused, new { askedBy, since }, cancellationToken);

    /// <summary>One, decided or not.</summary>
    public Task<Proposal?> FindAsync(long id, CancellationToken cancellationToken) =>
        database.FindAsync<Proposal>(SelectOne, new { id }, cancellationToken);

    /// <summary>Keeps what is asked for; its id.</summary>
    public Task<long> InsertAsync(
        ProposalKind kind, string subject, string payload, long askedBy, DateTimeOffset at, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async write =>
            {
                var id = await write.ScalarAsync<long>(
                    database.Dialect.TakeIds, new { name = Ansi.Of("Proposal", 60), count = 1 }, cancellationToken);
                await write.ExecuteAsync(Insert, new { id, kind, subject, payload, askedBy, at }, cancellationToken);
                return id;
            },
            cancellationToken);

    /// <summary>Begins to carry one out; false while somebody else does, or when it is decided.</summary>
    public async Task<bool> ClaimAsync(long id, DateTimeOffset at, DateTimeOffset before, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(Claim, new { id, at, before }, cancellationToken) == 1;

    /// <summary>Gives one back that could not be carried out.</summary>
    public Task<int> ReleaseAsync(long id, CancellationToken cancellationToken) =>
        database.ExecuteAsync(Release, new { id }, cancellationToken);

    /// <summary>Keeps a decision; false when there was one.</summary>
    public async Task<bool> DecideAsync(
        long id, long by, DateTimeOffset at, bool isDone, byte[]? cipher, string? keyId, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(Decide, new { id, by, at, isDone, cipher, keyId }, cancellationToken) == 1;
}
