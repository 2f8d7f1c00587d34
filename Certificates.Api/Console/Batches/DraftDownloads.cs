using Certificates.Api.Batches;
using Certificates.Core.Batches.Previews;
using Certificates.Web.Problems;

namespace Certificates.Api.Console.Batches;

/// <summary>What a file that was tried gives before it is sent: its rows at fault, and one certificate as it will look.</summary>
internal static class DraftDownloads
{
    public static void MapDraftDownloads(this IEndpointRouteBuilder batches)
    {
        batches.MapGet("/drafts/{id}/rows.xlsx", (string id, Visitor visitor, Drafts drafts, CancellationToken cancellationToken) =>
            drafts.Find(id, visitor.Seat.Id) is { } draft
                ? TypedResults.Stream(
                    body => RowsXlsx.WriteAsync(
                        RowsFile.Of(draft.Judged, draft.Form, outcome: null), body, cancellationToken),
                    RowsXlsx.ContentType,
                    $"{Path.GetFileNameWithoutExtension(draft.Upload.FileName)}-问题行.xlsx")
                : (IResult)TypedResults.NotFound());
        batches.MapGet("/drafts/{id}/preview.pdf", PreviewAsync);
    }

    private static async Task<IResult> PreviewAsync(
        string id, Visitor visitor, Drafts drafts, CertificatePreviews previews, CancellationToken cancellationToken)
    {
        if (drafts.Find(id, visitor.Seat.Id) is not { } draft)
        {
            return TypedResults.NotFound();
        }

        // The files of a draft are read by one request at a time.
        await draft.Turn.WaitAsync(cancellationToken);
        try
        {
            var shown = await previews.OfAsync(draft.Submission(visitor.Seat, idempotencyKey: null), row: null, cancellationToken);
            return shown.TryGet(out var preview, out var refusals)
                ? TypedResults.Bytes(preview.Pdf, "application/pdf")
                : Html.Page<ConsoleProblem>(
                    refusals.First.Code.Kind.Status(), (nameof(ConsoleProblem.Code), refusals.First));
        }
        finally
        {
            draft.Turn.Release();
        }
    }
}
