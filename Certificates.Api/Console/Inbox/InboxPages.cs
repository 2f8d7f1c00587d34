using Certificates.Api.Access;
using Certificates.Api.Certificates;
using Certificates.Api.Console.Certificates;
using Certificates.Core;
using Certificates.Core.Access;
using Certificates.Core.Coding;
using Certificates.Core.Lifecycle;
using Certificates.Core.Register;
using Certificates.Core.Reports;
using Certificates.Web.Problems;
using Microsoft.AspNetCore.Mvc;

namespace Certificates.Api.Console.Inbox;

/// <summary>What waits for me, one page each with all that is needed to decide.</summary>
internal static class InboxPages
{
    public static void MapInboxPages(this IEndpointRouteBuilder console)
    {
        var inbox = console.MapGroup("/inbox").RequireAuthorization(Policies.OfConsole(Policies.Read));
        inbox.MapGet("", async (
            string? list, string? after, Visitor visitor, HttpContext http, CancellationToken cancellationToken) => Html.Page<InboxPage>(
                StatusCodes.Status200OK, (nameof(InboxPage.IsPart), list is not null),
                (nameof(InboxPage.Todo), await Todo.OfAsync(http.RequestServices, visitor.Seat, list, after, cancellationToken))));
        inbox.MapGet("/requests/{id:long}", (long id, HttpContext http) => ShowAsync(id, http, refusals: null));
        inbox.MapGet("/requests/{id:long}/photo", RequestEndpoints.PhotoAsync);
        var decisions = inbox.MapGroup("/requests/{id:long}").RequireAuthorization(Policies.OfConsole(Policies.Decide))
            .AddEndpointFilter(new FreshFactor((http, refusals) => ShowAsync(http.Part<long>("id"), http, refusals)));
        decisions.MapPost("/approval", async (
            long id, IFormCollection _, Visitor visitor, HttpContext http, ChangeRequests requests, CancellationToken cancellationToken) =>
            await ShowAsync(id, http, (await requests.ApproveAsync(id, visitor.Seat, cancellationToken)).Refusals));
        decisions.MapPost("/refusal", async (
            long id, [FromForm] string? reason, Visitor visitor, HttpContext http, ChangeRequests requests,
            CancellationToken cancellationToken) =>
            await ShowAsync(id, http, (await requests.RefuseAsync(id, visitor.Seat, reason, cancellationToken)).Refusals));
        var reports = inbox.MapGroup("/reports/{id:guid}").RequireAuthorization(Policies.OfConsole(Policies.Send));
        reports.MapGet("", (Guid id, Visitor visitor, ReportedMistakes reports, CancellationToken cancellationToken) =>
            ShowReportAsync(id, visitor, reports, refusals: null, cancellationToken));
        reports.MapPost("", AnswerAsync);
    }

    private static async Task<IResult> ShowAsync(long id, HttpContext http, Refusals? refusals)
    {
        var (visitor, services, cancellationToken) = (Visitor.Of(http), http.RequestServices, http.RequestAborted);
        if (await services.GetRequiredService<ChangeRequests>().FindAsync(id, visitor.Seat, cancellationToken) is not { } request)
        {
            return TypedResults.NotFound();
        }

        var certificate = CertificateNumber.TryParse(request.Number, out var number, out _)
            ? await services.GetRequiredService<IssuedCertificates>().FindAsync(number, visitor.Seat, cancellationToken)
            : null;
        var role = visitor.Seat.Role;
        return Html.Page<RequestPage>(
            refusals?.First.Code.Kind.Status() ?? StatusCodes.Status200OK,
            (nameof(RequestPage.Request), request), (nameof(RequestPage.Certificate), certificate),
            (nameof(RequestPage.People),
                await CertificatePages.PeopleAsync(visitor.Seat, services.GetRequiredService<ApiKeys>(), cancellationToken)),
            (nameof(RequestPage.Refusals), refusals),
            (nameof(RequestPage.MayDecide), role == ApiKeyRole.Authority
                || (role == ApiKeyRole.Approver && request.DecidedByRole == ApiKeyRole.Approver.Code())));
    }

    private static async Task<IResult> ShowReportAsync(
        Guid id, Visitor visitor, ReportedMistakes reports, Refusals? refusals, CancellationToken cancellationToken) =>
        await reports.FindAsync(id, visitor.Seat, cancellationToken) is { } report
            ? Html.Page<ReportPage>(
                refusals?.First.Code.Kind.Status() ?? StatusCodes.Status200OK,
                (nameof(ReportPage.Report), report), (nameof(ReportPage.Refusals), refusals))
            : TypedResults.NotFound();

    private static async Task<IResult> AnswerAsync(
        Guid id, [FromForm] string? answer, Visitor visitor, ReportedMistakes reports, CancellationToken cancellationToken) =>
        await ShowReportAsync(
            id, visitor, reports, (await reports.AnswerAsync(id, visitor.Seat, answer, cancellationToken)).Refusals, cancellationToken);
}
