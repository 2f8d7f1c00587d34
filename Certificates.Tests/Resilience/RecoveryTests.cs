using System.Text;
using Certificates.Core.Access;
using Certificates.Core.Coding;
using Certificates.Core.Data;
using Certificates.Core.Issuing;
using Certificates.Core.Lifecycle;
using Certificates.Core.Recovery;
using Certificates.Core.Register;
using Certificates.Tests.Api;
using Certificates.Tests.Issuing;
using Microsoft.Data.Sqlite;

namespace Certificates.Tests.Resilience;

/// <summary>The register is restored from yesterday's copy.</summary>
[Category(Categories.Faults)]
internal sealed class RecoveryTests
{
    [Test]
    [Category(Categories.Process)]
    public async Task RestoredFromYesterday_StartIsRefused_RecoverJumpsAndRevokesAgain_AndNoNumberIsGivenTwice()
    {
        // the processes below go by the real clock
        var now = TimeProvider.System.GetUtcNow();
        var series = $"Z/0001/{now.ToOffset(TimeSpan.FromHours(8)).Year}";
        await using var house = await IssuingHouse.OpenAsync(now, embedded: true);
        var yesterday = await NumbersAsync(house, await IssueAsync(house, 3));
        await CopyAsync(house, "yesterday.db");
        var today = await NumbersAsync(house, await IssueAsync(house, 4));
        var revokedAt = house.Clock.GetUtcNow();
        await ChangeAsync(house, yesterday[1], ChangeKind.Revocation, "cheating");
        await ChangeAsync(house, today[0], ChangeKind.Suspension, "complaint");
        await PutBackAsync(house, "yesterday.db");

        using (var refused = ApiProcess.Serve(house.Folder))
        {
            Assert.That(await refused.ExitCodeAsync(), Is.EqualTo(1), refused.Output);
            Assert.That(refused.Output, Does.Contain("The register is behind what was issued").And.Contain("dotnet run --project Certificates.Api -- recover"));
        }

        using (var recover = ApiProcess.Start(house.Folder, ["recover"]))
        {
            Assert.That(await recover.ExitCodeAsync(), Is.Zero, recover.Output);
            Assert.That(recover.Output, Does.Contain($"{series}: goes on with 8 instead of 4."));
            Assert.That(recover.Output, Does.Contain($"{series} serials 4 to 7, at most 4"));
            Assert.That(recover.Output, Does.Contain($"{yesterday[1]}: revoked again."));
            Assert.That(recover.Output, Does.Contain($"{today[0]}: was suspended, and is not in the register: it was issued after the copy."));
        }

        await house.Get<RegisterRecovery>().RequireAsync(CancellationToken.None);
        var again = await house.Get<RegisterRecovery>().RunAsync(CancellationToken.None);
        Assert.That((again.Jumps.Count, again.Statuses.Count), Is.EqualTo((0, 0)), "run again it changes nothing");
        var next = await NumbersAsync(house, await IssueAsync(house, 4));
        Assert.That(next.Concat(today).Concat(yesterday), Is.Unique);
        Assert.That(next.Concat(today).Concat(yesterday).Select(number => number[14..21]), Is.Unique, "serials");
        var revoked = (await house.Get<CertificateReader>().ByNumberAsync(yesterday[1], CancellationToken.None)).Single();
        Assert.That(revoked.Status, Is.EqualTo(CertificateStatus.Revoked));
        Assert.That(revoked.StatusChangedAt, Is.EqualTo(revokedAt).Within(TimeSpan.FromMilliseconds(1)), "since it was revoked, not since it was recovered");
        var events = await house.Get<CertificateReader>().EventsAsync(revoked.CertificateId, CancellationToken.None);
        Assert.That(events.Select(e => (e.Kind, e.Category)), Does.Contain(("recovered", "other")));
    }

    [Test]
    public async Task PowerGone_BetweenCommitAndJournal_TheNextStartBringsTheJournalUp()
    {
        await using var house = await IssuingHouse.OpenAsync(embedded: true);
        await IssueAsync(house, 2);
        File.Copy(Path.Combine(house.Folder, "recovery", "series.json"), Path.Combine(house.Folder, "older.json"));
        var numbers = await NumbersAsync(house, await IssueAsync(house, 2));
        File.Copy(Path.Combine(house.Folder, "older.json"), Path.Combine(house.Folder, "recovery", "series.json"), overwrite: true);
        await house.Get<RegisterRecovery>().RequireAsync(CancellationToken.None);
        Assert.That(house.Get<RecoveryJournal>().Next("Z/0001/2026"), Is.EqualTo(5));

        await house.Get<Database>().ExecuteAsync(
            "UPDATE Certificate SET Status = 3, StatusCategory = 'cheating', StatusChangedAt = @at WHERE Number = @number",
            new { at = house.Clock.GetUtcNow().AddSeconds(1), number = numbers[0] },
            CancellationToken.None);
        await house.Get<RegisterRecovery>().RequireAsync(CancellationToken.None);
        Assert.That(
            house.Get<RecoveryJournal>().Read().Statuses.Select(mark => (mark.Number, mark.Status, mark.Category)),
            Is.EqualTo(new[] { (numbers[0], CertificateStatus.Revoked, "cheating") }));
    }

