using Certificates.Core.Signing.Revocation;

namespace Certificates.Api.Workers;

/// <summary>Fetches what authorities say of the signing certificates for as long as the service runs.</summary>
internal sealed class RevocationWorker(Revocations revocations) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => revocations.RunAsync(stoppingToken);
}
