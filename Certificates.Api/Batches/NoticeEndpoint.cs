using Certificates.Api.Access;
using Certificates.Core.Batches.Notices;
using Certificates.Web.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Certificates.Api.Batches;

/// <summary><c>POST /v1/batches/{id}/notice</c>: where a batch is announced while its publicity period runs.</summary>
internal static class NoticeEndpoint
{
    private const string Description = """
        The random public address of 公示名单: per person the row, the name masked but for its first (of more than two characters also its
        last) character, occupation, direction and grade; no number of a document or an examination. It is made with the first call and
        stays the same. Rows held back or rejected are gone from the page at once, and the page answers 410 from the minute the period ends.
        """;

    public static void MapNotice(this IEndpointRouteBuilder batches) =>
        batches.MapPost("/{id:guid}/notice", AddressAsync).RequireAuthorization(Policies.Act)
            .WithSummary("Where a batch is announced (公示名单)").WithDescription(Description);

    private static async Task<Results<Ok<NoticeAddress>, Problem>> AddressAsync(
        Guid id, Caller caller, PublicNotices notices, CancellationToken cancellationToken)
    {
        var made = await notices.AddressAsync(id, caller.Key, cancellationToken);
        return made.TryGet(out var address, out var refusals) ? TypedResults.Ok(address) : Problem.Of(refusals);
    }
}
