using Certificates.Api.Access;
using Certificates.Api.Batches;
using Certificates.Core;
using Certificates.Core.Access;
using Certificates.Core.Batches;
using Certificates.Core.Batches.Notices;
using Certificates.Core.Intake;
using Certificates.Core.Lifecycle;
using Certificates.Core.Register;
using Certificates.Web.Problems;
using Microsoft.AspNetCore.Mvc;

namespace Certificates.Api.Console.Batches;

/// <summary>Batches as they stand: the list, one with its rows, what is decided over it and taken from it.</summary>
internal static class BatchPages
{
    /// <summary>Asks for rows that are held back.</summary>
    public const string Held = "held";

    private const int PageSize = 50;
    private const int RowsShown = 200;
    private static readonly string[] Sayings = ["sent", "approved", "declined", "held", "released", "rejected"];

    public static void MapBatchPages(this IEndpointRouteBuilder console)
    {
        var batches = console.MapGroup("/batches").RequireAuthorization(Policies.OfConsole(Policies.Read));
        batches.MapGet("", ListAsync);
        batches.MapGet("/{id:guid}", (
            Guid id, string? outcome, string? after, string? said, Visitor visitor, InstitutionBatches all,
            CancellationToken cancellationToken) =>
            ShowAsync(id, new Asked(outcome, after, said, Refusals: null), visitor, all, cancellationToken));
        batches.MapGet("/{id:guid}/events", DownloadEndpoints.EventsAsync);
        batches.MapGet("/{id:guid}/rows.csv", DownloadEndpoints.RowsCsvAsync);
        batches.MapGet("/{id:guid}/rows.xlsx", DownloadEndpoints.RowsXlsxAsync);
        batches.MapGet("/{id:guid}/certificates.zip", DownloadEndpoints.CertificatesAsync);
        var decisions = batches.MapGroup("/{id:guid}").RequireAuthorization(Policies.OfConsole(Policies.Approve))
            .AddEndpointFilter(new FreshFactor((http, refusals) => ShowAsync(
                http.Part<Guid>("id"), new Asked(null, null, null, refusals), Visitor.Of(http),
                http.RequestServices.GetRequiredService<InstitutionBatches>(), http.RequestAborted)));
        decisions.MapPost("/approval", ApproveAsync);
        decisions.MapPost("/refusal", DeclineAsync);
        var rows = batches.MapGroup("/{id:guid}/rows/{row:long}").RequireAuthorization(Policies.OfConsole(Policies.Act));
        batches.MapPost("/{id:guid}/notice", NoticeAsync).RequireAuthorization(Policies.OfConsole(Policies.Act));
        rows.MapPost("/hold", HoldAsync);
        rows.MapPost("/release", ReleaseAsync);
        rows.MapPost("/rejection", RejectAsync);
    }

    private static async Task<IResult> ListAsync(
        string? status, string? after, Visitor visitor, InstitutionBatches batches, CancellationToken cancellationToken)
    {
        if (!BatchStatuses.TryParse(status, out var wanted) || (after is not null && !Guid.TryParse(after, out _)))
        {
            return Results.LocalRedirect(ConsolePaths.Batches);
        }

        var page = await batches.ListAsync(visitor.Seat, wanted, after, PageSize, cancellationToken);
        return Html.Page<BatchListPage>(
            StatusCodes.Status200OK, (nameof(BatchListPage.Batches), page), (nameof(BatchListPage.Status), status),
            (nameof(BatchListPage.MaySend), visitor.Seat.Role.IsOfInstitution()));
    }

    private static async Task<IResult> ShowAsync(
        Guid id, Asked asked, Visitor visitor, InstitutionBatches batches, CancellationToken cancellationToken)
    {
        if (await batches.FindAsync(id, visitor.Seat, cancellationToken) is not { } batch)
        {
            return TypedResults.NotFound();
        }

        RowOutcome? wanted = RowOutcomes.TryParse(asked.Outcome ?? "", out var outcome) ? outcome : null;
        bool? isHeld = asked.Outcome == Held ? true : null;
        var isForAuthority = batch.Origin == CertificateOrigin.Imported;
        return Html.Page<BatchPage>(
            asked.Refusals?.First.Code.Kind.Status() ?? StatusCodes.Status200OK,
            (nameof(BatchPage.Batch), batch),
            (nameof(BatchPage.Rows), await batches.RowsAsync(id, wanted, isHeld, asked.After, RowsShown, cancellationToken)),
            (nameof(BatchPage.Session), visitor.Session),
            (nameof(BatchPage.Outcome), isHeld == true ? Held : wanted?.Code()),
            (nameof(BatchPage.MayDecide), visitor.Seat.Role == (isForAuthority ? ApiKeyRole.Authority : ApiKeyRole.Approver)),
            (nameof(BatchPage.MayHold), visitor.Seat.Role != ApiKeyRole.Auditor),
            (nameof(BatchPage.Said), Array.Find(Sayings, known => known == asked.Said)),
            (nameof(BatchPage.Refusals), asked.Refusals));
    }

