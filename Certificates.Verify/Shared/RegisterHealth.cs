using Certificates.Core.Verifying;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Certificates.Verify.Shared;

/// <summary>Ready when the register answers.</summary>
internal sealed class RegisterHealth(PublishedKeys keys) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await keys.ReadAsync(cancellationToken);
        return HealthCheckResult.Healthy();
    }
}
