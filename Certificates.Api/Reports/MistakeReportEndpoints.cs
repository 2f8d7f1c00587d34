using Certificates.Api.Access;
using Certificates.Api.Http;
using Certificates.Core;
using Certificates.Core.Reports;
using Certificates.Web.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Certificates.Api.Reports;

/// <summary>What holders report as wrong on their certificates: read, and answered.</summary>
internal static class MistakeReportEndpoints
{
    /// <summary><c>/v1/mistake-reports</c>.</summary>
    public static void MapMistakeReports(this IEndpointRouteBuilder routes)
    {
        var reports = routes.MapGroup("/v1/mistake-reports").WithTags("Mistake reports");
        reports.MapRecordGet("", ListAsync).RequireAuthorization(Policies.Read)
            .WithSummary("What holders report as wrong on their certificates, newest first")
            .WithDescription("""
                An institution's own; all institutions' for authority and auditor. `state` asks for `open` or `answered` ones. `item` is
                `name`, `id_document` or `photo`, which a correction can mend, or `other`, for which the certificate is cancelled and issued
                anew. Empty while no verification site has kept any; 503 while the site's own tables cannot be read, which stops nothing else.
                """);
        reports.MapPost("/{id:guid}/answer", AnswerAsync).RequireAuthorization(Policies.Send).WithSummary("Answer a report")
            .WithDescription("""
                By the institution that issued the certificate, once: 409 `report_answered` afterwards. The holder reads the answer, 1–500
                characters, at the verification site. It changes nothing: a correction is asked for at the certificate.
                """);
    }

    private static async Task<Results<Ok<Page<MistakeReport>>, Problem>> ListAsync(
        string? state, [AsParameters] Paging paging, Caller caller, ReportedMistakes reports, CancellationToken cancellationToken)
    {
        if (state is not (null or "open" or "answered"))
        {
            return Problem.Of(new Refusal(RefusalCode.StateUnknown, "state", "state is open or answered.", "state 应为 open 或 answered。"));
        }

        if (paging.Fault(after => Guid.TryParse(after, out _)) is { } fault)
        {
            return Problem.Of(fault);
        }

        var isAnswered = state is null ? default(bool?) : state == "answered";
        var page = await reports.ListAsync(caller.Key, isAnswered, paging.After, paging.Count, cancellationToken);
        return TypedResults.Ok(page);
    }

    private static async Task<Results<Ok<MistakeReport>, Problem>> AnswerAsync(
        Guid id, AnswerBody body, Caller caller, ReportedMistakes reports, CancellationToken cancellationToken)
    {
        var answered = await reports.AnswerAsync(id, caller.Key, body.Answer, cancellationToken);
        return answered.TryGet(out var report, out var refusals) ? TypedResults.Ok(report) : Problem.Of(refusals);
    }
}

/// <summary>An answer to a holder.</summary>
/// <param name="Answer">1–500 characters, no control characters but line breaks.</param>
internal sealed record AnswerBody(string? Answer);