    private static async Task<IResult> ApproveAsync(
        Guid id, IFormCollection _, Visitor visitor, InstitutionBatches batches, BatchDecisions decisions,
        CancellationToken cancellationToken) =>
        await batches.FindAsync(id, visitor.Seat, cancellationToken) is null
            ? TypedResults.NotFound()
            : await AnswerAsync(
                id, "approved", (await decisions.ApproveAsync(id, visitor.Seat, cancellationToken)).Refusals, visitor, batches,
                cancellationToken);

    private static async Task<IResult> DeclineAsync(
        Guid id, [FromForm] string? reason, Visitor visitor, InstitutionBatches batches, BatchDecisions decisions,
        CancellationToken cancellationToken) =>
        await batches.FindAsync(id, visitor.Seat, cancellationToken) is null
            ? TypedResults.NotFound()
            : await AnswerAsync(
                id, "declined", (await decisions.DeclineAsync(id, visitor.Seat, reason, cancellationToken)).Refusals, visitor, batches,
                cancellationToken);

    /// <summary>Opens the public list of a batch, at the address that it has from the first time on.</summary>
    private static async Task<IResult> NoticeAsync(
        Guid id, IFormCollection _, Visitor visitor, InstitutionBatches batches, PublicNotices notices, CancellationToken cancellationToken)
    {
        var made = await notices.AddressAsync(id, visitor.Seat, cancellationToken);
        return made.TryGet(out var address, out var refusals)
            ? Results.LocalRedirect(address.Path)
            : await ShowAsync(id, new Asked(null, null, null, refusals), visitor, batches, cancellationToken);
    }

    private static Task<IResult> HoldAsync(
        Guid id, long row, [FromForm] string? category, [FromForm] string? reason, Visitor visitor, InstitutionBatches batches,
        RowHolds holds, CancellationToken cancellationToken) =>
        ChangeAsync(id, "held", category, reason, visitor, batches,
            ground => holds.HoldAsync(id, row, ground.Category.Code(), ground.Reason, visitor.Seat, cancellationToken), cancellationToken);

    private static Task<IResult> RejectAsync(
        Guid id, long row, [FromForm] string? category, [FromForm] string? reason, Visitor visitor, InstitutionBatches batches,
        RowHolds holds, CancellationToken cancellationToken) =>
        ChangeAsync(id, "rejected", category, reason, visitor, batches,
            ground => holds.RejectAsync(id, row, ground.Category.Code(), ground.Reason, visitor.Seat, cancellationToken),
            cancellationToken);

    private static Task<IResult> ReleaseAsync(
        Guid id, long row, [FromForm] string? category, [FromForm] string? reason, Visitor visitor, InstitutionBatches batches,
        RowHolds holds, CancellationToken cancellationToken) =>
        ChangeAsync(id, "released", category, reason, visitor, batches,
            ground => holds.ReleaseAsync(id, row, ground.Reason, visitor.Seat, cancellationToken), cancellationToken);

    private static async Task<IResult> ChangeAsync(
        Guid id, string said, string? category, string? reason, Visitor visitor, InstitutionBatches batches,
        Func<ChangeGround, Task<Refusal?>> change, CancellationToken cancellationToken)
    {
        if (await batches.FindAsync(id, visitor.Seat, cancellationToken) is null)
        {
            return TypedResults.NotFound();
        }

        Refusals? refused = ChangeGround.Read(category, reason, evidenceSha256: null).TryGet(out var ground, out var faults)
            ? await change(ground)
            : faults;
        return await AnswerAsync(id, said, refused, visitor, batches, cancellationToken);
    }

    private static async Task<IResult> AnswerAsync(
        Guid id, string said, Refusals? refused, Visitor visitor, InstitutionBatches batches, CancellationToken cancellationToken) =>
        refused is null
            ? Results.LocalRedirect($"{ConsolePaths.Batches}/{id}?said={said}")
            : await ShowAsync(id, new Asked(null, null, null, refused), visitor, batches, cancellationToken);

    /// <summary>What of a batch is to be shown.</summary>
    private sealed record Asked(string? Outcome, string? After, string? Said, Refusals? Refusals);
}
