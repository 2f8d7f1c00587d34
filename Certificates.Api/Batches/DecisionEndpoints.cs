using Certificates.Api.Access;
using Certificates.Core;
using Certificates.Core.Batches;
using Certificates.Web.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Certificates.Api.Batches;

/// <summary>An approver's decision over a batch that another key sent.</summary>
internal static class DecisionEndpoints
{
    public static void MapDecisions(this IEndpointRouteBuilder batches)
    {
        batches.MapPost("/{id:guid}/approval", ApproveAsync).RequireAuthorization(Policies.Approve)
            .WithSummary("Approve a batch")
            .WithDescription("Where the institution is set so, by an approver's key that did not send it. It is issued then, "
                + "after the publicity period if there is one.");
        batches.MapPost("/{id:guid}/refusal", DeclineAsync).RequireAuthorization(Policies.Approve)
            .WithSummary("Decline a batch, with the reason")
            .WithDescription("Nothing of it is issued: its pending rows end as rejected with `batch_declined`. It stays readable.");
    }

    private static async Task<Results<Ok<BatchSummary>, Problem>> ApproveAsync(
        Guid id, Caller caller, InstitutionBatches batches, BatchDecisions decisions, CancellationToken cancellationToken) =>
        await batches.FindAsync(id, caller.Key, cancellationToken) is null
            ? Problem.NotFound
            : Answer(await decisions.ApproveAsync(id, caller.Key, cancellationToken));

    private static async Task<Results<Ok<BatchSummary>, Problem>> DeclineAsync(
        Guid id, RefusalBody body, Caller caller, InstitutionBatches batches, BatchDecisions decisions,
            CancellationToken cancellationToken) =>
        await batches.FindAsync(id, caller.Key, cancellationToken) is null
            ? Problem.NotFound
            : Answer(await decisions.DeclineAsync(id, caller.Key, body.Reason, cancellationToken));

    private static Results<Ok<BatchSummary>, Problem> Answer(Result<BatchSummary> decided) =>
        decided.TryGet(out var batch, out var refusals) ? TypedResults.Ok(batch) : Problem.Of(refusals);
}

/// <summary>Why a batch is declined, a held row let go, or a change request refused.</summary>
/// <param name="Reason">In the words of whoever decides, at most 2,000 characters; for the institution and whoever oversees it.</param>
internal sealed record RefusalBody(string? Reason);
