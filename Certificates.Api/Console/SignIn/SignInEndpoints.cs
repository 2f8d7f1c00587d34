using Certificates.Api.Access;
using Certificates.Core;
using Certificates.Core.Access.People;
using Certificates.Web.Problems;
using Microsoft.AspNetCore.Mvc;

namespace Certificates.Api.Console.SignIn;

/// <summary>The way in and out: a password, then the second factor of those who have one.</summary>
internal static class SignInEndpoints
{
    /// <summary><c>/console/sign-in</c> and <c>/console/sign-out</c>; all but the first step know who it is.</summary>
    public static void MapSignIn(this IEndpointRouteBuilder console)
    {
        console.MapGet("/sign-in", (string? next, bool? failed, bool? again) => Show(
            next, failed == true ? new Refusal(RefusalCode.ProviderFailed) : null, again == true)).AllowAnonymous();
        console.MapPost("/sign-in", EnterAsync).AllowAnonymous();
        console.MapGet("/sign-in/factor", (string? next, Visitor visitor) =>
            PastFactor(visitor, next) ?? ShowFactor(visitor, next)).RequireAuthorization(Policies.SignedIn);
        console.MapPost("/sign-in/factor", PassAsync).RequireAuthorization(Policies.SignedIn);
        console.MapPost("/sign-out", LeaveAsync).RequireAuthorization(Policies.SignedIn);
    }

    /// <summary>The page of signing in, and why nobody is signed in yet.</summary>
    public static IResult Show(string? next, Refusals? refusals, bool isAgain = false) =>
        Html.Page<SignInPage>(
            refusals?.First.Code.Kind.Status() ?? StatusCodes.Status200OK,
            (nameof(SignInPage.Next), next), (nameof(SignInPage.Refusals), refusals), (nameof(SignInPage.IsAgain), isAgain));

    /// <summary>The page of the second factor, and why it was not taken.</summary>
    public static IResult ShowFactor(Visitor visitor, string? next, Refusals? refusals = null) => Html.Page<FactorPage>(
        refusals?.First.Code.Kind.Status() ?? StatusCodes.Status200OK, (nameof(FactorPage.Account), visitor.Account),
        (nameof(FactorPage.Next), next), (nameof(FactorPage.Refusals), refusals));

    /// <summary>Where to go for whoever need not give the factor now; null for whoever signs in, or gave it long ago.</summary>
    private static IResult? PastFactor(Visitor visitor, string? next) => visitor.Session switch
    {
        { AwaitsFactor: true } or { IsComplete: true, IsStale: true, Account.HasFactor: true } => null,
        { IsComplete: true } => Results.LocalRedirect(ConsolePaths.Local(next)),
        var session => Results.LocalRedirect(ConsolePaths.NextStep(session)),
    };

    private static async Task<IResult> EnterAsync(
        [FromForm] string? login, [FromForm] string? password, [FromForm] string? next, HttpContext http, SignIns signIns,
        Sessions sessions, ConsoleSession browser, CancellationToken cancellationToken)
    {
        var entered = await signIns.EnterAsync(
            login, password, http.Connection.RemoteIpAddress, http.Request.Headers.UserAgent, cancellationToken);
        if (!entered.TryGet(out var secret, out var refusals))
        {
            return Show(next, refusals);
        }

        await browser.OpenAsync(http, secret, cancellationToken);
        var session = (await sessions.ContinueAsync(secret, cancellationToken))!;
        var step = ConsolePaths.NextStep(session);
        return Results.LocalRedirect(step switch
        {
            ConsolePaths.Home => ConsolePaths.Local(next),
            ConsolePaths.Factor => $"{step}?next={Uri.EscapeDataString(ConsolePaths.Local(next))}",
            _ => step,
        });
    }

    private static async Task<IResult> PassAsync(
        [FromForm] string? code, [FromForm] string? next, Visitor visitor, HttpContext http, SignIns signIns,
        CancellationToken cancellationToken)
    {
        if (PastFactor(visitor, next) is { } past)
        {
            return past;
        }

        return await signIns.PassFactorAsync(visitor.Session, code, http.Connection.RemoteIpAddress, cancellationToken) switch
        {
            true => Results.LocalRedirect(ConsolePaths.Local(next)),
            false => ShowFactor(visitor, next, new Refusal(RefusalCode.FactorWrong, "code")),
            null => ShowFactor(visitor, next, new Refusal(RefusalCode.RateLimited)),
        };
    }

    private static async Task<IResult> LeaveAsync(
        IFormCollection _, HttpContext http, ConsoleSession browser, CancellationToken cancellationToken)
    {
        await browser.EndAsync(http, cancellationToken);
        return Results.LocalRedirect(ConsolePaths.SignIn);
    }
}
