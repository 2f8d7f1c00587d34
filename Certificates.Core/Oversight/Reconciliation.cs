using System.Text.Json.Serialization;
using Certificates.Core.Access;
using Certificates.Core.Batches;
using Certificates.Core.Intake;
using Certificates.Core.Register;

namespace Certificates.Core.Oversight;

/// <summary>
/// Whether nothing was lost and nothing came in by another door: per institution and day, what was received is the sum of what became
/// of it, and what was issued stands in the register, row by row.
/// </summary>
public sealed class Reconciliation
{
    /// <summary>Most days of a report.</summary>
    public const int MaxDays = 366;

    private const int DefaultDays = 30;
    private readonly ReconciliationStore _store;
    private readonly TimeProvider _clock;

    internal Reconciliation(ReconciliationStore store, TimeProvider clock) => (_store, _clock) = (store, clock);

    /// <summary>Reports on files by the day they arrived, China Standard Time; an institution's key sees its own.</summary>
    /// <param name="from">First day; without it, 30 days up to the last.</param>
    /// <param name="to">Last day; without it, today.</param>
    /// <param name="reader">Whose key asks.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The report, or <c>span_invalid</c>.</returns>
    public async Task<Result<ReconciliationReport>> ReportAsync(DateOnly? from, DateOnly? to, ApiKey reader,
        CancellationToken cancellationToken)
    {
        var last = to ?? _clock.Today();
        var first = from ?? last.AddDays(1 - DefaultDays);
        if (first > last || last.DayNumber - first.DayNumber >= MaxDays)
        {
            return new Refusal(RefusalCode.SpanInvalid, "from",
                $"from is a day not behind to, and at most {MaxDays} days lie between them.",
                $"from 不得晚于 to，间隔不超过 {MaxDays} 天。");
        }

        var read = await _store.ReadAsync(ChinaTime.StartOf(first), ChinaTime.StartOf(last.AddDays(1)), reader.InstitutionId,
            cancellationToken);
        var stored = read.Stored.ToDictionary(count => count.BatchId, StringComparer.Ordinal);
        var received = read.Received.ToLookup(count => (count.InstitutionCode, Day: ChinaTime.DayOf(count.ReceivedAt)));
        var strays = read.WithoutBatch.ToLookup(count =>
            (count.InstitutionCode, Day: ChinaTime.DayOf(count.ReservedAt)), count => count.Count);
        var items = received.Select(group => group.Key).Union(strays.Select(group => group.Key))
            .OrderByDescending(key => key.Day).ThenBy(key => key.InstitutionCode, StringComparer.Ordinal)
            .Select(key => new ReconciliationItem(
                key.InstitutionCode, key.Day, Counts([.. received[key]]), Differences([.. received[key]], stored, strays[key].Sum())));
        return new ReconciliationReport(first, last, [.. items], Counts(read.Received));
    }

    /// <summary>What was received in the last thirty days and what became of it, without holding it against the register.</summary>
    public async Task<ReconciliationReport> ReceivedAsync(ApiKey reader, CancellationToken cancellationToken)
    {
        var last = _clock.Today();
        var first = last.AddDays(1 - DefaultDays);
        var received = await _store.ReceivedAsync(
            ChinaTime.StartOf(first), ChinaTime.StartOf(last.AddDays(1)), reader.InstitutionId, cancellationToken);
        var items = received.GroupBy(count => (count.InstitutionCode, Day: ChinaTime.DayOf(count.ReceivedAt)))
            .Select(day => new ReconciliationItem(day.Key.InstitutionCode, day.Key.Day, Counts([.. day]), []));
        return new ReconciliationReport(first, last, [.. items], Counts(received));
    }

    private static DayCounts Counts(IReadOnlyList<ReceivedCount> counts) => new(
        Of(counts, CertificateOrigin.Issued), Of(counts, CertificateOrigin.Imported));

    private static BatchCounts Of(IReadOnlyList<ReceivedCount> counts, CertificateOrigin origin) => BatchCounts.Of(
        outcome => counts.Where(count => count.Origin == origin && count.Outcome == outcome).Sum(count => count.Count));

