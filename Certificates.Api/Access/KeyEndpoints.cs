using System.Globalization;
using Certificates.Api.Http;
using Certificates.Core;
using Certificates.Core.Access;
using Certificates.Core.Access.Authority;
using Certificates.Web.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Certificates.Api.Access;

/// <summary>Clients' keys, kept by the authority.</summary>
internal static class KeyEndpoints
{
    private const string CreateDescription = """
        `person` is whom it is for; where that is a system, `owner` is the person who answers for it. A key ends after a year at most; in
        its last 60 days each answer has a `Warning`. As soon as two persons of the authority have accounts, no key is made by one: 202,
        and the secret opens nothing until another person has agreed in the console (待办). `Location` says whether they did. A demo, whose
        people are invented, makes it at once.
        """;

    /// <summary><c>/v1/keys</c>.</summary>
    public static void MapKeys(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/v1/keys").WithTags("Keys");
        keys.MapRecordGet("", ListAsync).RequireAuthorization(Policies.Oversee).WithSummary("All keys, revoked and expired ones too");
        keys.MapPost("", CreateAsync).RequireAuthorization(Policies.Administer)
            .WithSummary("Make a key, or ask for one; its secret is shown this once").WithDescription(CreateDescription);
        keys.MapGet("/proposals/{id:long}", FindProposalAsync).RequireAuthorization(Policies.Oversee)
            .WithSummary("A key that was asked for: whether another person agreed");
        keys.MapDelete("/{id:long}", RevokeAsync).RequireAuthorization(Policies.Administer)
            .WithSummary("Revoke a key, at once and for good");
    }

    private static async Task<Results<Ok<Page<KeyView>>, Problem>> ListAsync(
        [AsParameters] Paging paging, Caller caller, ApiKeys keys, CancellationToken cancellationToken)
    {
        if (paging.Fault(Paging.IsNumber) is { } fault)
        {
            return Problem.Of(fault);
        }

        var after = paging.After is null ? 0 : long.Parse(paging.After, CultureInfo.InvariantCulture);
        var behind = (await keys.ListAsync(caller.Key, cancellationToken)).Where(key => !key.IsSeat && key.Id > after)
            .Take(paging.Count + 1).Select(KeyView.Of).ToList();
        return TypedResults.Ok(behind.Count > paging.Count
            ? new Page<KeyView>(behind[..^1], behind[^2].Id.ToString(CultureInfo.InvariantCulture))
            : new Page<KeyView>(behind, null));
    }

    private static async Task<Results<Created<NewKeyView>, Accepted<AskedKeyView>, Problem>> CreateAsync(
        KeyRequest request, Caller caller, KeyProposals keys, CancellationToken cancellationToken)
    {
        if (!ApiKeyRoles.TryParse(request.Role, out var role))
        {
            return Problem.Of(new Refusal(RefusalCode.RoleUnknown, "role", KeyRequest.RolesText, KeyRequest.RolesChinese));
        }

        var asked = new AskedKey(role, request.InstitutionCode, request.Person ?? "", request.Owner, request.ExpiresAt);
        if (!(await keys.MakeAsync(caller.Key, asked, cancellationToken)).TryGet(out var made, out var refusals))
        {
            return Problem.Of(refusals);
        }

        return made.Waiting is { } proposal
            ? TypedResults.Accepted($"/v1/keys/proposals/{proposal.Id}", new AskedKeyView(KeyProposalView.Of(proposal), made.Secret!))
            : TypedResults.Created((string?)null, new NewKeyView(KeyView.Of(made.Key!), made.Secret!));
    }

    private static async Task<Results<Ok<KeyProposalView>, Problem>> FindProposalAsync(
        long id, Caller caller, Proposals proposals, CancellationToken cancellationToken) =>
        await proposals.FindAsync(id, caller.Key, cancellationToken) is { Kind: ProposalKind.Key } proposal
            ? TypedResults.Ok(KeyProposalView.Of(proposal))
            : Problem.NotFound;

    private static async Task<Results<NoContent, Problem>> RevokeAsync(
        long id, Caller caller, ApiKeys keys, CancellationToken cancellationToken) =>
        await keys.RevokeAsync(id, caller.Key, cancellationToken) ? TypedResults.NoContent() : Problem.NotFound;
}
