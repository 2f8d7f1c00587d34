using System.Diagnostics.CodeAnalysis;
using Certificates.Api.Access;
using Certificates.Api.Http;
using Certificates.Core;
using Certificates.Core.Batches;
using Certificates.Core.Intake;
using Certificates.Core.Register;
using Certificates.Core.Reports;
using Certificates.Web.Problems;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;
using Taken = Microsoft.AspNetCore.Http.HttpResults.Results<
    Microsoft.AspNetCore.Http.HttpResults.Accepted<Certificates.Core.Batches.BatchSummary>,
    Microsoft.AspNetCore.Http.HttpResults.Ok<Certificates.Core.Batches.BatchSummary>,
    Microsoft.AspNetCore.Http.HttpResults.Ok<Certificates.Api.Batches.DryRunView>,
    Microsoft.AspNetCore.Http.HttpResults.PushStreamHttpResult,
    Certificates.Web.Problems.Problem>;

namespace Certificates.Api.Batches;

/// <summary><c>POST /v1/batches</c>: results in.</summary>
internal static class SubmissionEndpoint
{
    private const string Description = """
        Every row is judged before the answer: 202 and the batch, or with `dryRun=true` 200 and what would become of it. A dry run with
        `Accept: application/vnd.openxmlformats-officedocument.spreadsheetml.sheet` answers the rejected rows alone as a workbook to be
        corrected, the cells at fault marked and noted; `outcome` asks for others.
        A form with the part `file` (CSV, XLSX, XLS or JSON) and, if any, `photos` (ZIP); or the file as the whole body.
        Of a workbook the visible sheet that has the columns is read; `sheet` names one where several have them. Rows that are no person,
        such as sums and signatures, are left out and told in `ignored`.
        Where a ZIP was sent, `photos` of the answer tells how many of its files are rows' photos, which are not, and which rows have none.
        `kind` says which certificates the results lead to: `grade`, which holds without it, or `training`, whose file has other columns.
        With an `Idempotency-Key`, sending the same bytes again answers 200 with the batch of the first time, other bytes 409.
        """;

    public static void MapSubmission(this IEndpointRouteBuilder batches) =>
        batches.MapRecordPost("", SendAsync).RequireAuthorization(Policies.Send)
            .WithMetadata(new RequestSizeLimitAttribute(UploadReader.MaxBodyLength))
            .WithSummary("Send results").WithDescription(Description + FileWords.OfResults)
            .AddOpenApiOperationTransformer((operation, _, _) =>
            {
                operation.RequestBody = Body();
                return Task.CompletedTask;
            });

    /// <summary>Takes a file in: results, or certificates issued before this system.</summary>
    internal static async Task<Taken> TakeAsync(
        CertificateOrigin origin, SubmissionQuery query, Caller caller, HttpRequest request, BatchReceiver receiver,
            CancellationToken cancellationToken)
    {
        if (!KindOf.TryRead(query.Kind, out var kind, out var fault))
        {
            return Problem.Of(fault);
        }

        if (IdempotencyKey.Read(request.Headers[IdempotencyKey.Header], out var idempotencyKey) is { } unreadable)
        {
            return Problem.Of(unreadable);
        }

        var read = await query.Reader.ReadAsync(request, cancellationToken);
        if (!read.TryGet(out var upload, out var refusals))
        {
            return Problem.Of(refusals);
        }

        await using (upload)
        {
            var submission = new Submission
            {
                Sender = caller.Key,
                Kind = kind,
                Origin = origin,
                FileName = upload.FileName,
                Results = upload.Results!,
                Sheet = query.Sheet,
                Photos = origin == CertificateOrigin.Issued ? upload.Photos : null,
                IdempotencyKey = idempotencyKey,
            };
            return query.DryRun == true
                ? await TryAsync(receiver, submission, query.Outcome, request, cancellationToken)
                : await ReceiveAsync(receiver, submission, cancellationToken);
        }
    }

    private static Task<Taken> SendAsync(
        [AsParameters] SubmissionQuery query, Caller caller, HttpRequest request, BatchReceiver receiver,
            CancellationToken cancellationToken) =>
        TakeAsync(CertificateOrigin.Issued, query, caller, request, receiver, cancellationToken);

