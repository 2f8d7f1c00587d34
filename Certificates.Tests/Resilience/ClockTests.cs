using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Certificates.Core.Batches;
using Certificates.Core.Data;
using Certificates.Core.Issuing;
using Certificates.Core.Oversight;
using Certificates.Core.Recovery;
using Certificates.Core.Register.Clock;
using Certificates.Tests.Api;
using Certificates.Tests.Issuing;

namespace Certificates.Tests.Resilience;

/// <summary>A clock that goes wrong: nothing is judged, numbered or dated by it.</summary>
[Category(Categories.Faults)]
internal sealed class ClockTests
{
    private static readonly DateTimeOffset Right = new(2026, 11, 23, 2, 0, 0, TimeSpan.Zero);

    [TestCase(-6 * 365)]
    [TestCase(-40)]
    [TestCase(-0.01)]
    public async Task ClockBackInTheMiddleOfAFile_NothingIsRejectedOrDatedByIt_AndIssuingGoesOnByItself(double days)
    {
        const int rows = 200;
        var clock = new WrongClock();
        await using var api = await RunningApi.StartAsync(clock, ("Issuing:GroupSize", "10"));
        using var client = api.Client("operator");
        using var sent = await client.PostAsync("/v1/batches", Csv.Content(Csv.File(issued: rows)));
        Assert.That(sent.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));

        clock.Off = TimeSpan.FromDays(days);
        var said = await UntilAsync(api, health => health != "Healthy");
        using var refused = await client.PostAsync("/v1/batches", Csv.Content(Csv.File()));
        using var dry = await client.PostAsync("/v1/batches?dryRun=true", Csv.Content(Csv.File()));
        clock.Off = TimeSpan.Zero;
        await UntilAsync(api, health => health == "Healthy");
        await client.GetStringAsync($"{sent.Headers.Location}/events");

