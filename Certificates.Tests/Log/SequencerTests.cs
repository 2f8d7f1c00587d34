using System.Text;
using Certificates.Core.Data;
using Certificates.Core.Log;
using Certificates.Core.Log.Tree;
using Certificates.Core.Log.Witnesses;
using Certificates.Core.Recovery;
using Certificates.Core.Register;
using Certificates.Core.Signing.Notes;
using Certificates.Tests.Api;
using Certificates.Tests.Issuing;
using Certificates.Tests.Log.Outsider;
using Microsoft.Extensions.Logging.Abstractions;

namespace Certificates.Tests.Log;

/// <summary>The log as it grows with the register: every leaf in it once, and nothing else ever signed.</summary>
internal sealed class SequencerTests
{
    private TestIssuing _issuing = null!;

    [SetUp]
    public async Task OpenAsync() => _issuing = await TestIssuing.OpenAsync(embedded: true);

    [TearDown]
    public async Task CloseAsync() => await _issuing.DisposeAsync();

    [Test]
    public async Task Leaves_OfWhatIsIssued_AreNumberedAndSigned_AndTheTreeOnlyGrows()
    {
        await IssueAsync(3);
        await _issuing.SequenceAsync();
        var (first, before) = (await _issuing.CheckpointAsync(), await _issuing.EntriesAsync());
        await IssueAsync(300);
        await _issuing.SequenceAsync();
        var (second, entries) = (await _issuing.CheckpointAsync(), await _issuing.EntriesAsync());
        var leaves = entries.ConvertAll(RfcTree.LeafHash);
        var proof = await _issuing.Get<LogReader>().RootsAsync([.. LeafRange.ConsistencyProof(first.Size, second.Size)], CancellationToken.None);

        Assert.That((first.Origin, first.Size, second.Size), Is.EqualTo(("specimen.example/log", 3L, 303L)));
        Assert.That(entries[..3], Is.EqualTo(before));
        Assert.That(second.Root, Is.EqualTo(RfcTree.Root(leaves)));
        Assert.That(first.Root, Is.EqualTo(RfcTree.Root(leaves[..3])));
        Assert.That(RfcProofs.IsConsistent(3, first.Root, 303, second.Root, proof), Is.True);
        Assert.That(entries.Select(Convert.ToHexString), Is.Unique, "each has a salt of its own");
        Assert.That(await _issuing.Get<LogSequencer>().SequenceAsync(CancellationToken.None), Is.Zero, "and nothing is signed twice");
        Assert.That(await CountAsync("SELECT COUNT(*) FROM LogCheckpoint"), Is.EqualTo(2));
    }

    [Test]
    public async Task Process_BesideAnotherThatHasTheLease_NumbersNothing_UntilThatRunsOut()
    {
        await IssueAsync(2);
        await _issuing.SequenceAsync();
        await IssueAsync(2);
        var other = Another(NewCopy());
        var beside = await other.SequenceAsync(CancellationToken.None);
        _issuing.Clock.Advance(TimeSpan.FromSeconds(11));
        var after = await other.SequenceAsync(CancellationToken.None);

        Assert.That((beside, after), Is.EqualTo((0, 2)));
        Assert.That((await _issuing.CheckpointAsync()).Root, Is.EqualTo(RfcTree.Root((await _issuing.EntriesAsync()).ConvertAll(RfcTree.LeafHash))));
    }

    [Test]
    public async Task Process_ThatEnds_LeavesTheLease()
    {
        await IssueAsync(1);
        using var stop = new CancellationTokenSource();
        var run = _issuing.Get<LogSequencer>().RunAsync(stop.Token);
        await WaitAsync("SELECT Size FROM LogState", 1);
        await stop.CancelAsync();
        await run;

        Assert.That(await CountAsync("SELECT COUNT(*) FROM LogState WHERE LeaseOwner IS NULL AND Size = 1"), Is.EqualTo(1));
    }

    [Test]
    public async Task Tile_ChangedByHand_StopsTheLog_AndIssuingGoesOn()
    {
        await IssueAsync(3);
        await _issuing.SequenceAsync();
        await _issuing.EditAsync("UPDATE LogTile SET Hashes = zeroblob(96)");
        await IssueAsync(1);

        Assert.That(() => _issuing.Get<LogSequencer>().SequenceAsync(CancellationToken.None), Throws.TypeOf<LogDamagedException>()
            .With.Message.Contains("not the one that was signed with 3 leaves"));
        Assert.That((await _issuing.CheckpointAsync()).Size, Is.EqualTo(3));
    }

    /// <summary>Somebody with the log's key, too, has the copy outside against them.</summary>
    [Test]
    public async Task Tree_MadeAnewAndSignedAnew_StopsTheLog_ByTheCopyOutside()
    {
        await IssueAsync(3);
        await _issuing.SequenceAsync();
        await _issuing.EditAsync("UPDATE LogLeaf SET LeafIndex = NULL; DELETE FROM LogLeaf WHERE Id = 2; DELETE FROM LogTile; DELETE FROM LogCheckpoint; UPDATE LogState SET Size = 0, LeaseOwner = NULL");
        await Another(NewCopy()).SequenceAsync(CancellationToken.None);
        await _issuing.EditAsync("UPDATE LogState SET LeaseOwner = NULL");
        await IssueAsync(1);

        Assert.That((await _issuing.CheckpointAsync()).Size, Is.EqualTo(2));
        Assert.That(() => _issuing.Get<LogSequencer>().SequenceAsync(CancellationToken.None), Throws.TypeOf<LogDamagedException>()
            .With.Message.Contains("has 2 leaves, and 3 were signed"));
    }

