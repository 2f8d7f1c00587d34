using Certificates.Core.Register;
using Certificates.Core.Verifying.Sessions;

namespace Certificates.Verify.Holder;

/// <summary>
/// Who is signed in, by a cookie that holds nothing but a random secret and that no other site can send. All else stands at the desk,
/// where a session ends by itself, by signing out, and with the pick-up code it was opened by.
/// </summary>
internal sealed class HolderSession(HolderSessions sessions, TimeProvider clock)
{
    /// <summary>Signs in; whoever was signed in by the same browser no longer is.</summary>
    public async Task OpenAsync(HttpContext http, HolderReference holder, CancellationToken cancellationToken)
    {
        await EndAsync(http, cancellationToken);
        Give(http, await sessions.OpenAsync(holder, cancellationToken), HolderSessions.Idle);
    }

    /// <summary>Who asks, and lives on from now; null when nobody is signed in.</summary>
    public async Task<HolderReference?> ContinueAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var secret = http.Request.Cookies[NameOf(http)];
        if (await sessions.ContinueAsync(secret, cancellationToken) is not var (holder, ends))
        {
            return null;
        }

        var left = ends - clock.GetUtcNow();
        Give(http, secret!, left < HolderSessions.Idle ? left : HolderSessions.Idle);
        return holder;
    }

    /// <summary>Signs out.</summary>
    public async Task EndAsync(HttpContext http, CancellationToken cancellationToken)
    {
        if (http.Request.Cookies[NameOf(http)] is { } secret)
        {
            await sessions.EndAsync(secret, cancellationToken);
            http.Response.Cookies.Delete(NameOf(http), Flags(http, life: null));
        }
    }

    private static void Give(HttpContext http, string secret, TimeSpan life) =>
        http.Response.Cookies.Append(NameOf(http), secret, Flags(http, life));

    /// <summary>Over https the prefix makes the browser itself refuse such a cookie from a sister domain.</summary>
    private static string NameOf(HttpContext http) => http.Request.IsHttps ? "__Host-holder" : "holder";

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
