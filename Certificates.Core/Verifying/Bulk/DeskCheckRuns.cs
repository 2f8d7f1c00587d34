using Certificates.Core.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Verifying.Bulk;

/// <summary>The audit trail of list checks, and the rows each key has used of a day's quota.</summary>
internal sealed class DeskCheckRuns([FromKeyedServices(Database.Desk)] Database desk)
{
    private const string InsertRun = """
        INSERT INTO desk.CheckRun (KeyId, Purpose, ListHash, Rows, Valid, NotValid, NotFound, Incomplete, Unavailable, At)
        VALUES (@KeyId, @Purpose, @ListHash, @Rows, @Valid, @NotValid, @NotFound, @Incomplete, @Unavailable, @At)
        """;

    private const string SelectRuns = """
        SELECT KeyId, Purpose, ListHash, Rows, Valid, NotValid, NotFound, Incomplete, Unavailable, At FROM desk.CheckRun ORDER BY Id
        """;

    private const string InsertQuota =
        "INSERT INTO desk.Quota (KeyId, Day, Rows) SELECT @keyId, @day, 0 WHERE NOT EXISTS (SELECT 1 FROM desk.Quota WHERE KeyId "
            + "= @keyId AND Day = @day)";

    private const string UpdateQuota =
        "UPDATE desk.Quota SET Rows = Rows + @rows WHERE KeyId = @keyId AND Day = @day AND Rows + @rows <= @limit";

    private const string SelectTaken = "SELECT Rows FROM desk.Quota WHERE KeyId = @keyId AND Day = @day";

    private const string UpdateAnswered =
        "UPDATE desk.Quota SET Answered = Answered + @answered, Missed = Missed + @missed WHERE KeyId = @keyId AND Day = @day";

    private const string SelectAnswered = "SELECT Answered, Missed FROM desk.Quota WHERE KeyId = @keyId AND Day = @day";

    /// <summary>Keeps a run.</summary>
    public Task InsertAsync(CheckRunRecord run, CancellationToken cancellationToken) =>
        desk.ExecuteAsync(InsertRun, run, cancellationToken);

    /// <summary>All runs, oldest first.</summary>
    public Task<IReadOnlyList<CheckRunRecord>> ListAsync(CancellationToken cancellationToken) =>
        desk.QueryAsync<CheckRunRecord>(SelectRuns, null, cancellationToken);

    /// <summary>Takes rows out of a key's day; false, and takes none, when so many are not left.</summary>
    public Task<bool> TakeQuotaAsync(long keyId, DateOnly day, int rows, int limit, CancellationToken cancellationToken) =>
        desk.WriteAsync(
            async write =>
            {
                await write.ExecuteAsync(InsertQuota, new { keyId, day }, cancellationToken);
                return await write.ExecuteAsync(UpdateQuota, new { keyId, day, rows, limit }, cancellationToken) == 1;
            },
            cancellationToken);

    /// <summary>Rows that were taken out of a key's day.</summary>
    public Task<long> TakenAsync(long keyId, DateOnly day, CancellationToken cancellationToken) =>
        desk.FindAsync<long>(SelectTaken, new { keyId, day }, cancellationToken);

    /// <summary>What came of a key's day so far.</summary>
    public async Task<AnsweredRecord> AnsweredAsync(long keyId, DateOnly day, CancellationToken cancellationToken) =>
        await desk.FindAsync<AnsweredRecord>(SelectAnswered, new { keyId, day }, cancellationToken) ?? new AnsweredRecord();

    /// <summary>Adds rows to a key's day that were answered, and those of them that were not found; what it comes to.</summary>
    public Task<AnsweredRecord> AddAnsweredAsync(
        long keyId, DateOnly day, long answered, long missed, CancellationToken cancellationToken) =>
        desk.WriteAsync(
            async write =>
            {
                await write.ExecuteAsync(InsertQuota, new { keyId, day }, cancellationToken);
                await write.ExecuteAsync(UpdateAnswered, new { keyId, day, answered, missed }, cancellationToken);
                return (await write.FindAsync<AnsweredRecord>(SelectAnswered, new { keyId, day }, cancellationToken))!;
            },
            cancellationToken);
}

/// <summary>Rows of a key's day that were answered, and those of them that were not found.</summary>
internal sealed record AnsweredRecord
{
    public long Answered { get; init; }
    public long Missed { get; init; }
}

/// <summary>Who checked how many rows of which list, and what for; no name, no number.</summary>
internal sealed record CheckRunRecord
{
    public long? KeyId { get; init; }
    public required string Purpose { get; init; }
    public required byte[] ListHash { get; init; }
    public long Rows { get; init; }
    public long Valid { get; init; }
    public long NotValid { get; init; }
    public long NotFound { get; init; }
    public long Incomplete { get; init; }
    public long Unavailable { get; init; }
    public DateTimeOffset At { get; init; }
}
