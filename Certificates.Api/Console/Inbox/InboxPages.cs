using Certificates.Api.Access;
using Certificates.Api.Certificates;
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
        inbox.MapGet("", async (Visitor visitor, HttpContext http, CancellationToken cancellationToken) => Html.Page<InboxPage>(
            StatusCodes.Status200OK,
            (nameof(InboxPage.Todo), await Todo.OfAsync(http.RequestServices, visitor.Seat, cancellationToken))));
        inbox.MapGet("/requests/{id:long}", (
            long id, Visitor visitor, ChangeRequests requests, IssuedCertificates certificates, CancellationToken cancellationToken) =>
            ShowAsync(id, visitor, requests, certificates, refusals: null, cancellationToken));
        inbox.MapGet("/requests/{id:long}/photo", RequestEndpoints.PhotoAsync);
        var decisions = inbox.MapGroup("/requests/{id:long}").RequireAuthorization(Policies.OfConsole(Policies.Decide))
            .AddEndpointFilter(new FreshFactor());
        decisions.MapPost("/approval", ApproveAsync);
        decisions.MapPost("/refusal", RefuseAsync);
        var reports = inbox.MapGroup("/reports/{id:guid}").RequireAuthorization(Policies.OfConsole(Policies.Send));
        reports.MapGet("", (Guid id, Visitor visitor, ReportedMistakes reports, CancellationToken cancellationToken) =>
            ShowReportAsync(id, visitor, reports, refusals: null, cancellationToken));
        reports.MapPost("", AnswerAsync);
    }

    private static async Task<IResult> ShowAsync(
        long id, Visitor visitor, ChangeRequests requests, IssuedCertificates certificates, Refusals? refusals,
        CancellationToken cancellationToken)
    {
        if (await requests.FindAsync(id, visitor.Seat, cancellationToken) is not { } request)
        {
            return TypedResults.NotFound();
        }

        var certificate = CertificateNumber.TryParse(request.Number, out var number, out _)
            ? await certificates.FindAsync(number, visitor.Seat, cancellationToken)
            : null;
        var role = visitor.Seat.Role;
        return Html.Page<RequestPage>(
            refusals?.First.Code.Kind.Status() ?? StatusCodes.Status200OK,
            (nameof(RequestPage.Request), request), (nameof(RequestPage.Certificate), certificate),
            (nameof(RequestPage.Session), visitor.Session), (nameof(RequestPage.Refusals), refusals),
            (nameof(RequestPage.MayDecide), role == ApiKeyRole.Authority
                || (role == ApiKeyRole.Approver && request.DecidedByRole == ApiKeyRole.Approver.Code())));
    }

    private static async Task<IResult> ApproveAsync(
        long id, IFormCollection _, Visitor visitor, ChangeRequests requests, IssuedCertificates certificates,
        CancellationToken cancellationToken) =>
        await ShowAsync(
            id, visitor, requests, certificates, (await requests.ApproveAsync(id, visitor.Seat, cancellationToken)).Refusals,
            cancellationToken);

    private static async Task<IResult> RefuseAsync(
        long id, [FromForm] string? reason, Visitor visitor, ChangeRequests requests, IssuedCertificates certificates,
        CancellationToken cancellationToken) =>
        await ShowAsync(
            id, visitor, requests, certificates, (await requests.RefuseAsync(id, visitor.Seat, reason, cancellationToken)).Refusals,
            cancellationToken);

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
