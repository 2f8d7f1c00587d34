using Certificates.Core.Log;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Certificates.Api.Health;

/// <summary>Degraded while the log stands still. Issuing goes on: its leaves wait, and get their places when that is settled.</summary>
internal sealed class LogHealth(LogSequencer sequencer) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(sequencer.Fault is { } fault
            ? HealthCheckResult.Degraded($"{fault} The log stands still (docs/trust.md).")
            : HealthCheckResult.Healthy());
}
