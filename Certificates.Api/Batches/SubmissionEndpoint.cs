using Certificates.Api.Access;
using Certificates.Api.Http;
using Certificates.Core.Issuing;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;
using IssuingBatches = Certificates.Core.Issuing.Batches;

namespace Certificates.Api.Batches;

/// <summary><c>POST /v1/batches</c>: results in.</summary>
internal static class SubmissionEndpoint
{
    private const string Description = """
        Every row is judged before the answer: 202 and the batch, or with `dryRun=true` 200 and what would become of it.
        A form with the part `file` (CSV, XLSX or JSON) and, if any, `photos` (ZIP); or the file as the whole body.
        `kind` says which certificates the results lead to: `grade`, which holds without it, or `training`, whose file has other columns.
        With an `Idempotency-Key`, sending the same bytes again answers 200 with the batch of the first time, other bytes 409.
        """;

    /// <summary>Maps it.</summary>
    public static void MapSubmission(this IEndpointRouteBuilder batches) =>
        batches.MapPost("", SendAsync).RequireAuthorization(Policies.Send)
            .WithMetadata(new RequestSizeLimitAttribute(UploadReader.MaxBodyLength))
            .WithSummary("Send results").WithDescription(Description)
            .AddOpenApiOperationTransformer((operation, _, _) =>
            {
                operation.RequestBody = Body();
                return Task.CompletedTask;
            });

    private static async Task<Results<Accepted<BatchSummary>, Ok<BatchSummary>, Ok<DryRunView>, ProblemHttpResult>> SendAsync(
        [FromHeader(Name = IdempotencyKey.Header)] string? idempotencyKey,
        Caller caller,
        HttpRequest request,
        UploadReader reader,
        IssuingBatches batches,
        CancellationToken cancellationToken,
        string? kind = null,
        bool dryRun = false)
    {
        if (!KindOf.TryRead(kind, out var wanted, out var unknown))
        {
            return Problems.Of(unknown);
        }

        if (IdempotencyKey.Read(request.Headers[IdempotencyKey.Header], out idempotencyKey) is { } fault)
        {
            return Problems.Of(fault);
        }

        var read = await reader.ReadAsync(request, cancellationToken);
        if (!read.TryGet(out var upload, out var refusal))
        {
            return Problems.Of(refusal);
        }

        await using (upload)
        {
            var submission = new Submission
            {
                Sender = caller.Key,
                Kind = wanted,
                FileName = upload.FileName,
                Results = upload.Results!,
                Photos = upload.Photos,
                IdempotencyKey = idempotencyKey,
            };
            return dryRun ? await JudgeAsync(batches, submission, cancellationToken) : await ReceiveAsync(batches, submission, cancellationToken);
        }
    }

    private static async Task<Results<Accepted<BatchSummary>, Ok<BatchSummary>, Ok<DryRunView>, ProblemHttpResult>> JudgeAsync(
        IssuingBatches batches, Submission submission, CancellationToken cancellationToken)
    {
        var judged = await batches.JudgeAsync(submission, cancellationToken);
        return judged.TryGet(out var dryRun, out var refusal) ? TypedResults.Ok(DryRunView.Of(dryRun)) : Problems.Of(refusal);
    }

    private static async Task<Results<Accepted<BatchSummary>, Ok<BatchSummary>, Ok<DryRunView>, ProblemHttpResult>> ReceiveAsync(
        IssuingBatches batches, Submission submission, CancellationToken cancellationToken)
    {
        var received = await batches.ReceiveAsync(submission, cancellationToken);
        if (!received.TryGet(out var reception, out var refusal))
        {
            return Problems.Of(refusal);
        }

        return reception.IsReplay
            ? TypedResults.Ok(reception.Batch)
            : TypedResults.Accepted($"/v1/batches/{reception.Batch.Id}", reception.Batch);
    }

    private static OpenApiRequestBody Body()
    {
        var file = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" };
        var form = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal) { ["file"] = file, ["photos"] = file },
            Required = new HashSet<string>(StringComparer.Ordinal) { "file" },
        };
        var content = UploadReader.FileTypes.ToDictionary(type => type, _ => new OpenApiMediaType { Schema = file }, StringComparer.Ordinal);
        content.Add("multipart/form-data", new OpenApiMediaType { Schema = form });
        return new OpenApiRequestBody { Required = true, Content = content };
    }
}
