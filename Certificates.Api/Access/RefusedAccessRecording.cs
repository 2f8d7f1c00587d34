using System.Globalization;
using Certificates.Core.Access;

namespace Certificates.Api.Access;

/// <summary>
/// Notes every call that was not let in, and tells it a little late where there are many; whoever soon will not be is warned.
/// </summary>
internal static class RefusedAccessRecording
{
    /// <summary>Goes before authentication: what comes back from there is looked at.</summary>
    public static void UseRefusedAccessRecording(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        context.Response.OnStarting(WarnAsync, context);
        await next(context);
        if (ReasonOf(context) is not { } reason)
        {
            return;
        }

        var refused = context.RequestServices.GetRequiredService<RefusedAccess>();
        var wait = await refused.NoteAsync(context.Connection.RemoteIpAddress, reason, context.RequestAborted);
        if (wait is { } left && !context.Response.HasStarted)
        {
            context.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(left.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        }
    });

    private static string? ReasonOf(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status401Unauthorized => context.Request.Headers.Authorization.Count > 0 ? "unauthenticated" : "key_missing",
        StatusCodes.Status403Forbidden => "role_not_allowed",
        _ => null,
    };

    private static Task WarnAsync(object state)
    {
        var context = (HttpContext)state;
        if (context.Features.Get<ApiKey>() is { } key
            && KeyLife.Warning(key, context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow()) is { } warning)
        {
            context.Response.Headers.Warning = warning;
        }

        return Task.CompletedTask;
    }
}
