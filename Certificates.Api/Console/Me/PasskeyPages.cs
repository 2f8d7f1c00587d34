using Certificates.Api.Access;
using Certificates.Api.Console.SignIn;
using Certificates.Core;
using Certificates.Core.Access.People;
using Certificates.Core.Composition;
using Certificates.Web.Problems;
using Microsoft.AspNetCore.Mvc;

namespace Certificates.Api.Console.Me;

/// <summary>One's own passkeys: made, named and removed after the second factor was given within the last minutes.</summary>
internal static class PasskeyPages
{
    public static void MapOwnPasskeys(this IEndpointRouteBuilder console)
    {
        if (!console.ServiceProvider.GetRequiredService<ConsoleOptions>().HasPasskeys)
        {
            return;
        }

        var own = console.MapGroup("/me/passkeys").RequireAuthorization(Policies.SignedIn)
            .AddEndpointFilter(new FreshWays(ConsolePaths.OwnPasskeys));
        own.MapGet("", (Visitor visitor) => Show(visitor, refusals: null));
        own.MapPost("/options", async (IFormCollection _, Visitor visitor, PasskeyCeremonies ceremonies, HttpContext http) =>
            PasskeyEndpoints.Tell(await ceremonies.BeginMakingAsync(visitor.Account, http)));
        own.MapPost("", AddAsync);
        console.MapPost("/me/passkeys/{id:long}/removal", RemoveAsync).RequireAuthorization(Policies.SignedIn)
            .AddEndpointFilter(new FreshWays(ConsolePaths.Me));
    }

    private static IResult Show(Visitor visitor, Refusals? refusals) => Html.Page<PasskeyPage>(
        refusals?.First.Code.Kind.Status() ?? StatusCodes.Status200OK, (nameof(PasskeyPage.HasTotp), visitor.Account.HasTotp),
        (nameof(PasskeyPage.Refusals), refusals));

    private static async Task<IResult> AddAsync(
        [FromForm] string? name, [FromForm] string? credential, [FromForm] string? state, Visitor visitor, HttpContext http,
        PasskeyCeremonies ceremonies, Passkeys passkeys, Sessions sessions, Factors factors, CancellationToken cancellationToken)
    {
        if (!Passkeys.ReadName(name).TryGet(out var chosen, out var refusals))
        {
            return Show(visitor, refusals);
        }

        var answer = new PasskeyCeremonies.PasskeyAnswer(credential, state);
        if (await ceremonies.JudgeMakingAsync(visitor.Account, chosen, answer, http) is not { } made)
        {
            return Show(visitor, new Refusal(RefusalCode.PasskeyRefused));
        }

        var added = await passkeys.AddAsync(visitor.Account, made, cancellationToken);
        if (!added.TryGet(out _, out refusals))
        {
            return Show(visitor, refusals);
        }

        // Its person was verified at the making; and whoever had no second factor gets the codes that stand in for it.
        await sessions.PassFactorAsync(visitor.Session, cancellationToken);
        return visitor.Account.HasFactor
            ? Results.LocalRedirect(ConsolePaths.Me)
            : await MeEndpoints.ShowNewCodesAsync(visitor, factors, cancellationToken);
    }

    private static async Task<IResult> RemoveAsync(
        long id, IFormCollection _, Visitor visitor, Passkeys passkeys, HttpContext http, CancellationToken cancellationToken)
    {
        var removed = await passkeys.RemoveAsync(visitor.Account, id, cancellationToken);
        return removed.TryGet(out var _, out var refusals)
            ? Results.LocalRedirect(ConsolePaths.Me)
            : await MeEndpoints.ShowAsync(visitor, http, refusals, cancellationToken);
    }
}
