using Certificates.Core.Log;

namespace Certificates.Api.Workers;

/// <summary>Numbers and signs the leaves of the log for as long as the service runs.</summary>
internal sealed class LogWorker(LogSequencer sequencer) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => sequencer.RunAsync(stoppingToken);
}