        Assert.That(said, Does.StartWith("Unhealthy").And.Contain("behind the register"));
        await Problem.AssertAsync(refused, 503, "unavailable");
        await Problem.AssertAsync(dry, 503, "unavailable");
        var batch = (await client.GetFromJsonAsync<JsonNode>(sent.Headers.Location))!;
        Assert.That(((int)batch["counts"]!["issued"]!, (string?)batch["status"]), Is.EqualTo((rows, "done")));
        Assert.That(
            await api.CountAsync("SELECT COUNT(*) FROM Certificate c JOIN CertificateVersion v ON v.CertificateId = c.Id JOIN Batch b ON b.Id = v.BatchId "
                + "WHERE c.IssuedOn < c.AssessedOn OR v.ReservedAt < b.ReceivedAt OR v.CompletedAt < v.ReservedAt"),
            Is.Zero);
    }

    /// <summary>The server's clock counts, not the steps of the machine's; SQLite has none, so that one is made up here.</summary>
    [TestCase(6)]
    [TestCase(-6)]
    public async Task ClockFarFromTheDatabaseServers_WritesNothing_UntilTheyAgree(int minutes)
    {
        var off = TimeSpan.Zero;
        await using var api = await RunningApi.StartOnAsync(folder => new FaultyDialect($"Data Source={folder}/register.db", new FaultPlan())
        {
            ServerNow = () => TimeProvider.System.GetUtcNow() + off,
        });
        using var client = api.Client("operator");
        await api.IssueAsync(Csv.File());
        off = TimeSpan.FromMinutes(minutes);
        var said = await UntilAsync(api, health => health != "Healthy");
        using var refused = await client.PostAsync("/v1/batches", Csv.Content(Csv.File()));
        off = TimeSpan.FromMinutes(Math.Sign(minutes) * 4);
        await UntilAsync(api, health => health == "Healthy");

        Assert.That(said, Does.StartWith("Unhealthy").And.Contain("and the database server's"));
        await Problem.AssertAsync(refused, 503, "unavailable");
        await api.IssueAsync(Csv.File());
    }

    [Test]
    public async Task ClockThatWentAhead_WritesNothing_AndIssuingGoesOnWhenItIsPutRight()
    {
        var clock = new WrongClock();
        await using var api = await RunningApi.StartAsync(clock);
        using var client = api.Client("operator");
        await api.IssueAsync(Csv.File());

        clock.Off = TimeSpan.FromMinutes(6);
        using var refused = await client.PostAsync("/v1/batches", Csv.Content(Csv.File()));
        var said = await UntilAsync(api, health => health != "Healthy");
        clock.Off = TimeSpan.Zero;
        await UntilAsync(api, health => health == "Healthy");

        await Problem.AssertAsync(refused, 503, "unavailable");
        Assert.That(said, Does.StartWith("Unhealthy").And.Contain("went ahead"));
        Assert.That(await api.CountAsync("SELECT COUNT(*) FROM Batch"), Is.EqualTo(1));
        Assert.That((int)(await api.IssueAsync(Csv.File()))["counts"]!["issued"]!, Is.EqualTo(1));
    }

    [Test]
    public async Task ClockThatWasAhead_IsShownWhatItWrote_AndThenIssuingGoesOn()
    {
        await using var issuing = await TestIssuing.OpenAsync(Right, embedded: true);
        issuing.Clock.Advance(TimeSpan.FromDays(2));
        var done = await SendAsync(issuing, Csv.Row());
        await issuing.IssueAsync(done);
        var tomorrow = Csv.Row().Replace("2026-04-25", "2026-11-24", StringComparison.Ordinal);
        var open = await SendAsync(issuing, $"{Csv.Row()}\n{tomorrow}");
        await issuing.Get<Claiming>().ClaimAsync(CancellationToken.None);

        // The process dies, and somebody puts the clock right.
        issuing.Clock.AdjustTime(Right);
        await issuing.RestartAsync();
        var before = await issuing.Get<Readiness>().ReadAsync(CancellationToken.None);
        Assert.That(() => issuing.Get<IssuingPipeline>().RunGroupAsync(CancellationToken.None), Throws.TypeOf<ClockWrongException>());
        Assert.That(() => SendAsync(issuing, Csv.Row()), Throws.TypeOf<ClockWrongException>());
        var ahead = await issuing.Get<ClockRecovery>().RunAsync(CancellationToken.None);
        issuing.Clock.Advance(TimeSpan.FromSeconds(2));
        while (await issuing.Get<IssuingPipeline>().RunGroupAsync(CancellationToken.None))
        {
            // no lease is waited for
        }

        var after = await issuing.Get<Readiness>().ReadAsync(CancellationToken.None);
        var counts = await CountsAsync(issuing, open);
        issuing.Clock.Advance(TimeSpan.FromDays(1));
        await issuing.IssueAsync(open);

        Assert.That((before.TakesResults, before.Fault), Is.EqualTo((false, before.Fault)));
        Assert.That(before.Fault, Does.Contain("behind the register").And.Contain("recover --clock"));
        Assert.That(ahead.Select(written => written.What), Is.EquivalentTo(new[] { "batch", "reserved", "issued", "batch" }));
        Assert.That((after.TakesResults, counts), Is.EqualTo((true, new BatchCounts(2, 1, 1, 0, 0, 0))), "the day of one row has not come: it waits");
        Assert.That((await CountsAsync(issuing, open)).Issued, Is.EqualTo(2));
        var days = await issuing.Get<Database>().QueryAsync<DateOnly>("SELECT IssuedOn FROM Certificate WHERE Id > 1 ORDER BY Id", null, CancellationToken.None);
        Assert.That(days, Is.EqualTo(new[] { new DateOnly(2026, 11, 23), new DateOnly(2026, 11, 24) }));
        Assert.That(
            await issuing.Get<Database>().QueryAsync<string>("SELECT Kind FROM RecoveryRun", null, CancellationToken.None), Is.EqualTo(new[] { "clock" }));
    }

    [Test]
    public async Task LeaseFurtherOffThanAnyLease_HasRunOut()
    {
        await using var issuing = await TestIssuing.OpenAsync(Right, embedded: true);
        var batch = await SendAsync(issuing, Csv.Row());
        await issuing.Get<Database>().ExecuteAsync(
            "UPDATE BatchRow SET LeaseOwner = 'somebody', LeaseUntil = @until", new { until = Right.AddDays(2) }, CancellationToken.None);

        Assert.That(await issuing.Get<IssuingPipeline>().RunGroupAsync(CancellationToken.None), Is.True);
        Assert.That((await CountsAsync(issuing, batch)).Issued, Is.EqualTo(1));
    }

    [Test]
    public async Task ReservedByAClockThatWasWrong_IsNotIssuedWithThatDay()
    {
        await using var issuing = await TestIssuing.OpenAsync(Right, embedded: true);
        var batch = await SendAsync(issuing, Csv.Row());
        var claimed = await issuing.Get<Claiming>().ClaimAsync(CancellationToken.None);
        var prepared = await issuing.Get<RowPreparation>().PrepareAsync(claimed, CancellationToken.None);
        await issuing.Get<Numbering>().ReserveAsync(claimed, prepared, CancellationToken.None);
        await issuing.Get<Database>().ExecuteAsync("UPDATE Certificate SET IssuedOn = '2026-11-22'", null, CancellationToken.None);
        issuing.Clock.Advance(TimeSpan.FromMinutes(2));

        await issuing.Get<IssuingPipeline>().RunGroupAsync(CancellationToken.None);
        await issuing.Get<WaitingRows>().MeasureAsync(CancellationToken.None);

        Assert.That(await CountsAsync(issuing, batch), Is.EqualTo(new BatchCounts(1, 1, 0, 0, 0, 0)));
        Assert.That((await issuing.Get<Readiness>().ReadAsync(CancellationToken.None)).Fault, Does.StartWith("1 rows that may be issued are not"));
    }

    [Test]
    public async Task Heartbeat_FarAhead_IsNoLatestInstant_AndGoesBack()
    {
        await using var issuing = await TestIssuing.OpenAsync(Right, embedded: true);
        var store = new HeartbeatStore(issuing.Get<Database>());
        await store.BeatAsync(Right.AddDays(2), CancellationToken.None);
        issuing.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.That(await issuing.Get<RegisterClock>().FaultAsync(CancellationToken.None), Is.Null);
        await store.BeatAsync(Right, CancellationToken.None);
        Assert.That(
            await issuing.Get<Database>().QueryAsync<DateTimeOffset>(ReplicaDialect.SelectHeartbeat, null, CancellationToken.None), Is.EqualTo(new[] { Right }));
    }

    [Test]
    public void Steps_ThatAddUpQuickly_AreOne_AndALittleEachMinuteIsForgiven()
    {
        var clock = new TwoClocks();
        var steps = new ClockSteps(clock);
        steps.Ahead(clock.GetUtcNow());
        for (var day = 0; day < 1_000; day++)
        {
            clock.Pass(TimeSpan.FromDays(1));
            clock.Step(TimeSpan.FromSeconds(2));
            Assert.That(steps.Ahead(clock.GetUtcNow()), Is.LessThan(RegisterClock.MostAhead), "a clock that is put right each day");
        }

        clock.Step(TimeSpan.FromMinutes(3));
        Assert.That(steps.Ahead(clock.GetUtcNow()), Is.LessThan(RegisterClock.MostAhead));
        clock.Pass(TimeSpan.FromSeconds(10));
        clock.Step(TimeSpan.FromMinutes(3));
        Assert.That(steps.Ahead(clock.GetUtcNow()), Is.GreaterThan(RegisterClock.MostAhead));
        clock.Step(TimeSpan.FromMinutes(-6));
        Assert.That(steps.Ahead(clock.GetUtcNow()), Is.LessThan(TimeSpan.FromSeconds(1)), "put right");
    }

    private static async Task<string> UntilAsync(RunningApi api, Func<string, bool> holds)
    {
        using var probe = api.Client(null);
        for (var i = 0; i < 600; i++)
        {
            using var answer = await probe.GetAsync("/health/ready");
            if (await answer.Content.ReadAsStringAsync() is var health && holds(health))
            {
                return health;
            }

            await Task.Delay(50);
        }

        throw new TimeoutException("Health did not change.");
    }

    private static async Task<Guid> SendAsync(TestIssuing issuing, string rows)
    {
        var received = await issuing.SendAsync(Encoding.UTF8.GetBytes($"{Csv.Header}\n{rows}"));
        Assert.That(received.TryGet(out var reception, out var refusals), Is.True, refusals?.First.Message);
        return reception!.Batch.Id;
    }

    private static async Task<BatchCounts> CountsAsync(TestIssuing issuing, Guid batch) =>
        (await issuing.Batches.FindAsync(batch, issuing.Sender, CancellationToken.None))!.Counts;

    /// <summary>A time of day and a time that passes, each by itself.</summary>
    private sealed class TwoClocks : TimeProvider
    {
        private DateTimeOffset _now = Right;
        private long _passed;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => _now;

        public override long GetTimestamp() => _passed;

        public void Pass(TimeSpan time) => (_now, _passed) = (_now + time, _passed + time.Ticks);

        public void Step(TimeSpan by) => _now += by;
    }
}
