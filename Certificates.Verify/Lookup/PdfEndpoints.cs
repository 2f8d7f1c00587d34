using Certificates.Core;
using Certificates.Core.Verifying;
using Certificates.Core.Verifying.Guarding;
using Certificates.Verify.Guards;
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
            .Produces<VerdictDocument>(contentType: "application/json", additionalContentTypes: Answers.JwsType)
                .Produces<VerdictDocument>(StatusCodes.Status503ServiceUnavailable)
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status413PayloadTooLarge);
        routes.MapPost("/pdf", FormAsync).TakeFile().ExcludeFromDescription();
        routes.MapGet("/pdf", () => Html.Page<HomePage>(StatusCodes.Status200OK)).ExcludeFromDescription();
    }

    private static async Task<IResult> CheckAsync(
        IFormFile? file, HttpContext http, Verifier verifier, CancellationToken cancellationToken)
    {
        if (Fault(file) is { } refusal)
        {
            return Problem.Of(refusal);
        }

        return Answers.Json(http, await VerdictAsync(file!, http, verifier, cancellationToken));
    }

    private static async Task<IResult> FormAsync(
        IFormFile? file, HttpContext http, Verifier verifier, CancellationToken cancellationToken)
    {
        if (Fault(file) is { } refusal)
        {
            return Html.Page<HomePage>(refusal.Code.Kind.Status(), (nameof(HomePage.Refusal), refusal));
        }

        return Answers.Page(http, await VerdictAsync(file!, http, verifier, cancellationToken));
    }

    private static async Task<Verdict> VerdictAsync(
        IFormFile file, HttpContext http, Verifier verifier, CancellationToken cancellationToken)
    {
        await using var stream = file.OpenReadStream();
        var verdict = await verifier.ByPdfAsync(stream, Asker.At(http.Connection.RemoteIpAddress), cancellationToken);
        LookUps.Count(LookUpChannel.Pdf, verdict.Kind);
        return verdict;
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
