using Certificates.Api.Access;
using Certificates.Core.Batches;
using Certificates.Core.Batches.Previews;
using Certificates.Web.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Certificates.Api.Batches;

/// <summary><c>POST /v1/batches/preview</c>: one certificate of a file as it will look.</summary>
internal static class PreviewEndpoint
{
    private const string PdfType = "application/pdf";

    private const string Description = """
        The body is that of a dry run, photos included. The answer is a PDF of the first row that may be issued, or of `row`, in the style
        in use: marked 样张 SPECIMEN across the page, without a number, with a QR code that opens nothing, unsigned. Nothing is kept.
        """;

    public static void MapPreview(this IEndpointRouteBuilder batches) =>
        batches.MapPost("/preview", ShowAsync).RequireAuthorization(Policies.Send)
            .WithMetadata(new RequestSizeLimitAttribute(UploadReader.MaxBodyLength))
            .Produces(StatusCodes.Status200OK, contentType: PdfType)
            .WithSummary("See a certificate before it is issued").WithDescription(Description)
            .AddOpenApiOperationTransformer((operation, _, _) =>
            {
                operation.RequestBody = SubmissionEndpoint.Body();
                return Task.CompletedTask;
            });

    private static async Task<Results<FileContentHttpResult, Problem>> ShowAsync(
        string? kind, string? sheet, int? row, UploadReader reader, Caller caller, HttpContext http, CertificatePreviews previews,
            CancellationToken cancellationToken)
    {
        if (!KindOf.TryRead(kind, out var read, out var fault))
        {
            return Problem.Of(fault);
        }

        if (!(await reader.ReadAsync(http.Request, cancellationToken)).TryGet(out var upload, out var refusals))
        {
            return Problem.Of(refusals);
        }

        await using (upload)
        {
            var submission = new Submission
            {
                Sender = caller.Key,
                Kind = read,
                FileName = upload.FileName,
                Results = upload.Results!,
                Sheet = sheet,
                Photos = upload.Photos,
            };
            var shown = await previews.OfAsync(submission, row, cancellationToken);
            http.Response.Headers.CacheControl = "no-store";
            return shown.TryGet(out var preview, out refusals)
                ? TypedResults.Bytes(preview.Pdf, PdfType, "preview.pdf")
                : Problem.Of(refusals);
        }
    }
}
