using Certificates.Core.Signing;

namespace Certificates.Api.Workers;

/// <summary>Follows what is published of the keys for as long as the service runs.</summary>
internal sealed class KeysWorker(KeyRefresh keys) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => keys.RunAsync(stoppingToken);
}
