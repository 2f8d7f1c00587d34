using Certificates.Core;
using Certificates.Core.Verifying;
using Certificates.Core.Verifying.Guarding;
using Certificates.Core.Verifying.Logged;
using Certificates.Verify.Guards;
using Certificates.Verify.Log;
using Certificates.Web.Problems;
using Microsoft.AspNetCore.Mvc;

namespace Certificates.Verify.Lookup;

/// <summary>Checking a file: is this PDF ours, untouched, and still valid?</summary>
internal static class PdfEndpoints
{
    /// <summary>The largest file, in bytes; our own are below 100 KB.</summary>
    private const int LargestFile = 5 * 1024 * 1024;

    /// <summary>What the multipart form adds around the file.</summary>
    private const int FormOverhead = 64 * 1024;

    public static void MapPdf(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/verifications/pdf", CheckAsync).TakeFile()
            .DisableAntiforgery()
            .WithTags("Verification").WithSummary("Check a PDF (multipart field file, at most 5 MB)")
            .WithDescription("400 not_a_pdf for any other file. Merging, splitting, printing to a file, and saving anew by a mail program "
                + "or a viewer change a file: the answer is altered then, with copied_from where our signature was taken over into another "
                + "file; ask for the PDF as it was downloaded. A file that somebody else signed is foreign.")
            .Produces<VerdictDocument>(contentType: "application/json", additionalContentTypes: Answers.JwsType)
                .Produces<VerdictDocument>(StatusCodes.Status503ServiceUnavailable)
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status413PayloadTooLarge);
        routes.MapPost("/pdf", FormAsync).TakeFile().ExcludeFromDescription();
        routes.MapGet("/pdf", () => Html.Page<HomePage>(StatusCodes.Status200OK)).ExcludeFromDescription();
    }

    private static async Task<IResult> CheckAsync(
        IFormFile? file, HttpContext http, Verifier verifier, LogProofs proofs, CancellationToken cancellationToken)
    {
        if (Fault(file) is { } refusal)
        {
            return Problem.Of(refusal);
        }

        return (await VerdictAsync(file!, http, verifier, cancellationToken)).TryGet(out var verdict, out var refusals)
            ? Answers.Json(http, http.Request.AsksForProof() ? await proofs.ProveAsync(verdict, cancellationToken) : verdict)
            : Problem.Of(refusals);
    }

    private static async Task<IResult> FormAsync(
        IFormFile? file, HttpContext http, Verifier verifier, CancellationToken cancellationToken)
    {
        if (Fault(file) is { } refusal)
        {
            return Refused(refusal);
        }

        return (await VerdictAsync(file!, http, verifier, cancellationToken)).TryGet(out var verdict, out var refusals)
            ? Answers.Page(http, verdict)
            : Refused(refusals.First);
    }

    private static IResult Refused(Refusal refusal) =>
        Html.Page<HomePage>(refusal.Code.Kind.Status(), (nameof(HomePage.Refusal), refusal));

    private static async Task<Result<Verdict>> VerdictAsync(
        IFormFile file, HttpContext http, Verifier verifier, CancellationToken cancellationToken)
    {
        await using var stream = file.OpenReadStream();
        var asked = await verifier.ByPdfAsync(stream, Asker.At(http.Connection.RemoteIpAddress), cancellationToken);
        if (asked.TryGet(out var verdict, out _))
        {
            LookUps.Count(LookUpChannel.Pdf, verdict.Kind);
        }

        return asked;
    }

    private static Refusal? Fault(IFormFile? file) => file switch
    {
        null or { Length: 0 } => new Refusal(RefusalCode.FileEmpty, "file",
            "Send the PDF as the multipart field 'file'.",
            "请在名为 file 的表单项中上传 PDF 文件。"),
        { Length: > LargestFile } => new Refusal(RefusalCode.FileTooLarge, "file", "A file has at most 5 MB.", "文件不超过 5 MB。"),
        _ => null,
    };

    /// <summary>Kept in memory while it is read: a person's certificate is not written to a temporary file.</summary>
    private static RouteHandlerBuilder TakeFile(this RouteHandlerBuilder endpoint) => endpoint.TakesFile()
        .WithFormOptions(memoryBufferThreshold: LargestFile + FormOverhead)
        .WithMetadata(new RequestSizeLimitAttribute(LargestFile + FormOverhead));
}
