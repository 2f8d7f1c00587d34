using System.Diagnostics.Metrics;

namespace Certificates.Core.Batches;

/// <summary>
/// How many rows wait to be issued: a gauge. It says nothing, rather than something old, while the register cannot be asked.
/// </summary>
public sealed class WaitingRows : IDisposable
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(30);
    private readonly BatchStore _batches;
    private readonly TimeProvider _clock;
    private readonly Meter _meter = new(Telemetry.Name);
    private readonly ObservableGauge<long> _length;
    private volatile Length? _last;

    internal WaitingRows(BatchStore batches, TimeProvider clock)
    {
        (_batches, _clock) = (batches, clock);
        _length = _meter.CreateObservableGauge(
            "certificates.queue.length", Observe, "{row}", "Rows that wait to be issued, in all batches; every process tells the same.");
    }

    /// <summary>Counts, if anybody listens; worth doing every few seconds.</summary>
    public async Task MeasureAsync(CancellationToken cancellationToken)
    {
        if (_length.Enabled)
        {
            var rows = await _batches.CountWaitingAsync(_clock.GetUtcNow(), _clock.Today(), cancellationToken);
            _last = new Length(rows, _clock.GetTimestamp());
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<long>> Observe() =>
        _last is { } last && _clock.GetElapsedTime(last.At) < Freshness ? [new Measurement<long>(last.Rows)] : [];

    private sealed record Length(long Rows, long At);
}
