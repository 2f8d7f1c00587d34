using System.Diagnostics.Metrics;

namespace Certificates.Core.Register.Making;

/// <summary>What making a certificate tells of itself: how long composing and signing take.</summary>
internal static class MakingMeasures
{
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [.0001, .0003, .001, .002, .005, .01,
        .03, .1, .3, 1, 3]
    };

    private static readonly Histogram<double> ComposeTime =
        Telemetry.Meter.CreateHistogram("certificates.compose.duration", "s", "Time to compose a PDF.", tags: null, Seconds);

    private static readonly Histogram<double> SignTime =
        Telemetry.Meter.CreateHistogram("certificates.sign.duration", "s", "Time to sign a PDF or a QR token.", tags: null, Seconds);

    public static void Composed(TimeSpan time) => ComposeTime.Record(time.TotalSeconds);

    public static void SignedPdf(TimeSpan time) => SignTime.Record(time.TotalSeconds, Telemetry.Tag("what", "pdf"));

    public static void SignedQr(TimeSpan time) => SignTime.Record(time.TotalSeconds, Telemetry.Tag("what", "qr"));
}
