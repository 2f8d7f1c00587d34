using System.Security.Claims;
using System.Text.Encodings.Web;
using Certificates.Core.Access;
using Certificates.Core.Access.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Certificates.Api.Console;

/// <summary>
/// The people of the console, by the cookie of their session. What they do goes by the key of their account, as a client's would.
/// </summary>
internal sealed class ConsoleAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ConsoleSession session)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Console";

    /// <summary>The claim of whoever has done all that comes before the work.</summary>
    public const string Complete = "complete";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (await session.ContinueAsync(Context, Context.RequestAborted) is not { } signedIn)
        {
            return AuthenticateResult.NoResult();
        }

        Context.Features.Set(signedIn);
        Context.Features.Set(signedIn.Account.Seat);
        List<Claim> claims = [new(ClaimTypes.Role, signedIn.Account.Seat.Role.Code())];
        if (signedIn.IsComplete)
        {
            claims.Add(new Claim(Complete, bool.TrueString));
        }

        var identity = new ClaimsIdentity(claims, SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    /// <summary>Nobody is signed in: the form, which leads back to the page that was asked for.</summary>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var isPage = HttpMethods.IsGet(Request.Method) && Request.Path.StartsWithSegments(ConsolePaths.Home, StringComparison.Ordinal);
        Response.Redirect(isPage
            ? $"{ConsolePaths.SignIn}?next={Uri.EscapeDataString(Request.Path)}"
            : ConsolePaths.SignIn);
        return Task.CompletedTask;
    }

    /// <summary>Something comes before the work; or the role may not.</summary>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        if (Context.Features.Get<SignedIn>() is { IsComplete: false } signedIn)
        {
            Response.Redirect(ConsolePaths.NextStep(signedIn));
        }
        else
        {
            Response.StatusCode = StatusCodes.Status403Forbidden;
        }

        return Task.CompletedTask;
    }
}

/// <summary>Who is signed in; pages that take one demand a policy, so there is somebody.</summary>
/// <param name="Session">Their session.</param>
public sealed record Visitor(SignedIn Session)
{
    /// <summary>The account.</summary>
    public Account Account => Session.Account;

    /// <summary>The key their deeds are on record under.</summary>
    public ApiKey Seat => Session.Account.Seat;

    /// <summary>Who asks.</summary>
    public static Visitor Of(HttpContext context) => new(context.Features.Get<SignedIn>()!);

    /// <summary>Found by the framework for a parameter of this type.</summary>
    public static ValueTask<Visitor> BindAsync(HttpContext context) => ValueTask.FromResult(Of(context));
}
