using Certificates.Core.Signing.Revocation;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Certificates.Api.Health;

/// <summary>Degraded while something that files are to hold is missing, or a certificate behind a signature is revoked.</summary>
internal sealed class RevocationHealth(Revocations revocations) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(revocations.Faults is { Count: > 0 } faults
            ? HealthCheckResult.Degraded(string.Join(' ', faults))
            : HealthCheckResult.Healthy());
}
