using Certificates.Core.Verifying;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Certificates.Verify.Shared;

/// <summary>Ready when the register answers; else says in words that it does not.</summary>
internal sealed class RegisterHealth(Desk desk) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await desk.IsReadyAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(
            "The register cannot be asked: every question is answered with 'unavailable', never with 'not valid'. The site goes on by itself.");

    /// <summary>The state, and below it a line for each thing that is wrong.</summary>
    public static Task WriteAsync(HttpContext http, HealthReport report)
    {
        http.Response.ContentType = "text/plain; charset=utf-8";
        var lines = report.Entries.Values.Select(entry => entry.Description).OfType<string>().Prepend(report.Status.ToString());
        return http.Response.WriteAsync(string.Join('\n', lines), http.RequestAborted);
    }
}
