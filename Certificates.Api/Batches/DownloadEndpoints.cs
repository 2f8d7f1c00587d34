using Certificates.Api.Access;
using Certificates.Core;
using Certificates.Core.Batches;
using Certificates.Core.Intake;
using Certificates.Core.Register;
using Certificates.Web.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Certificates.Api.Batches;

/// <summary>What a batch gives as a stream: its rows as a file, its progress, its certificates. Memory does not grow with it.</summary>
internal static class DownloadEndpoints
{
    public static void MapDownloads(this IEndpointRouteBuilder batches)
    {
        batches.MapGet("/{id:guid}/rows.csv", RowsCsvAsync).Produces(StatusCodes.Status200OK, contentType: RowsCsv.ContentType)
            .WithSummary("Its rows for a spreadsheet")
            .WithDescription("The sent columns with 结果, 原因, 证书编号 and 领取码; the last is for the institution's own keys.");
        batches.MapGet("/{id:guid}/rows.xlsx", RowsXlsxAsync).Produces(StatusCodes.Status200OK, contentType: RowsXlsx.ContentType)
            .WithSummary("The same as a workbook, to be corrected and sent again")
            .WithDescription("Every column is text; the cells at fault are marked, with a note that says what to do. `outcome` asks for "
                + "rows that ended so, such as rejected alone. What it adds to the sent columns does not disturb when it comes back.");
        batches.MapGet("/{id:guid}/events", EventsAsync)
            .WithSummary("Its progress as server-sent events")
            .WithDescription("`counts` as they change, `done` at the end.");
        batches.MapGet("/{id:guid}/certificates.zip", CertificatesAsync)
            .Produces(StatusCodes.Status200OK, contentType: CertificatesZip.ContentType)
            .WithSummary("Its certificates as a ZIP")
            .WithDescription("The signed PDFs issued so far, named by their numbers, or with `names=candidate` by 准考证号 (its letters, "
                + "digits and `-`) and the holder's name; 409 `nothing_issued` while there is none.");
    }

    internal static async Task<Results<PushStreamHttpResult, Problem>> RowsCsvAsync(
        Guid id, Caller caller, InstitutionBatches batches, CancellationToken cancellationToken) =>
        await FindAsync(id, outcome: null, caller, batches, cancellationToken) is { } rows
            ? TypedResults.Stream(body => RowsCsv.WriteAsync(rows, body, cancellationToken), RowsCsv.ContentType, $"{id}.csv")
            : Problem.NotFound;

    internal static async Task<Results<PushStreamHttpResult, Problem>> RowsXlsxAsync(
        Guid id, string? outcome, Caller caller, InstitutionBatches batches, CancellationToken cancellationToken)
    {
        if (!OutcomeOf.TryRead(outcome, out var wanted, out var fault))
        {
            return Problem.Of(fault);
        }

        return await FindAsync(id, wanted, caller, batches, cancellationToken) is { } rows
            ? TypedResults.Stream(body => RowsXlsx.WriteAsync(rows, body, cancellationToken), RowsXlsx.ContentType, $"{id}.xlsx")
            : Problem.NotFound;
    }

    private static async Task<RowsFile?> FindAsync(
        Guid id, RowOutcome? outcome, Caller caller, InstitutionBatches batches, CancellationToken cancellationToken) =>
        await batches.FindAsync(id, caller.Key, cancellationToken) is { } batch
            ? RowsFile.Of(batches, batch, outcome, withClaimCodes: caller.Key.InstitutionId is not null)
            : null;

    internal static async Task<Results<ServerSentEventsResult<BatchCounts>, Problem>> EventsAsync(
        Guid id, Caller caller, InstitutionBatches batches, IHostApplicationLifetime lifetime, TimeProvider clock,
            CancellationToken cancellationToken)
    {
        if (await batches.FindAsync(id, caller.Key, cancellationToken) is null)
        {
            return Problem.NotFound;
        }

        return TypedResults.ServerSentEvents(
            BatchEvents.OfAsync(token => batches.WatchAsync(id, token), clock, lifetime.ApplicationStopping, cancellationToken));
    }

    internal static async Task<Results<PushStreamHttpResult, Problem>> CertificatesAsync(
        Guid id, string? names, Caller caller, InstitutionBatches batches, BatchFiles files, CancellationToken cancellationToken)
    {
        if (names is not (null or "number" or "candidate"))
        {
            return Problem.Of(new Refusal(RefusalCode.RequestMalformed, "names",
                "names is one of number, candidate.",
                "names 应为以下之一：number、candidate。"));
        }

        if (await batches.FindAsync(id, caller.Key, cancellationToken) is not { } batch)
        {
            return Problem.NotFound;
        }

        // An archive without a file is taken for a broken one.
        return batch.Counts.Issued == 0 || batch.Origin == CertificateOrigin.Imported ? Problem.Of(NothingIn(batch)) : TypedResults.Stream(
            body => CertificatesZip.WriteAsync(
                files.OfBatchAsync(id, names == "candidate" ? FileNaming.Candidate : FileNaming.Number, cancellationToken),
                body,
                cancellationToken),
            CertificatesZip.ContentType,
            $"{id}.zip");
    }

    private static Refusal NothingIn(BatchSummary batch) => batch.Origin == CertificateOrigin.Imported
        ? new Refusal(
            RefusalCode.NothingIssued,
            null,
            "The batch has certificates issued before this system: there is no PDF of them here.",
            "本批次是本系统启用前签发的证书，系统中没有其电子文件。")
        : new Refusal(RefusalCode.NothingIssued);
}
