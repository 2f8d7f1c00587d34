using Certificates.Core.Files;

namespace Certificates.Web.Hosting;

/// <summary>Deletes uploads that killed processes left, before the first request.</summary>
internal sealed class SpoolSweep(SpoolFolder spools) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        spools.Sweep();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
