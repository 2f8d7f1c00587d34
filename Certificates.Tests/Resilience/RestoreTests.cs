extern alias Api;

using System.Diagnostics;
using System.Text;
using Certificates.Core.Access;
using Certificates.Core.Coding;
using Certificates.Core.Data;
using Certificates.Core.Issuing;
using Certificates.Core.Lifecycle;
using Certificates.Core.Oversight;
using Certificates.Core.Recovery;
using Certificates.Core.Register;
using Certificates.Core.Verifying;
using Certificates.Tests.Api;
using Certificates.Tests.Documentation;
using Certificates.Tests.Issuing;
using Certificates.Tests.Verifying;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Tests.Resilience;

/// <summary>Back-ups put back as they should be, and as they should not: the site says that it cannot say, and never a false answer.</summary>
[Category(Categories.Faults)]
internal sealed class RestoreTests
{
    private TestIssuing _issuing = null!;
    private VersionRecord _revoked = null!;

    private string Register => Path.Combine(_issuing.Folder, "register.db");

    [SetUp]
    public async Task OpenAsync()
    {
        _issuing = await TestIssuing.OpenAsync(TimeProvider.System.GetUtcNow(), embedded: true);
        await IssueAsync(3);
        _revoked = (await _issuing.Get<CertificateReader>().ByIdsAsync([1], CancellationToken.None)).Single();
    }

    [TearDown]
    public async Task CloseAsync() => await _issuing.DisposeAsync();

    [Test]
    public async Task Site_OnYesterdaysRegister_SaysUnavailable_UntilRecoverHasRun([Values] bool isRunning)
    {
        await BackUpAsync();
        var first = Site();
        Assert.That((await AskAsync(first)).Kind, Is.EqualTo(VerdictKind.Valid));
        await RevokeAsync();
        Assert.That((await AskAsync(first)).Reasons, Is.EqualTo(new[] { "revoked" }));
        if (!isRunning)
        {
            await first.DisposeAsync();
        }

        await PutBackAsync();
        var site = isRunning ? first : Site();
        await Task.Delay(isRunning ? 600 : 0);
        var restored = await AskAsync(site);
        var told = await site.GetRequiredService<Desk>().FaultAsync(CancellationToken.None);
        await _issuing.RestartAsync();
        await _issuing.Get<RegisterRecovery>().RunAsync(CancellationToken.None);
        await Task.Delay(isRunning ? 600 : 0);
        var recovered = await AskAsync(site);
        await site.DisposeAsync();

        Assert.That(restored.Kind, Is.EqualTo(VerdictKind.Unavailable));
        Assert.That(told, Does.Contain("behind what this site has read").And.Contain("recover"));
        Assert.That(recovered.Reasons, Is.EqualTo(new[] { "revoked" }));
    }

    [Test]
    public async Task Replica_BehindWhatTheSiteHasSeen_IsPassedOverForThePrimary()
    {
        await _issuing.Get<HeartbeatStore>().BeatAsync(_issuing.Clock.GetUtcNow(), CancellationToken.None);
        await BackUpAsync();
        await RevokeAsync();
        await using (var site = Site())
        {
            await AskAsync(site);
        }

        var replica = $"Data Source={_issuing.Folder}/backup.db";
        await using var alone = Site(("Storage:ConnectionString", replica), ("Storage:ReadFromReplica", "true"));
        await using var both = Site(
            ("Storage:ConnectionString", replica), ("Storage:ReadFromReplica", "true"), ("Storage:PrimaryConnectionString", $"Data Source={Register}"));

        Assert.That((await AskAsync(alone)).Kind, Is.EqualTo(VerdictKind.Unavailable));
        Assert.That((await AskAsync(both)).Reasons, Is.EqualTo(new[] { "revoked" }));
    }

    [Test]
    public async Task RegisterPutAside_UnderARunningService_NothingIsTakenAnyMore([Values] bool isCopiedOver)
    {
        await BackUpAsync();
        await IssueAsync(200);
        await CheckpointAsync();
        await _issuing.Get<Readiness>().ReadAsync(CancellationToken.None);
        if (isCopiedOver)
        {
            File.Copy(Path.Combine(_issuing.Folder, "backup.db"), Register, overwrite: true);
        }
        else
        {
            File.Move(Register, Register + ".aside");
            File.Copy(Path.Combine(_issuing.Folder, "backup.db"), Register);
        }

        var refused = await Assert.CatchAsync(() => IssueAsync(1));
        var again = await Assert.CatchAsync(() => IssueAsync(1));

        Assert.That(refused!.Message, Does.Contain("moved or replaced"));
        Assert.That(again!.Message, Does.Contain("moved or replaced"), "it does not go on with the other file");
        var state = await _issuing.Get<Readiness>().ReadAsync(CancellationToken.None);
        Assert.That((state.TakesResults, state.Fault), Is.EqualTo((false, refused.Message)), "health says why");
    }

