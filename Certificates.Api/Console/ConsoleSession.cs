using Certificates.Core.Access.People;
using Certificates.Web.Guards;

namespace Certificates.Api.Console;

/// <summary>
/// Who is signed in, by a cookie that holds nothing but a random secret and that no other site can send. All else stands in the register.
/// </summary>
internal sealed class ConsoleSession(Sessions sessions, TimeProvider clock)
{
    private static readonly SessionCookie Cookie = new("console");

    /// <summary>Gives the browser the secret of a session; the one it had before ends.</summary>
    public async Task OpenAsync(HttpContext http, string secret, CancellationToken cancellationToken)
    {
        await EndAsync(http, cancellationToken);
        Cookie.Give(http, secret, Sessions.Idle);
    }

    /// <summary>Who asks, and lives on from now; null when nobody is signed in.</summary>
    public async Task<SignedIn?> ContinueAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var secret = Cookie.Read(http);
        if (await sessions.ContinueAsync(secret, cancellationToken) is not { } session)
        {
            return null;
        }

        var left = session.EndsAt - clock.GetUtcNow();
        Cookie.Give(http, secret!, left < Sessions.Idle ? left : Sessions.Idle);
        return session;
    }

    /// <summary>Signs out.</summary>
    public async Task EndAsync(HttpContext http, CancellationToken cancellationToken)
    {
        if (Cookie.Read(http) is { } secret)
        {
            await sessions.EndAsync(secret, cancellationToken);
        }

        Cookie.Take(http);
    }
}
