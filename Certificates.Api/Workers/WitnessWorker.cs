using Certificates.Core.Log.Witnesses;

namespace Certificates.Api.Workers;

/// <summary>Asks the witnesses of the log for as long as the service runs.</summary>
internal sealed class WitnessWorker(LogWitnesses witnesses) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => witnesses.RunAsync(stoppingToken);
}
