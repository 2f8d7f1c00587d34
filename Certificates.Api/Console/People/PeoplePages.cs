using Certificates.Api.Access;
using static Certificates.Api.Console.FormText;
using Certificates.Core;
using Certificates.Core.Access;
using Certificates.Core.Access.People;
using Certificates.Web.Problems;
using Microsoft.AspNetCore.Mvc;

namespace Certificates.Api.Console.People;

/// <summary>The people who sign in: asked for by one person, confirmed by another.</summary>
internal static class PeoplePages
{
    private static readonly string[] Sayings = ["asked", "refused", "closed"];

    public static void MapPeoplePages(this IEndpointRouteBuilder console)
    {
        console.MapGet("/people", (
            string? said, Visitor visitor, HttpContext http, CancellationToken cancellationToken) =>
            ShowAsync(visitor, http.RequestServices, new Shown { Said = Array.Find(Sayings, known => known == said) }, cancellationToken))
            .RequireAuthorization(Policies.OfConsole(Policies.Read));
        var people = console.MapGroup("/people").RequireAuthorization(Policies.OfConsole(Policies.Decide))
            .AddEndpointFilter(new FreshFactor((http, refusals) => ShowAsync(
                Visitor.Of(http), http.RequestServices, new Shown { Refusals = refusals }, http.RequestAborted)));
        people.MapPost("", AskAsync);
        Map(people, "password", AccountChangeKind.Password, "asked");
        Map(people, "factor", AccountChangeKind.Factor, "asked");
        Map(people, "closing", AccountChangeKind.Closing, "closed");
    }

    private static void Map(IEndpointRouteBuilder people, string path, AccountChangeKind kind, string said) => people.MapPost(
        $"/{{id:long}}/{path}", async (
            long id, IFormCollection _, Visitor visitor, HttpContext http, Accounts accounts, CancellationToken cancellationToken) =>
            await AnswerAsync(
                await accounts.AskAsync(visitor.Seat, id, kind, cancellationToken), said, visitor, http.RequestServices,
                cancellationToken));

    private static async Task<IResult> AskAsync(
        [FromForm] string? person, [FromForm] string? login, [FromForm] string? role, [FromForm] string? institutionCode,
        [FromForm] string? contact, Visitor visitor, HttpContext http, Accounts accounts, CancellationToken cancellationToken)
    {
        var isKnown = ApiKeyRoles.TryParse(role, out var wanted);
        var asked = new AskedAccount(person, login, wanted, Typed(institutionCode), contact);
        var done = isKnown
            ? await accounts.AskAsync(visitor.Seat, asked, cancellationToken)
            : new Refusal(RefusalCode.RoleUnknown, "role");
        return await AnswerAsync(done, "asked", visitor, http.RequestServices, cancellationToken);
    }

    private static async Task<IResult> AnswerAsync(
        Result<long> done, string said, Visitor visitor, IServiceProvider services, CancellationToken cancellationToken) =>
        done.TryGet(out _, out var refusals)
            ? Results.LocalRedirect($"{ConsolePaths.People}?said={said}")
            : await ShowAsync(visitor, services, new Shown { Refusals = refusals }, cancellationToken);

    private static async Task<IResult> ShowAsync(
        Visitor visitor, IServiceProvider services, Shown shown, CancellationToken cancellationToken) => Html.Page<PeoplePage>(
            shown.Refusals?.First.Code.Kind.Status() ?? StatusCodes.Status200OK,
            (nameof(PeoplePage.Visitor), visitor),
            (nameof(PeoplePage.Accounts), await services.GetRequiredService<Accounts>().ListAsync(visitor.Seat, cancellationToken)),
            (nameof(PeoplePage.Waiting), await services.GetRequiredService<AccountChanges>().OpenAsync(visitor.Seat, cancellationToken)),
            (nameof(PeoplePage.Said), shown.Said), (nameof(PeoplePage.Refusals), shown.Refusals));

    private sealed record Shown
    {
        public string? Said { get; init; }
        public Refusals? Refusals { get; init; }
    }
}
