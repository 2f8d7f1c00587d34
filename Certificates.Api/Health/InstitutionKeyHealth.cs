using Certificates.Core.Oversight.Keys;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Certificates.Api.Health;

/// <summary>Degraded while certificates of an institution wait for its own key, or a key is set for one that there is not.</summary>
internal sealed class InstitutionKeyHealth(InstitutionKeys keys) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await keys.FaultsAsync(cancellationToken) is { Count: > 0 } faults
            ? HealthCheckResult.Degraded(string.Join(' ', faults))
            : HealthCheckResult.Healthy();
}
