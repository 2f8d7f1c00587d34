using Certificates.Api.Access;
using Certificates.Core;
using Certificates.Core.Access.People;
using Certificates.Core.Directories;
using Certificates.Web.Problems;
using Microsoft.AspNetCore.Mvc;

namespace Certificates.Api.Console.People;

/// <summary>What one person asked for over an account, a page each, confirmed or refused by another.</summary>
internal static class ChangePages
{
    public static void MapChangePages(this IEndpointRouteBuilder console)
    {
        console.MapGet("/people/changes/{id:long}", (long id, HttpContext http) => ShowAsync(id, http, refusals: null))
            .RequireAuthorization(Policies.OfConsole(Policies.Read));
        var decisions = console.MapGroup("/people/changes/{id:long}").RequireAuthorization(Policies.OfConsole(Policies.Decide))
            .AddEndpointFilter(new FreshFactor((http, refusals) => ShowAsync(http.Part<long>("id"), http, refusals)));
        decisions.MapPost("/confirmation", ConfirmAsync);
        decisions.MapPost("/refusal", async (
            long id, [FromForm] string? reason, Visitor visitor, HttpContext http, AccountChanges changes,
            CancellationToken cancellationToken) =>
            (await changes.RefuseAsync(visitor.Seat, id, reason, cancellationToken)).TryGet(out _, out var refusals)
                ? Results.LocalRedirect($"{ConsolePaths.People}?said=refused")
                : await ShowAsync(id, http, refusals));
    }

    private static async Task<IResult> ConfirmAsync(
        long id, IFormCollection _, Visitor visitor, HttpContext http, AccountChanges changes, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, http) is not { } change)
        {
            return TypedResults.NotFound();
        }

        return (await changes.ConfirmAsync(visitor.Seat, id, cancellationToken)).TryGet(out var done, out var refusals)
            ? await PageAsync(change with { Account = done.Account }, http, done, refusals: null)
            : await ShowAsync(id, http, refusals);
    }

    private static async Task<AccountChange?> FindAsync(long id, HttpContext http) =>
        (await http.RequestServices.GetRequiredService<AccountChanges>().OpenAsync(Visitor.Of(http).Seat, http.RequestAborted))
            .FirstOrDefault(change => change.Id == id);

    private static async Task<IResult> ShowAsync(long id, HttpContext http, Refusals? refusals) =>
        await FindAsync(id, http) is { } change ? await PageAsync(change, http, done: null, refusals) : TypedResults.NotFound();

    private static async Task<IResult> PageAsync(AccountChange change, HttpContext http, FirstPassword? done, Refusals? refusals)
    {
        var (visitor, services, cancellationToken) = (Visitor.Of(http), http.RequestServices, http.RequestAborted);
        var seat = change.Account.Seat;
        var all = await services.GetRequiredService<Accounts>().ListAsync(visitor.Seat, cancellationToken);
        return Html.Page<ChangePage>(
            refusals?.First.Code.Kind.Status() ?? StatusCodes.Status200OK,
            (nameof(ChangePage.Change), change), (nameof(ChangePage.Visitor), visitor), (nameof(ChangePage.Done), done),
            (nameof(ChangePage.Contact), await services.GetRequiredService<Contacts>().FindAsync(change.Account, cancellationToken)),
            (nameof(ChangePage.Institution), seat.InstitutionCode is { } code
                ? (await services.GetRequiredService<InstitutionDirectory>().FindAsync(code, on: null, cancellationToken))?.Name
                : null),
            (nameof(ChangePage.Namesakes), all.Where(each => each.Id != change.Account.Id && each.Seat.Person == seat.Person
                && each.Seat.InstitutionId == seat.InstitutionId).ToList()),
            (nameof(ChangePage.History), await services.GetRequiredService<AccountChanges>()
                .OfAsync(change.Account, visitor.Seat, cancellationToken)),
            (nameof(ChangePage.Refusals), refusals));
    }
}
