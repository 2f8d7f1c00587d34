using Certificates.Core.Signing.Stamping;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Certificates.Api.Health;

/// <summary>Degraded while the time-stamp authority gives no stamps that fit: rows wait for it.</summary>
internal sealed class StampHealth(Stamps stamps) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(stamps.Fault is { } fault ? HealthCheckResult.Degraded(fault) : HealthCheckResult.Healthy());
}
