using System.Data.Common;
using Certificates.Core.Data;
using Microsoft.Extensions.Logging;

namespace Certificates.Core.Recovery;

/// <summary>Writes into the register, every second, that it is now: replicas tell by it how far they have come.</summary>
public sealed partial class Heartbeat
{
    private readonly HeartbeatStore _store;
    private readonly TimeSpan _interval;
    private readonly TimeProvider _clock;
    private readonly ILogger<Heartbeat> _log;

    internal Heartbeat(HeartbeatStore store, StorageOptions options, TimeProvider clock, ILogger<Heartbeat> log) =>
        (_store, _interval, _clock, _log) = (store, TimeSpan.FromSeconds(options.HeartbeatSecondsOrDefault), clock, log);

    /// <summary>Beats until told to stop; where nobody reads a replica, does nothing.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var wasMissed = false;
        while (_interval > TimeSpan.Zero && !cancellationToken.IsCancellationRequested)
        {
            try
            {
                await _store.BeatAsync(_clock.GetUtcNow(), cancellationToken);
                wasMissed = false;
            }
            catch (Exception outage) when (outage is DbException or TimeoutException or IOException)
            {
                if (!wasMissed)
                {
                    LogMissed(outage);
                }

                wasMissed = true;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }

            await Task.Delay(_interval, _clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "The heartbeat cannot be written: sites that read a replica will say that they cannot check.")]
    private partial void LogMissed(Exception outage);
}
