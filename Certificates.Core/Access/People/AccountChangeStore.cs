using Certificates.Core.Data;

namespace Certificates.Core.Access.People;

/// <summary>What was asked for and decided over accounts; kept for as long as the register.</summary>
internal sealed class AccountChangeStore(Database database)
{
    private const string Columns = """
        SELECT c.Id, c.AccountId, c.Kind, c.AskedBy, c.AskedAt, c.Issuer, c.Subject, k.Person AS AskedByPerson, c.DecidedAt,
            c.IsConfirmed, c.ReasonCipher, c.ReasonKeyId, c.Role, c.FormerRole, d.Person AS DecidedByPerson
        FROM AccountChange c JOIN ApiKey k ON k.Id = c.AskedBy LEFT JOIN ApiKey d ON d.Id = c.DecidedBy
        """;

    private const string SelectOpen = Columns + " WHERE c.DecidedAt IS NULL ORDER BY c.Id";

    private const string SelectRefused =
        Columns + " WHERE c.AskedBy = @askedBy AND c.IsConfirmed = 0 AND c.DecidedAt >= @since ORDER BY c.Id DESC";

    private const string SelectOfAccount = Columns + " WHERE c.AccountId = @accountId AND c.DecidedAt IS NOT NULL ORDER BY c.Id DESC";

    private const string SelectOpenOf = "SELECT COUNT(*) FROM AccountChange WHERE AccountId = @accountId AND DecidedAt IS NULL";

    private const string Insert = """
        INSERT INTO AccountChange (
            Id, AccountId, Kind, AskedBy, AskedAt, DecidedBy, DecidedAt, IsConfirmed, Issuer, Subject, Role, FormerRole)
        VALUES (
            @Id, @AccountId, @Kind, @AskedBy, @AskedAt, @DecidedBy, @DecidedAt, @IsConfirmed, @Issuer, @Subject, @Role, @FormerRole)
        """;

    private const string Decide = """
        UPDATE AccountChange
        SET DecidedBy = @by, DecidedAt = @at, IsConfirmed = @isConfirmed, ReasonCipher = @cipher, ReasonKeyId = @keyId
        WHERE Id = @id AND DecidedAt IS NULL AND AskedBy <> @by
        """;

    /// <summary>Those that nobody decided yet, the oldest first.</summary>
    public Task<IReadOnlyList<AccountChangeRecord>> OpenAsync(CancellationToken cancellationToken) =>
        database.QueryAsync<AccountChangeRecord>(SelectOpen, null, cancellationToken);

    /// <summary>What was decided over an account, the newest first.</summary>
    public Task<IReadOnlyList<AccountChangeRecord>> OfAsync(long accountId, CancellationToken cancellationToken) =>
        database.QueryAsync<AccountChangeRecord>(SelectOfAccount, new { accountId }, cancellationToken);

    /// <summary>What one key asked for and another refused since an instant, the newest first.</summary>
    public Task<IReadOnlyList<AccountChangeRecord>> RefusedAsync(
        long askedBy, DateTimeOffset since, CancellationToken cancellationToken) =>
        database.QueryAsync<AccountChangeRecord>(SelectRefused, new { askedBy, since }, cancellationToken);

    /// <summary>Keeps what was asked for; false while something else waits for the same account.</summary>
    public static async Task<bool> InsertAsync(WriteTransaction write, AccountChangeRecord change, CancellationToken cancellationToken) =>
        await write.ScalarAsync<long>(SelectOpenOf, new { accountId = change.AccountId }, cancellationToken) == 0
        && await write.ExecuteAsync(Insert, change, cancellationToken) == 1;

    /// <summary>Keeps that it was confirmed; false when it was decided.</summary>
    public static async Task<bool> ConfirmAsync(
        WriteTransaction write, long id, long by, DateTimeOffset at, CancellationToken cancellationToken) =>
        await write.ExecuteAsync(
            Decide, new { id, by, at, isConfirmed = true, cipher = (byte[]?)null, keyId = (string?)null }, cancellationToken) == 1;

    /// <summary>Keeps that it was refused, and why; false when it was decided.</summary>
    public static async Task<bool> RefuseAsync(
        WriteTransaction write, long id, long by, DateTimeOffset at, byte[] cipher, string keyId, CancellationToken cancellationToken) =>
        await write.ExecuteAsync(Decide, new { id, by, at, isConfirmed = false, cipher, keyId }, cancellationToken) == 1;

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
    public string? Issuer { get; init; }
    public string? Subject { get; init; }
    public string? AskedByPerson { get; init; }
    public string? DecidedByPerson { get; init; }
    public byte[]? ReasonCipher { get; init; }
    public string? ReasonKeyId { get; init; }
    public string? Role { get; init; }
    public string? FormerRole { get; init; }
}
