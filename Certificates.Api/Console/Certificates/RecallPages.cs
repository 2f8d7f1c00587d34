using Certificates.Api.Access;
using static Certificates.Api.Console.FormText;
using Certificates.Api.Console.Forms;
using Certificates.Core;
using Certificates.Core.Batches;
using Certificates.Core.Lifecycle;
using Certificates.Web.Problems;
using Microsoft.AspNetCore.Mvc;

namespace Certificates.Api.Console.Certificates;

/// <summary>Recalling many certificates at once: all that was issued out of a batch, or a list of numbers.</summary>
internal static class RecallPages
{
    /// <summary>What can be done with many.</summary>
    public static readonly IReadOnlyList<ChangeKind> Kinds = [ChangeKind.Suspension, ChangeKind.Cancellation];

    private static readonly char[] Between = [' ', '\t', '\r', '\n', ',', ';', '，', '；', '、'];

    public static void MapRecallPages(this IEndpointRouteBuilder console)
    {
        var pages = console.MapGroup("").RequireAuthorization(Policies.OfConsole(Policies.Act));
        pages.MapGet("/certificates/recall", (Visitor visitor) => Show(visitor, new Shown()));
        pages.MapGet("/batches/{id:guid}/recall", async (
            Guid id, Visitor visitor, InstitutionBatches batches, CancellationToken cancellationToken) =>
            await batches.FindAsync(id, visitor.Seat, cancellationToken) is null
                ? TypedResults.NotFound()
                : Show(visitor, new Shown { Batch = id }));
        var acts = pages.MapGroup("").TakeEvidence((http, refusals) => Task.FromResult(Show(
            Visitor.Of(http), new Shown
            {
                Batch = http.GetRouteValue("id") is null ? null : http.Part<Guid>("id"),
                Refusals = refusals,
            })));
        acts.MapPost("/certificates/recall", RecallListAsync);
        acts.MapPost("/batches/{id:guid}/recall", RecallBatchAsync);
    }

    private static IResult Show(Visitor visitor, Shown shown) => Html.Page<RecallPage>(
        shown.Refusals?.First.Code.Kind.Status() ?? StatusCodes.Status200OK,
        (nameof(RecallPage.Session), visitor.Session), (nameof(RecallPage.Batch), shown.Batch),
        (nameof(RecallPage.Outcome), shown.Outcome), (nameof(RecallPage.Refusals), shown.Refusals));

    private static async Task<IResult> RecallListAsync(
        [FromForm] string? numbers, [FromForm] string? kind, [FromForm] string? category, [FromForm] string? reason,
        [FromForm] string? evidenceSha256, Visitor visitor, CertificateChanges changes, CancellationToken cancellationToken)
    {
        var target = ChangeTarget.ReadList(
            (numbers ?? "").Split(Between, StringSplitOptions.RemoveEmptyEntries).Cast<string?>().ToList());
        return Show(
            visitor, await RecallAsync(target, Ground(category, reason, evidenceSha256), kind, visitor, changes, cancellationToken));
    }

    private static async Task<IResult> RecallBatchAsync(
        Guid id, [FromForm] string? kind, [FromForm] string? category, [FromForm] string? reason, [FromForm] string? evidenceSha256,
        Visitor visitor, CertificateChanges changes, CancellationToken cancellationToken)
    {
        var shown = await RecallAsync(
            ChangeTarget.OfBatch(id), Ground(category, reason, evidenceSha256), kind, visitor, changes, cancellationToken);
        return Show(visitor, shown with { Batch = id });
    }

    private static Result<ChangeGround> Ground(string? category, string? reason, string? evidenceSha256) =>
        ChangeGround.Read(category, reason, Typed(evidenceSha256));

    private static async Task<Shown> RecallAsync(
        Result<ChangeTarget> target, Result<ChangeGround> ground, string? kind, Visitor visitor, CertificateChanges changes,
        CancellationToken cancellationToken)
    {
        var wanted = kind == ChangeKind.Cancellation.Code() ? ChangeKind.Cancellation : ChangeKind.Suspension;
        if (!target.And(ground).TryGet(out var sent, out var refusals)
            || !(await changes.ChangeAsync(wanted, sent.First, sent.Second, visitor.Seat, cancellationToken))
                .TryGet(out var outcome, out refusals))
        {
            return new Shown { Refusals = refusals };
        }

        return new Shown { Outcome = outcome };
    }

    private sealed record Shown
    {
        public Guid? Batch { get; init; }
        public ChangeOutcome? Outcome { get; init; }
        public Refusals? Refusals { get; init; }
    }
}