    /// <summary>
    /// Nothing of the file tells the copy from the register but what is in it: the same length, the same place. Once all was taken from the
    /// log into the file, and once with writes that still wait there.
    /// </summary>
    [Test]
    public async Task OlderCopyOfTheSameLength_OverARunningRegister_IsNoticed([Values] bool hasWaitingWrites)
    {
        await IssueAsync(200);
        await CheckpointAsync();
        await BackUpAsync();
        await ExecuteAsync("UPDATE ApiKey SET LastUsedAt = '2026-11-26T00:00:00.000Z' WHERE Id = 1");
        await CheckpointAsync();
        await _issuing.Get<Readiness>().ReadAsync(CancellationToken.None);
        if (hasWaitingWrites)
        {
            await ExecuteAsync("UPDATE ApiKey SET LastUsedAt = '2026-11-27T00:00:00.000Z' WHERE Id = 1");
        }

        var backup = Path.Combine(_issuing.Folder, "backup.db");
        Assert.That(new FileInfo(backup).Length, Is.EqualTo(new FileInfo(Register).Length), "or this tests nothing new");
        File.Copy(backup, Register, overwrite: true);

        var refused = await Assert.CatchAsync(() => IssueAsync(1));
        var state = await _issuing.Get<Readiness>().ReadAsync(CancellationToken.None);
        Assert.That(refused!.Message, Does.Contain("moved or replaced"));
        Assert.That((state.TakesResults, state.Fault), Is.EqualTo((false, refused.Message)), "health says why");
    }

    [Test]
    public async Task EmptyJournal_BesideAFilledRegister_IsRefused_UntilSomebodySaysSo()
    {
        await _issuing.Get<RegisterRecovery>().RequireAsync(CancellationToken.None);
        Directory.Delete(Path.Combine(_issuing.Folder, "recovery"), recursive: true);

        Assert.That(() => _issuing.Get<RegisterRecovery>().RequireAsync(CancellationToken.None), Throws.TypeOf<JournalLostException>()
            .With.Message.Contains("recover --new-journal").And.Message.Contains("recovery"));
        Assert.That(() => _issuing.Get<RegisterRecovery>().RunAsync(CancellationToken.None), Throws.TypeOf<JournalLostException>());
        await _issuing.Get<RegisterRecovery>().BeginJournalAsync(CancellationToken.None);
        Assert.That(() => _issuing.Get<RegisterRecovery>().RequireAsync(CancellationToken.None), Throws.Nothing);
    }

    [TestCase("", true)]
    [TestCase("elsewhere", true)]
    [TestCase("../beside-the-register", false)]
    public async Task RecoveryPath_UnderTheFolderOfTheRegister_IsDegraded(string path, bool isTold)
    {
        await using var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).BuildServiceProvider();
        var options = new StorageOptions();
        using var dialect = new Core.Data.Sqlite.SqliteDialect($"Data Source={_issuing.Folder}/register.db", readOnly: false, busyTimeoutSeconds: 5);
        var folder = Path.GetFullPath(Path.Combine(_issuing.Folder, path.Length == 0 ? "recovery" : path));
        var journal = new RecoveryJournal(folder, Microsoft.Extensions.Logging.Abstractions.NullLogger<RecoveryJournal>.Instance);

        var fault = new RecoveryPlace(journal, dialect, options).Fault;

