using Certificates.Core.Log.Witnesses;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Certificates.Api.Health;

/// <summary>Degraded while a witness of the log contradicts it, or is away for long. Log and issuing go on without it.</summary>
internal sealed class WitnessHealth(LogWitnesses witnesses) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(witnesses.Faults is { Count: > 0 } faults
            ? HealthCheckResult.Degraded(string.Join(' ', faults))
            : HealthCheckResult.Healthy());
}
