using Certificates.Core.Copies;
using Certificates.Core.Register.StatusLists;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Certificates.Api.Health;

/// <summary>
/// Degraded while a status list grows old, for whoever goes by it is not told what ended since; and while what holders order is not signed.
/// </summary>
internal sealed class StatusListHealth(StatusListSigner signer, CredentialListSigner credentials, OrderSigner orders) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        (await signer.FaultAsync(cancellationToken) ?? credentials.Fault ?? orders.Fault) is { } fault
            ? HealthCheckResult.Degraded(fault)
            : HealthCheckResult.Healthy();
}
