using Certificates.Core.Oversight;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Certificates.Api.Http;

/// <summary>Ready when results can be sent; degraded while they can, and nothing is issued.</summary>
internal sealed class RegisterHealth(Readiness readiness) : IHealthCheck
{
    /// <summary>Marks the checks that <c>/health/ready</c> asks.</summary>
    public const string Tag = "ready";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await readiness.ReadAsync(cancellationToken) switch
        {
            { Fault: null } => HealthCheckResult.Healthy(),
            { TakesResults: true, Fault: var fault } => HealthCheckResult.Degraded(fault),
            { Fault: var fault } => HealthCheckResult.Unhealthy(fault),
        };
}

/// <summary>The two addresses an orchestrator asks.</summary>
internal static class Health
{
    /// <summary>Alive: the process answers. Ready: the register does too.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        routes.MapHealthChecks("/health/ready", new HealthCheckOptions
        {
            Predicate = check => check.Tags.Contains(RegisterHealth.Tag),
            ResponseWriter = WriteAsync,
        });
    }

    /// <summary>The status in a word, and below it what is to be done, where there is something; ids, never a person.</summary>
    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        var said = report.Entries.Where(entry => entry.Value.Description is not null).Select(entry => $"{entry.Key}: {entry.Value.Description}");
        return context.Response.WriteAsync(string.Join('\n', said.Prepend(report.Status.ToString())), context.RequestAborted);
    }
}
