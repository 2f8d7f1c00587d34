using System.Data.Common;
using Certificates.Core.Register;
using Microsoft.Extensions.Logging;

namespace Certificates.Core.Recovery;

/// <summary>Keeps what other rooms give and change in the recovery journal.</summary>
internal sealed partial class RecoveryMarks(RecoveryStore store, RecoveryJournal journal, ILogger<RecoveryMarks> log) : IRecoveryMarks
{
    private const int AtOnce = 1000;

    /// <inheritdoc/>
    public long Next(string series) => journal.Next(series);

    /// <inheritdoc/>
    public Task GivenAsync(IEnumerable<SeriesMark> marks) => journal.GivenAsync(marks);

    /// <inheritdoc/>
    public async Task ChangedAsync(IReadOnlyCollection<long> certificateIds)
    {
        foreach (var ids in certificateIds.Chunk(AtOnce))
        {
            try
            {
                var standings = await store.StandingsByIdsAsync(ids, CancellationToken.None);
                await journal.ChangedAsync([.. standings.Select(standing => StatusMark.Of(standing))]);
            }
            catch (Exception outage) when (outage is DbException or TimeoutException)
            {
                LogUnkept(outage, ids.Length);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Count} changes of status are made and not in the recovery journal yet.")]
    private partial void LogUnkept(Exception outage, int count);
}
