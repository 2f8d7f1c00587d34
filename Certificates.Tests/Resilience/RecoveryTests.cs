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
        await using var issuing = await TestIssuing.OpenAsync(now, embedded: true);
        var yesterday = await NumbersAsync(issuing, await IssueAsync(issuing, 3));
        await CopyAsync(issuing, "yesterday.db");
        var today = await NumbersAsync(issuing, await IssueAsync(issuing, 4));
        var revokedAt = issuing.Clock.GetUtcNow();
        await ChangeAsync(issuing, yesterday[1], ChangeKind.Revocation, "cheating");
        await ChangeAsync(issuing, today[0], ChangeKind.Suspension, "complaint");
        await PutBackAsync(issuing, "yesterday.db");

        using (var refused = ApiProcess.Serve(issuing.Folder))
        {
            Assert.That(await refused.ExitCodeAsync(), Is.EqualTo(1), refused.Output);
            Assert.That(refused.Output, Does.Contain("The register is behind what was issued").And.Contain("dotnet run --project Certificates.Api -- recover"));
        }

        using (var recover = ApiProcess.Start(issuing.Folder, ["recover"]))
        {
            Assert.That(await recover.ExitCodeAsync(), Is.Zero, recover.Output);
            Assert.That(recover.Output, Does.Contain($"{series}: goes on with 8 instead of 4."));
            Assert.That(recover.Output, Does.Contain($"{series} serials 4 to 7, at most 4"));
            Assert.That(recover.Output, Does.Contain($"{yesterday[1]}: revoked again."));
            Assert.That(recover.Output, Does.Contain($"{today[0]}: was suspended, and is not in the register: it was issued after the copy."));
        }

        // As the operator does, too: a service that ran on while its register was put back has stopped for good.
        await issuing.RestartAsync();
        await issuing.Get<RegisterRecovery>().RequireAsync(CancellationToken.None);
        var again = await issuing.Get<RegisterRecovery>().RunAsync(CancellationToken.None);
        Assert.That((again.Jumps.Count, again.Statuses.Count), Is.EqualTo((0, 0)), "run again it changes nothing");
        var next = await NumbersAsync(issuing, await IssueAsync(issuing, 4));
        Assert.That(next.Concat(today).Concat(yesterday), Is.Unique);
        Assert.That(next.Concat(today).Concat(yesterday).Select(number => number[14..21]), Is.Unique, "serials");
        var revoked = (await issuing.Get<CertificateReader>().ByNumberAsync(yesterday[1], CancellationToken.None)).Single();
        Assert.That(revoked.Status, Is.EqualTo(CertificateStatus.Revoked));
        Assert.That(revoked.StatusChangedAt, Is.EqualTo(revokedAt).Within(TimeSpan.FromMilliseconds(1)), "since it was revoked, not since it was recovered");
        var events = await issuing.Get<CertificateReader>().EventsAsync(revoked.CertificateId, CancellationToken.None);
        Assert.That(events.Select(e => (e.Kind, e.Category)), Does.Contain(("recovered", "other")));
    }

    [Test]
    public async Task PowerGone_BetweenCommitAndJournal_TheNextStartBringsTheJournalUp()
    {
        await using var issuing = await TestIssuing.OpenAsync(embedded: true);
        await IssueAsync(issuing, 2);
        File.Copy(Path.Combine(issuing.Folder, "recovery", "series.json"), Path.Combine(issuing.Folder, "older.json"));
        var numbers = await NumbersAsync(issuing, await IssueAsync(issuing, 2));
        File.Copy(Path.Combine(issuing.Folder, "older.json"), Path.Combine(issuing.Folder, "recovery", "series.json"), overwrite: true);
        await issuing.Get<RegisterRecovery>().RequireAsync(CancellationToken.None);
        Assert.That(issuing.Get<RecoveryJournal>().Next("Z/0001/2026"), Is.EqualTo(5));

        await issuing.Get<Database>().ExecuteAsync(
            "UPDATE Certificate SET Status = 3, StatusCategory = 'cheating', StatusChangedAt = @at WHERE Number = @number",
            new { at = issuing.Clock.GetUtcNow().AddSeconds(1), number = numbers[0] },
            CancellationToken.None);
        await issuing.Get<RegisterRecovery>().RequireAsync(CancellationToken.None);
        Assert.That(
            issuing.Get<RecoveryJournal>().Read().Statuses.Select(mark => (mark.Number, mark.Status, mark.Category)),
            Is.EqualTo(new[] { (numbers[0], CertificateStatus.Revoked, "cheating") }));
    }

    [Test]
    public async Task RestoredUnderARunningService_NothingIsReservedAnyMore()
    {
        await using var issuing = await TestIssuing.OpenAsync(embedded: true);
        await IssueAsync(issuing, 3);
        await issuing.Get<Database>().ExecuteAsync("UPDATE NumberSeries SET Next = 2", null, CancellationToken.None);
        await SendAsync(issuing, 2);

        Assert.That(() => issuing.Get<IssuingPipeline>().RunGroupAsync(CancellationToken.None), Throws.TypeOf<RegisterBehindException>());
        Assert.That(await issuing.Get<Database>().QueryAsync<long>("SELECT Next FROM NumberSeries", null, CancellationToken.None), Is.EqualTo(new[] { 2L }));
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

    [Test]
    public async Task Files_OfAJournalInAFolderOpenToOthers_AreItsOwnersAlone()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var folder = Directory.CreateTempSubdirectory("certificates-journal-").FullName;
        File.SetUnixFileMode(folder, (UnixFileMode)Convert.ToInt32("755", 8));
        await Journal(folder).GivenAsync([new SeriesMark("Z/0001/2026", 1)]);
        await Journal(folder).ChangedAsync([Mark(1, CertificateStatus.Suspended)]);
        foreach (var file in Directory.GetFiles(folder))
        {
            File.SetUnixFileMode(file, (UnixFileMode)Convert.ToInt32("644", 8));
        }

        await Journal(folder).GivenAsync([new SeriesMark("Z/0001/2026", 2)]);

        Assert.That(Directory.GetFiles(folder), Has.Length.EqualTo(3));
        Assert.That(Directory.GetFiles(folder).Select(File.GetUnixFileMode), Is.All.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Directory.Delete(folder, recursive: true);
    }

    private static RecoveryJournal Journal(string folder) => new(folder, Microsoft.Extensions.Logging.Abstractions.NullLogger<RecoveryJournal>.Instance);

    private static StatusMark Mark(int second, CertificateStatus status) =>
        new("Z00011101042610000123J", status, "complaint", new DateTimeOffset(2026, 11, 23, 2, 0, second, TimeSpan.Zero), 1);

    private static async Task<Guid> SendAsync(TestIssuing issuing, int rows)
    {
        var received = await issuing.SendAsync(Encoding.UTF8.GetBytes(Csv.File(issued: rows)));
        Assert.That(received.TryGet(out var reception, out var refusals), Is.True, refusals?.First.Message);
        return reception!.Batch.Id;
    }

    private static async Task<Guid> IssueAsync(TestIssuing issuing, int rows)
    {
        var batch = await SendAsync(issuing, rows);
        await issuing.IssueAsync(batch);
        return batch;
    }

    private static async Task<IReadOnlyList<string>> NumbersAsync(TestIssuing issuing, Guid batch) =>
        await issuing.Get<Database>().QueryAsync<string>(
            "SELECT c.Number FROM BatchRow r JOIN Certificate c ON c.Id = r.CertificateId WHERE r.BatchId = @id ORDER BY r.Row", new { id = batch.ToString() }, CancellationToken.None);

    private static async Task ChangeAsync(TestIssuing issuing, string number, ChangeKind kind, string category)
    {
        var made = await issuing.Get<ApiKeys>().CreateAsync(ApiKeyRole.Authority, null, "tests", null, CancellationToken.None);
        Assert.That(made.TryGet(out var key, out _), Is.True);
        Assert.That(CertificateNumber.TryParse(number, out var parsed, out _), Is.True);
        Assert.That(ChangeGround.Read(category, "a reason", null).TryGet(out var ground, out _), Is.True);
        var changed = await issuing.Get<CertificateChanges>().ChangeAsync(kind, ChangeTarget.Of(parsed!), ground!, key.Key, CancellationToken.None);
        Assert.That(changed.TryGet(out _, out var refusals), Is.True, refusals?.First.Message);
    }

    private static async Task CopyAsync(TestIssuing issuing, string name) =>
        await issuing.Get<Database>().QueryAsync<int>($"VACUUM INTO '{Path.Combine(issuing.Folder, name)}'", null, CancellationToken.None);

    private static Task PutBackAsync(TestIssuing issuing, string name)
    {
        SqliteConnection.ClearAllPools();
        var register = Path.Combine(issuing.Folder, "register.db");
        File.Delete(register + "-wal");
        File.Delete(register + "-shm");
        File.Copy(Path.Combine(issuing.Folder, name), register, overwrite: true);
        return Task.CompletedTask;
    }
}
