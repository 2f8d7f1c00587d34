using System.Globalization;
using Certificates.Api.Access;
using Certificates.Core.Access;
using Certificates.Core.Batches;
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
        string? from, string? to, Visitor visitor, Reconciliation reconciliation, CancellationToken cancellationToken)
    {
        var read = await reconciliation.ReportAsync(Day(from), Day(to), visitor.Seat, cancellationToken);
        return read.TryGet(out var report, out _)
            ? Html.Page<ReconciliationPage>(StatusCodes.Status200OK, (nameof(ReconciliationPage.Report), report))
            : Results.LocalRedirect(ConsolePaths.Reconciliation);
    }

    private static async Task<IResult> HealthAsync(
        Visitor visitor, HealthCheckService checks, InstitutionBatches batches, ApiKeys keys, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var waiting = await batches.ListAsync(visitor.Seat, BatchStatus.AwaitingApproval, after: null, Most, cancellationToken);
        var now = clock.GetUtcNow();
        var ending = (await keys.ListAsync(cancellationToken))
            .Where(key => key.RevokedAt is null && key.ExpiresAt > now && key.ExpiresAt - now <= KeyLife.WarnedBefore).ToList();
        return Html.Page<HealthPage>(
            StatusCodes.Status200OK, (nameof(HealthPage.Report), await checks.CheckHealthAsync(cancellationToken)),
            (nameof(HealthPage.Waiting), waiting.Items.Count), (nameof(HealthPage.Ending), ending));
    }

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
