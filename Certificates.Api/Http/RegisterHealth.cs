using Certificates.Core.Issuing;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Certificates.Api.Http;

/// <summary>Ready when the register answers and has the schema of this build.</summary>
internal sealed class RegisterHealth(Register register) : IHealthCheck
{
    /// <summary>Marks the checks that <c>/health/ready</c> asks.</summary>
    public const string Tag = "ready";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await register.IsReadyAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy();
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
