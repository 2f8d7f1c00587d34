using Certificates.Core.Oversight;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Certificates.Api.Health;

/// <summary>Ready when results can be sent; degraded while they can, and nothing is issued.</summary>
internal sealed class RegisterHealth(Readiness readiness) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await readiness.ReadAsync(cancellationToken) switch
        {
            { Fault: null } => HealthCheckResult.Healthy(),
            { TakesResults: true } state => HealthCheckResult.Degraded(state.Fault, data: HealthWords.Why(state.Trouble)),
            var state => HealthCheckResult.Unhealthy(state.Fault, data: HealthWords.Why(state.Trouble)),
        };
}
