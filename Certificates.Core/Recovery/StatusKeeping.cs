using System.Data.Common;
using Certificates.Core.Lifecycle;
using Microsoft.Extensions.Logging;

namespace Certificates.Core.Recovery;

/// <summary>Takes changes of status into the recovery journal, once they are committed.</summary>
internal sealed partial class StatusKeeping(RecoveryStore store, RecoveryJournal journal, ILogger<StatusKeeping> log)
{
    /// <summary>
    /// Keeps where certificates stand now. The change is made whatever happens here: what cannot be kept is said in the log, and the
    /// next start finds it in the register.
    /// </summary>
    public async Task KeepAsync(IReadOnlyCollection<long> certificateIds)
    {
        foreach (var ids in certificateIds.Chunk(LifecycleStore.AtOnce))
        {
            try
            {
                var standings = await store.StandingsByIdsAsync(ids, CancellationToken.None);
                await journal.ChangedAsync([.. standings.Select(standing => standing.Mark())]);
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
