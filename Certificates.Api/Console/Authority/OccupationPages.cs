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
    private const int PageSize = 100;

    public static void MapOccupationPages(this IEndpointRouteBuilder console)
    {
        var occupations = console.MapGroup("/directories/occupations").RequireAuthorization(Policies.OfConsole(Policies.Oversee));
        occupations.MapGet("", async (
            string? on, string? after, Visitor visitor, OccupationDirectory all, CancellationToken cancellationToken) =>
            Html.Page<OccupationsPage>(
                StatusCodes.Status200OK,
                (nameof(OccupationsPage.Occupations), await all.ListAsync(FormText.Day(on), after, PageSize, cancellationToken)),
                (nameof(OccupationsPage.On), FormText.Day(on)),
                (nameof(OccupationsPage.MayWrite), visitor.Seat.Role == ApiKeyRole.Authority)));
        occupations.MapGet("/{number}", (
            string number, bool? said, Visitor visitor, OccupationDirectory all, CancellationToken cancellationToken) =>
            ShowAsync(number, visitor, all, said == true, refusals: null, cancellationToken));
        occupations.MapPost("", WriteAsync).RequireAuthorization(Policies.OfConsole(Policies.Administer))
            .AddEndpointFilter(new FreshFactor((http, refusals) => ShowAsync(
                http.Request.Form["number"].ToString().Trim(), Visitor.Of(http),
                http.RequestServices.GetRequiredService<OccupationDirectory>(), isSaid: false, refusals, http.RequestAborted)));
    }

    private static async Task<IResult> ShowAsync(
        string number, Visitor visitor, OccupationDirectory all, bool isSaid, Refusals? refusals, CancellationToken cancellationToken)
    {
        var occupation = await all.FindAsync(number, on: null, cancellationToken);
        var mayWrite = visitor.Seat.Role == ApiKeyRole.Authority;
        return occupation is null && refusals is null && !(number == "new" && mayWrite)
            ? TypedResults.NotFound()
            : Html.Page<OccupationPage>(
                refusals?.First.Code.Kind.Status() ?? StatusCodes.Status200OK,
                (nameof(OccupationPage.Occupation), occupation), (nameof(OccupationPage.MayWrite), mayWrite),
                (nameof(OccupationPage.IsSaid), isSaid), (nameof(OccupationPage.Refusals), refusals));
    }

    private static async Task<IResult> WriteAsync(
        [FromForm] string? number, [FromForm] string? edition, [FromForm] string? code, [FromForm] string? name,
        [FromForm] string? englishName, [FromForm] string? theoryPass, [FromForm] string? abilityPass, [FromForm] string? validFrom,
        [FromForm] string? document, IFormCollection form, Visitor visitor, OccupationDirectory all, CancellationToken cancellationToken)
    {
        var of = number?.Trim() ?? "";
        var isKnown = (await all.FindAsync(of, on: null, cancellationToken))?.History?.Any(each => each.Edition == edition) == true;
        var sent = new SentOccupation(
            edition, code, null, name, englishName, Score(theoryPass), Score(abilityPass), isKnown ? null : validFrom, null,
            DirectionsForm.Read(form),
            document);
        return (await all.PutAsync(of, sent, visitor.Seat, cancellationToken)).TryGet(out _, out var refusals)
            ? Results.LocalRedirect($"{DirectoryTabs.Occupations}/{of}?said=true")
            : await ShowAsync(of, visitor, all, isSaid: false, refusals, cancellationToken);
    }

    /// <summary>A pass mark; one that is no number is refused as out of range.</summary>
    private static decimal Score(string? typed) =>
        decimal.TryParse(typed, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var score) ? score : -1;
}
