using Certificates.Core.Issuing;

namespace Certificates.Api.Workers;

/// <summary>Issues what is pending for as long as the service runs.</summary>
internal sealed class IssuingWorker(IssuingRun run) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => run.RunAsync(stoppingToken);
}
