using Certificates.Core.Data;

namespace Certificates.Core.Access.People;

/// <summary>Every attempt to sign in.</summary>
internal sealed class SignInStore(Database database)
{
    private const int BlockLength = 50;

    private const string Insert =
        "INSERT INTO SignIn (At, Block, LoginHash, AccountId, Outcome) VALUES (@At, @block, @LoginHash, @AccountId, @outcome)";

    private const string InsertSome = """
        INSERT INTO SignIn (At, Block, LoginHash, AccountId, Outcome) SELECT @At, @block, @LoginHash, @AccountId, @outcome
        WHERE (SELECT COUNT(*) FROM SignIn s WHERE s.Block = @block AND s.At >= @since AND s.Outcome = @outcome) < @most
        """;

    private const string CountFailed = """
        SELECT COUNT(*) AS OfBlock, COALESCE(SUM(CASE WHEN LoginHash = @loginHash AND At >= @lately THEN 1 ELSE 0 END), 0) AS OfLogin
        FROM SignIn WHERE Block = @block AND At >= @since AND Outcome IN ('wrong_password', 'wrong_factor', 'wrong_passkey')
        """;

    private const string Select = """
        SELECT s.Id, s.At, s.Block, s.LoginHash, s.AccountId, s.Outcome, a.Login FROM SignIn s LEFT JOIN Account a ON a.Id = s.AccountId
        WHERE (@before IS NULL OR s.Id < @before) AND (@accountId IS NULL OR s.AccountId = @accountId) ORDER BY s.Id DESC
        """;

    public Task AppendAsync(SignInRecord record, CancellationToken cancellationToken) => AppendAsync(
        Insert, record, since: default, most: 0, cancellationToken);

    /// <summary>The same, unless its block has most of that outcome since an instant.</summary>
    public Task AppendSomeAsync(SignInRecord record, DateTimeOffset since, int most, CancellationToken cancellationToken) => AppendAsync(
        InsertSome, record, since, most, cancellationToken);

    /// <summary>How many of a block failed since an instant, and how many of these lately and with this login.</summary>
    public async Task<(long OfBlock, long OfLogin)> CountFailedAsync(
        string block, byte[] loginHash, DateTimeOffset since, DateTimeOffset lately, CancellationToken cancellationToken) =>
        (await database.QueryAsync<(long OfBlock, long OfLogin)>(
            CountFailed, new { block = Ansi.Of(block, BlockLength), loginHash, since, lately }, cancellationToken))[0];

    private Task<int> AppendAsync(
        string statement, SignInRecord record, DateTimeOffset since, int most, CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            statement,
            new
            {
                record.At,
                block = Ansi.Of(record.Block, BlockLength),
                record.LoginHash,
                record.AccountId,
                outcome = Ansi.Of(record.Outcome, 40),
                since,
                most,
            },
            cancellationToken);

    /// <summary>Attempts, newest first.</summary>
    public Task<IReadOnlyList<SignInRecord>> ListAsync(long? accountId, long? before, int limit, CancellationToken cancellationToken) =>
        database.QueryAsync<SignInRecord>(Select + database.Dialect.FirstRows, new { accountId, before, limit }, cancellationToken);
}

/// <summary>An attempt on record.</summary>
internal sealed record SignInRecord
{
    public long Id { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Block { get; init; }
    public required byte[] LoginHash { get; init; }
    public long? AccountId { get; init; }
    public required string Outcome { get; init; }
    public string? Login { get; init; }
}
