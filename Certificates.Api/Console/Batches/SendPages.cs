using System.Diagnostics.CodeAnalysis;
using Certificates.Api.Access;
using Certificates.Api.Batches;
using Certificates.Api.Batches.Templates;
using Certificates.Core;
using Certificates.Core.Batches;
using Certificates.Core.Intake;
using Certificates.Web.Problems;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;

namespace Certificates.Api.Console.Batches;

/// <summary>Sending results: choose a file, see what would become of each row, send what was judged and nothing else.</summary>
internal static class SendPages
{
    public static void MapSendPages(this IEndpointRouteBuilder console)
    {
        var batches = console.MapGroup("/batches").RequireAuthorization(Policies.OfConsole(Policies.Send));
        batches.MapGet("/new", () => Show(CertificateKind.Grade, sheet: null, refusals: null));
        batches.MapPost("/try", TryAsync).WithMetadata(new RequestSizeLimitAttribute(UploadReader.MaxBodyLength));
        batches.MapGet("/drafts/{id}", (string id, Visitor visitor, Drafts drafts) =>
            drafts.Find(id, visitor.Seat.Id) is { } draft ? Show(id, draft) : Gone());
        batches.MapPost("/send", SendAsync);
        batches.MapGet("/templates/{kind}.xlsx", TemplateEndpoint.WriteAsync);
        batches.MapDraftDownloads();
    }

    private static IResult Show(CertificateKind kind, string? sheet, Refusals? refusals) => Html.Page<SendPage>(
        refusals?.First.Code.Kind.Status() ?? StatusCodes.Status200OK,
        (nameof(SendPage.Kind), kind), (nameof(SendPage.Sheet), sheet), (nameof(SendPage.Refusals), refusals));

    private static IResult Show(string id, Draft draft) => Html.Page<DryRunPage>(
        StatusCodes.Status200OK,
        (nameof(DryRunPage.Draft), new DraftView(
            id, draft.Upload.FileName, draft.Sha256, ResultsForm.Of(draft.Kind), draft.Judged)));

    private static IResult Gone() => Show(CertificateKind.Grade, sheet: null, new Refusal(RefusalCode.DraftGone));

    [SuppressMessage("Reliability", "CA2000", Justification = "Disposed here, or kept with the draft.")]
    private static async Task<IResult> TryAsync(
        HttpContext http, Visitor visitor, UploadReader reader, BatchReceiver receiver, Drafts drafts, IAntiforgery forgery,
        TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!(await reader.ReadAsync(http.Request, cancellationToken)).TryGet(out var upload, out var refusals))
        {
            return Show(CertificateKind.Grade, sheet: null, refusals);
        }

        var isKept = false;
        try
        {
            if (!await IsOwnFormAsync(http, upload, forgery))
            {
                return TypedResults.StatusCode(StatusCodes.Status400BadRequest);
            }

            var sheet = upload.Fields.GetValueOrDefault("sheet") is { Length: > 0 } named ? named : null;
            _ = CertificateKinds.TryParse(upload.Fields.GetValueOrDefault("kind"), out var kind);
            var judged = await receiver.TryAsync(
                Draft.SubmissionOf(visitor.Seat, kind, sheet, upload, idempotencyKey: null), cancellationToken);
            if (!judged.TryGet(out var dryRun, out refusals))
            {
                return Show(kind, sheet, refusals);
            }

            var id = await drafts.KeepAsync(new Draft(visitor.Seat.Id, kind, sheet, upload, dryRun, clock.GetUtcNow()));
            isKept = id is not null;
            return isKept
                ? Results.LocalRedirect($"{ConsolePaths.Batches}/drafts/{id}")
                : Show(kind, sheet, new Refusal(RefusalCode.RateLimited));
        }
        finally
        {
            if (!isKept)
            {
                await upload.DisposeAsync();
            }
        }
    }

    private static async Task<IResult> SendAsync(
        [FromForm] string? draft, Visitor visitor, Drafts drafts, BatchReceiver receiver, CancellationToken cancellationToken)
    {
        if (drafts.Take(draft, visitor.Seat.Id) is not { } kept)
        {
            return Gone();
        }

        await kept.Turn.WaitAsync(cancellationToken);
        await using var upload = kept.Upload;
        var received = await receiver.ReceiveAsync(kept.Submission(visitor.Seat, $"console-{draft}"), cancellationToken);
        return received.TryGet(out var reception, out var refusals)
            ? Results.LocalRedirect($"{ConsolePaths.Batches}/{reception.Batch.Id}?said=sent")
            : Show(kept.Kind, kept.Sheet, refusals);
    }

    /// <summary>The body is read as a stream, so the framework cannot look for the form's token in it.</summary>
    private static async Task<bool> IsOwnFormAsync(HttpContext http, Upload upload, IAntiforgery forgery)
    {
        var tokens = forgery.GetTokens(http);
        if (tokens.HeaderName is { } header && upload.Fields.TryGetValue(tokens.FormFieldName, out var token))
        {
            http.Request.Headers[header] = token;
        }

        return await forgery.IsRequestValidAsync(http);
    }
}
