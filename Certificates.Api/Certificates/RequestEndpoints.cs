using Certificates.Api.Access;
using Certificates.Api.Batches;
using Certificates.Api.Http;
using Certificates.Core;
using Certificates.Core.Lifecycle;
using Certificates.Web.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Certificates.Api.Certificates;

/// <summary>Change requests: looked at, approved, refused.</summary>
internal static class RequestEndpoints
{
    private const string Decides = """
        An approver of the institution decides, never with the key that asked; the authority decides where identity data change, and
        may decide any.
        """;

    /// <summary><c>/v1/requests</c>.</summary>
    public static void MapRequests(this IEndpointRouteBuilder routes)
    {
        var requests = routes.MapGroup("/v1/requests").WithTags("Change requests");
        requests.MapRecordGet("", ListAsync).RequireAuthorization(Policies.Read).WithSummary("Change requests, newest first")
            .WithDescription("An institution's own; all institutions' for authority and auditor. `state` asks for `open` or "
                + "`decided` ones.");
        requests.MapGet("/{id:long}", FindAsync).RequireAuthorization(Policies.Read)
            .WithSummary("A change request with all it would change");
        requests.MapGet("/{id:long}/photo", PhotoAsync).RequireAuthorization(Policies.Read)
            .Produces(StatusCodes.Status200OK, contentType: "image/jpeg").WithSummary("The new photo of a correction that waits");
        requests.MapPost("/{id:long}/approval", ApproveAsync).RequireAuthorization(Policies.Decide)
            .WithSummary("Approve: the change is made")
            .WithDescription($"{Decides} What can no longer be made is 409 and stays open, to be refused.");
        requests.MapPost("/{id:long}/refusal", RefuseAsync).RequireAuthorization(Policies.Decide)
            .WithSummary("Refuse, with a reason: nothing is changed")
            .WithDescription(Decides);
    }

    private static async Task<Results<Ok<Page<ChangeRequest>>, Problem>> ListAsync(
        string? state, [AsParameters] Paging paging, Caller caller, ChangeRequests requests, CancellationToken cancellationToken)
    {
        if (state is not (null or "open" or "decided"))
        {
            return Problem.Of(new Refusal(RefusalCode.StateUnknown, "state", "state is open or decided.", "state 应为 open 或 decided。"));
        }

        if (paging.Fault(Paging.IsNumber) is { } fault)
        {
            return Problem.Of(fault);
        }

        var isDecided = state is null ? default(bool?) : state == "decided";
        var page = await requests.ListAsync(caller.Key, isDecided, paging.After, paging.Count, cancellationToken);
        return TypedResults.Ok(page);
    }

    private static async Task<Results<Ok<ChangeRequest>, Problem>> FindAsync(
        long id, Caller caller, ChangeRequests requests, CancellationToken cancellationToken) =>
        await requests.FindAsync(id, caller.Key, cancellationToken) is { } request
            ? TypedResults.Ok(request)
            : Problem.NotFound;

    internal static async Task<Results<FileContentHttpResult, Problem>> PhotoAsync(
        long id, Caller caller, HttpResponse response, ChangeRequests requests, CancellationToken cancellationToken)
    {
        response.Headers.CacheControl = "no-store";
        return await requests.PhotoAsync(id, caller.Key, cancellationToken) is { } photo
            ? TypedResults.Bytes(photo, "image/jpeg")
            : Problem.NotFound;
    }

    private static async Task<Results<Ok<ChangeRequest>, Problem>> ApproveAsync(
        long id, Caller caller, ChangeRequests requests, CancellationToken cancellationToken)
    {
        var approved = await requests.ApproveAsync(id, caller.Key, cancellationToken);
        return approved.TryGet(out var change, out var refusals) ? TypedResults.Ok(change) : Problem.Of(refusals);
    }

    private static async Task<Results<Ok<ChangeRequest>, Problem>> RefuseAsync(
        long id, RefusalBody body, Caller caller, ChangeRequests requests, CancellationToken cancellationToken)
    {
        var refused = await requests.RefuseAsync(id, caller.Key, body.Reason, cancellationToken);
        return refused.TryGet(out var request, out var refusals) ? TypedResults.Ok(request) : Problem.Of(refusals);
    }
}
