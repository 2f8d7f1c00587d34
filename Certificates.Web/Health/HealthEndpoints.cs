using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Certificates.Web.Health;

/// <summary>The two addresses an orchestrator asks; no limit counts them.</summary>
internal static class HealthEndpoints
{
    /// <summary>Alive: the process answers. Ready: every check of the service is well.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.Map("/health/live", new HealthCheckOptions { Predicate = _ => false });
        routes.Map("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync });
    }

    /// <summary>
    /// As written and in no other case: a proxy that hides the address hides what it spells, and the framework's routes would answer
    /// <c>/HEALTH/READY</c> too.
    /// </summary>
    private static void Map(this IEndpointRouteBuilder routes, string path, HealthCheckOptions options) =>
        routes.MapHealthChecks(path, options).DisableRateLimiting().Add(endpoint =>
        {
            var check = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = http =>
            {
                if (string.Equals(http.Request.Path.Value, path, StringComparison.Ordinal))
                {
                    return check(http);
                }

                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            };
        });

    /// <summary>
    /// The status in a word, and below it what is to be done, where there is something; ids, never a person. Where there are several
    /// checks, each line names its own.
    /// </summary>
    private static Task WriteAsync(HttpContext http, HealthReport report)
    {
        http.Response.ContentType = "text/plain; charset=utf-8";
        var said = report.Entries.Where(entry => entry.Value.Description is not null)
            .Select(entry => report.Entries.Count == 1 ? entry.Value.Description! : $"{entry.Key}: {entry.Value.Description}");
        return http.Response.WriteAsync(string.Join('\n', said.Prepend(report.Status.ToString())), http.RequestAborted);
    }
}
