using Certificates.Api.Access;
using Certificates.Core;
using Certificates.Core.Access.People;
using Certificates.Web.Problems;
using Microsoft.AspNetCore.Mvc;

namespace Certificates.Api.Console.Me;

/// <summary>
/// One's own account: password, second factor, sessions. Open to whoever is signed in, and before the work where one is missing.
/// </summary>
internal static class MeEndpoints
{
    /// <summary><c>/console/me</c>.</summary>
    public static void MapMe(this IEndpointRouteBuilder console)
    {
        var me = console.MapGroup("/me").RequireAuthorization(Policies.SignedIn);
        me.MapGet("", ShowAsync);
        me.MapGet("/password", (Visitor visitor) => ShowPassword(visitor, refusals: null));
        me.MapPost("/password", ChangePasswordAsync);
        me.MapGet("/factor", (Visitor visitor, Factors factors, CancellationToken cancellationToken) =>
            OfferAsync(visitor, factors, refusals: null, cancellationToken));
        me.MapPost("/factor", ConfirmAsync);
        me.MapPost("/recovery-codes", RenewCodesAsync);
        me.MapPost("/sessions/end", EndOthersAsync);
    }

    private static async Task<IResult> ShowAsync(
        Visitor visitor, Sessions sessions, Factors factors, CancellationToken cancellationToken)
    {
        if (!visitor.Session.IsComplete)
        {
            return Results.LocalRedirect(ConsolePaths.NextStep(visitor.Session));
        }

        return Html.Page<MePage>(
            StatusCodes.Status200OK, (nameof(MePage.Visitor), visitor),
            (nameof(MePage.Open), await sessions.ListAsync(visitor.Session, cancellationToken)),
            (nameof(MePage.Codes), await factors.CountCodesAsync(visitor.Account, cancellationToken)));
    }

    private static IResult ShowPassword(Visitor visitor, Refusals? refusals) => visitor.Session.AwaitsFactor
        ? Results.LocalRedirect(ConsolePaths.Factor)
        : Html.Page<PasswordPage>(
            refusals?.First.Code.Kind.Status() ?? StatusCodes.Status200OK,
            (nameof(PasswordPage.IsFirst), visitor.Account.MustChangePassword), (nameof(PasswordPage.Refusals), refusals));

    private static async Task<IResult> ChangePasswordAsync(
        [FromForm] string? present, [FromForm] string? password, [FromForm] string? again, Visitor visitor, Accounts accounts,
        CancellationToken cancellationToken)
    {
        if (visitor.Session.AwaitsFactor)
        {
            return Results.LocalRedirect(ConsolePaths.Factor);
        }

        if (password != again)
        {
            return ShowPassword(visitor, new Refusal(RefusalCode.PasswordDiffers, "again"));
        }

        var changed = await accounts.ChangePasswordAsync(visitor.Session, present, password, cancellationToken);
        return changed.TryGet(out _, out var refusals)
            ? Results.LocalRedirect(visitor.Account is { NeedsFactor: true, HasFactor: false } ? ConsolePaths.OwnFactor : ConsolePaths.Me)
            : ShowPassword(visitor, refusals);
    }

    private static async Task<IResult> OfferAsync(
        Visitor visitor, Factors factors, Refusals? refusals, CancellationToken cancellationToken) =>
        !visitor.Account.MustChangePassword && await factors.OfferAsync(visitor.Account, cancellationToken) is { } secret
            ? Html.Page<EnrolPage>(
                refusals?.First.Code.Kind.Status() ?? StatusCodes.Status200OK,
                (nameof(EnrolPage.Secret), secret), (nameof(EnrolPage.Refusals), refusals))
            : Results.LocalRedirect(ConsolePaths.NextStep(visitor.Session));

    private static async Task<IResult> ConfirmAsync(
        [FromForm] string? code, Visitor visitor, HttpContext http, SignIns signIns, Factors factors, CancellationToken cancellationToken)
    {
        if (visitor.Account is { MustChangePassword: true } or { HasFactor: true })
        {
            return Results.LocalRedirect(ConsolePaths.NextStep(visitor.Session));
        }

        return await signIns.PassFactorAsync(visitor.Session, code, http.Connection.RemoteIpAddress, cancellationToken) switch
        {
            true => await ShowNewCodesAsync(visitor, factors, cancellationToken),
            false => await OfferAsync(visitor, factors, new Refusal(RefusalCode.FactorWrong, "code"), cancellationToken),
            null => await OfferAsync(visitor, factors, new Refusal(RefusalCode.RateLimited), cancellationToken),
        };
    }

    private static async Task<IResult> RenewCodesAsync(
        IFormCollection _, Visitor visitor, Factors factors, CancellationToken cancellationToken) =>
        visitor is { Account.HasFactor: true, Session.IsComplete: true }
            ? await ShowNewCodesAsync(visitor, factors, cancellationToken)
            : Results.LocalRedirect(ConsolePaths.NextStep(visitor.Session));

    private static async Task<IResult> ShowNewCodesAsync(Visitor visitor, Factors factors, CancellationToken cancellationToken) =>
        Html.Page<CodesPage>(
            StatusCodes.Status200OK, (nameof(CodesPage.Codes), await factors.MakeCodesAsync(visitor.Account, cancellationToken)));

    private static async Task<IResult> EndOthersAsync(
        IFormCollection _, Visitor visitor, Sessions sessions, CancellationToken cancellationToken)
    {
        await sessions.EndOthersAsync(visitor.Session, cancellationToken);
        return Results.LocalRedirect(ConsolePaths.Me);
    }
}
