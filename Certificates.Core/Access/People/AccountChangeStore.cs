using Certificates.Core.Data;

namespace Certificates.Core.Access.People;

/// <summary>What was asked for and decided over accounts; kept for as long as the register.</summary>
internal sealed class AccountChangeStore(Database database)
{
    private const string SelectOpen = """
        SELECT c.Id, c.AccountId, c.Kind, c.AskedBy, c.AskedAt, k.Person AS AskedByPerson
        FROM AccountChange c JOIN ApiKey k ON k.Id = c.AskedBy WHERE c.DecidedAt IS NULL ORDER BY c.Id
        """;

    private const string SelectOpenOf = "SELECT COUNT(*) FROM AccountChange WHERE AccountId = @accountId AND DecidedAt IS NULL";

    private const string Insert = """
        INSERT INTO AccountChange (Id, AccountId, Kind, AskedBy, AskedAt, DecidedBy, DecidedAt, IsConfirmed)
        VALUES (@Id, @AccountId, @Kind, @AskedBy, @AskedAt, @DecidedBy, @DecidedAt, @IsConfirmed)
        """;

    private const string Decide = """
        UPDATE AccountChange SET DecidedBy = @by, DecidedAt = @at, IsConfirmed = @isConfirmed
        WHERE Id = @id AND DecidedAt IS NULL AND AskedBy <> @by
        """;

    /// <summary>Those that nobody decided yet, the oldest first.</summary>
    public Task<IReadOnlyList<AccountChangeRecord>> OpenAsync(CancellationToken cancellationToken) =>
        database.QueryAsync<AccountChangeRecord>(SelectOpen, null, cancellationToken);

    /// <summary>Keeps what was asked for; false while something else waits for the same account.</summary>
    public static async Task<bool> InsertAsync(WriteTransaction write, AccountChangeRecord change, CancellationToken cancellationToken) =>
        await write.ScalarAsync<long>(SelectOpenOf, new { accountId = change.AccountId }, cancellationToken) == 0
        && await write.ExecuteAsync(Insert, change, cancellationToken) == 1;

    /// <summary>Keeps a decision; false when there was one.</summary>
    public static async Task<bool> DecideAsync(
        WriteTransaction write, long id, long by, DateTimeOffset at, bool isConfirmed, CancellationToken cancellationToken) =>
        await write.ExecuteAsync(Decide, new { id, by, at, isConfirmed }, cancellationToken) == 1;

    /// <summary>Runs a write that may be refused.</summary>
    public Task<Result<T>> WriteAsync<T>(Func<WriteTransaction, Task<Result<T>>> write, CancellationToken cancellationToken)
        where T : notnull => database.WriteUnlessRefusedAsync(write, cancellationToken);
}

/// <summary>What was asked for, as it is kept.</summary>
internal sealed record AccountChangeRecord
{
    public required long Id { get; init; }
    public required long AccountId { get; init; }
    public required AccountChangeKind Kind { get; init; }
    public required long AskedBy { get; init; }
    public required DateTimeOffset AskedAt { get; init; }
    public long? DecidedBy { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }
    public bool? IsConfirmed { get; init; }
    public string? AskedByPerson { get; init; }
}
