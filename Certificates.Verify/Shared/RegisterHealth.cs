using Certificates.Core.Verifying;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Certificates.Verify.Shared;

/// <summary>Ready when the register answers and may be believed; else says in words why not, and about how much of it.</summary>
internal sealed class RegisterHealth(Desk desk, PublishedKeys keys) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await desk.FaultAsync(cancellationToken) is { } fault ? HealthCheckResult.Unhealthy(fault)
            : (keys.Fault ?? desk.DoubtFault) is { } doubt ? HealthCheckResult.Degraded(doubt)
            : HealthCheckResult.Healthy();
}

/// <summary>Says that the desk cannot be written. That stops no answer: degraded, so that the site stays in service.</summary>
internal sealed class DeskHealth(Desk desk) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(desk.WritingFault is { } fault ? HealthCheckResult.Degraded(fault) : HealthCheckResult.Healthy());
}
