using System.Globalization;
using Certificates.Api.Http;
using Certificates.Core;
using Certificates.Core.Access;
using Certificates.Web.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Certificates.Api.Access;

/// <summary>Clients' keys, kept by the authority.</summary>
internal static class KeyEndpoints
{
    /// <summary><c>/v1/keys</c>.</summary>
    public static void MapKeys(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/v1/keys").WithTags("Keys");
        keys.MapGet("", ListAsync).RequireAuthorization(Policies.Oversee).WithSummary("All keys, revoked and expired ones too");
        keys.MapPost("", CreateAsync).RequireAuthorization(Policies.Administer)
            .WithSummary("Make a key; its secret is shown this once")
            .WithDescription("`person` is whom it is for; where that is a system, `owner` is the person who answers for it. A key ends "
                + "after a year at most; in its last 60 days each answer has a `Warning`.");
        keys.MapDelete("/{id:long}", RevokeAsync).RequireAuthorization(Policies.Administer)
            .WithSummary("Revoke a key, at once and for good");
    }

    private static async Task<Results<Ok<Page<KeyView>>, Problem>> ListAsync(
        [AsParameters] Paging paging, ApiKeys keys, CancellationToken cancellationToken)
    {
        if (paging.Fault(Paging.IsNumber) is { } fault)
        {
            return Problem.Of(fault);
        }

        var after = paging.After is null ? 0 : long.Parse(paging.After, CultureInfo.InvariantCulture);
        var behind = (await keys.ListAsync(cancellationToken)).Where(key => !key.IsSeat && key.Id > after).Take(paging.Count + 1)
            .Select(KeyView.Of).ToList();
        return TypedResults.Ok(behind.Count > paging.Count
            ? new Page<KeyView>(behind[..^1], behind[^2].Id.ToString(CultureInfo.InvariantCulture))
            : new Page<KeyView>(behind, null));
    }

    private static async Task<Results<Created<NewKeyView>, Problem>> CreateAsync(
        KeyRequest request, ApiKeys keys, CancellationToken cancellationToken)
    {
        if (!ApiKeyRoles.TryParse(request.Role, out var role))
        {
            return Problem.Of(new Refusal(RefusalCode.RoleUnknown, "role", KeyRequest.RolesText, KeyRequest.RolesChinese));
        }

        var created = await keys.CreateAsync(
            role, request.InstitutionCode, request.Person ?? "", request.Owner, request.ExpiresAt, cancellationToken);
        return created.TryGet(out var made, out var refusals)
            ? TypedResults.Created((string?)null, new NewKeyView(KeyView.Of(made.Key), made.Secret))
            : Problem.Of(refusals);
    }

    private static async Task<Results<NoContent, Problem>> RevokeAsync(long id, ApiKeys keys, CancellationToken cancellationToken) =>
        await keys.RevokeAsync(id, cancellationToken) ? TypedResults.NoContent() : Problem.NotFound;
}
