using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;
using Certificates.Core;
using Certificates.Core.Batches;
using Certificates.Core.Verifying;
using Certificates.Tests.Api;
using Certificates.Tests.Issuing;

namespace Certificates.Tests.Monitoring;

[NonParallelizable]
internal sealed class MeasureTests
{
    [Test]
    public void LookUpAndLimit_CountedWhileNobodyListens_AllocateNothing()
    {
        Count();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Count();

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);

        static void Count()
        {
            for (var i = 0; i < 100; i++)
            {
                LookUps.Count(LookUpChannel.Json, VerdictKind.Valid);
                Telemetry.LimitHit(LimitKind.Requests);
            }
        }
    }

    [Test]
    public async Task RejectedRow_WithTwoReasons_CountsUnderEach()
    {
        await using var issuing = await TestIssuing.OpenAsync();
        using var heard = new Heard();
        var row = Csv.Row(grade: "顶级").Replace(",73,", ",,", StringComparison.Ordinal);
        var file = Encoding.UTF8.GetBytes($"{Csv.Header}\n{row}\n{Csv.Row(grade: "顶级")}");
        await issuing.SendAsync(file, "again");
        await issuing.SendAsync(file, "again");

        Assert.That(heard.Of("certificates.rows.rejected"), Is.EquivalentTo(new[] { "reason=grade_unknown 2", "reason=score_missing 1" }));
    }

    [Test]
    public async Task Queue_OfRowsThatWait_IsTheirNumber()
    {
        await using var issuing = await TestIssuing.OpenAsync();
        using var heard = new Heard();
        var sent = await issuing.SendAsync(Encoding.UTF8.GetBytes(Csv.File(issued: 3, notPassed: 1)));
        Assert.That(sent.TryGet(out var reception, out _), Is.True);
        await issuing.Get<WaitingRows>().MeasureAsync(CancellationToken.None);
        heard.Observe();
        await issuing.IssueAsync(reception!.Batch.Id);
        await issuing.Get<WaitingRows>().MeasureAsync(CancellationToken.None);
        heard.Observe();
        issuing.Clock.Advance(TimeSpan.FromMinutes(1));
        heard.Observe();

        Assert.That(heard.Of("certificates.queue.length"), Is.EqualTo(new[] { " 3", " 0" }), "an old count is not told");
    }

    /// <summary>What our own meters say: tags and value.</summary>
    private sealed class Heard : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly ConcurrentQueue<(string Name, string Text)> _measurements = new();

        public Heard()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == Telemetry.Name)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
                _measurements.Enqueue((instrument.Name, $"{string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))} {value}")));
            _listener.Start();
        }

        public void Observe() => _listener.RecordObservableInstruments();

        public IEnumerable<string> Of(string name) => _measurements.Where(m => m.Name == name).Select(m => m.Text);

        public void Dispose() => _listener.Dispose();
    }
}
