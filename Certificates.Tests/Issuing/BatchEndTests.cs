using System.Text;
using Certificates.Core.Batches;
using Certificates.Core.Data;
using Certificates.Core.Issuing;
using Certificates.Tests.Api;
using Certificates.Tests.Resilience;

namespace Certificates.Tests.Issuing;

/// <summary>A batch ends with its last row, whoever ended that and whatever came then.</summary>
[Category(Categories.Faults)]
internal sealed class BatchEndTests
{
    private const string Certified = "张敏,居民身份证,991643199201143758,2-02-38-04,云计算运维,高级,73,61.5,2026-04-25";
    private const string Fresh = "李敏,居民身份证,994845197312214309,2-02-38-08,,初级,94,64.7,2026-04-09";

    [Test]
    public async Task PowerGone_BetweenReservingAndCompleting_BatchesWhoseLastRowsWereDuplicatesAreDone()
    {
        await using var issuing = await TestIssuing.OpenAsync(settings: ("Issuing:GroupSize", "1"));
        var first = await SendAsync(issuing, $"A1,{Certified}");
        issuing.Clock.Advance(TimeSpan.FromSeconds(1));
        var doubled = await SendAsync(issuing, $"B1,{Certified}");
        await issuing.Get<IssuingPipeline>().RunGroupAsync(CancellationToken.None);
        await RestartAsync(issuing);
        var fresh = await SendAsync(issuing, $"C1,{Fresh}");

        // One group holds the duplicate and a new certificate; the power goes when their numbers are reserved.
        await ReserveAsync(issuing);
        var (status, counts) = (await StatusAsync(issuing, doubled), (await FindAsync(issuing, doubled)).Counts);
        await RestartAsync(issuing);
        await issuing.IssueAsync(fresh);

        Assert.That((status, counts.Duplicate, counts.Pending), Is.EqualTo((BatchStatus.Done, 1L, 0L)));
        foreach (var batch in (Guid[])[first, doubled, fresh])
        {
            Assert.That(await StatusAsync(issuing, batch), Is.EqualTo(BatchStatus.Done));
        }
    }

    [Test]
    public async Task Start_BatchThatAnEarlierBuildLeftOpen_IsDone()
    {
        await using var issuing = await TestIssuing.OpenAsync();
        var batch = await SendAsync(issuing, $"A1,{Fresh}");
        await issuing.IssueAsync(batch);
        var waiting = await SendAsync(issuing, $"B1,{Certified}");
        await issuing.Get<Database>().ExecuteAsync("UPDATE Batch SET Status = 1", null, CancellationToken.None);

        await issuing.RestartAsync();

        Assert.That(await StatusAsync(issuing, batch), Is.EqualTo(BatchStatus.Done));
        Assert.That(await StatusAsync(issuing, waiting), Is.EqualTo(BatchStatus.Issuing), "a row of it is pending");
    }

    [Test]
    public async Task Stop_InTheMiddleOfAGroup_GivesItsRowsBack_AndTheNextRunTakesThemUpWithTheirNumbers()
    {
        const int rows = 250;
        var plan = new FaultPlan();
        await using var issuing = await TestIssuing.OpenAsync(
            dialect: folder => new FaultyDialect($"Data Source={folder}/register.db", plan), settings: ("Issuing:GroupSize", "50"));
        var batch = await SendAsync(issuing, Csv.File(issued: rows)[(Csv.Header.Length + 1)..]);
        using (var stop = new CancellationTokenSource())
        {
            plan.Heard = WhenReserved(stop.Cancel);
            await issuing.Get<IssuingRun>().RunAsync(stop.Token);
            plan.Heard = null;
        }

        Assert.That(await CountAsync(issuing, "SELECT COUNT(*) FROM Certificate WHERE Status = 0"), Is.GreaterThan(0), "none is reserved");
        Assert.That((await FindAsync(issuing, batch)).Counts.Pending, Is.GreaterThan(0), "it was not stopped in the middle");
        Assert.That(await CountAsync(issuing, "SELECT COUNT(*) FROM BatchRow WHERE LeaseOwner IS NOT NULL OR LeaseUntil IS NOT NULL"), Is.Zero);
        while (await issuing.Get<IssuingPipeline>().RunGroupAsync(CancellationToken.None))
        {
            // no clock goes on: nothing waits for a lease
        }

        await IssuedOnce.AssertAsync(issuing, rows);
        Assert.That(await StatusAsync(issuing, batch), Is.EqualTo(BatchStatus.Done));
    }

    /// <summary>Acts on the first call to the database after the first numbers were reserved.</summary>
    private static Action<string> WhenReserved(Action act)
    {
        var (hasNumbers, isReserved) = (false, false);
        return call =>
        {
            if (isReserved)
            {
                act();
            }

            hasNumbers |= call.Contains("INTO CertificateVersion", StringComparison.Ordinal);
            isReserved |= hasNumbers && call == "COMMIT";
        };
    }

    /// <summary>Steps 2 to 4 of the pipeline, and no further.</summary>
    private static async Task ReserveAsync(TestIssuing issuing)
    {
        var claimed = await issuing.Get<Claiming>().ClaimAsync(CancellationToken.None);
        var prepared = await issuing.Get<RowPreparation>().PrepareAsync(claimed, CancellationToken.None);
        var group = await issuing.Get<Numbering>().ReserveAsync(claimed, prepared, CancellationToken.None);
        Assert.That((prepared.Count, group.Reserved.Count), Is.EqualTo((2, 1)));
    }

    /// <summary>Starts anew with groups of the usual size, long after.</summary>
    private static async Task RestartAsync(TestIssuing issuing)
    {
        issuing.Set("Issuing:GroupSize", "200");
        await issuing.RestartAsync();
        issuing.Clock.Advance(TimeSpan.FromMinutes(2));
    }

    private static async Task<Guid> SendAsync(TestIssuing issuing, string rows)
    {
        var received = await issuing.SendAsync(Encoding.UTF8.GetBytes($"{Csv.Header}\n{rows}"));
        Assert.That(received.TryGet(out var reception, out var refusals), Is.True, refusals?.First.Message);
        return reception!.Batch.Id;
    }

    private static async Task<BatchSummary> FindAsync(TestIssuing issuing, Guid batch) =>
        (await issuing.Batches.FindAsync(batch, issuing.Sender, CancellationToken.None))!;

    private static async Task<BatchStatus> StatusAsync(TestIssuing issuing, Guid batch) => (await FindAsync(issuing, batch)).Status;

    private static Task<long> CountAsync(TestIssuing issuing, string statement) =>
        issuing.Get<Database>().FindAsync<long>(statement, null, CancellationToken.None);
}
