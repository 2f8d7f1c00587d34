using Certificates.Core.Register.StatusLists;

namespace Certificates.Api.Workers;

/// <summary>Signs the status list for as long as the service runs.</summary>
internal sealed class StatusListWorker(StatusListSigner signer) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => signer.RunAsync(stoppingToken);
}
