using System.Text;
using Certificates.Core.Batches;
using Certificates.Core.Data;
using Certificates.Core.Issuing;
using Certificates.Tests.Api;
using Certificates.Tests.Issuing;

namespace Certificates.Tests.Resilience;

/// <summary>
/// Every call to the database that taking in and issuing really make, each failing once: before it and after it, in a way that
/// passes and in one that does not. A test goes through the calls one by one until there is none left to fail.
/// </summary>
[Category(Categories.Faults)]
internal sealed class StatementFaultTests
{
    // A timer's call may stand at the place of one of the reads of the lists: any of them is a read of the lists that failed.
    private const string ListReads = "SELECT Number, Edition|SELECT OccupationNumber, Edition|SELECT v.Id AS VersionId";

    private static readonly BatchCounts Received = new(4, 2, 0, 1, 1, 0);
    private readonly FaultPlan _plan = new();
    private TestIssuing _issuing = null!;

    [OneTimeSetUp]
    public async Task OpenAsync() => _issuing = await TestIssuing.OpenAsync(
        dialect: folder => new FaultyDialect($"Data Source={folder}/register.db", _plan), settings: ("Storage:RetryDelayMilliseconds", "1"));

    [OneTimeTearDown]
    public async Task CloseAsync() => await _issuing.DisposeAsync();

    [TearDown]
    public void Disarm() => _plan.Disarm();

    [TestCase(Moment.Before)]
    [TestCase(Moment.After)]
    public async Task Intake_CallFailsForAMoment_NobodyNoticesAndTheFileIsKeptOnce(Moment moment) =>
        await ForEachCallAsync([ListReads, "INSERT INTO Batch", "INSERT INTO BatchRow", "COMMIT"], async position =>
        {
            await ChangeListsAsync();
            var before = await CountAsync("SELECT COUNT(*) FROM Batch");
            Arm(position, moment, isTransient: true);
            var reception = await SendAsync(Csv.File(issued: 2, notPassed: 1, rejected: 1), idempotencyKey: null);
            var failed = Disarmed();

            Assert.That(await CountAsync("SELECT COUNT(*) FROM Batch"), Is.EqualTo(before + 1), failed);
            Assert.That(reception.Batch.Counts, Is.EqualTo(Received), failed);
            return failed;
        });

    [TestCase(Moment.Before)]
    [TestCase(Moment.After)]
    public async Task Intake_CallFailsForGood_NothingIsKeptByHalf_AndSentAgainTheFileIsKeptOnce(Moment moment) =>
        await ForEachCallAsync([ListReads, "INSERT INTO Batch", "INSERT INTO BatchRow", "COMMIT"], async position =>
        {
            var (key, csv) = ($"{moment}-{Guid.NewGuid():N}", Csv.File(issued: 2, notPassed: 1, rejected: 1));
            await ChangeListsAsync();
            var before = await CountAsync("SELECT COUNT(*) FROM BatchRow");
            Arm(position, moment, isTransient: false);
            var fault = await FaultOfAsync(() => SendAsync(csv, key));
            var failed = Disarmed();

            Assert.That(fault is null, Is.EqualTo(failed is null), "a fault for good must be told");
            Assert.That(await CountAsync("SELECT COUNT(*) FROM BatchRow") - before, Is.AnyOf(0, 4), $"half a file was kept: {failed}");
            Assert.That(Directory.GetFiles(Path.Combine(_issuing.Folder, "spool")), Is.Empty);
            var reception = await SendAsync(csv, key);
            Assert.That(reception.Batch.Counts, Is.EqualTo(Received), failed);
            Assert.That(await CountAsync($"SELECT COUNT(*) FROM Batch WHERE IdempotencyKey = '{key}'"), Is.EqualTo(1), failed);
            return failed;
        });

    [TestCase(Moment.Before, true)]
    [TestCase(Moment.After, true)]
    [TestCase(Moment.Before, false)]
    [TestCase(Moment.After, false)]
    public async Task Issuing_CallFails_EachRowIsIssuedOnceAndTheSumsHold(Moment moment, bool isTransient)
    {
        string[] known = ["UPDATE BatchRow SET LeaseOwner", "INSERT INTO NumberSeries", "INSERT INTO IdSeries", "INSERT INTO Certificate (",
            "INSERT INTO CertificateVersion", "INSERT INTO Document", "INSERT INTO CertificateEvent", "UPDATE Batch SET Status", "COMMIT"];
        await ForEachCallAsync(known, async position =>
        {
            // the last row is the same person again, under another candidate number
            var person = Csv.Row();
            var again = $"again{person[person.IndexOf(',', StringComparison.Ordinal)..]}";
            var batch = (await SendAsync($"{Csv.File(issued: 2, notPassed: 1)}\n{person}\n{again}", idempotencyKey: null)).Batch.Id;
            Arm(position, moment, isTransient);
            var faults = await IssueAsync();
            var failed = Disarmed();

            Assert.That(faults, Is.EqualTo(isTransient || failed is null ? 0 : 1), failed);
            await AssertEachRowEndedOnceAsync(batch, failed);
            return failed;
        });
    }

