using Certificates.Core.Register;
using Certificates.Core.Verifying.Sessions;
using Certificates.Web.Guards;

namespace Certificates.Verify.Holder;

/// <summary>
/// Who is signed in, by a cookie that holds nothing but a random secret and that no other site can send. All else stands at the desk,
/// where a session ends by itself, by signing out, and with the pick-up code it was opened by.
/// </summary>
internal sealed class HolderSession(HolderSessions sessions, TimeProvider clock)
{
    private static readonly SessionCookie Cookie = new("holder");

    /// <summary>Signs in; whoever was signed in by the same browser no longer is.</summary>
    public async Task OpenAsync(HttpContext http, HolderReference holder, CancellationToken cancellationToken)
    {
        await EndAsync(http, cancellationToken);
        Cookie.Give(http, await sessions.OpenAsync(holder, cancellationToken), HolderSessions.Idle);
    }

    /// <summary>Who asks, and lives on from now; null when nobody is signed in.</summary>
    public async Task<HolderReference?> ContinueAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var secret = Cookie.Read(http);
        if (await sessions.ContinueAsync(secret, cancellationToken) is not var (holder, ends))
        {
            return null;
        }

        var left = ends - clock.GetUtcNow();
        Cookie.Give(http, secret!, left < HolderSessions.Idle ? left : HolderSessions.Idle);
        return holder;
    }

    /// <summary>Signs out.</summary>
    public async Task EndAsync(HttpContext http, CancellationToken cancellationToken)
    {
        if (Cookie.Read(http) is { } secret)
        {
            await sessions.EndAsync(secret, cancellationToken);
            Cookie.Take(http);
        }
    }
}
