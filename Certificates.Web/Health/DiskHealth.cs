using System.Globalization;
using Certificates.Core.Data;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Certificates.Web.Health;

/// <summary>Says that a disk fills up before it is full, and which.</summary>
internal sealed class DiskHealth(DiskSpace disks) : IHealthCheck
{
    private const long Little = 200L * 1024 * 1024, Nothing = 16L * 1024 * 1024;

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var (folder, free) = disks.Least();
        var words = string.Create(
            CultureInfo.InvariantCulture,
            $"The disk of {folder} has {free / (1024 * 1024)} MB left. Nothing that was taken in is lost; make room.");
        return Task.FromResult(free switch
        {
            < Nothing => HealthCheckResult.Unhealthy(words),
            < Little => HealthCheckResult.Degraded(words),
            _ => HealthCheckResult.Healthy(),
        });
    }
}
