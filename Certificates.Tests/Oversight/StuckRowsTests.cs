using System.Diagnostics.Metrics;
using System.Text;
using Certificates.Core.Batches;
using Certificates.Core.Data;
using Certificates.Core.Issuing;
using Certificates.Core.Oversight;
using Certificates.Tests.Api;
using Certificates.Tests.Issuing;

namespace Certificates.Tests.Oversight;

/// <summary>Whatever keeps rows from being issued is told at /health/ready and in a metric, in words.</summary>
[Category(Categories.Faults)]
[NonParallelizable]
internal sealed class StuckRowsTests
{
    private TestIssuing _issuing = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        _issuing = await TestIssuing.OpenAsync(embedded: true, settings: ("Issuing:LeaseSeconds", "3600"));
        var received = await _issuing.SendAsync(Encoding.UTF8.GetBytes(Csv.File(issued: 3)));
        Assert.That(received.TryGet(out _, out var refusals), Is.True, refusals?.First.Message);
    }

    [TearDown]
    public async Task CloseAsync() => await _issuing.DisposeAsync();

    [Test]
    public async Task RowThatCannotBeRead_IsCounted_WithTheReason_UntilItIsIssued()
    {
        var sent = (await Database.QueryAsync<byte[]>("SELECT SentCipher FROM BatchRow WHERE Row = 2", null, CancellationToken.None))[0];
        await Database.ExecuteAsync("UPDATE BatchRow SET SentCipher = zeroblob(80) WHERE Row = 2", null, CancellationToken.None);
        await Pipeline.RunGroupAsync(CancellationToken.None);

        Assert.That(await StuckAsync(), Is.EqualTo(1));
        var told = await _issuing.Get<Readiness>().ReadAsync(CancellationToken.None);
        Assert.That(told.TakesResults, Is.True);
        Assert.That(told.Fault, Does.StartWith("1 rows that may be issued are not").And.Contain("cannot be decrypted"));

        await Database.ExecuteAsync("UPDATE BatchRow SET SentCipher = @sent WHERE Row = 2", new { sent }, CancellationToken.None);
        _issuing.Clock.Advance(TimeSpan.FromMinutes(11));
        await Pipeline.RunGroupAsync(CancellationToken.None);
        Assert.That(await StuckAsync(), Is.Zero);
        Assert.That((await _issuing.Get<Readiness>().ReadAsync(CancellationToken.None)).Fault, Is.Null);
    }

    [Test]
    public async Task RowsThatAProcessHoldsAndDoesNotIssue_AreCountedAfterAMinute()
    {
        await StuckAsync();
        await _issuing.Get<Claiming>().ClaimAsync(CancellationToken.None);
        _issuing.Clock.Advance(TimeSpan.FromSeconds(50));
        Assert.That(await StuckAsync(), Is.Zero);
        _issuing.Clock.Advance(TimeSpan.FromSeconds(11));

        Assert.That(await StuckAsync(), Is.EqualTo(3));
        Assert.That((await _issuing.Get<Readiness>().ReadAsync(CancellationToken.None)).Fault, Does.StartWith("3 rows that may be issued are not"));
    }

    private Database Database => _issuing.Get<Database>();

    private IssuingPipeline Pipeline => _issuing.Get<IssuingPipeline>();

    /// <summary>What the gauge says.</summary>
    private async Task<long> StuckAsync()
    {
        await _issuing.Get<WaitingRows>().MeasureAsync(CancellationToken.None);
        long? said = null;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Name == "certificates.queue.stuck")
            {
                own.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => said = Math.Max(said ?? 0, value));
        listener.Start();
        listener.RecordObservableInstruments();
        Assert.That(_issuing.Get<WaitingRows>().Stuck, Is.EqualTo(said));
        return said ?? -1;
    }
}
