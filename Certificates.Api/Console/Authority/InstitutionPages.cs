using static Certificates.Api.Console.FormText;
using Certificates.Api.Access;
using Certificates.Core;
using Certificates.Core.Access;
using Certificates.Core.Access.Authority;
using Certificates.Core.Directories;
using Certificates.Web.Problems;
using Microsoft.AspNetCore.Mvc;

namespace Certificates.Api.Console.Authority;

/// <summary>Institutions and what they may issue, from a day on; what was before stays on record.</summary>
internal static class InstitutionPages
{
    private const int PageSize = 100;

    /// <summary>There are 99 numbers of occupations.</summary>
    private const int MostOccupations = 99;

    public static void MapInstitutionPages(this IEndpointRouteBuilder console)
    {
        var directories = console.MapGroup("/directories").RequireAuthorization(Policies.OfConsole(Policies.Oversee));
        directories.MapGet("", async (
            string? on, string? after, Visitor visitor, InstitutionDirectory all, CancellationToken cancellationToken) =>
            Html.Page<InstitutionsPage>(
                StatusCodes.Status200OK,
                (nameof(InstitutionsPage.Institutions),
                    await all.ListAsync(FormText.Day(on), needsApproval: null, after, PageSize, cancellationToken)),
                (nameof(InstitutionsPage.On), FormText.Day(on)), (nameof(InstitutionsPage.MayWrite), MayWrite(visitor))));
        directories.MapGet("/institutions/{code}", (
            string code, bool? said, string? on, Visitor visitor, HttpContext http, CancellationToken cancellationToken) =>
            ShowAsync(
                code, new Shown { IsSaid = said == true, On = FormText.Day(on) }, visitor, http.RequestServices, cancellationToken));
        var writes = directories.MapGroup("").RequireAuthorization(Policies.OfConsole(Policies.Administer))
            .AddEndpointFilter(new FreshFactor((http, refusals) => ShowAsync(
                http.GetRouteValue("code") as string ?? CodeOf(http.Request.Form["code"]), new Shown { Refusals = refusals },
                Visitor.Of(http), http.RequestServices, http.RequestAborted)));
        writes.MapPost("/institutions", WriteAsync);
        writes.MapPost("/institutions/{code}/rights", GrantAsync);
        writes.MapPost("/institutions/{code}/rights/end", EndAsync);
    }

    private static string CodeOf(string? typed) => typed?.Trim() ?? "";

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
            .ListAsync(on: null, after: null, MostOccupations, cancellationToken);
        return Html.Page<InstitutionPage>(
            shown.Refusals?.First.Code.Kind.Status() ?? StatusCodes.Status200OK,
            (nameof(InstitutionPage.Institution), institution),
            (nameof(InstitutionPage.Rights), institution is null
                ? null
                : await services.GetRequiredService<AuthorisationDirectory>().FindAsync(code, shown.On, cancellationToken)),
            (nameof(InstitutionPage.On), shown.On),
            (nameof(InstitutionPage.Then), shown.On is { } day
                ? await services.GetRequiredService<InstitutionDirectory>().FindAsync(code, day, cancellationToken)
                : null),
            (nameof(InstitutionPage.Waiting), (await services.GetRequiredService<Proposals>().OpenAsync(visitor.Seat, cancellationToken))
                .Where(proposal => proposal.Kind == ProposalKind.Right && proposal.Subject == code).ToList()),
            (nameof(InstitutionPage.Occupations), occupations.Items), (nameof(InstitutionPage.MayWrite), MayWrite(visitor)),
            (nameof(InstitutionPage.IsSaid), shown.IsSaid), (nameof(InstitutionPage.Refusals), shown.Refusals));
    }

    private static async Task<IResult> WriteAsync(
        [FromForm] InstitutionForm form, Visitor visitor, HttpContext http, InstitutionDirectory directory,
        CancellationToken cancellationToken)
    {
        var code = CodeOf(form.Code);
        var written = await directory.PutAsync(code, form.Sent(), visitor.Seat, cancellationToken);
        return written.TryGet(out _, out var refusals)
            ? Results.LocalRedirect($"{ConsolePaths.Directories}/institutions/{code}?said=true")
            : await ShowAsync(code, new Shown { Refusals = refusals }, visitor, http.RequestServices, cancellationToken);
    }

    private static Task<IResult> GrantAsync(
        string code, [FromForm] RightFields form, Visitor visitor, HttpContext http, CancellationToken cancellationToken) =>
        PutAsync(
            code,
            new RightChange(
                new SentAuthorisation(
                    null, form.Kind, form.OccupationNumber, form.Grades, form.ValidFrom, Typed(form.ValidTo), null, form.Document),
                null, null, form.Document),
            visitor, http.RequestServices, cancellationToken);

    private static Task<IResult> EndAsync(
        string code, [FromForm] long right, [FromForm] string? validTo, [FromForm] string? document, Visitor visitor, HttpContext http,
        CancellationToken cancellationToken) =>
        PutAsync(
            code, new RightChange(null, right, Typed(validTo), document), visitor, http.RequestServices, cancellationToken);

    private static async Task<IResult> PutAsync(
        string code, RightChange change, Visitor visitor, IServiceProvider services, CancellationToken cancellationToken)
    {
        var changed = await services.GetRequiredService<RightProposals>().ChangeAsync(code, change, visitor.Seat, cancellationToken);
        return changed.TryGet(out var done, out var refusals)
            ? Results.LocalRedirect($"{ConsolePaths.Directories}/institutions/{code}{(done.Waiting is null ? "?said=true" : "")}")
            : await ShowAsync(code, new Shown { Refusals = refusals }, visitor, services, cancellationToken);
    }

    private sealed record Shown
    {
        public bool IsSaid { get; init; }
        public DateOnly? On { get; init; }
        public Refusals? Refusals { get; init; }
    }
}