    private static IReadOnlyList<ReconciliationDifference> Differences(
        IReadOnlyList<ReceivedCount> received, Dictionary<string, StoredCount> stored, long strays)
    {
        var issued = received.Where(count => count.Outcome == RowOutcome.Issued).Sum(count => count.Count);
        var batches = received.Select(count => count.BatchId).Distinct(StringComparer.Ordinal).Select(id => stored.GetValueOrDefault(id))
            .OfType<StoredCount>().ToList();
        var withRow = batches.Sum(count => count.WithRow);
        ReconciliationDifference[] found =
        [
            new("issued_without_certificate", issued - withRow),
            new("certificate_without_row", batches.Sum(count => count.Count) - withRow),
            new("certificate_without_batch", strays),
        ];
        return [.. found.Where(difference => difference.Count != 0)];
    }
}

/// <summary>What was received over some days, and what became of it.</summary>
/// <param name="From">First day, China Standard Time.</param>
/// <param name="To">Last day.</param>
/// <param name="Items">By institution and day, the last day first; days without a file are left out.</param>
/// <param name="Totals">Of all items.</param>
public sealed record ReconciliationReport(DateOnly From, DateOnly To, IReadOnlyList<ReconciliationItem> Items, DayCounts Totals)
{
    /// <summary>The same by institution and month, each under its first day.</summary>
    public IReadOnlyList<ReconciliationItem> ByMonth() => By(item => new DateOnly(item.Day.Year, item.Day.Month, 1));

    /// <summary>The same by institution, all days in one.</summary>
    public IReadOnlyList<ReconciliationItem> ByInstitution() =>
        [.. By(_ => From).OrderBy(item => item.InstitutionCode, StringComparer.Ordinal)];

    /// <summary>The same of one institution.</summary>
    public ReconciliationReport Of(string institutionCode)
    {
        var items = Items.Where(item => item.InstitutionCode == institutionCode).ToList();
        return this with { Items = items, Totals = Sum(items) };
    }

    private List<ReconciliationItem> By(Func<ReconciliationItem, DateOnly> day) =>
    [
        .. Items.GroupBy(item => (item.InstitutionCode, Day: day(item))).Select(same => new ReconciliationItem(
            same.Key.InstitutionCode,
            same.Key.Day,
            Sum(same),
            [
                .. same.SelectMany(item => item.Differences).GroupBy(each => each.Code, StringComparer.Ordinal)
                    .Select(each => new ReconciliationDifference(each.Key, each.Sum(difference => difference.Count))),
            ])),
    ];

    private static DayCounts Sum(IEnumerable<DayCounts> days) => new(
        BatchCounts.Sum(days.Select(day => day.Results)), BatchCounts.Sum(days.Select(day => day.Imported)));
}

/// <summary>An institution's day.</summary>
/// <param name="InstitutionCode">Who sent it.</param>
/// <param name="Day">The day the files arrived.</param>
/// <param name="Counts">How the rows stand now.</param>
/// <param name="Differences">Where rows and certificates do not agree; empty when all is well.</param>
public sealed record ReconciliationItem(
    string InstitutionCode, DateOnly Day, [property: JsonIgnore] DayCounts Counts, IReadOnlyList<ReconciliationDifference> Differences)
    : DayCounts(Counts);

/// <summary>Counts of rows, those of results apart from those of certificates issued before this system.</summary>
/// <param name="Results">Of results.</param>
/// <param name="Imported">The same of certificates issued before this system.</param>
public record DayCounts([property: JsonIgnore] BatchCounts Results, BatchCounts Imported)
{
    /// <summary>Rows of results; the sum of those that follow.</summary>
    public long Received => Results.Received;

    /// <summary>With a certificate.</summary>
    public long Issued => Results.Issued;

    /// <summary>Below a pass mark.</summary>
    public long NotPassed => Results.NotPassed;

    /// <summary>Faulty, or declined.</summary>
    public long Rejected => Results.Rejected;

    /// <summary>Holder certified already.</summary>
    public long Duplicate => Results.Duplicate;

    /// <summary>Not ended yet.</summary>
    public long Pending => Results.Pending;
}

/// <summary>One way in which rows and certificates do not agree.</summary>
/// <param name="Code">issued_without_certificate, certificate_without_row or certificate_without_batch.</param>
/// <param name="Count">How many.</param>
public sealed record ReconciliationDifference(string Code, long Count);
