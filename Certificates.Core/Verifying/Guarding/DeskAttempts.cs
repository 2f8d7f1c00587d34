using Certificates.Core.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Verifying.Guarding;

/// <summary>How often something failed within a window of time, under keyed hashes.</summary>
internal sealed class DeskAttempts([FromKeyedServices(Database.Desk)] Database desk)
{
    // SQL Server takes 2,100 parameters a statement.
    private const int MostPerStatement = 500;

    // An hour and a day at most.
    private const string Select = """
        SELECT KeyHash, WindowStart, Count FROM desk.Attempt
        WHERE KeyHash IN @hashes AND (WindowStart = @earlier OR WindowStart = @later)
        """;

    private const string SelectUsedUp = """
        SELECT KeyHash, WindowStart, Count FROM desk.Attempt
        WHERE (WindowStart = @hour AND Count >= @leastOfHour) OR (WindowStart = @day AND Count >= @leastOfDay)
        """;

    private const string Insert = """
        INSERT INTO desk.Attempt (KeyHash, WindowStart, Count)
        SELECT @KeyHash, @WindowStart, 0 WHERE NOT EXISTS (SELECT 1 FROM desk.Attempt WHERE KeyHash = @KeyHash AND WindowStart =
            @WindowStart)
        """;

    private const string Update =
        "UPDATE desk.Attempt SET Count = Count + @Count WHERE KeyHash = @KeyHash AND WindowStart = @WindowStart";

    private const string Delete = "DELETE FROM desk.Attempt WHERE WindowStart < @before";

    /// <summary>All that was counted so often in the hour and the day that began then.</summary>
    public Task<IReadOnlyList<AttemptRecord>> UsedUpAsync(
        DateTimeOffset hour, int leastOfHour, DateTimeOffset day, int leastOfDay, CancellationToken cancellationToken) =>
        desk.QueryAsync<AttemptRecord>(SelectUsedUp, new { hour, leastOfHour, day, leastOfDay }, cancellationToken);

    /// <summary>Adds to several counts, each named once; the counts with it, in any order.</summary>
    public Task<IReadOnlyList<AttemptRecord>> AddAsync(IEnumerable<AttemptRecord> added, CancellationToken cancellationToken)
    {
        // In one order whoever writes: two writes never wait for each other.
        var counts = added.OrderBy(count => Convert.ToHexString(count.KeyHash), StringComparer.Ordinal).ToList();
        return desk.WriteAsync<IReadOnlyList<AttemptRecord>>(
            async write =>
            {
                List<AttemptRecord> after = [];
                foreach (var part in counts.Chunk(MostPerStatement))
                {
                    await write.ExecuteAsync(Insert, part, cancellationToken);
                    await write.ExecuteAsync(Update, part, cancellationToken);
                    var which = new
                    {
                        hashes = part.Select(count => count.KeyHash),
                        earlier = part.Min(count => count.WindowStart),
                        later = part.Max(count => count.WindowStart),
                    };
                    after.AddRange(await write.QueryAsync<AttemptRecord>(Select, which, cancellationToken));
                }

                return after;
            },
            cancellationToken);
    }

    /// <summary>Forgets windows that began before an instant.</summary>
    public Task ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        desk.ExecuteIdempotentAsync(Delete, new { before }, cancellationToken);
}

/// <summary>A count, or what is added to one.</summary>
internal sealed record AttemptRecord
{
    public required byte[] KeyHash { get; init; }
    public required DateTimeOffset WindowStart { get; init; }
    public required long Count { get; init; }
}
