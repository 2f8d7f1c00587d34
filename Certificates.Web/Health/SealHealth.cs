using Certificates.Core.Register.Sealing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Certificates.Web.Health;

/// <summary>Whether certificates were read that are not as they were sealed. The others are answered as ever.</summary>
internal sealed class SealHealth(BrokenSeals broken) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(broken.Count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded(
                $"{broken.Count} certificates that were asked for are not as the issuing service wrote them: somebody changed the "
                    + "register. Of them it is said 'unavailable'; docs/operations.md says what to do."));
}
