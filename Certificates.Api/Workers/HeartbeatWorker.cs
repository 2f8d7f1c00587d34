using Certificates.Core.Recovery;

namespace Certificates.Api.Workers;

/// <summary>Beats for as long as the service runs.</summary>
internal sealed class HeartbeatWorker(Heartbeat heartbeat) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => heartbeat.RunAsync(stoppingToken);
}
