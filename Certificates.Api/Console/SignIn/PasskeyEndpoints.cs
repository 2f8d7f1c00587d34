using System.Text.Json;
using Certificates.Api.Access;
using Certificates.Core;
using Certificates.Core.Access.People;
using Certificates.Core.Composition;
using Certificates.Web.Languages;
using Certificates.Web.Problems;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using PasskeyAnswer = Certificates.Api.Console.SignIn.PasskeyCeremonies.PasskeyAnswer;

namespace Certificates.Api.Console.SignIn;

/// <summary>Signing in by a passkey, and the second factor by one. The pages' script asks here, for no form can.</summary>
internal static class PasskeyEndpoints
{
    /// <summary>Adds what checks passkeys, bound to the console's address.</summary>
    public static void AddPasskeys(this IServiceCollection services)
    {
        services.AddScoped<IUserStore<Account>, PasskeyUsers>().AddScoped<PasskeyCeremonies>();
        services.AddIdentityCore<Account>();
        services.AddScoped<IPasskeyHandler<Account>, PasskeyHandler<Account>>();
        services.AddOptions<IdentityPasskeyOptions>().Configure<ConsoleOptions>((passkeys, console) =>
        {
            passkeys.ServerDomain = console.Domain;
            passkeys.ValidateOrigin = seen => ValueTask.FromResult(seen.Origin == console.Origin && !seen.CrossOrigin);

            // With the person verified each time, one is both factors, and stands in for the login, too.
            (passkeys.UserVerificationRequirement, passkeys.ResidentKeyRequirement) = ("required", "required");
            (passkeys.AttestationConveyancePreference, passkeys.AuthenticatorTimeout) = ("none", PasskeyCeremonies.Longest);
        });
    }

    /// <summary>Maps it where passkeys are offered.</summary>
    public static void MapPasskeys(this IEndpointRouteBuilder console)
    {
        if (!console.ServiceProvider.GetRequiredService<ConsoleOptions>().HasPasskeys)
        {
            return;
        }

        console.MapPost("/sign-in/passkey/options", async (IFormCollection _, PasskeyCeremonies ceremonies, HttpContext http) =>
            Tell(await ceremonies.BeginUseAsync(account: null, http))).AllowAnonymous();
        console.MapPost("/sign-in/passkey", EnterAsync).AllowAnonymous();
        var factor = console.MapGroup("/sign-in/factor/passkey").RequireAuthorization(Policies.SignedIn);
        factor.MapPost("/options", async (IFormCollection _, Visitor visitor, PasskeyCeremonies ceremonies, HttpContext http) =>
            Tell(await ceremonies.BeginUseAsync(visitor.Account, http)));
        factor.MapPost("", PassAsync);
    }

    /// <summary>What a script reads.</summary>
    public static IResult Tell<T>(T answer, int status = StatusCodes.Status200OK) =>
        Results.Json(answer, JsonSerializerOptions.Web, statusCode: status);

    private static async Task<IResult> EnterAsync(
        [FromForm] string? credential, [FromForm] string? state, [FromForm] string? next, HttpContext http, PasskeyCeremonies ceremonies,
        PasskeySignIns signIns, ConsoleSession browser, CancellationToken cancellationToken)
    {
        var answer = new PasskeyAnswer(credential, state);
        var entered = await signIns.EnterAsync(
            answer.Id(), () => ceremonies.JudgeUseAsync(answer, http), http.Connection.RemoteIpAddress, http.Request.Headers.UserAgent,
            cancellationToken);
        if (!entered.TryGet(out var secret, out var refusals))
        {
            return Refuse(refusals);
        }

        await browser.OpenAsync(http, secret, cancellationToken);
        return Tell(new PasskeyDone(ConsolePaths.Local(next)));
    }

    private static async Task<IResult> PassAsync(
        [FromForm] string? credential, [FromForm] string? state, [FromForm] string? next, Visitor visitor, HttpContext http,
        PasskeyCeremonies ceremonies, PasskeySignIns signIns, CancellationToken cancellationToken)
    {
        var answer = new PasskeyAnswer(credential, state);
        var passed = await signIns.PassAsync(
            visitor.Session, () => ceremonies.JudgeUseAsync(answer, http), http.Connection.RemoteIpAddress, cancellationToken);
        return passed.TryGet(out _, out var refusals) ? Tell(new PasskeyDone(ConsolePaths.Local(next))) : Refuse(refusals);
    }

    private static IResult Refuse(Refusals refusals) =>
        Tell(new PasskeyFault(refusals.First.In(Language.Current)), refusals.First.Code.Kind.Status());
}

/// <summary>It went well.</summary>
/// <param name="Next">The page that comes next.</param>
internal sealed record PasskeyDone(string Next);

/// <summary>It did not.</summary>
/// <param name="Fault">Why, in the language of the page.</param>
internal sealed record PasskeyFault(string Fault);
