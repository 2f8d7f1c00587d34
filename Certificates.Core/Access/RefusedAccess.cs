using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging;

namespace Certificates.Core.Access;

/// <summary>
/// Who was not let in, kept for whoever oversees the service: one row per address block, reason and minute, at most 10,000 rows a day and
/// the rest as a sum; and slowed, so that nobody tries keys at the speed of the machine. Whoever has a right key is not touched.
/// </summary>
public sealed partial class RefusedAccess
{
    /// <summary>Refusals of a block in a minute that are answered at once.</summary>
    public const int AtOnce = 60;

    /// <summary>Rows a day; what is beyond counts for the block <c>*</c>.</summary>
    public const int RowsADay = 10_000;

    /// <summary>Key of the site's record among the issuing service's parts, which reads it.</summary>
    public const string OfSite = "site";

    private const int MostWaiting = 20;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(200);
    private readonly ConcurrentDictionary<(DateTimeOffset Minute, string Block, string Reason), long> _noted = new();
    private readonly ConcurrentDictionary<AddressBlock, Crowd> _crowds = new();
    private readonly RefusedAccessStore _store;
    private readonly TimeProvider _clock;
    private readonly ILogger<RefusedAccess> _log;

    internal RefusedAccess(RefusedAccessStore store, TimeProvider clock, ILogger<RefusedAccess> log) =>
        (_store, _clock, _log) = (store, clock, log);

    /// <summary>Notes a refusal.</summary>
    /// <param name="address">Whose.</param>
    /// <param name="reason">The code it was refused with.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>
    /// Null once it may be told, which is a little late where there were many; or how long to wait before asking again, where more of the
    /// same block are waiting than may.
    /// </returns>
    public async Task<TimeSpan?> NoteAsync(IPAddress? address, string reason, CancellationToken cancellationToken)
    {
        var (now, block) = (_clock.GetUtcNow(), AddressBlock.Of(address));
        var minute = StartOf(now);
        var key = (minute, _noted.Count < RowsADay ? block.ToString() : RefusedAccessStore.TheRest, reason);
        _noted.AddOrUpdate(key, 1, (_, count) => count + 1);
        var crowd = _crowds.AddOrUpdate(block, _ => new Crowd(minute), (_, known) => known.Minute == minute ? known : new Crowd(minute));
        if (crowd.Count() <= AtOnce)
        {
            return null;
        }

        try
        {
            if (crowd.Enter() > MostWaiting)
            {
                return minute + Minute - now;
            }

            await Task.Delay(Delay, _clock, cancellationToken);
            return null;
        }
        finally
        {
            crowd.Leave();
        }
    }

    /// <summary>Writes what is noted once a second until told to stop, and then what is left.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), _clock);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                await WriteAsync(CancellationToken.None);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Told to stop: what is left is written now.
        }

        await WriteAsync(CancellationToken.None);
    }

    /// <summary>Writes what was noted; what cannot be written now is written with the next.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        var minute = StartOf(_clock.GetUtcNow());
        foreach (var past in _crowds.Where(entry => entry.Value.Minute < minute))
        {
            _crowds.TryRemove(past);
        }

        var noted = _noted.Keys.Select(key => _noted.TryRemove(key, out var count)
            ? new RefusedAccessRecord { At = key.Minute, Block = key.Block, Reason = key.Reason, Count = count }
            : null).OfType<RefusedAccessRecord>().ToList();
        try
        {
            _ = noted.Count > 0 && await _store.AddAsync(noted, RowsADay, cancellationToken);
        }
        catch (Exception outage) when (outage is DbException or IOException or TimeoutException)
        {
            LogUnwritten(_log, outage, noted.Count);
            foreach (var record in noted)
            {
                _noted.AddOrUpdate((record.At, record.Block, record.Reason), record.Count, (_, count) => count + record.Count);
            }
        }
    }

    /// <summary>Refusals, newest first.</summary>
    /// <param name="from">From the first instant of this day in China.</param>
    /// <param name="to">To the last instant of this day in China.</param>
    /// <param name="after">The <c>next</c> of the page before.</param>
    /// <param name="limit">Most rows.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Page<RefusedAccessEntry>> ListAsync(
        DateOnly? from, DateOnly? to, string? after, int limit, CancellationToken cancellationToken)
    {
        var before = long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : (long?)null;
        var records = await _store.ListAsync(
            from is { } first ? ChinaTime.StartOf(first) : null, to is { } last ? ChinaTime.StartOf(last.AddDays(1)) : null, before, limit,
            cancellationToken);
        return new Page<RefusedAccessEntry>(
            [.. records.Select(record => new RefusedAccessEntry(record.Id, record.At, record.Block, record.Reason, record.Count))],
            records.Count == limit ? records[^1].Id.ToString(CultureInfo.InvariantCulture) : null);
    }

    private static DateTimeOffset StartOf(DateTimeOffset now) => now - new TimeSpan(now.UtcTicks % Minute.Ticks);

    [LoggerMessage(LogLevel.Error, "{Count} records of refused access could not be written and are tried again.")]
    private static partial void LogUnwritten(ILogger log, Exception outage, int count);

    /// <summary>What one block was refused in one minute, and how many of its refusals are waiting to be told.</summary>
    private sealed class Crowd(DateTimeOffset minute)
    {
        private int _count;
        private int _waiting;

        public DateTimeOffset Minute => minute;

        public int Count() => Interlocked.Increment(ref _count);

        public int Enter() => Interlocked.Increment(ref _waiting);

        public void Leave() => Interlocked.Decrement(ref _waiting);
    }
}

/// <summary>Refusals on record.</summary>
/// <param name="Id">Their place in the order of records.</param>
/// <param name="At">The minute.</param>
/// <param name="Block">Address block, IPv4 /24 or IPv6 /64; <c>*</c> is all beyond a day's rows.</param>
/// <param name="Reason">The code they were refused with.</param>
/// <param name="Count">How many.</param>
public sealed record RefusedAccessEntry(long Id, DateTimeOffset At, string Block, string Reason, long Count);