    [Test]
    public async Task RestoredUnderARunningService_NothingIsReservedAnyMore()
    {
        await using var house = await IssuingHouse.OpenAsync(embedded: true);
        await IssueAsync(house, 3);
        await house.Get<Database>().ExecuteAsync("UPDATE NumberSeries SET Next = 2", null, CancellationToken.None);
        await SendAsync(house, 2);

        Assert.That(() => house.Get<IssuingPipeline>().RunGroupAsync(CancellationToken.None), Throws.TypeOf<RegisterBehindException>());
        Assert.That(await house.Get<Database>().QueryAsync<long>("SELECT Next FROM NumberSeries", null, CancellationToken.None), Is.EqualTo(new[] { 2L }));
    }

    [Test]
    public async Task Journal_OfTwoProcesses_IsOne_AndALineCutOffHurtsNothing()
    {
        var folder = Path.Combine(Directory.CreateTempSubdirectory("certificates-journal-").FullName, "recovery");
        var (one, other) = (Journal(folder), Journal(folder));
        await Task.WhenAll(Enumerable.Range(1, 40).Select(i => (i % 2 == 0 ? one : other).GivenAsync([new SeriesMark("Z/0001/2026", i), new SeriesMark($"id/{i % 3}", i)])));
        await one.ChangedAsync([Mark(1, CertificateStatus.Suspended)]);
        await File.AppendAllTextAsync(Path.Combine(folder, "statuses.jsonl"), "{\"number\":\"Z000");
        Assert.That(other.Read().Statuses.Single().Status, Is.EqualTo(CertificateStatus.Suspended));
        await other.ChangedAsync([Mark(2, CertificateStatus.Revoked)]);

        var known = one.Read();
        Assert.That(known.Statuses.Single().Status, Is.EqualTo(CertificateStatus.Revoked));
        Assert.That(known.Series, Is.EquivalentTo(new Dictionary<string, long>(StringComparer.Ordinal)
        {
            ["Z/0001/2026"] = 40,
            ["id/0"] = 39,
            ["id/1"] = 40,
            ["id/2"] = 38,
        }));

        await File.WriteAllTextAsync(Path.Combine(folder, "statuses.jsonl"), $"{{broken\n{await File.ReadAllTextAsync(Path.Combine(folder, "statuses.jsonl"))}");
        Assert.That(() => one.Read(), Throws.TypeOf<InvalidDataException>().With.Message.Contains("statuses.jsonl"));
        Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
    }

    private static RecoveryJournal Journal(string folder) => new(folder, Microsoft.Extensions.Logging.Abstractions.NullLogger<RecoveryJournal>.Instance);

    private static StatusMark Mark(int second, CertificateStatus status) =>
        new("Z00011101042610000123J", status, "complaint", new DateTimeOffset(2026, 11, 23, 2, 0, second, TimeSpan.Zero), 1);

    private static async Task<Guid> SendAsync(IssuingHouse house, int rows)
    {
        var received = await house.SendAsync(Encoding.UTF8.GetBytes(Csv.File(issued: rows)));
        Assert.That(received.TryGet(out var reception, out var refusals), Is.True, refusals?.First.Message);
        return reception!.Batch.Id;
    }

    private static async Task<Guid> IssueAsync(IssuingHouse house, int rows)
    {
        var batch = await SendAsync(house, rows);
        await house.IssueAsync(batch);
        return batch;
    }

    private static async Task<IReadOnlyList<string>> NumbersAsync(IssuingHouse house, Guid batch) =>
        await house.Get<Database>().QueryAsync<string>(
            "SELECT c.Number FROM BatchRow r JOIN Certificate c ON c.Id = r.CertificateId WHERE r.BatchId = @id ORDER BY r.Row", new { id = batch.ToString() }, CancellationToken.None);

    private static async Task ChangeAsync(IssuingHouse house, string number, ChangeKind kind, string category)
    {
        var made = await house.Get<ApiKeys>().CreateAsync(ApiKeyRole.Authority, null, "tests", null, CancellationToken.None);
        Assert.That(made.TryGet(out var key, out _), Is.True);
        Assert.That(CertificateNumber.TryParse(number, out var parsed, out _), Is.True);
        Assert.That(ChangeGround.Read(category, "a reason", null).TryGet(out var ground, out _), Is.True);
        var changed = await house.Get<CertificateChanges>().ChangeAsync(kind, ChangeTarget.Of(parsed!), ground!, key.Key, CancellationToken.None);
        Assert.That(changed.TryGet(out _, out var refusals), Is.True, refusals?.First.Message);
    }

    private static async Task CopyAsync(IssuingHouse house, string name) =>
        await house.Get<Database>().QueryAsync<int>($"VACUUM INTO '{Path.Combine(house.Folder, name)}'", null, CancellationToken.None);

    private static Task PutBackAsync(IssuingHouse house, string name)
    {
        SqliteConnection.ClearAllPools();
        var register = Path.Combine(house.Folder, "register.db");
        File.Delete(register + "-wal");
        File.Delete(register + "-shm");
        File.Copy(Path.Combine(house.Folder, name), register, overwrite: true);
        return Task.CompletedTask;
    }
}
