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
        me.MapGet("", (bool? said, Visitor visitor, HttpContext http, CancellationToken cancellationToken) =>
            ShowAsync(visitor, http, refusals: null, cancellationToken, said == true));
        me.MapPost("/contact", ChangeContactAsync);
        me.MapGet("/password", (Visitor visitor) => ShowPassword(visitor, refusals: null));
        me.MapPost("/password", ChangePasswordAsync);
        me.MapGet("/factor", (Visitor visitor, Factors factors, CancellationToken cancellationToken) =>
            OfferAsync(visitor, factors, refusals: null, cancellationToken)).AddEndpointFilter(new FreshWays(ConsolePaths.OwnFactor));
        me.MapPost("/factor", ConfirmAsync).AddEndpointFilter(new FreshWays(ConsolePaths.OwnFactor, hasSecret: true));
        me.MapPost("/recovery-codes", RenewCodesAsync).AddEndpointFilter(new FreshWays(ConsolePaths.Me));
        me.MapPost("/sessions/end", EndOthersAsync);
    }

    /// <summary>One's own account.</summary>
    public static async Task<IResult> ShowAsync(
        Visitor visitor, HttpContext http, Refusals? refusals, CancellationToken cancellationToken, bool isSaid = false)
    {
        if (!visitor.Session.IsComplete)
        {
            return Results.LocalRedirect(ConsolePaths.NextStep(visitor.Session));
        }

        var services = http.RequestServices;
        var sessions = services.GetRequiredService<Sessions>();
        return Html.Page<MePage>(
            refusals?.First.Code.Kind.Status() ?? StatusCodes.Status200OK, (nameof(MePage.Visitor), visitor),
            (nameof(MePage.Open), await sessions.ListAsync(visitor.Account.Id, visitor.Session, cancellationToken)),
            (nameof(MePage.Codes), await services.GetRequiredService<Factors>().CountCodesAsync(visitor.Account, cancellationToken)),
            (nameof(MePage.Passkeys), await services.GetRequiredService<Passkeys>().ListAsync(visitor.Account, cancellationToken)),
            (nameof(MePage.Contact), await services.GetRequiredService<Contacts>().FindAsync(visitor.Account, cancellationToken)),
            (nameof(MePage.IsSaid), isSaid), (nameof(MePage.Refusals), refusals));
    }

    private static async Task<IResult> ChangeContactAsync(
        [FromForm] string? contact, Visitor visitor, HttpContext http, Contacts contacts, CancellationToken cancellationToken)
    {
        if (!visitor.Session.IsComplete)
        {
            return Results.LocalRedirect(ConsolePaths.NextStep(visitor.Session));
        }

        var kept = await contacts.ChangeAsync(visitor.Account, contact, cancellationToken);
        return kept.TryGet(out _, out var refusals)
            ? Results.LocalRedirect($"{ConsolePaths.Me}?said=true")
            : await ShowAsync(visitor, http, refusals, cancellationToken);
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
        await factors.OfferAsync(visitor.Account, cancellationToken) is { } secret
            ? Html.Page<EnrolPage>(
                refusals?.First.Code.Kind.Status() ?? StatusCodes.Status200OK,
                (nameof(EnrolPage.Secret), secret), (nameof(EnrolPage.Refusals), refusals))
            : Results.LocalRedirect(ConsolePaths.Me);

    private static async Task<IResult> ConfirmAsync(
        [FromForm] string? code, Visitor visitor, HttpContext http, SignIns signIns, Factors factors, CancellationToken cancellationToken)
    {
        if (visitor.Account.HasTotp)
        {
            return Results.LocalRedirect(ConsolePaths.Me);
        }

        return await signIns.ConfirmFactorAsync(visitor.Session, code, http.Connection.RemoteIpAddress, cancellationToken) switch
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

    /// <summary>Makes new recovery codes and shows them, this once.</summary>
    public static async Task<IResult> ShowNewCodesAsync(Visitor visitor, Factors factors, CancellationToken cancellationToken) =>
        Html.Page<CodesPage>(
            StatusCodes.Status200OK, (nameof(CodesPage.Codes), await factors.MakeCodesAsync(visitor.Account, cancellationToken)));

    private static async Task<IResult> EndOthersAsync(
        IFormCollection _, Visitor visitor, Sessions sessions, CancellationToken cancellationToken)
    {
        await sessions.EndOthersAsync(visitor.Session, cancellationToken);
        return Results.LocalRedirect(ConsolePaths.Me);
    }
}
