using System.Diagnostics;
using System.Diagnostics.Metrics;
using Certificates.Core.Batches;
using Certificates.Core.Intake;

namespace Certificates.Core.Issuing;

/// <summary>What the pipeline tells of itself.</summary>
internal static class IssuingMeasures
{
    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [.0001, .0003, .001, .002, .005, .01, .03, .1, .3, 1, 3] };
    private static readonly InstrumentAdvice<int> Sizes = new() { HistogramBucketBoundaries = [1, 5, 20, 50, 100, 200, 300, 500, 1000] };

    private static readonly Counter<long> Issued =
        Telemetry.Meter.CreateCounter<long>("certificates.issued", "{certificate}", "Certificates put in force.");

    private static readonly Counter<long> Rejected =
        Telemetry.Meter.CreateCounter<long>("certificates.rows.rejected", "{row}", "Rows rejected; a row counts under each of its reasons.");

    private static readonly Histogram<int> CommitSize =
        Telemetry.Meter.CreateHistogram("certificates.commit.size", "{certificate}", "Certificates that shared a commit.", tags: null, Sizes);

    private static readonly Histogram<double> ComposeTime =
        Telemetry.Meter.CreateHistogram("certificates.compose.duration", "s", "Time to compose a PDF.", tags: null, Seconds);

    private static readonly Histogram<double> SignTime =
        Telemetry.Meter.CreateHistogram("certificates.sign.duration", "s", "Time to sign a PDF or a QR token.", tags: null, Seconds);

    /// <summary>Traces a step that is about some certificates; null when nobody listens.</summary>
    public static Activity? Trace(string step, int certificates) =>
        Telemetry.Activities.StartActivity(step)?.SetTag(Telemetry.Certificates, certificates);

    /// <summary>Counts the certificates of a commit.</summary>
    public static void Committed(IEnumerable<CertificateKind> kinds)
    {
        if (!Issued.Enabled && !CommitSize.Enabled)
        {
            return;
        }

        var size = 0;
        foreach (var (kind, count) in kinds.CountBy(kind => kind))
        {
            size += count;
            Issued.Add(count, Telemetry.Tag("kind", kind.Code()));
        }

        if (size > 0)
        {
            CommitSize.Record(size);
        }
    }

    /// <summary>Counts rows that were rejected when their certificates were prepared.</summary>
    public static void RejectedRows(IEnumerable<PreparedRow> rows)
    {
        if (!Rejected.Enabled)
        {
            return;
        }

        foreach (var row in rows)
        {
            if (!row.Outcome.TryGet(out _, out var refusal))
            {
                Rejected.Add(1, Telemetry.Tag("reason", refusal.Code));
            }
        }
    }

    /// <summary>Counts rows that were rejected at intake.</summary>
    public static void RejectedRows(IEnumerable<KeyValuePair<string, int>> byReason)
    {
        foreach (var (reason, count) in byReason)
        {
            Rejected.Add(count, Telemetry.Tag("reason", reason));
        }
    }

    /// <summary>Reads the reasons of stored rows as they pass by; afterwards <paramref name="byReason"/> has the rejecting ones.</summary>
    public static IEnumerable<BatchRowRecord> Watch(IEnumerable<BatchRowRecord> rows, Dictionary<string, int> byReason)
    {
        // A write that is tried again reads its rows again.
        byReason.Clear();
        foreach (var row in rows)
        {
            if (row.Outcome == (long)RowOutcome.Rejected && Rejected.Enabled)
            {
                foreach (var code in RowReasons.Read(row.Reasons).Select(reason => reason.Code).Distinct(StringComparer.Ordinal))
                {
                    byReason[code] = byReason.GetValueOrDefault(code) + 1;
                }
            }

            yield return row;
        }
    }

    public static void Composed(TimeSpan time) => ComposeTime.Record(time.TotalSeconds);

    public static void SignedPdf(TimeSpan time) => SignTime.Record(time.TotalSeconds, Telemetry.Tag("what", "pdf"));

    public static void SignedQr(TimeSpan time) => SignTime.Record(time.TotalSeconds, Telemetry.Tag("what", "qr"));
}
