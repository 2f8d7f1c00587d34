using System.Globalization;
using Certificates.Api.Access;
using Certificates.Core;
using Certificates.Core.Access;
using Certificates.Core.Directories;
using Certificates.Web.Problems;
using Microsoft.AspNetCore.Mvc;

namespace Certificates.Api.Console.Authority;

/// <summary>Occupations by edition: what they are called, and what it takes to pass, from a day on.</summary>
internal static class OccupationPages
{
    private const int Most = 1000;

    public static void MapOccupationPages(this IEndpointRouteBuilder console)
    {
        var occupations = console.MapGroup("/directories/occupations").RequireAuthorization(Policies.OfConsole(Policies.Oversee));
        occupations.MapGet("", async (OccupationDirectory all, CancellationToken cancellationToken) => Html.Page<OccupationsPage>(
            StatusCodes.Status200OK,
            (nameof(OccupationsPage.Occupations), (await all.ListAsync(on: null, after: null, Most, cancellationToken)).Items)));
        occupations.MapGet("/{number}", (
            string number, bool? said, Visitor visitor, OccupationDirectory all, CancellationToken cancellationToken) =>
            ShowAsync(number, visitor, all, sent: null, said == true, refusals: null, cancellationToken));
        occupations.MapPost("/{number}", WriteAsync).RequireAuthorization(Policies.OfConsole(Policies.Administer))
            .AddEndpointFilter(new FreshFactor());
    }

    private static async Task<IResult> ShowAsync(
        string number, Visitor visitor, OccupationDirectory all, SentOccupation? sent, bool isSaid, Refusals? refusals,
        CancellationToken cancellationToken) =>
        await all.FindAsync(number, on: null, cancellationToken) is not { } occupation
            ? TypedResults.NotFound()
            : Html.Page<OccupationPage>(
                refusals?.First.Code.Kind.Status() ?? StatusCodes.Status200OK,
                (nameof(OccupationPage.Occupation), occupation), (nameof(OccupationPage.Session), visitor.Session),
                (nameof(OccupationPage.MayWrite), visitor.Seat.Role == ApiKeyRole.Authority), (nameof(OccupationPage.Sent), sent),
                (nameof(OccupationPage.IsSaid), isSaid), (nameof(OccupationPage.Refusals), refusals));

    private static async Task<IResult> WriteAsync(
        string number, [FromForm] string? edition, [FromForm] string? code, [FromForm] string? name, [FromForm] string? englishName,
        [FromForm] string? theoryPass, [FromForm] string? abilityPass, [FromForm] string? validFrom, [FromForm] string? document,
        Visitor visitor, OccupationDirectory all, CancellationToken cancellationToken)
    {
        var isKnown = (await all.FindAsync(number, on: null, cancellationToken))?.History?.Any(each => each.Edition == edition) == true;
        var sent = new SentOccupation(
            edition, code, null, name, englishName, Score(theoryPass), Score(abilityPass), isKnown ? null : validFrom, null, null,
            document);
        return (await all.PutAsync(number, sent, visitor.Seat, cancellationToken)).TryGet(out _, out var refusals)
            ? Results.LocalRedirect($"{DirectoryTabs.Occupations}/{number}?said=true")
            : await ShowAsync(number, visitor, all, sent, isSaid: false, refusals, cancellationToken);
    }

    /// <summary>A pass mark; one that is no number is refused as out of range.</summary>
    private static decimal Score(string? typed) =>
        decimal.TryParse(typed, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var score) ? score : -1;
}
