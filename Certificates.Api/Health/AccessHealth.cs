using Certificates.Core.Access;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Certificates.Api.Health;

/// <summary>Degraded once a key or an account was asked for that is not as it was sealed. It lets nobody in; all others do.</summary>
internal sealed class AccessHealth(AccessSeals seals) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(seals.Found is { Count: > 0 } broken
            ? HealthCheckResult.Degraded(
                $"Not as the service wrote it: {string.Join(", ", broken)}. Somebody changed the register; docs/operations.md says what "
                    + "to do.")
            : HealthCheckResult.Healthy());
}
