using Certificates.Core.Verifying;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Certificates.Verify.Shared;

/// <summary>Ready when the register answers.</summary>
internal sealed class RegisterHealth(Desk desk) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await desk.IsReadyAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy();
}
