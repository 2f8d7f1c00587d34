using System.Globalization;
using static Certificates.Api.Console.FormText;
using Certificates.Api.Access;
using Certificates.Core;
using Certificates.Core.Access;
using Certificates.Core.Catalogue;
using Certificates.Core.Directories;
using Certificates.Web.Problems;
using Microsoft.AspNetCore.Mvc;

namespace Certificates.Api.Console.Authority;

/// <summary>Institutions and what they may issue, from a day on; what was before stays on record.</summary>
internal static class InstitutionPages
{
    private const int Most = 1000;

    public static void MapInstitutionPages(this IEndpointRouteBuilder console)
    {
        var directories = console.MapGroup("/directories").RequireAuthorization(Policies.OfConsole(Policies.Oversee));
        directories.MapGet("", async (Visitor visitor, InstitutionDirectory all, CancellationToken cancellationToken) =>
            Html.Page<InstitutionsPage>(
                StatusCodes.Status200OK,
                (nameof(InstitutionsPage.Institutions), (await all.ListAsync(null, null, null, Most, cancellationToken)).Items),
                (nameof(InstitutionsPage.MayWrite), MayWrite(visitor))));
        directories.MapGet("/institutions/{code}", (
            string code, bool? said, Visitor visitor, HttpContext http, CancellationToken cancellationToken) =>
            ShowAsync(code, new Shown { IsSaid = said == true }, visitor, http.RequestServices, cancellationToken));
        var writes = directories.MapGroup("").RequireAuthorization(Policies.OfConsole(Policies.Administer))
            .AddEndpointFilter(new FreshFactor());
        writes.MapPost("/institutions", WriteAsync);
        writes.MapPost("/institutions/{code}/rights", GrantAsync);
        writes.MapPost("/institutions/{code}/rights/end", EndAsync);
    }

    private static bool MayWrite(Visitor visitor) => visitor.Seat.Role == ApiKeyRole.Authority;

    private static async Task<IResult> ShowAsync(
        string code, Shown shown, Visitor visitor, IServiceProvider services, CancellationToken cancellationToken)
    {
        var institution = await services.GetRequiredService<InstitutionDirectory>().FindAsync(code, on: null, cancellationToken);
        if (institution is null && code != "new" && shown.Refusals is null)
        {
            return TypedResults.NotFound();
        }

        var occupations = await services.GetRequiredService<OccupationDirectory>()
            .ListAsync(on: null, after: null, Most, cancellationToken);
        return Html.Page<InstitutionPage>(
            shown.Refusals?.First.Code.Kind.Status() ?? StatusCodes.Status200OK,
            (nameof(InstitutionPage.Institution), institution),
            (nameof(InstitutionPage.Rights), institution is null
                ? null
                : await services.GetRequiredService<AuthorisationDirectory>().FindAsync(code, on: null, cancellationToken)),
            (nameof(InstitutionPage.Occupations), occupations.Items), (nameof(InstitutionPage.Session), visitor.Session),
            (nameof(InstitutionPage.MayWrite), MayWrite(visitor)), (nameof(InstitutionPage.Code), code == "new" ? null : code),
            (nameof(InstitutionPage.Sent), shown.Sent), (nameof(InstitutionPage.IsSaid), shown.IsSaid),
            (nameof(InstitutionPage.Refusals), shown.Refusals));
    }

    private static async Task<IResult> WriteAsync(
        [FromForm] InstitutionForm form, Visitor visitor, HttpContext http, InstitutionDirectory directory,
        CancellationToken cancellationToken)
    {
        var (code, sent) = (form.Code?.Trim() ?? "", form.Sent());
        var written = await directory.PutAsync(code, sent, visitor.Seat, cancellationToken);
        return written.TryGet(out _, out var refusals)
            ? Results.LocalRedirect($"{ConsolePaths.Directories}/institutions/{code}?said=true")
            : await ShowAsync(code, new Shown { Sent = sent, Refusals = refusals }, visitor, http.RequestServices, cancellationToken);
    }

    private static Task<IResult> GrantAsync(
        string code, [FromForm] RightFields form, Visitor visitor, HttpContext http, CancellationToken cancellationToken) =>
        PutAsync(
            code,
            held => [.. held, new SentAuthorisation(
                null, form.Kind, form.OccupationNumber, form.Grades, form.ValidFrom, Typed(form.ValidTo), null, form.Document)],
            form.Document, visitor, http.RequestServices, cancellationToken);

    private static Task<IResult> EndAsync(
        string code, [FromForm] long right, [FromForm] string? validTo, [FromForm] string? document, Visitor visitor, HttpContext http,
        CancellationToken cancellationToken) =>
        PutAsync(
            code, held => [.. held.Select(each => each.Id == right ? each with { ValidTo = Typed(validTo), ResultsUntil = null } : each)],
            document, visitor, http.RequestServices, cancellationToken);

    /// <summary>The directory takes all rights at once: those that are held, with what is to be changed.</summary>
    private static async Task<IResult> PutAsync(
        string code, Func<IEnumerable<SentAuthorisation>, List<SentAuthorisation>> change, string? document, Visitor visitor,
        IServiceProvider services, CancellationToken cancellationToken)
    {
        var directory = services.GetRequiredService<AuthorisationDirectory>();
        if (await directory.FindAsync(code, on: null, cancellationToken) is not { } held)
        {
            return TypedResults.NotFound();
        }

        var wanted = change(held.Items.Select(Sent));
        var put = await directory.PutAsync(code, new SentAuthorisations(wanted, document), visitor.Seat, cancellationToken);
        return put?.Refusals is { } refusals
            ? await ShowAsync(code, new Shown { Refusals = refusals }, visitor, services, cancellationToken)
            : Results.LocalRedirect($"{ConsolePaths.Directories}/institutions/{code}?said=true");
    }

    private static SentAuthorisation Sent(Authorisation right) => new(
        right.Id, right.Kind.Code(), right.OccupationNumber, [.. right.Grades.Select(grade => grade.Code())], Day(right.ValidFrom),
        right.ValidTo is { } to ? Day(to) : null, right.ResultsUntil is { } until ? Day(until) : null, right.Document);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed record Shown
    {
        public SentInstitution? Sent { get; init; }
        public bool IsSaid { get; init; }
        public Refusals? Refusals { get; init; }
    }
}
