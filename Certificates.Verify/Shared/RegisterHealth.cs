using Certificates.Core.Verifying;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Certificates.Verify.Shared;

/// <summary>Ready when the register answers; else says in words that it does not.</summary>
internal sealed class RegisterHealth(Desk desk) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await desk.IsReadyAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(
            "The register cannot be asked: every question is answered with 'unavailable', never with 'not valid'. The site goes "
                + "on by itself.");
}
