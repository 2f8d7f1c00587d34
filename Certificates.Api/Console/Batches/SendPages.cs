using System.Diagnostics.CodeAnalysis;
using Certificates.Api.Access;
using Certificates.Api.Batches;
using Certificates.Api.Batches.Templates;
using Certificates.Core;
using Certificates.Core.Batches;
using Certificates.Core.Intake;
using Certificates.Core.Register;
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
        batches.MapGet("/new", () => Show(new Sent(), refusals: null));
        batches.MapPost("/try", TryAsync).WithMetadata(new RequestSizeLimitAttribute(UploadReader.MaxBodyLength));
        batches.MapGet("/drafts/{id}", (string id, string? outcome, string? fault, Visitor visitor, Drafts drafts) =>
            drafts.Find(id, visitor.Seat.Id) is { } draft ? Show(id, draft, outcome, fault) : Gone());
        batches.MapPost("/send", SendAsync);
        batches.MapGet("/templates/{kind}.xlsx", TemplateEndpoint.WriteAsync);
        batches.MapDraftDownloads();
    }

    private static IResult Show(Sent sent, Refusals? refusals) => Html.Page<SendPage>(
        refusals?.First.Code.Kind.Status() ?? StatusCodes.Status200OK,
        (nameof(SendPage.Kind), sent.Kind), (nameof(SendPage.IsEarlier), sent.Origin == CertificateOrigin.Imported),
        (nameof(SendPage.Sheet), sent.Sheet), (nameof(SendPage.Refusals), refusals));

    private static IResult Show(string id, Draft draft, string? outcome, string? fault) => Html.Page<DryRunPage>(
        StatusCodes.Status200OK,
        (nameof(DryRunPage.Draft), new DraftView(
            id, draft.Upload.FileName, draft.Sha256, draft.Form, draft.Judged, draft.Origin == CertificateOrigin.Imported)
        {
            Outcome = RowOutcomes.TryParse(outcome, out var wanted) ? wanted : null,
            Fault = string.IsNullOrEmpty(fault) ? null : fault,
        }));

    private static IResult Gone() => Show(new Sent(), new Refusal(RefusalCode.DraftGone));

    [SuppressMessage("Reliability", "CA2000", Justification = "Disposed here, or kept with the draft.")]
    private static async Task<IResult> TryAsync(
        HttpContext http, Visitor visitor, UploadReader reader, BatchReceiver receiver, Drafts drafts, IAntiforgery forgery,
        TimeProvider clock, CancellationToken cancellationToken)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!(await reader.ReadAsync(http.Request, fields, cancellationToken)).TryGet(out var upload, out var refusals))
        {
            return Show(Sent.Read(fields).TryGet(out var typed, out _) ? typed : new Sent(), refusals);
        }

        var isKept = false;
        try
        {
            if (!await IsOwnFormAsync(http, upload, forgery))
            {
                return TypedResults.StatusCode(StatusCodes.Status400BadRequest);
            }

            if (!Sent.Read(upload.Fields).TryGet(out var sent, out refusals))
            {
                return Show(new Sent(), refusals);
            }

            var judged = await receiver.TryAsync(
                Draft.SubmissionOf(visitor.Seat, sent.Kind, sent.Origin, sent.Sheet, upload, idempotencyKey: null), cancellationToken);
            if (!judged.TryGet(out var dryRun, out refusals))
            {
                return Show(sent, refusals);
            }

            var id = await drafts.KeepAsync(
                new Draft(visitor.Seat.Id, sent.Kind, sent.Origin, sent.Sheet, upload, dryRun, clock.GetUtcNow()));
            return (isKept = id is not null)
                ? Results.LocalRedirect($"{ConsolePaths.Batches}/drafts/{id}")
                : Show(sent, new Refusal(RefusalCode.RateLimited));
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
            : Show(new Sent(kept.Kind, kept.Origin, kept.Sheet), refusals);
    }

    /// <summary>The body is read as a stream, so the framework cannot look for the form's token in it, and must not try.</summary>
    private static async Task<bool> IsOwnFormAsync(HttpContext http, Upload upload, IAntiforgery forgery)
    {
        var tokens = forgery.GetTokens(http);
        if (upload.Fields.GetValueOrDefault(tokens.FormFieldName) is not { Length: > 0 } token)
        {
            return false;
        }

        http.Request.Headers[tokens.HeaderName!] = token;
        return await forgery.IsRequestValidAsync(http);
    }

    /// <summary>What stands beside the file in the form.</summary>
    private sealed record Sent(
        CertificateKind Kind = CertificateKind.Grade, CertificateOrigin Origin = CertificateOrigin.Issued, string? Sheet = null)
    {
        public static Result<Sent> Read(Dictionary<string, string> fields) =>
            KindOf.TryRead(fields.GetValueOrDefault("kind"), out var kind, out var fault)
                ? new Sent(
                    kind, fields.ContainsKey("earlier") ? CertificateOrigin.Imported : CertificateOrigin.Issued,
                    FormText.Typed(fields.GetValueOrDefault("sheet")))
                : fault;
    }
}