    [Test]
    public async Task Fault_IsTold_AndGoesAwayWithItsReason()
    {
        await IssueAsync(1);
        await _issuing.SequenceAsync();
        await _issuing.EditAsync("CREATE TABLE Aside AS SELECT * FROM LogTile; UPDATE LogTile SET Hashes = zeroblob(32)");
        await IssueAsync(1);
        var sequencer = _issuing.Get<LogSequencer>();
        using var stop = new CancellationTokenSource();
        var run = sequencer.RunAsync(stop.Token);
        await WaitAsync(() => sequencer.Fault is not null);
        var fault = sequencer.Fault;
        await _issuing.EditAsync("DELETE FROM LogTile; INSERT INTO LogTile SELECT * FROM Aside");
        await WaitAsync(() => sequencer.Fault is null);
        await stop.CancelAsync();
        await run;

        Assert.That(fault, Does.Contain("tiles of it were changed"));
        Assert.That((await _issuing.CheckpointAsync()).Size, Is.EqualTo(2));
    }

    [Test]
    public async Task RegisterOfAnHourAgo_IsRefused_AndRecoverPutsItsLeavesBack()
    {
        await IssueAsync(300);
        await _issuing.SequenceAsync();
        await IssueAsync(2);
        await _issuing.BackUpAsync("hour.db");
        await IssueAsync(20);
        await _issuing.SequenceAsync();
        var published = await _issuing.CheckpointAsync();
        var entries = await _issuing.EntriesAsync();
        await _issuing.PutBackAsync("hour.db");
        _issuing.Clock.Advance(TimeSpan.FromSeconds(11)); // the lease of then

        Assert.That(() => _issuing.Get<RegisterRecovery>().RequireAsync(CancellationToken.None), Throws.TypeOf<RegisterBehindException>());
        Assert.That(() => _issuing.Get<LogSequencer>().SequenceAsync(CancellationToken.None), Throws.TypeOf<LogDamagedException>()
            .With.Message.Contains("has 300 leaves, and 322 were signed"));
        var report = await _issuing.Get<RegisterRecovery>().RunAsync(CancellationToken.None);
        await _issuing.SequenceAsync();
        Assert.That(report.Leaves, Is.EqualTo(22));
        Assert.That((await _issuing.CheckpointAsync()).Root, Is.EqualTo(published.Root));
        Assert.That(await _issuing.EntriesAsync(), Is.EqualTo(entries), "the two that had no place yet then are not doubled");
        Assert.That(() => _issuing.Get<RegisterRecovery>().RequireAsync(CancellationToken.None), Throws.Nothing);
        await IssueAsync(1);
        await _issuing.SequenceAsync();
        Assert.That((await _issuing.EntriesAsync())[..322], Is.EqualTo(entries));
    }

    [Test]
    public async Task Copy_OfAnotherLog_IsNotPutBack()
    {
        await IssueAsync(2);
        await _issuing.SequenceAsync();
        await _issuing.BackUpAsync("hour.db");
        await IssueAsync(2);
        await _issuing.SequenceAsync();
        await _issuing.PutBackAsync("hour.db");
        var bundle = Path.Combine(_issuing.Folder, "recovery", "log", "tile", "entries", "000");
        var bytes = await File.ReadAllBytesAsync(bundle);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(bundle, bytes);

        Assert.That(() => _issuing.Get<RegisterRecovery>().RunAsync(CancellationToken.None), Throws.TypeOf<LogDamagedException>()
            .With.Message.Contains("not of one log"));
        await File.WriteAllBytesAsync(bundle, bytes[..^1]);
        Assert.That(() => _issuing.Get<RegisterRecovery>().RunAsync(CancellationToken.None), Throws.TypeOf<InvalidDataException>()
            .With.Message.Contains("missing or damaged"));
    }

    [Test]
    public async Task Copy_ThatIsLost_IsMadeAnew()
    {
        await IssueAsync(300);
        await _issuing.SequenceAsync();
        Directory.Delete(Path.Combine(_issuing.Folder, "recovery", "log"), recursive: true);
        await _issuing.RestartAsync();
        _issuing.Clock.Advance(TimeSpan.FromSeconds(11)); // the lease of the process before
        await _issuing.SequenceAsync();

        Assert.That(_issuing.Get<LogCopy>().EntriesFrom(0).Select(leaf => leaf.Data), Is.EqualTo(await _issuing.EntriesAsync()));
        Assert.That(_issuing.Get<LogCopy>().KeptNote(), Is.EqualTo(await _issuing.Get<LogReader>().CheckpointAsync(CancellationToken.None)));
    }

    private LogCopy NewCopy() => new(Path.Combine(_issuing.Folder, "elsewhere"), NullLogger<LogCopy>.Instance);

    private LogSequencer Another(LogCopy copy) => new(
        _issuing.Get<LogStore>(), _issuing.Get<LogReader>(), copy, _issuing.Get<LogKeys>(), new WitnessOptions(), _issuing.Clock, NullLogger<LogSequencer>.Instance);

    private async Task IssueAsync(int count)
    {
        var received = await _issuing.SendAsync(Encoding.UTF8.GetBytes(Csv.File(issued: count)));
        Assert.That(received.TryGet(out var reception, out var refusals), Is.True, refusals?.First.Message);
        await _issuing.IssueAsync(reception!.Batch.Id);
    }

    private Task<long> CountAsync(string statement) => _issuing.Get<Database>().FindAsync<long>(statement, null, CancellationToken.None);

    private async Task WaitAsync(string statement, long value)
    {
        for (var i = 0; i < 500 && await CountAsync(statement) != value; i++)
        {
            _issuing.Clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(10);
        }
    }

    private async Task WaitAsync(Func<bool> isSo)
    {
        for (var i = 0; i < 500 && !isSo(); i++)
        {
            _issuing.Clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(10);
        }
    }
}
