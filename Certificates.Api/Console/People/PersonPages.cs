using Certificates.Api.Access;
using Certificates.Api.Console.SignIn;
using Certificates.Core;
using Certificates.Core.Access;
using Certificates.Core.Access.People;
using Certificates.Core.Composition;
using Certificates.Web.Problems;
using Microsoft.AspNetCore.Mvc;

namespace Certificates.Api.Console.People;

/// <summary>One person and how they sign in. The authority sees where they are signed in, and ends it; the auditor sees it.</summary>
internal static class PersonPages
{
    private static readonly string[] Sayings = ["ended", "asked", "unlinked"];

    public static void MapPersonPages(this IEndpointRouteBuilder console)
    {
        console.MapGet("/people/{id:long}", (
            long id, string? said, Visitor visitor, HttpContext http, CancellationToken cancellationToken) => ShowAsync(
                id, Array.Find(Sayings, known => known == said), visitor, http, refusals: null, cancellationToken))
            .RequireAuthorization(Policies.OfConsole(Policies.Read));
        console.MapPost("/people/{id:long}/role", AskRoleAsync).RequireAuthorization(Policies.OfConsole(Policies.Decide))
            .AddEndpointFilter(new FreshFactor(AgainAsync));
        console.MapPost("/people/{id:long}/sessions/end", EndAsync).RequireAuthorization(Policies.OfConsole(Policies.Administer))
            .AddEndpointFilter(new FreshWays(ConsolePaths.People));
        if (console.ServiceProvider.GetRequiredService<ConsoleOptions>().Oidc.IsOn)
        {
            var link = console.MapGroup("/people/{id:long}/link").RequireAuthorization(Policies.OfConsole(Policies.Decide))
                .AddEndpointFilter(new FreshFactor(AgainAsync));
            link.MapPost("", AskLinkAsync);
            link.MapPost("/end", EndLinkAsync);
        }
    }

    private static Task<IResult> AgainAsync(HttpContext http, Refusals refusals) =>
        ShowAsync(http.Part<long>("id"), said: null, Visitor.Of(http), http, refusals, http.RequestAborted);

    private static async Task<IResult> ShowAsync(
        long id, string? said, Visitor visitor, HttpContext http, Refusals? refusals, CancellationToken cancellationToken)
    {
        var services = http.RequestServices;
        if (await services.GetRequiredService<Accounts>().FindAsync(visitor.Seat, id, cancellationToken) is not { } account)
        {
            return Results.NotFound();
        }

        var isOverseer = visitor.Seat.Role is ApiKeyRole.Authority or ApiKeyRole.Auditor;
        var open = isOverseer
            ? await services.GetRequiredService<Sessions>().ListAsync(id, visitor.Session, cancellationToken)
            : null;
        return Html.Page<PersonPage>(
            refusals?.First.Code.Kind.Status() ?? StatusCodes.Status200OK, (nameof(PersonPage.Visitor), visitor),
            (nameof(PersonPage.Account), account),
            (nameof(PersonPage.Contact), await services.GetRequiredService<Contacts>().FindAsync(account, cancellationToken)),
            (nameof(PersonPage.History), await services.GetRequiredService<AccountChanges>()
                .OfAsync(account, visitor.Seat, cancellationToken)), (nameof(PersonPage.Open), open), (nameof(PersonPage.Said), said),
            (nameof(PersonPage.Refusals), refusals));
    }

    private static async Task<IResult> AskRoleAsync(
        long id, [FromForm] string? role, Visitor visitor, HttpContext http, Accounts accounts, CancellationToken cancellationToken)
    {
        var asked = ApiKeyRoles.TryParse(role, out var wanted)
            ? await accounts.AskRoleAsync(visitor.Seat, id, wanted, cancellationToken)
            : new Refusal(RefusalCode.RoleUnknown, "role");
        return await AnswerAsync(id, "asked", asked, visitor, http, cancellationToken);
    }

    private static async Task<IResult> AskLinkAsync(
        long id, [FromForm] string? subject, Visitor visitor, HttpContext http, Accounts accounts, CancellationToken cancellationToken)
    {
        if (await accounts.FindAsync(visitor.Seat, id, cancellationToken) is null)
        {
            return Results.NotFound();
        }

        var found = await Provider.IssuerAsync(http.RequestServices, cancellationToken);
        var asked = found.TryGet(out var issuer, out var refusals)
            ? await accounts.AskLinkAsync(visitor.Seat, id, new Subject(issuer, (subject ?? "").Trim()), cancellationToken)
            : refusals;
        return await AnswerAsync(id, "asked", asked, visitor, http, cancellationToken);
    }

    private static async Task<IResult> EndLinkAsync(
        long id, IFormCollection _, Visitor visitor, HttpContext http, Accounts accounts, CancellationToken cancellationToken) =>
        await AnswerAsync(
            id, "unlinked", await accounts.AskAsync(visitor.Seat, id, AccountChangeKind.Unlinking, cancellationToken), visitor, http,
            cancellationToken);

    private static async Task<IResult> AnswerAsync(
        long id, string said, Result<long> done, Visitor visitor, HttpContext http, CancellationToken cancellationToken) =>
        done.TryGet(out _, out var refusals)
            ? Results.LocalRedirect($"{ConsolePaths.People}/{id}?said={said}")
            : await ShowAsync(id, said: null, visitor, http, refusals, cancellationToken);

    private static async Task<IResult> EndAsync(
        long id, [FromForm] string? session, Visitor visitor, HttpContext http, Accounts accounts, Sessions sessions,
        CancellationToken cancellationToken)
    {
        if (await accounts.FindAsync(visitor.Seat, id, cancellationToken) is not { } account)
        {
            return Results.NotFound();
        }

        await sessions.EndAsync(account, FormText.Typed(session), http.Connection.RemoteIpAddress, cancellationToken);
        return Results.LocalRedirect($"{ConsolePaths.People}/{id}?said=ended");
    }
}
