using Certificates.Api.Access;
using Certificates.Core.Access;
using Certificates.Core.Batches;
using Certificates.Core.Directories;
using Certificates.Core.Oversight;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Certificates.Api.Console.Authority;

/// <summary>What was received and issued, and how the service stands.</summary>
internal static class OversightPages
{
    private const int Most = 1000;

    public static void MapOversightPages(this IEndpointRouteBuilder console)
    {
        console.MapGet("/reconciliation", ReconcileAsync).RequireAuthorization(Policies.OfConsole(Policies.Read));
        console.MapGet("/health", HealthAsync).RequireAuthorization(Policies.OfConsole(Policies.Oversee));
    }

    private static async Task<IResult> ReconcileAsync(
        string? from, string? to, string? by, string? institution, Visitor visitor, Reconciliation reconciliation,
        InstitutionDirectory institutions, CancellationToken cancellationToken)
    {
        var read = await reconciliation.ReportAsync(FormText.Day(from), FormText.Day(to), visitor.Seat, cancellationToken);
        return read.TryGet(out var report, out _)
            ? Html.Page<ReconciliationPage>(
                StatusCodes.Status200OK, (nameof(ReconciliationPage.Report), report),
                (nameof(ReconciliationPage.By), Enum.TryParse<AccountLine>(by, ignoreCase: true, out var line) ? line : default),
                (nameof(ReconciliationPage.Institution), FormText.Typed(institution)),
                (nameof(ReconciliationPage.Names), await institutions.NamesAsync(cancellationToken)))
            : Results.LocalRedirect(ConsolePaths.Reconciliation);
    }

    private static async Task<IResult> HealthAsync(
        Visitor visitor, HealthCheckService checks, InstitutionBatches batches, ApiKeys keys, SelfCheck checkedLast, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var waiting = await batches.ListAsync(visitor.Seat, BatchStatus.AwaitingApproval, after: null, Most, cancellationToken);
        var now = clock.GetUtcNow();
        var ending = (await keys.ListAsync(visitor.Seat, cancellationToken))
            .Where(key => key.RevokedAt is null && key.ExpiresAt > now && key.ExpiresAt - now <= KeyLife.WarnedBefore).ToList();
        return Html.Page<HealthPage>(
            StatusCodes.Status200OK, (nameof(HealthPage.Report), await checks.CheckHealthAsync(cancellationToken)),
            (nameof(HealthPage.Checked), await checkedLast.LastAsync(cancellationToken)),
            (nameof(HealthPage.Waiting), $"{waiting.Items.Count}{(waiting.Next is null ? "" : "+")}"), (nameof(HealthPage.Ending), ending));
    }
}

/// <summary>What a line of the accounts is about.</summary>
public enum AccountLine
{
    /// <summary>A day of an institution.</summary>
    Day,

    /// <summary>A month of an institution.</summary>
    Month,

    /// <summary>An institution, over all days.</summary>
    Institution,
}
