using Certificates.Core.Batches;
using Certificates.Core.Oversight;

namespace Certificates.Api.Oversight;

/// <summary>What was received over some days, and what became of it.</summary>
/// <param name="From">First day, China Standard Time.</param>
/// <param name="To">Last day.</param>
/// <param name="Items">By institution and day of arrival, the last day first; days without a file are left out.</param>
/// <param name="Totals">Of all items.</param>
internal sealed record ReconciliationView(DateOnly From, DateOnly To, IReadOnlyList<ReconciliationItemView> Items,
    ReconciliationTotals Totals)
{
    /// <summary>As it is shown.</summary>
    public static ReconciliationView Of(ReconciliationReport report) => new(
        report.From, report.To, [.. report.Items.Select(ReconciliationItemView.Of)], ReconciliationTotals.Of(report.Totals));
}

/// <summary>An institution's day.</summary>
/// <param name="InstitutionCode">Who sent it.</param>
/// <param name="Day">The day the files arrived.</param>
/// <param name="Received">Rows of results; the sum of those that follow.</param>
/// <param name="Issued">With a certificate.</param>
/// <param name="NotPassed">Below a pass mark.</param>
/// <param name="Rejected">Faulty, or declined.</param>
/// <param name="Duplicate">Holder certified already.</param>
/// <param name="Pending">Not ended yet.</param>
/// <param name="Imported">The same of certificates issued before this system.</param>
/// <param name="Differences">Where rows and certificates do not agree; empty when all is well.</param>
internal sealed record ReconciliationItemView(
    string InstitutionCode,
    DateOnly Day,
    long Received,
    long Issued,
    long NotPassed,
    long Rejected,
    long Duplicate,
    long Pending,
    BatchCounts Imported,
    IReadOnlyList<ReconciliationDifference> Differences)
{
    /// <summary>As it is shown.</summary>
    public static ReconciliationItemView Of(ReconciliationItem item)
    {
        var results = item.Counts.Results;
        return new ReconciliationItemView(
            item.InstitutionCode,
            item.Day,
            results.Received,
            results.Issued,
            results.NotPassed,
            results.Rejected,
            results.Duplicate,
            results.Pending,
            item.Counts.Imported,
            item.Differences);
    }
}

/// <summary>The sums of a report, as those of an item.</summary>
/// <param name="Received">Rows of results.</param>
/// <param name="Issued">With a certificate.</param>
/// <param name="NotPassed">Below a pass mark.</param>
/// <param name="Rejected">Faulty, or declined.</param>
/// <param name="Duplicate">Holder certified already.</param>
/// <param name="Pending">Not ended yet.</param>
/// <param name="Imported">The same of certificates issued before this system.</param>
internal sealed record ReconciliationTotals(
    long Received, long Issued, long NotPassed, long Rejected, long Duplicate, long Pending, BatchCounts Imported)
{
    /// <summary>As they are shown.</summary>
    public static ReconciliationTotals Of(DayCounts counts) => new(
        counts.Results.Received,
        counts.Results.Issued,
        counts.Results.NotPassed,
        counts.Results.Rejected,
        counts.Results.Duplicate,
        counts.Results.Pending,
        counts.Imported);
}
