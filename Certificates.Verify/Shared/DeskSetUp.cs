using Certificates.Core.Verifying;

namespace Certificates.Verify.Shared;

/// <summary>Brings the desk to this build's schema before the site listens, in the demo's process too.</summary>
internal sealed class DeskSetUp(Desk desk) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => desk.SetUpAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
