using Certificates.Core.Copies;

namespace Certificates.Api.Workers;

/// <summary>Signs what holders order for as long as the service runs.</summary>
internal sealed class OrderWorker(OrderSigner signer) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => signer.RunAsync(stoppingToken);
}
