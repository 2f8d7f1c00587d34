using System.Text.RegularExpressions;
using Certificates.Core.Access;
using Certificates.Core.Coding;

namespace Certificates.Api.Access;

/// <summary>Notes every call that a key was let in with, before it is answered.</summary>
internal static partial class AccessRecording
{
    /// <summary>A batch by its id, in the API and in the console alike.</summary>
    private const string Batches = "/batches/{id}";

    /// <summary>Goes behind authorisation: whoever was not let in has seen and changed nothing.</summary>
    public static void UseAccessRecording(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (context.Features.Get<ApiKey>() is { } key && context.GetEndpoint() is RouteEndpoint endpoint)
        {
            var call = $"{context.Request.Method} {Constraint().Replace(endpoint.RoutePattern.RawText!, "").TrimEnd('/')}";
            var number = CertificateNumber.TryParse(context.GetRouteValue("number") as string, out var parsed, out _) ? parsed.Value : null;
            var batch = call.Contains(Batches, StringComparison.Ordinal)
                && Guid.TryParse(context.GetRouteValue("id") as string, out var id) ? id : (Guid?)null;
            await context.RequestServices.GetRequiredService<AccessJournal>().NoteAsync(key, call, number, batch, context.RequestAborted);
        }

        await next(context);
    });

    [GeneratedRegex(":[a-z]+(?=})", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Constraint();
}

/// <summary>Writes what was noted for as long as the service runs.</summary>
internal sealed class AccessRecordWriter(AccessJournal journal, RefusedAccess refused) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(journal.RunAsync(stoppingToken), refused.RunAsync(stoppingToken));
}