    private static async Task<Taken> TryAsync(
        BatchReceiver receiver, Submission submission, string? outcome, HttpRequest request, CancellationToken cancellationToken)
    {
        if (!OutcomeOf.TryRead(outcome, out var wanted, out var unknown))
        {
            return Problem.Of(unknown);
        }

        var judged = await receiver.TryAsync(submission, cancellationToken);
        if (!judged.TryGet(out var dryRun, out var refusals))
        {
            return Problem.Of(refusals);
        }

        request.HttpContext.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        if (!WantsWorkbook(request))
        {
            return TypedResults.Ok(DryRunView.Of(dryRun, Problem.LanguageOf(request)));
        }

        var rows = RowsFile.Of(dryRun, ResultsForm.Of(submission.Kind, submission.Origin), wanted ?? RowOutcome.Rejected);
        return TypedResults.Stream(
            body => RowsXlsx.WriteAsync(rows, body, cancellationToken), RowsXlsx.ContentType, "faults.xlsx");
    }

    private static bool WantsWorkbook(HttpRequest request) => request.GetTypedHeaders().Accept.Any(range =>
        range.MediaType.Equals(RowsXlsx.ContentType, StringComparison.OrdinalIgnoreCase) && range.Quality != 0);

    private static async Task<Taken> ReceiveAsync(
        BatchReceiver receiver, Submission submission, CancellationToken cancellationToken)
    {
        var received = await receiver.ReceiveAsync(submission, cancellationToken);
        if (!received.TryGet(out var reception, out var refusals))
        {
            return Problem.Of(refusals);
        }

        return reception.IsReplay
            ? TypedResults.Ok(reception.Batch)
            : TypedResults.Accepted($"/v1/batches/{reception.Batch.Id}", reception.Batch);
    }

    /// <summary>What a file may come in, for the reference.</summary>
    internal static OpenApiRequestBody Body()
    {
        var file = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" };
        var form = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal) { ["file"] = file, ["photos"] = file },
            Required = new HashSet<string>(StringComparer.Ordinal) { "file" },
        };
        var content = UploadReader.FileTypes.ToDictionary(type =>
            type, _ => new OpenApiMediaType { Schema = file }, StringComparer.Ordinal);
        content.Add("multipart/form-data", new OpenApiMediaType { Schema = form });
        return new OpenApiRequestBody { Required = true, Content = content };
    }
}

/// <summary>What stands beside a file that is sent in.</summary>
/// <param name="Key">The header <c>Idempotency-Key</c>, read from the request itself.</param>
/// <param name="Kind">grade or training; grade without it.</param>
/// <param name="DryRun">True to judge and keep nothing.</param>
/// <param name="Sheet">The sheet of a workbook to read; without it the visible one that has the columns.</param>
/// <param name="Outcome">Of a dry run answered as a workbook: which rows; rejected without it.</param>
/// <param name="Reader">Reads the body.</param>
internal sealed record SubmissionQuery(
    [property: FromHeader(Name = IdempotencyKey.Header)] string? Key, string? Kind, bool? DryRun, string? Sheet, string? Outcome,
    UploadReader Reader);

/// <summary>The query parameter <c>kind</c> of what is sent in.</summary>
internal static class KindOf
{
    /// <summary>Reads it; without it, it is the grade.</summary>
    public static bool TryRead(string? kind, out CertificateKind read, [NotNullWhen(false)] out Refusal? refusal)
    {
        read = CertificateKind.Grade;
        var isKnown = kind is null || CertificateKinds.TryParse(kind, out read);
        refusal = isKnown ? null : new Refusal(
            RefusalCode.KindUnknown,
            "kind",
            $"kind is one of {string.Join(", ", Enum.GetValues<CertificateKind>().Select(each => each.Code()))}.",
            $"kind 应为以下之一：{string.Join("、", Enum.GetValues<CertificateKind>().Select(each => each.Code()))}。");
        return isKnown;
    }
}

/// <summary>The header <c>Idempotency-Key</c>: at most 200 visible ASCII characters, once.</summary>
internal static class IdempotencyKey
{
    /// <summary>The header's name.</summary>
    public const string Header = "Idempotency-Key";

    private const int MaxLength = 200;

    /// <summary>Reads it.</summary>
    /// <param name="header">The header's values.</param>
    /// <param name="key">The key; null when none was sent.</param>
    /// <returns>Null, or what is wrong with it.</returns>
    public static Refusal? Read(StringValues header, out string? key)
    {
        key = header.Count == 0 ? null : header[0];
        return key is null || (header.Count == 1 && key.Length is > 0 and <= MaxLength && key.All(c => c is > ' ' and <= '~'))
            ? null
            : new Refusal(RefusalCode.IdempotencyKeyInvalid, Header,
                $"{Header} is sent once, with 1 to {MaxLength} visible ASCII characters.",
                $"{Header} 只能发送一次，长度为 1 至 {MaxLength} 个可见 ASCII 字符。");
    }
}
