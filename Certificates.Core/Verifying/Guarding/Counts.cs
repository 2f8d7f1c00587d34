using System.Collections.Concurrent;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Certificates.Core.Data;
using Certificates.Core.Privacy;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Certificates.Core.Verifying.Guarding;

/// <summary>
/// Counts per subject and window, for all processes of the site together and over restarts. All that is used up is known in memory, so
/// that a right answer costs no reading: it is read from the desk once a second at most, and what this process counts is known at once.
/// A desk that cannot be written is no reason to answer nobody: this process then counts in its memory alone, and writes what it counted
/// once the desk takes it.
/// </summary>
internal sealed partial class Counts(
    DeskAttempts store,
    [FromKeyedServices(SecretKeyPurpose.LookUp)] SecretKey key,
    GuardLimits limits,
    TimeProvider clock,
    ILogger<Counts> log) : IDisposable
{
    /// <summary>Most counts this process keeps while the desk cannot be written; some 40 MB.</summary>
    private const int MostInMemory = 200_000;

    private static readonly TimeSpan ReadAnewAfter = TimeSpan.FromSeconds(1);
    private readonly SecretKey _key = key.For(SecretKeyPurpose.LookUp);
    private readonly SemaphoreSlim _turn = new(1, 1);

    // Counts this process brought to their limit, and counts the desk did not take.
    private readonly ConcurrentDictionary<string, Kept> _reached = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Kept> _inMemory = new(StringComparer.Ordinal);
    private volatile Known? _known;
    private volatile bool _isUnwritten;

    /// <summary>True when the desk did not take what was counted last.</summary>
    public bool IsUnwritten => _isUnwritten;

    /// <summary>True when any subject at all is used up; while none is, nobody has to wait.</summary>
    public async ValueTask<bool> IsAnyUsedUpAsync(CancellationToken cancellationToken) =>
        (await KnownAsync(cancellationToken)).Counts.Count > 0 || !_reached.IsEmpty || !_inMemory.IsEmpty;

    /// <summary>The counter of a subject, in the window that is now. Of the subject a keyed hash is kept, never the subject.</summary>
    public Counter Of(Limit limit, string subject)
    {
        var hash = HMACSHA256.HashData(_key.Bytes, Encoding.UTF8.GetBytes($"attempt v2\n{limit.Name}\n{subject}"));
        return new Counter(limit, hash, Convert.ToHexString(hash), StartOf(limit.Window));
    }

    /// <summary>How long until a counter begins anew.</summary>
    public TimeSpan Left(Counter counter) => counter.WindowStart + counter.Limit.Window - clock.GetUtcNow();

    /// <summary>What is counted as far as it can matter: exact once it is used up, else perhaps less.</summary>
    public async ValueTask<long> CountAsync(Counter counter, CancellationToken cancellationToken)
    {
        var known = (await KnownAsync(cancellationToken)).Counts.GetValueOrDefault(counter.Key);
        return Math.Max(known, In(_reached, counter)) + In(_inMemory, counter);
    }

    /// <summary>Counts one for each counter, as often as it is named; the counts with it.</summary>
    public async Task<IReadOnlyDictionary<string, long>> AddAsync(IEnumerable<Counter> counters, CancellationToken cancellationToken)
    {
        var added = counters.GroupBy(counter => counter.Key, StringComparer.Ordinal)
            .Select(group => (Counter: group.First(), By: group.Count())).ToList();
        var after = await WriteAsync(added, cancellationToken) ?? Remember(added);
        foreach (var (counter, _) in added.Where(a => after[a.Counter.Key] >= a.Counter.Limit.Allowed))
        {
            _reached[counter.Key] = new Kept(counter, after[counter.Key] - In(_inMemory, counter));
        }

        return after;
    }

    public void Dispose() => _turn.Dispose();

    private async Task<Dictionary<string, long>?> WriteAsync(List<(Counter Counter, int By)> added, CancellationToken cancellationToken)
    {
        try
        {
            var written = await store.AddAsync(added.Select(a => new AttemptRecord
            {
                KeyHash = a.Counter.Hash,
                WindowStart = a.Counter.WindowStart,
                Count = a.By,
            }), cancellationToken);
            _isUnwritten = false;
            var counts = written.ToLookup(count => Convert.ToHexString(count.KeyHash), StringComparer.Ordinal);
            return added.ToDictionary(
                a => a.Counter.Key,
                a => counts[a.Counter.Key].Single(count => count.WindowStart == a.Counter.WindowStart).Count + In(_inMemory, a.Counter),
                StringComparer.Ordinal);
        }
        catch (Exception outage) when (IsOutage(outage))
        {
            if (!_isUnwritten)
            {
                _isUnwritten = true;
                LogUnwritten(log, outage);
            }

            return null;
        }
    }

    /// <summary>Counts in memory; whoever finds no room there is taken for used up, for forgetting would be worse.</summary>
    private Dictionary<string, long> Remember(List<(Counter Counter, int By)> added)
    {
        Forget();
        var known = _known?.Counts;
        return added.ToDictionary(
            a => a.Counter.Key,
            a => _inMemory.Count < MostInMemory || _inMemory.ContainsKey(a.Counter.Key)
                ? Math.Max(known?.GetValueOrDefault(a.Counter.Key) ?? 0, In(_reached, a.Counter)) + _inMemory.AddOrUpdate(
                    a.Counter.Key,
                    _ => new Kept(a.Counter, a.By),
                    (_, kept) => kept.Ends > clock.GetUtcNow()
                        ? kept with { Count = kept.Count + a.By }
                        : new Kept(a.Counter, a.By)).Count
                : a.Counter.Limit.Allowed + a.By,
            StringComparer.Ordinal);
    }

    private long In(ConcurrentDictionary<string, Kept> counts, Counter counter) =>
        counts.TryGetValue(counter.Key, out var kept) && kept.Ends > clock.GetUtcNow() ? kept.Count : 0;

    private DateTimeOffset StartOf(TimeSpan window)
    {
        var now = clock.GetUtcNow();
        return window == TimeSpan.FromDays(1) ? ChinaTime.StartOf(ChinaTime.DayOf(now)) : now - new TimeSpan(now.UtcTicks % window.Ticks);
    }

    private bool IsFresh(Known known) =>
        clock.GetElapsedTime(known.ReadAt) < ReadAnewAfter && known.Hour == StartOf(TimeSpan.FromHours(1));

    private ValueTask<Known> KnownAsync(CancellationToken cancellationToken) =>
        _known is { } last && IsFresh(last) ? new(last) : new(ReadAsync(cancellationToken));

    private async Task<Known> ReadAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_known is { } meanwhile && IsFresh(meanwhile))
            {
                return meanwhile;
            }

            Forget();
            var (readAt, hour, day) = (clock.GetTimestamp(), StartOf(TimeSpan.FromHours(1)), StartOf(TimeSpan.FromDays(1)));
            return _known = new Known(hour, readAt, await UsedUpAsync(hour, day, cancellationToken));
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<Dictionary<string, long>> UsedUpAsync(DateTimeOffset hour, DateTimeOffset day, CancellationToken cancellationToken)
    {
        try
        {
            var usedUp = await store.UsedUpAsync(
                hour, limits.Least(TimeSpan.FromHours(1)), day, limits.Least(TimeSpan.FromDays(1)), cancellationToken);
            return usedUp.ToDictionary(count => Convert.ToHexString(count.KeyHash), count => count.Count, StringComparer.Ordinal);
        }
        catch (Exception outage) when (IsOutage(outage))
        {
            LogUnread(log, outage);
            return _known?.Counts ?? new(StringComparer.Ordinal);
        }
    }

    private void Forget()
    {
        var now = clock.GetUtcNow();
        foreach (var counts in (ConcurrentDictionary<string, Kept>[])[_reached, _inMemory])
        {
            foreach (var past in counts.Where(entry => entry.Value.Ends <= now))
            {
                counts.TryRemove(past);
            }
        }
    }

    /// <summary>True of what a desk that is away, full or read-only throws.</summary>
    internal static bool IsOutage(Exception fault) =>
        fault is DbException or IOException or TimeoutException or UnauthorizedAccessException;

    [LoggerMessage(
        LogLevel.Error,
        "The desk cannot be written: misses are counted in the memory of this process alone, and written once it can.")]
    private static partial void LogUnwritten(ILogger log, Exception outage);

    [LoggerMessage(LogLevel.Error, "The desk cannot be read: what other processes count is not known here.")]
    private static partial void LogUnread(ILogger log, Exception outage);

    private sealed record Known(DateTimeOffset Hour, long ReadAt, Dictionary<string, long> Counts);

    private sealed record Kept(Counter Counter, long Count)
    {
        public DateTimeOffset Ends => Counter.WindowStart + Counter.Limit.Window;
    }
}

/// <summary>One count of one window.</summary>
/// <param name="Limit">What it bears.</param>
/// <param name="Hash">What it is kept under.</param>
/// <param name="Key">The same as text.</param>
/// <param name="WindowStart">When its window began.</param>
internal sealed record Counter(Limit Limit, byte[] Hash, string Key, DateTimeOffset WindowStart);

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
