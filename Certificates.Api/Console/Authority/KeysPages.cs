using Certificates.Api.Access;
using static Certificates.Api.Console.FormText;
using Certificates.Core;
using Certificates.Core.Access;
using Certificates.Core.Access.Authority;
using Certificates.Web.Problems;
using Microsoft.AspNetCore.Mvc;

namespace Certificates.Api.Console.Authority;

/// <summary>The keys of programs: asked for, made, shown once, ended; an approver's those of the own institution.</summary>
internal static class KeysPages
{
    public static void MapKeysPages(this IEndpointRouteBuilder console)
    {
        var keys = console.MapGroup("/keys").RequireAuthorization(Policies.OfConsole(Policies.Read));
        keys.MapGet("", (Visitor visitor, HttpContext http, CancellationToken cancellationToken) =>
            ShowAsync(visitor, http.RequestServices, secret: null, refusals: null, cancellationToken));
        var writes = keys.MapGroup("").RequireAuthorization(Policies.OfConsole(Policies.Decide))
            .AddEndpointFilter(new FreshFactor((http, refusals) =>
                ShowAsync(Visitor.Of(http), http.RequestServices, secret: null, refusals, http.RequestAborted)));
        writes.MapPost("", MakeAsync);
        writes.MapPost("/{id:long}/end", async (
            long id, IFormCollection _, Visitor visitor, ApiKeys all, CancellationToken cancellationToken) =>
            await all.RevokeAsync(id, visitor.Seat, cancellationToken)
                ? Results.LocalRedirect(ConsolePaths.Keys)
                : TypedResults.NotFound());
    }

    private static async Task<IResult> MakeAsync(
        [FromForm] string? person, [FromForm] string? owner, [FromForm] string? role, [FromForm] string? institutionCode,
        [FromForm] string? expiresAt, Visitor visitor, HttpContext http, KeyProposals keys, CancellationToken cancellationToken)
    {
        var lastDay = Day(expiresAt);
        var faults = Refusals.Of(
            ApiKeyRoles.TryParse(role, out var wanted) ? null : new Refusal(RefusalCode.RoleUnknown, "role"),
            lastDay is not null || Typed(expiresAt) is null ? null : new Refusal(RefusalCode.ExpiresAtInvalid, "expiresAt"));
        var asked = new AskedKey(
            wanted, Typed(institutionCode), person ?? "", Typed(owner), lastDay is { } day ? ChinaTime.StartOf(day.AddDays(1)) : null);
        var made = faults is null ? await keys.MakeAsync(visitor.Seat, asked, cancellationToken) : faults;
        return made.TryGet(out var key, out var refusals)
            ? await ShowAsync(visitor, http.RequestServices, key.Secret, refusals: null, cancellationToken)
            : await ShowAsync(visitor, http.RequestServices, secret: null, refusals, cancellationToken);
    }

    private static async Task<IResult> ShowAsync(
        Visitor visitor, IServiceProvider services, string? secret, Refusals? refusals, CancellationToken cancellationToken)
    {
        var keys = await services.GetRequiredService<ApiKeys>().ListAsync(visitor.Seat, cancellationToken);
        var waiting = await services.GetRequiredService<Proposals>().OpenAsync(visitor.Seat, cancellationToken);
        return Html.Page<KeysPage>(
            refusals?.First.Code.Kind.Status() ?? StatusCodes.Status200OK,
            (nameof(KeysPage.Keys), keys.Where(key => !key.IsSeat).Reverse().ToList()),
            (nameof(KeysPage.Waiting), waiting.Where(proposal => proposal.Kind == ProposalKind.Key).ToList()),
            (nameof(KeysPage.Session), visitor.Session), (nameof(KeysPage.Now), services.GetRequiredService<TimeProvider>().GetUtcNow()),
            (nameof(KeysPage.Secret), secret), (nameof(KeysPage.Refusals), refusals));
    }
}
