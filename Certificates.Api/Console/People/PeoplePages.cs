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
            string? said, Visitor visitor, Accounts accounts, CancellationToken cancellationToken) =>
            ShowAsync(visitor, accounts, new Shown { Said = Array.Find(Sayings, known => known == said) }, cancellationToken))
            .RequireAuthorization(Policies.OfConsole(Policies.Read));
        var people = console.MapGroup("/people").RequireAuthorization(Policies.OfConsole(Policies.Decide))
            .AddEndpointFilter(new FreshFactor());
        people.MapPost("", AskAsync);
        people.MapPost("/changes/{id:long}/confirmation", ConfirmAsync);
        people.MapPost("/changes/{id:long}/refusal", RefuseAsync);
        Map(people, "password", AccountChangeKind.Password, "asked");
        Map(people, "factor", AccountChangeKind.Factor, "asked");
        Map(people, "closing", AccountChangeKind.Closing, "closed");
    }

    private static void Map(IEndpointRouteBuilder people, string path, AccountChangeKind kind, string said) => people.MapPost(
        $"/{{id:long}}/{path}", async (
            long id, IFormCollection _, Visitor visitor, Accounts accounts, CancellationToken cancellationToken) =>
            await AnswerAsync(
                await accounts.AskAsync(visitor.Seat, id, kind, cancellationToken), said, visitor, accounts, asked: null,
                cancellationToken));

    private static async Task<IResult> AskAsync(
        [FromForm] string? person, [FromForm] string? login, [FromForm] string? role, [FromForm] string? institutionCode,
        Visitor visitor, Accounts accounts, CancellationToken cancellationToken)
    {
        _ = ApiKeyRoles.TryParse(role, out var wanted);
        var asked = new AskedAccount(
            person, login, wanted, Typed(institutionCode));
        return await AnswerAsync(
            await accounts.AskAsync(visitor.Seat, asked, cancellationToken), "asked", visitor, accounts, asked, cancellationToken);
    }

    private static async Task<IResult> ConfirmAsync(
        long id, IFormCollection _, Visitor visitor, Accounts accounts, CancellationToken cancellationToken)
    {
        var confirmed = await accounts.ConfirmAsync(visitor.Seat, id, cancellationToken);
        return await ShowAsync(
            visitor, accounts,
            confirmed.TryGet(out var first, out var refusals) ? new Shown { First = first } : new Shown { Refusals = refusals },
            cancellationToken);
    }

    private static async Task<IResult> RefuseAsync(
        long id, IFormCollection _, Visitor visitor, Accounts accounts, CancellationToken cancellationToken) =>
        await AnswerAsync(
            await accounts.RefuseAsync(visitor.Seat, id, cancellationToken), "refused", visitor, accounts, asked: null, cancellationToken);

    private static async Task<IResult> AnswerAsync(
        Result<long> done, string said, Visitor visitor, Accounts accounts, AskedAccount? asked, CancellationToken cancellationToken) =>
        done.TryGet(out _, out var refusals)
            ? Results.LocalRedirect($"{ConsolePaths.People}?said={said}")
            : await ShowAsync(visitor, accounts, new Shown { Refusals = refusals, Asked = asked }, cancellationToken);

    private static async Task<IResult> ShowAsync(Visitor visitor, Accounts accounts, Shown shown, CancellationToken cancellationToken) =>
        Html.Page<PeoplePage>(
            shown.Refusals?.First.Code.Kind.Status() ?? StatusCodes.Status200OK,
            (nameof(PeoplePage.Visitor), visitor),
            (nameof(PeoplePage.Accounts), await accounts.ListAsync(visitor.Seat, cancellationToken)),
            (nameof(PeoplePage.Waiting), await accounts.OpenChangesAsync(visitor.Seat, cancellationToken)),
            (nameof(PeoplePage.First), shown.First), (nameof(PeoplePage.Said), shown.Said),
            (nameof(PeoplePage.Asked), shown.Asked), (nameof(PeoplePage.Refusals), shown.Refusals));

    private sealed record Shown
    {
        public FirstPassword? First { get; init; }
        public string? Said { get; init; }
        public AskedAccount? Asked { get; init; }
        public Refusals? Refusals { get; init; }
    }
}
