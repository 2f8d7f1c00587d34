using Certificates.Api.Access;
using Certificates.Core;
using Certificates.Core.Access;
using Certificates.Core.Batches;
using Certificates.Core.Intake;
using Certificates.Core.Lifecycle;
using Certificates.Core.Reports;
using Certificates.Web.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Certificates.Api.Batches;

/// <summary>Complaints in the publicity period (公示期), row by row; by the institution's keys and the authority.</summary>
internal static class HoldEndpoints
{
    public static void MapHolds(this IEndpointRouteBuilder batches)
    {
        var rows = batches.MapGroup("/{id:guid}/rows/{row:long}").RequireAuthorization(Policies.Act);
        rows.MapPost("/hold", HoldAsync)
            .WithSummary("Hold a row back over a complaint")
            .WithDescription("While its batch awaits approval or lies open. It stays pending, is shown as held, and is not issued "
                + "with the others. The category is one of those of certificates' changes.");
        rows.MapPost("/release", ReleaseAsync)
            .WithSummary("Let a held row go")
            .WithDescription("It is issued when its batch is, or at once when the period is over.");
        rows.MapPost("/rejection", RejectAsync)
            .WithSummary("End a held row as rejected")
            .WithDescription("With the reason `complaint_upheld`; no number was spent on it.");
    }

    private static Task<Results<Ok<RowView>, Problem>> HoldAsync(
        Guid id, long row, ComplaintRequest request, Caller caller, InstitutionBatches batches, RowHolds holds,
            CancellationToken cancellationToken) =>
        ComplainAsync(id, row, request, caller, batches, holds.HoldAsync, cancellationToken);

    private static async Task<Results<Ok<RowView>, Problem>> ReleaseAsync(
        Guid id, long row, RefusalBody body, Caller caller, InstitutionBatches batches, RowHolds holds,
            CancellationToken cancellationToken) =>
        await batches.FindAsync(id, caller.Key, cancellationToken) is null
            ? Problem.NotFound
            : await AnswerAsync(id, row, batches, await holds.ReleaseAsync(id, row, body.Reason, caller.Key, cancellationToken),
                cancellationToken);

    private static Task<Results<Ok<RowView>, Problem>> RejectAsync(
        Guid id, long row, ComplaintRequest request, Caller caller, InstitutionBatches batches, RowHolds holds,
            CancellationToken cancellationToken) =>
        ComplainAsync(id, row, request, caller, batches, holds.RejectAsync, cancellationToken);

    private static async Task<Results<Ok<RowView>, Problem>> ComplainAsync(
        Guid id, long row, ComplaintRequest request, Caller caller, InstitutionBatches batches,
        Func<Guid, long, string, string?, ApiKey, CancellationToken, Task<Refusal?>> change, CancellationToken cancellationToken)
    {
        if (await batches.FindAsync(id, caller.Key, cancellationToken) is null)
        {
            return Problem.NotFound;
        }

        return ChangeGround.Read(request.Category, request.Reason, evidenceSha256: null).TryGet(out var ground, out var faults)
            ? await AnswerAsync(
                id, row, batches, await change(id, row, ground.Category.Code(), ground.Reason, caller.Key, cancellationToken),
                    cancellationToken)
            : Problem.Of(faults);
    }

    private static async Task<Results<Ok<RowView>, Problem>> AnswerAsync(
        Guid id, long row, InstitutionBatches batches, Refusal? refusal, CancellationToken cancellationToken)
    {
        if (refusal is not null)
        {
            return Problem.Of(refusal);
        }

        var page = await batches.RowsAsync(
            id, outcome: null, isHeld: null, (row - 1)
                .ToString(System.Globalization.CultureInfo.InvariantCulture), limit: 1, cancellationToken);
        return TypedResults.Ok(RowView.Of(page.Items[0], "en"));
    }
}

/// <summary>A complaint against a row.</summary>
/// <param name="Category">complaint, cheating, forged_papers, data_error, … as with the changes of certificates.</param>
/// <param name="Reason">In the words of whoever deals with it; for the institution and whoever oversees it.</param>
internal sealed record ComplaintRequest(string? Category, string? Reason);