        Assert.That(fault, isTold ? Does.StartWith("Recovery:Path") : Is.Null);
        options.IsSpecimen = true;
        Assert.That(new RecoveryPlace(journal, dialect, options).Fault, Is.Null, "a demo has nothing to lose");
    }

    [Test]
    [Category(Categories.Process)]
    public async Task DeadProcessesWal_BesideARestoredFile_StopsTheStartAndRecover_AndTheDrillOfTheManualBringsItBack()
    {
        await BackUpAsync();
        await IssueAsync(300);
        await RevokeAsync();
        SqliteConnection.ClearAllPools();

        // What a process that was killed leaves: the file of then with the -wal of now, for another file.
        await DamageByAForeignWalAsync();
        using (var refused = ApiProcess.Serve(_issuing.Folder))
        {
            Assert.That(await refused.ExitCodeAsync(), Is.EqualTo(1), refused.Output);
            Assert.That(refused.Output, Does.Contain("is damaged").And.Contain("restore a back-up"));
        }

        using (var recover = ApiProcess.Start(_issuing.Folder, ["recover"]))
        {
            Assert.That(await recover.ExitCodeAsync(), Is.EqualTo(1), recover.Output);
            Assert.That(recover.Output, Does.Contain("is damaged"));
        }

        var output = await DrillAsync();
        Assert.That(output, Does.Contain($"{_revoked.Number}: revoked again."));
        using var served = ApiProcess.Serve(_issuing.Folder);
        await served.AddressAsync();
        await using var site = Site();
        Assert.That((await AskAsync(site)).Reasons, Is.EqualTo(new[] { "revoked" }));
    }

    [Test]
    public void FaultsOfARegister_AreTold_AsSentences()
    {
        foreach (var fault in (Exception[])[new RegisterDamagedException("x.db", "row 1 missing"), new JournalLostException("y"), new ClockWrongException("z")])
        {
            Assert.That(Api::Certificates.Api.RegisterFaults.TellOf(fault), Is.EqualTo(fault.Message));
        }
    }

    /// <summary>Runs the commands of the manual's drill, with this folder in place of the manual's and this build in place of the source.</summary>
    private async Task<string> DrillAsync()
    {
        var drill = ShellBlock.All().Single(block => block.Page.EndsWith("operations.md", StringComparison.Ordinal) && block.Text.Contains("register.db-wal", StringComparison.Ordinal));
        var api = $"dotnet {Path.Combine(TestContext.CurrentContext.TestDirectory, "Certificates.Api.dll")}";
        var text = drill.Text.Replace("dotnet run --project Certificates.Api --", api, StringComparison.Ordinal)
            .Replace("--DataDirectory=live", $"--DataDirectory={_issuing.Folder} --Storage:IsSpecimen=true --Verification:BaseUrl=https://verify.example.cn", StringComparison.Ordinal)
            .Replace("backup=register-$(date +%F).db", $"backup={_issuing.Folder}/backup.db", StringComparison.Ordinal)
            .Replace("live/", $"{_issuing.Folder}/", StringComparison.Ordinal);
        var start = new ProcessStartInfo("bash") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _issuing.Folder };
        start.ArgumentList.Add("-e");
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(text);
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        Assert.That(process.ExitCode, Is.Zero, $"{text}\n{await output}\n{await errors}");
        return await output;
    }

    private ServiceProvider Site(params (string Key, string Value)[] settings) => TestVerifying.Registrations(_issuing.Folder, settings)
        .AddSingleton<TimeProvider>(_issuing.Clock).BuildServiceProvider();

    private async Task<Verdict> AskAsync(ServiceProvider site)
    {
        var asked = await site.GetRequiredService<Verifier>().AskAsync(new Question(_revoked.Number, _revoked.Name, null), CancellationToken.None);
        Assert.That(asked.TryGet(out var answer, out var refusals), Is.True, refusals?.First.Code.Code);
        return answer!.Single!;
    }

    private async Task IssueAsync(int rows)
    {
        var received = await _issuing.SendAsync(Encoding.UTF8.GetBytes(Csv.File(issued: rows)));
        Assert.That(received.TryGet(out _, out var refusals), Is.True, refusals?.First.Message);
        while (await _issuing.Get<IssuingPipeline>().RunGroupAsync(CancellationToken.None))
        {
            // until nothing is due
        }
    }

    private async Task RevokeAsync()
    {
        _issuing.Clock.Advance(TimeSpan.FromSeconds(2));
        var made = await _issuing.Get<ApiKeys>().CreateAsync(ApiKeyRole.Authority, null, "tests", null, CancellationToken.None);
        Assert.That(made.TryGet(out var key, out _), Is.True);
        Assert.That(CertificateNumber.TryParse(_revoked.Number, out var number, out _), Is.True);
        Assert.That(ChangeGround.Read("cheating", "a reason", null).TryGet(out var ground, out _), Is.True);
        var changed = await _issuing.Get<CertificateChanges>()
            .ChangeAsync(ChangeKind.Revocation, ChangeTarget.Of(number!), ground!, key.Key, CancellationToken.None);
        Assert.That(changed.TryGet(out _, out var refusals), Is.True, refusals?.First.Message);
    }

    private async Task BackUpAsync()
    {
        await CheckpointAsync();
        SqliteConnection.ClearAllPools();
        File.Copy(Register, Path.Combine(_issuing.Folder, "backup.db"));
    }

    private Task<int> ExecuteAsync(string statement) => _issuing.Get<Database>().ExecuteAsync(statement, null, CancellationToken.None);

    private Task<IReadOnlyList<long>> CheckpointAsync() => _issuing.Get<Database>().QueryAsync<long>("PRAGMA wal_checkpoint(TRUNCATE)", null, CancellationToken.None);

    private Task PutBackAsync()
    {
        SqliteConnection.ClearAllPools();
        File.Delete(Register + "-wal");
        File.Delete(Register + "-shm");
        File.Move(Register, Register + ".aside", overwrite: true);
        File.Copy(Path.Combine(_issuing.Folder, "backup.db"), Register);
        return Task.CompletedTask;
    }

    /// <summary>Leaves the -wal of a later state beside the older file: some pages of then, and some of now.</summary>
    private async Task DamageByAForeignWalAsync()
    {
        await CheckpointAsync();
        await IssueAsync(20);
        File.Copy(Register + "-wal", Register + ".kept");
        SqliteConnection.ClearAllPools();
        File.Delete(Register + "-wal");
        File.Delete(Register + "-shm");
        File.Copy(Path.Combine(_issuing.Folder, "backup.db"), Register, overwrite: true);
        File.Move(Register + ".kept", Register + "-wal");
        await _issuing.CloseAsync();
    }
}
