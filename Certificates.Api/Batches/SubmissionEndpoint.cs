using Certificates.Api.Access;
using Certificates.Core.Batches;
using Certificates.Core.Register;
using Certificates.Web.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;

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

    /// <summary>Takes a file in: results, or certificates issued before this system.</summary>
    internal static async Task<Results<Accepted<BatchSummary>, Ok<BatchSummary>, Ok<DryRunView>, Problem>> TakeAsync(
        CertificateOrigin origin, SubmissionQuery query, Caller caller, HttpRequest request, InstitutionBatches batches,
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
                Photos = origin == CertificateOrigin.Issued ? upload.Photos : null,
                IdempotencyKey = idempotencyKey,
            };
            return query.DryRun == true
                ? await JudgeAsync(batches, submission, cancellationToken)
                : await ReceiveAsync(batches, submission, cancellationToken);
        }
    }

    private static Task<Results<Accepted<BatchSummary>, Ok<BatchSummary>, Ok<DryRunView>, Problem>> SendAsync(
        [AsParameters] SubmissionQuery query, Caller caller, HttpRequest request, InstitutionBatches batches,
            CancellationToken cancellationToken) =>
        TakeAsync(CertificateOrigin.Issued, query, caller, request, batches, cancellationToken);

    private static async Task<Results<Accepted<BatchSummary>, Ok<BatchSummary>, Ok<DryRunView>, Problem>> JudgeAsync(
        InstitutionBatches batches, Submission submission, CancellationToken cancellationToken)
    {
        var judged = await batches.JudgeAsync(submission, cancellationToken);
        return judged.TryGet(out var dryRun, out var refusals) ? TypedResults.Ok(DryRunView.Of(dryRun)) : Problem.Of(refusals);
    }

    private static async Task<Results<Accepted<BatchSummary>, Ok<BatchSummary>, Ok<DryRunView>, Problem>> ReceiveAsync(
        InstitutionBatches batches, Submission submission, CancellationToken cancellationToken)
    {
        var received = await batches.ReceiveAsync(submission, cancellationToken);
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
/// <param name="Reader">Reads the body.</param>
internal sealed record SubmissionQuery(
    [property: FromHeader(Name = IdempotencyKey.Header)] string? Key, string? Kind, bool? DryRun, UploadReader Reader);
