using Certificates.Api.Access;
using Certificates.Core;
using Certificates.Core.Access.Authority;
using Certificates.Core.Directories;
using Certificates.Web.Problems;
using Microsoft.AspNetCore.Mvc;

namespace Certificates.Api.Console.Authority;

/// <summary>What one person asked for, with all that another needs to do or refuse it.</summary>
internal static class ProposalPages
{
    public static void MapProposalPages(this IEndpointRouteBuilder console)
    {
        var one = console.MapGroup("/inbox/proposals/{id:long}").RequireAuthorization(Policies.OfConsole(Policies.Decide));
        one.MapGet("", (long id, Visitor visitor, HttpContext http, CancellationToken cancellationToken) =>
            ShowAsync(id, visitor, http.RequestServices, refusals: null, cancellationToken));
        var decisions = one.MapGroup("").AddEndpointFilter(new FreshFactor((http, refusals) =>
            ShowAsync(http.Part<long>("id"), Visitor.Of(http), http.RequestServices, refusals, http.RequestAborted)));
        decisions.MapPost("/confirmation", ConfirmAsync);
        decisions.MapPost("/refusal", async (
            long id, [FromForm] string? reason, Visitor visitor, HttpContext http, Proposals proposals,
            CancellationToken cancellationToken) =>
            (await proposals.RefuseAsync(id, visitor.Seat, reason, cancellationToken)).TryGet(out var _, out var refusals)
                ? Results.LocalRedirect(ConsolePaths.Inbox)
                : await ShowAsync(id, visitor, http.RequestServices, refusals, cancellationToken));
    }

    private static async Task<IResult> ConfirmAsync(
        long id, IFormCollection _, Visitor visitor, HttpContext http, KeyProposals keys, RightProposals rights, Proposals proposals,
        CancellationToken cancellationToken)
    {
        if (await proposals.FindAsync(id, visitor.Seat, cancellationToken) is not { IsDone: null } proposal)
        {
            return TypedResults.NotFound();
        }

        if (proposal.Kind == ProposalKind.Key)
        {
            return (await keys.ConfirmAsync(id, visitor.Seat, cancellationToken)).TryGet(out var made, out var faults)
                ? Page(proposal, visitor, made.Secret, isDone: true, refusals: null)
                : await ShowAsync(id, visitor, http.RequestServices, faults, cancellationToken);
        }

        return (await rights.ConfirmAsync(id, visitor.Seat, cancellationToken)).TryGet(out var _, out var refusals)
            ? Results.LocalRedirect($"{ConsolePaths.Directories}/institutions/{proposal.Subject}?said=true")
            : await ShowAsync(id, visitor, http.RequestServices, refusals, cancellationToken);
    }

    private static async Task<IResult> ShowAsync(
        long id, Visitor visitor, IServiceProvider services, Refusals? refusals, CancellationToken cancellationToken)
    {
        if (await services.GetRequiredService<Proposals>().FindAsync(id, visitor.Seat, cancellationToken) is not { IsDone: null } proposal)
        {
            return TypedResults.NotFound();
        }

        var ended = proposal.Kind == ProposalKind.Right && RightProposals.Read(proposal).Ended is { } right
            ? (await services.GetRequiredService<AuthorisationDirectory>().FindAsync(proposal.Subject, on: null, cancellationToken))?
                .Items.FirstOrDefault(held => held.Id == right)
            : null;
        var number = proposal.Kind == ProposalKind.Right
            ? RightProposals.Read(proposal).Given?.OccupationNumber ?? ended?.OccupationNumber
            : null;
        var occupation = number is null
            ? null
            : await services.GetRequiredService<OccupationDirectory>().FindAsync(number, on: null, cancellationToken);
        return Page(
            proposal, visitor, secret: null, isDone: false, refusals, (nameof(ProposalPage.Ended), ended),
            (nameof(ProposalPage.Occupation), occupation?.Name));
    }

    private static IResult Page(
        Proposal proposal, Visitor visitor, string? secret, bool isDone, Refusals? refusals, params (string, object?)[] more) =>
        Html.Page<ProposalPage>(
            refusals?.First.Code.Kind.Status() ?? StatusCodes.Status200OK,
            [
                (nameof(ProposalPage.Proposal), proposal), (nameof(ProposalPage.Session), visitor.Session),
                (nameof(ProposalPage.Secret), secret), (nameof(ProposalPage.IsDone), isDone), (nameof(ProposalPage.Refusals), refusals),
                .. more,
            ]);
}
