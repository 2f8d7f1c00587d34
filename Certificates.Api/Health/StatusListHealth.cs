using Certificates.Core.Register.StatusLists;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Certificates.Api.Health;

/// <summary>Degraded while the status list grows old: who has no network is not told what ended since.</summary>
internal sealed class StatusListHealth(StatusListSigner signer) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await signer.FaultAsync(cancellationToken) is { } fault ? HealthCheckResult.Degraded(fault) : HealthCheckResult.Healthy();
}
