using Certificates.Core.Register.StatusLists;

namespace Certificates.Api.Workers;

/// <summary>Signs the status lists of open credentials for as long as the service runs.</summary>
internal sealed class CredentialListWorker(CredentialListSigner signer) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => signer.RunAsync(stoppingToken);
}
