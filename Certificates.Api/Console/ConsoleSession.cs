using Certificates.Core.Access.People;

namespace Certificates.Api.Console;

/// <summary>
/// Who is signed in, by a cookie that holds nothing but a random secret and that no other site can send. All else stands in the register.
/// </summary>
internal sealed class ConsoleSession(Sessions sessions, TimeProvider clock)
{
    /// <summary>Gives the browser the secret of a session; the one it had before ends.</summary>
    public async Task OpenAsync(HttpContext http, string secret, CancellationToken cancellationToken)
    {
        await EndAsync(http, cancellationToken);
        Give(http, secret, Sessions.Idle);
    }

    /// <summary>Who asks, and lives on from now; null when nobody is signed in.</summary>
    public async Task<SignedIn?> ContinueAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var secret = http.Request.Cookies[NameOf(http)];
        if (await sessions.ContinueAsync(secret, cancellationToken) is not { } session)
        {
            return null;
        }

        var left = session.EndsAt - clock.GetUtcNow();
        Give(http, secret!, left < Sessions.Idle ? left : Sessions.Idle);
        return session;
    }

    /// <summary>Signs out.</summary>
    public async Task EndAsync(HttpContext http, CancellationToken cancellationToken)
    {
        if (await sessions.ContinueAsync(http.Request.Cookies[NameOf(http)], cancellationToken) is { } session)
        {
            await sessions.EndAsync(session, cancellationToken);
        }

        http.Response.Cookies.Delete(NameOf(http), Flags(http, life: null));
    }

    private static void Give(HttpContext http, string secret, TimeSpan life) =>
        http.Response.Cookies.Append(NameOf(http), secret, Flags(http, life));

    /// <summary>Over https the prefix makes the browser itself refuse such a cookie from a sister domain.</summary>
    private static string NameOf(HttpContext http) => http.Request.IsHttps ? "__Host-console" : "console";

    private static CookieOptions Flags(HttpContext http, TimeSpan? life) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        MaxAge = life,
        Path = "/",
        SameSite = SameSiteMode.Strict,
        Secure = http.Request.IsHttps,
    };
}
