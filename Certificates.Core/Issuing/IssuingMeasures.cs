using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Certificates.Core.Issuing;

/// <summary>What the pipeline tells of itself.</summary>
internal static class IssuingMeasures
{
    private static readonly InstrumentAdvice<int> Sizes = new() { HistogramBucketBoundaries = [1, 5, 20, 50, 100, 200, 300, 500, 1000] };

    private static readonly Counter<long> Issued =
        Telemetry.Meter.CreateCounter<long>("certificates.issued", "{certificate}", "Certificates put in force.");

    private static readonly Histogram<int> CommitSize =
        Telemetry.Meter.CreateHistogram("certificates.commit.size", "{certificate}", "Certificates that shared a commit.", tags: null,
            Sizes);

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
}
