using Certificates.Core.Verifying.Guarding;
using Microsoft.Extensions.Logging;

namespace Certificates.Core.Verifying.Bulk;

/// <summary>
/// The quotas and misses of keys, and the record of each list that was checked. While the desk does not take them, this process keeps them
/// in its memory and writes them once it does: a list is checked all the same, within the same limits, and is on record in the end.
/// </summary>
internal sealed partial class CheckRuns(DeskCheckRuns desk, ILogger<CheckRuns> log)
{
    /// <summary>Records kept in memory at most; then lists are refused until the desk takes them.</summary>
    private const int MostRecords = 10_000;

    private readonly Lock _lock = new();
    private readonly Queue<CheckRunRecord> _records = new();
    private readonly Dictionary<(long KeyId, DateOnly Day), Owed> _owed = [];

    /// <summary>True while something waits for the desk to take it.</summary>
    public bool IsUnwritten
    {
        get
        {
            lock (_lock)
            {
                return _records.Count > 0 || _owed.Count > 0;
            }
        }
    }

    /// <summary>Takes rows out of a key's day; false, and takes none, when so many are not left.</summary>
    /// <exception cref="System.Data.Common.DbException">The desk is away, and as much is kept in memory as may be.</exception>
    public async Task<bool> TakeQuotaAsync(long keyId, DateOnly day, int rows, int limit, CancellationToken cancellationToken)
    {
        try
        {
            var left = limit - Of(keyId, day).Rows;
            return rows <= left && await desk.TakeQuotaAsync(keyId, day, rows, (int)left, cancellationToken);
        }
        catch (Exception outage) when (Counts.IsOutage(outage) && !IsFull)
        {
            LogUnwritten(log, outage);
            var taken = await ReadAsync(() => desk.TakenAsync(keyId, day, cancellationToken));
            return Owe(keyId, day, owed => taken + owed.Rows + rows <= limit ? owed with { Rows = owed.Rows + rows } : null);
        }
    }

    /// <summary>What came of a key's day so far.</summary>
    public async Task<AnsweredRecord> AnsweredAsync(long keyId, DateOnly day, CancellationToken cancellationToken)
    {
        var owed = Of(keyId, day);
        var read = await ReadAsync(() => desk.AnsweredAsync(keyId, day, cancellationToken)) ?? new AnsweredRecord();
        return new AnsweredRecord { Answered = read.Answered + owed.Answered, Missed = read.Missed + owed.Missed };
    }

    /// <summary>Adds rows to a key's day that were answered, and those of them that were not found; what it comes to.</summary>
    public async Task<AnsweredRecord> AddAnsweredAsync(
        long keyId, DateOnly day, long answered, long missed, CancellationToken cancellationToken)
    {
        try
        {
            var written = await desk.AddAnsweredAsync(keyId, day, answered, missed, cancellationToken);
            var owed = Of(keyId, day);
            return new AnsweredRecord { Answered = written.Answered + owed.Answered, Missed = written.Missed + owed.Missed };
        }
        catch (Exception outage) when (Counts.IsOutage(outage))
        {
            Owe(keyId, day, owed => owed with { Answered = owed.Answered + answered, Missed = owed.Missed + missed });
            return await AnsweredAsync(keyId, day, cancellationToken);
        }
    }

    /// <summary>Keeps a run.</summary>
    public async Task InsertAsync(CheckRunRecord run, CancellationToken cancellationToken)
    {
        try
        {
            await desk.InsertAsync(run, cancellationToken);
        }
        catch (Exception outage) when (Counts.IsOutage(outage))
        {
            lock (_lock)
            {
                _records.Enqueue(run);
            }
        }
    }

    /// <summary>Writes what the desk did not take before; worth trying every few seconds.</summary>
    /// <exception cref="System.Data.Common.DbException">It takes it no more than it did; what is left waits on.</exception>
    public async Task WriteBackAsync(CancellationToken cancellationToken)
    {
        foreach (var ((keyId, day), owed) in Snapshot())
        {
            await desk.AddAnsweredAsync(keyId, day, owed.Answered, owed.Missed, cancellationToken);
            Owe(keyId, day, all => all with { Answered = all.Answered - owed.Answered, Missed = all.Missed - owed.Missed });
            await desk.TakeQuotaAsync(keyId, day, (int)owed.Rows, int.MaxValue, cancellationToken);
            Owe(keyId, day, all => all with { Rows = all.Rows - owed.Rows });
        }

        while (Next() is { } record)
        {
            await desk.InsertAsync(record, cancellationToken);
            lock (_lock)
            {
                _records.Dequeue();
            }
        }
    }

    private bool IsFull
    {
        get
        {
            lock (_lock)
            {
                return _records.Count >= MostRecords;
            }
        }
    }

    private static async Task<T?> ReadAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception outage) when (Counts.IsOutage(outage))
        {
            return default;
        }
    }

    private Owed Of(long keyId, DateOnly day)
    {
        lock (_lock)
        {
            return _owed.GetValueOrDefault((keyId, day), Owed.None);
        }
    }

    /// <summary>Changes what is owed to a key's day; false where <paramref name="change"/> gives null.</summary>
    private bool Owe(long keyId, DateOnly day, Func<Owed, Owed?> change)
    {
        lock (_lock)
        {
            if (change(_owed.GetValueOrDefault((keyId, day), Owed.None)) is not { } owed)
            {
                return false;
            }

            if (owed == Owed.None)
            {
                _owed.Remove((keyId, day));
            }
            else
            {
                _owed[(keyId, day)] = owed;
            }

            return true;
        }
    }

    private KeyValuePair<(long KeyId, DateOnly Day), Owed>[] Snapshot()
    {
        lock (_lock)
        {
            return [.. _owed];
        }
    }

    private CheckRunRecord? Next()
    {
        lock (_lock)
        {
            return _records.TryPeek(out var next) ? next : null;
        }
    }

    [LoggerMessage(LogLevel.Error, "The desk cannot be written: lists are counted and recorded in memory, and written once it can.")]
    private static partial void LogUnwritten(ILogger log, Exception outage);

    private sealed record Owed(long Rows, long Answered, long Missed)
    {
        public static readonly Owed None = new(0, 0, 0);
    }
}
