using Certificates.Api.Access;
using static Certificates.Api.Console.FormText;
using Certificates.Core;
using Certificates.Core.Access;
using Certificates.Web.Problems;
using Microsoft.AspNetCore.Mvc;

namespace Certificates.Api.Console.Authority;

/// <summary>The keys of programs: made, shown once, ended.</summary>
internal static class KeysPages
{
    public static void MapKeysPages(this IEndpointRouteBuilder console)
    {
        var keys = console.MapGroup("/keys").RequireAuthorization(Policies.OfConsole(Policies.Oversee));
        keys.MapGet("", (Visitor visitor, ApiKeys all, TimeProvider clock, CancellationToken cancellationToken) =>
            ShowAsync(visitor, all, clock, secret: null, refusals: null, cancellationToken));
        var writes = keys.MapGroup("").RequireAuthorization(Policies.OfConsole(Policies.Administer)).AddEndpointFilter(new FreshFactor());
        writes.MapPost("", MakeAsync);
        writes.MapPost("/{id:long}/end", async (long id, IFormCollection _, ApiKeys all, CancellationToken cancellationToken) =>
            await all.RevokeAsync(id, cancellationToken) ? Results.LocalRedirect(ConsolePaths.Keys) : TypedResults.NotFound());
    }

    private static async Task<IResult> MakeAsync(
        [FromForm] string? person, [FromForm] string? owner, [FromForm] string? role, [FromForm] string? institutionCode, Visitor visitor,
        ApiKeys all, TimeProvider clock, CancellationToken cancellationToken)
    {
        _ = ApiKeyRoles.TryParse(role, out var wanted);
        var made = await all.CreateAsync(
            wanted, Typed(institutionCode), person ?? "", Typed(owner), expiresAt: null, cancellationToken);
        return made.TryGet(out var created, out var refusals)
            ? await ShowAsync(visitor, all, clock, created.Secret, refusals: null, cancellationToken)
            : await ShowAsync(visitor, all, clock, secret: null, refusals, cancellationToken);
    }

    private static async Task<IResult> ShowAsync(
        Visitor visitor, ApiKeys all, TimeProvider clock, string? secret, Refusals? refusals, CancellationToken cancellationToken) =>
        Html.Page<KeysPage>(
            refusals?.First.Code.Kind.Status() ?? StatusCodes.Status200OK,
            (nameof(KeysPage.Keys), (await all.ListAsync(cancellationToken)).Where(key => !key.IsSeat).Reverse().ToList()),
            (nameof(KeysPage.Session), visitor.Session), (nameof(KeysPage.Now), clock.GetUtcNow()),
            (nameof(KeysPage.Secret), secret), (nameof(KeysPage.Refusals), refusals));
}