    /// <summary>Runs a scenario for each position until nothing failed in it: there is no call at that position.</summary>
    /// <param name="known">Beginnings of calls that must be among those that failed; <c>|</c> stands between those of which one is enough.</param>
    /// <param name="scenario">Gives the call that failed, or null.</param>
    private static async Task ForEachCallAsync(string[] known, Func<int, Task<string?>> scenario)
    {
        const int Walks = 5;
        var failed = new List<string>();
        for (var walk = 0; walk < Walks && Missing(known, failed).Any(); walk++)
        {
            // A scenario that takes a second on a slow machine looks at the register's clock once more than the one before, and a call
            // is passed over: it is met in another walk.
            for (var position = 0; await scenario(position) is { } call; position++)
            {
                failed.Add(call);
            }
        }

        Assert.That(Missing(known, failed), Is.Empty, string.Join(", ", failed));
    }

    private static IEnumerable<string> Missing(string[] known, List<string> failed) => known.Where(beginnings =>
        !beginnings.Split('|').Any(beginning => failed.Exists(call => call.StartsWith(beginning, StringComparison.Ordinal))));

    /// <summary>The lists are read anew then: their reading is among the calls that fail.</summary>
    private Task<int> ChangeListsAsync() => _issuing.Get<Database>().ExecuteAsync(
        "UPDATE IdSeries SET Next = Next + 1 WHERE Name = 'DirectoryChange'", null, CancellationToken.None);

    private static async Task<Exception?> FaultOfAsync(Func<Task> work)
    {
        try
        {
            await work();
            return null;
        }
        catch (InjectedFault fault)
        {
            return fault;
        }
    }

    /// <summary>What is known of the register's clock is a second old at most: looking at it anew is among the calls of each scenario.</summary>
    private void Arm(int position, Moment moment, bool isTransient)
    {
        _issuing.Clock.Advance(TimeSpan.FromSeconds(2));
        _plan.Arm(position, moment, isTransient);
    }

    private string? Disarmed()
    {
        var failed = _plan.Failed;
        _plan.Disarm();
        return failed;
    }

    private async Task<Reception> SendAsync(string csv, string? idempotencyKey)
    {
        var received = await _issuing.WhileTimePassesAsync(() => _issuing.SendAsync(Encoding.UTF8.GetBytes(csv), idempotencyKey));
        Assert.That(received.TryGet(out var reception, out var refusals), Is.True, refusals?.First.Message);
        return reception!;
    }

    /// <summary>Issues group by group as a worker does, one at a time; the number of groups that were given up.</summary>
    private async Task<int> IssueAsync()
    {
        var (faults, idle) = (0, 0);
        while (idle < 2)
        {
            try
            {
                idle = await _issuing.WhileTimePassesAsync(IssueGroupAsync) ? 0 : idle + 1;
                _issuing.Clock.Advance(TimeSpan.FromSeconds(2));
            }
            catch (InjectedFault)
            {
                // what the group held is free again when its lease has run out
                faults++;
                _issuing.Clock.Advance(TimeSpan.FromMinutes(2));
            }
        }

        return faults;
    }

    private Task<bool> IssueGroupAsync() => _issuing.Get<IssuingPipeline>().RunGroupAsync(CancellationToken.None);

    private async Task AssertEachRowEndedOnceAsync(Guid batch, string? failed)
    {
        var counts = (await _issuing.Batches.FindAsync(batch, _issuing.Sender, CancellationToken.None))!.Counts;
        Assert.That(counts, Is.EqualTo(new BatchCounts(5, 0, 3, 1, 0, 1)), failed);
        Assert.That(await CountAsync($"SELECT COUNT(*) FROM CertificateVersion WHERE BatchId = '{batch}'"), Is.EqualTo(3), failed);
        Assert.That(
            await CountAsync($"SELECT COUNT(DISTINCT c.Number) FROM Certificate c JOIN BatchRow r ON r.CertificateId = c.Id WHERE r.BatchId = '{batch}' AND c.Status = 1"),
            Is.EqualTo(3),
            failed);
        Assert.That(await CountAsync("SELECT COUNT(*) FROM Certificate WHERE Status = 0"), Is.Zero, failed);
        Assert.That(
            await CountAsync("SELECT COUNT(*) FROM Document") - await CountAsync("SELECT COUNT(*) FROM Certificate"), Is.Zero, failed);
        Assert.That(
            await CountAsync("SELECT COUNT(*) FROM CertificateEvent") - await CountAsync("SELECT COUNT(*) FROM Certificate"), Is.Zero, failed);
    }

    private async Task<long> CountAsync(string statement) =>
        (await _issuing.Get<Database>().QueryAsync<long>(statement, null, CancellationToken.None)).Single();
}
