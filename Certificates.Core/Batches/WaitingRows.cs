using System.Diagnostics.Metrics;
using Certificates.Core.Register;

namespace Certificates.Core.Batches;

/// <summary>
/// How many rows wait to be issued, and how many of them are kept from it: two gauges. They say nothing, rather than something old,
/// while the register cannot be asked.
/// </summary>
public sealed class WaitingRows : IDisposable
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestStandstill = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);
    private readonly BatchStore _batches;
    private readonly CertificateReader _certificates;
    private readonly TimeProvider _clock;
    private readonly Meter _meter = new(Telemetry.Name);
    private readonly ObservableGauge<long> _length;
    private volatile Length? _last;
    private volatile Length? _stuck;
    private (long Event, long Rows, long At) _progress;

    internal WaitingRows(BatchStore batches, CertificateReader certificates, TimeProvider clock)
    {
        (_batches, _certificates, _clock) = (batches, certificates, clock);
        _progress.At = clock.GetTimestamp();
        _length = _meter.CreateObservableGauge(
            "certificates.queue.length", () => Observe(_last), "{row}",
            "Rows that wait to be issued, in all batches; every process tells the same.");
        _meter.CreateObservableGauge(
            "certificates.queue.stuck", () => Observe(_stuck), "{row}",
            "Rows that may be issued and are not, for a minute or because they failed; /health/ready says why.");
    }

    /// <summary>Rows that may be issued and are not; 0 when all is well, or nobody looked for a while.</summary>
    public long Stuck => _stuck is { } last && _clock.GetElapsedTime(last.At) < Freshness ? last.Rows : 0;

    /// <summary>Counts; worth doing every few seconds.</summary>
    public async Task MeasureAsync(CancellationToken cancellationToken)
    {
        var (now, today) = (_clock.GetUtcNow(), _clock.Today());
        var putOff = await _batches.CountPutOffAsync(now, now + Soon, today, cancellationToken);
        var happened = await _certificates.HighestEventAsync(cancellationToken);

        // Counting reads each row that waits: while certificates are issued, nobody need know but a listener.
        var isStill = happened == _progress.Event;
        var rows = isStill || _length.Enabled ? await _batches.CountWaitingAsync(now, today, cancellationToken) : 0;
        var timestamp = _clock.GetTimestamp();
        if (!isStill || rows == 0 || rows < _progress.Rows)
        {
            _progress = (happened, rows, timestamp);
        }

        _last = _length.Enabled ? new Length(rows, timestamp) : null;
        var standing = _clock.GetElapsedTime(_progress.At) >= LongestStandstill ? rows : 0;
        _stuck = new Length(Math.Max(putOff, standing), timestamp);
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<long>> Observe(Length? last) =>
        last is not null && _clock.GetElapsedTime(last.At) < Freshness ? [new Measurement<long>(last.Rows)] : [];

    private sealed record Length(long Rows, long At);
}
