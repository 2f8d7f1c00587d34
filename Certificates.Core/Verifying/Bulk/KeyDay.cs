using Certificates.Core.Verifying.Guarding;

namespace Certificates.Core.Verifying.Bulk;

/// <summary>
/// Ends the lists of a key that guesses: ID numbers follow a scheme, and whoever tries them with common names would find some. Honest
/// lists seldom miss. Rows and misses of all the key's lists of a day count, wherever they are checked.
/// </summary>
internal sealed class KeyDay(CheckRuns runs, long keyId, DateOnly day)
{
    private AnsweredRecord? _sofar;
    private long _unwritten;

    /// <summary>True once misses are more than may be, and until the day ends.</summary>
    public bool IsStopped => _sofar is { } sofar && IsTooMuch(sofar.Answered, sofar.Missed);

    /// <summary>Reads what the key's earlier lists came to.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken) =>
        _sofar ??= await runs.AnsweredAsync(keyId, day, cancellationToken);

    /// <summary>Counts answered rows in order, true for a miss; how many of them may be told.</summary>
    public async Task<int> CountAsync(IReadOnlyList<bool> misses, CancellationToken cancellationToken)
    {
        var missed = misses.Count(isMiss => isMiss);
        if (missed == 0)
        {
            // Right answers cost no write: they are counted with the next miss, or at the end.
            _unwritten += misses.Count;
            _sofar = _sofar! with { Answered = _sofar.Answered + misses.Count };
            return misses.Count;
        }

        _sofar = await WriteAsync(_unwritten + misses.Count, missed, cancellationToken);
        var (answered, before) = (_sofar.Answered - misses.Count, _sofar.Missed - missed);
        for (var i = 0; i < misses.Count; i++)
        {
            (answered, before) = (answered + 1, before + (misses[i] ? 1 : 0));
            if (IsTooMuch(answered, before))
            {
                return i;
            }
        }

        return misses.Count;
    }

    /// <summary>Writes the rows that no miss took along.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        if (_unwritten > 0)
        {
            await WriteAsync(_unwritten, 0, cancellationToken);
        }
    }

    private async Task<AnsweredRecord> WriteAsync(long answered, long missed, CancellationToken cancellationToken)
    {
        var sofar = await runs.AddAnsweredAsync(keyId, day, answered, missed, cancellationToken);
        _unwritten = 0;
        return sofar;
    }

    private static bool IsTooMuch(long answered, long missed) =>
        missed > GuardLimits.ListMissesPerDay && missed * 100 > answered * GuardLimits.ListMissesPerHundred;
}
