using Certificates.Core.Data;

namespace Certificates.Core.Access.People;

/// <summary>Who is signed in at the console, under the hash of a secret that the browser alone has.</summary>
internal sealed class SessionStore(Database database)
{
    private const string Columns = """
        SELECT s.Hash, s.AccountId, s.MadeAt, s.LastSeenAt, s.EndsAt, s.FactorAt, s.Block, s.Browser FROM AccountSession s
        """;

    private const string Insert = """
        INSERT INTO AccountSession (Hash, AccountId, MadeAt, LastSeenAt, EndsAt, FactorAt, Block, Browser)
        VALUES (@Hash, @AccountId, @MadeAt, @LastSeenAt, @EndsAt, @FactorAt, @block, @Browser)
        """;

    private const string Select = Columns + " WHERE s.Hash = @hash AND s.EndedAt IS NULL";

    private const string SelectOfAccount =
        Columns + " WHERE s.AccountId = @accountId AND s.EndedAt IS NULL AND s.EndsAt > @now ORDER BY s.LastSeenAt DESC";

    private const string UpdateSeen = "UPDATE AccountSession SET LastSeenAt = @at WHERE Hash = @hash AND LastSeenAt < @at";
    private const string UpdateFactor = "UPDATE AccountSession SET FactorAt = @at, EndsAt = @ends WHERE Hash = @hash AND EndedAt IS NULL";
    private const string UpdateEnded = "UPDATE AccountSession SET EndedAt = @at WHERE Hash = @hash AND EndedAt IS NULL";

    private const string UpdateAllEnded =
        "UPDATE AccountSession SET EndedAt = @at WHERE AccountId = @accountId AND EndedAt IS NULL AND (@but IS NULL OR Hash <> @but)";

    private const string Delete = "DELETE FROM AccountSession WHERE EndsAt < @before";

    public Task InsertAsync(SessionRecord session, CancellationToken cancellationToken) => database.ExecuteAsync(
        Insert,
        new
        {
            session.Hash,
            session.AccountId,
            session.MadeAt,
            session.LastSeenAt,
            session.EndsAt,
            session.FactorAt,
            block = Ansi.Of(session.Block, 50),
            session.Browser,
        },
        cancellationToken);

    /// <summary>One that was not ended.</summary>
    public Task<SessionRecord?> FindAsync(byte[] hash, CancellationToken cancellationToken) =>
        database.FindAsync<SessionRecord>(Select, new { hash }, cancellationToken);

    /// <summary>Those of an account that were not ended.</summary>
    public Task<IReadOnlyList<SessionRecord>> ListAsync(long accountId, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.QueryAsync<SessionRecord>(SelectOfAccount, new { accountId, now }, cancellationToken);

    /// <summary>Keeps when a page was last opened.</summary>
    public Task SeeAsync(byte[] hash, DateTimeOffset at, CancellationToken cancellationToken) =>
        database.ExecuteIdempotentAsync(UpdateSeen, new { hash, at }, cancellationToken);

    /// <summary>Keeps when the second factor was given, and until when the session may last.</summary>
    public Task PassFactorAsync(byte[] hash, DateTimeOffset at, DateTimeOffset ends, CancellationToken cancellationToken) =>
        database.ExecuteIdempotentAsync(UpdateFactor, new { hash, at, ends }, cancellationToken);

    /// <summary>Ends one for good.</summary>
    public Task EndAsync(byte[] hash, DateTimeOffset at, CancellationToken cancellationToken) =>
        database.ExecuteIdempotentAsync(UpdateEnded, new { hash, at }, cancellationToken);

    /// <summary>Ends all of an account but one, or all.</summary>
    public static Task<int> EndAllAsync(
        WriteTransaction write, long accountId, byte[]? but, DateTimeOffset at, CancellationToken cancellationToken) =>
        write.ExecuteAsync(UpdateAllEnded, new { accountId, but, at }, cancellationToken);

    /// <summary>The same as a write of its own.</summary>
    public Task EndAllAsync(long accountId, byte[]? but, DateTimeOffset at, CancellationToken cancellationToken) =>
        database.WriteIdempotentAsync(write => EndAllAsync(write, accountId, but, at, cancellationToken), cancellationToken);

    /// <summary>Forgets those that ended by themselves before an instant.</summary>
    public Task ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        database.ExecuteIdempotentAsync(Delete, new { before }, cancellationToken);
}

/// <summary>A session as it is kept.</summary>
internal sealed record SessionRecord
{
    public required byte[] Hash { get; init; }
    public required long AccountId { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public required DateTimeOffset LastSeenAt { get; init; }
    public required DateTimeOffset EndsAt { get; init; }
    public DateTimeOffset? FactorAt { get; init; }
    public required string Block { get; init; }
    public required string Browser { get; init; }
}
