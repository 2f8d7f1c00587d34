extern alias Verify;

using System.Text;
using Certificates.Core.Log.Auditing;
using Certificates.Core.Log.Witnesses;
using Certificates.Core.Signing.Notes;
using Certificates.Tests.Api;
using Certificates.Tests.Issuing;
using Certificates.Tests.Log.Outsider;
using Certificates.Tests.Verify;
using Verify::Certificates.Verify.Log;

namespace Certificates.Tests.Log;

/// <summary>The log before a witness of somebody else's, and what the site and an audit make of its word.</summary>
internal sealed class WitnessTests
{
    private TestIssuing _issuing = null!;
    private OutsideWitness _witness = null!;
    private TestSite _site = null!;
    private HttpClient _http = null!;

    private LogWitnesses Witnesses => _issuing.Get<LogWitnesses>();

    private string LogKey => _issuing.Get<SignerKey>().Verifier.ToString();

    [SetUp]
    public async Task OpenAsync()
    {
        _issuing = await TestIssuing.OpenAsync(embedded: true);
        _witness = await OutsideWitness.StartAsync(LogKey, _issuing.Clock);
        _issuing.Set("Log:Witnesses:0:Url", _witness.Address);
        _issuing.Set("Log:Witnesses:0:Key", _witness.VerifierKey);
        await _issuing.RestartAsync();
        _site = await TestSite.StartForAsync(_issuing.Folder, ("Log:VerifierKey", LogKey));
        _http = _site.Client();
        await IssueAsync(4);
    }

    [TearDown]
    public async Task CloseAsync()
    {
        _http.Dispose();
        await _site.DisposeAsync();
        await _witness.DisposeAsync();
        await _issuing.DisposeAsync();
    }

    [Test]
    public async Task Checkpoint_IsPublishedWhenItWasCosigned_AndTheTreeIsProvedToTheWitness()
    {
        Assert.That(await ServedAsync(), Is.Null, "nothing is published before the witness was asked");
        var first = await CosignAsync();
        var small = await ServedAsync();
        await IssueAsync(300);
        var between = await ServedAsync();
        var second = await CosignAsync();
        var log = new OutsideLog(_http, new Uri(_site.Address, "/log").AbsoluteUri, LogKey);
        await log.ReadAsync();

        Assert.That((first, second, between), Is.EqualTo((1, 1, small)));
        Assert.That(_witness.Answers, Is.EqualTo(new[] { 200, 200 }), "asked by what it cosigned before, with the proof");
        Assert.That((log.Checkpoint.Size, _witness.Size), Is.EqualTo((304L, 304L)));
        Assert.That(OutsideWitness.CosignedAt((await ServedAsync())!, _witness.VerifierKey), Is.EqualTo(_issuing.Clock.GetUtcNow().ToUnixTimeSeconds()));
        Assert.That(await CosignAsync(), Is.Zero, "and asked no more");
    }

    [Test]
    public async Task Log_ThatDoesNotGrow_IsCosignedAnewAfterAnHour()
    {
        await CosignAsync();
        var before = OutsideWitness.CosignedAt((await ServedAsync())!, _witness.VerifierKey);
        _issuing.Clock.Advance(LogWitnesses.Renewal);

        Assert.That(await CosignAsync(), Is.EqualTo(1));
        Assert.That(OutsideWitness.CosignedAt((await ServedAsync())!, _witness.VerifierKey), Is.EqualTo(before + 3600));
    }

    [Test]
    public async Task Register_ThatDoesNotKnowWhatWasCosigned_IsToldByTheWitness()
    {
        await CosignAsync();
        await IssueAsync(3);
        await _issuing.EditAsync("DELETE FROM LogCosignature");

        Assert.That(await CosignAsync(), Is.EqualTo(1));
        Assert.That(_witness.Answers, Is.EqualTo(new[] { 200, 409, 200 }));
        Assert.That(_witness.Size, Is.EqualTo(7));
    }

    [Test]
    public async Task Witness_ThatIsAway_HoldsNothingUp_IsToldAfterTenMinutes_AndAskedAgain()
    {
        _witness.IsUp = false;
        var away = await CosignAsync();
        var served = await ServedAsync();
        var atOnce = await CosignAsync();
        var early = Witnesses.Faults;
        _issuing.Clock.Advance(TimeSpan.FromMinutes(11));
        await CosignAsync();
        var late = Witnesses.Faults;
        _witness.IsUp = true;
        await IssueAsync(1);
        _issuing.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.That((away, atOnce, _witness.Answers.Count), Is.EqualTo((0, 0, 2)), "it is left alone for a while");
        Assert.That(served, Does.Contain("\n4\n"), "published without it");
        Assert.That((early.Count, late.SingleOrDefault()), Is.EqualTo((0, "The witness witness.example/w1 answers 500.")));
        Assert.That(await CosignAsync(), Is.EqualTo(1));
        Assert.That((_witness.Size, Witnesses.Faults.Count), Is.EqualTo((5L, 0)), "by the newest checkpoint alone");
    }

    [Test]
    public async Task Witness_ThatIsSilent_IsWaitedForFiveSeconds()
    {
        var silence = new TaskCompletionSource();
        _witness.Silence = silence.Task;
        var asked = _issuing.Get<LogWitnesses>().CosignAsync(CancellationToken.None);
        for (var i = 0; i < 2_000 && !asked.IsCompleted; i++)
        {
            _issuing.Clock.Advance(TimeSpan.FromMilliseconds(10));
            await Task.WhenAny(asked, Task.Delay(1));
        }

        silence.SetResult();
        Assert.That(await asked, Is.Zero);
        Assert.That(await ServedAsync(), Does.Contain("\n4\n"));
    }

    [TestCase("garbage")]
    [TestCase("other key")]
    [TestCase("other text")]
    [TestCase("clock ahead")]
    public async Task Witness_ThatSignsSomethingElse_IsNotBelieved(string what)
    {
        switch (what)
        {
            case "garbage":
                _witness.Spoil = _ => "<html>\u0001</html>";
                break;
            case "other key":
                _witness.Spoil = line => line.Replace("w1 ", "w2 ", StringComparison.Ordinal);
                break;
            case "other text":
                _witness.Misread = text => text.Replace("\n4\n", "\n5\n", StringComparison.Ordinal);
                break;
            default:
                _witness.Ahead = TimeSpan.FromMinutes(6);
                break;
        }

        var cosigned = await CosignAsync();
        var note = await ServedAsync();
        _issuing.Clock.Advance(TimeSpan.FromMinutes(11));
        await CosignAsync();

        Assert.That((cosigned, OutsideWitness.CosignedAt(note!, _witness.VerifierKey)), Is.EqualTo((0, (long?)null)));
        Assert.That(note!.TrimEnd('\n').Split('\n'), Has.Length.EqualTo(5), "origin, size, root, an empty line, the log's own signature");
        Assert.That(Witnesses.Faults.Single(), Is.EqualTo("The witness witness.example/w1 answered something else than its cosignature of this checkpoint."));
    }

    /// <summary>Lines of others beside its own are no fault of the witness's.</summary>
    [Test]
    public async Task Witness_WithTwoKeys_IsBelievedByTheKnownOne()
    {
        _witness.Spoil = line => $"{line.Replace("w1 ", "w2 ", StringComparison.Ordinal)}{line}";

        Assert.That(await CosignAsync(), Is.EqualTo(1));
        Assert.That((await ServedAsync())!.Split("— "), Has.Length.EqualTo(3));
    }

    [TestCase("UPDATE LogLeaf SET Data = x'00' WHERE Id = 2", 0, "cosigned another tree of as many leaves")]
    [TestCase("UPDATE LogLeaf SET Data = x'00' WHERE Id = 2", 2, "does not see that the log grew out of what it cosigned before (422).")]
    [TestCase("DELETE FROM LogLeaf WHERE Id = 2", 0, "cosigned 4 leaves, and this log has 3")]
    public async Task Log_MadeAnewByTheKey_IsRefused_AndToldAtOnce(string edit, int more, string fault)
    {
        await CosignAsync();
        Directory.Delete(Path.Combine(_issuing.Folder, "recovery", "log"), recursive: true);
        await _issuing.EditAsync($"UPDATE LogLeaf SET LeafIndex = NULL; {edit}; DELETE FROM LogTile; DELETE FROM LogCheckpoint; UPDATE LogState SET Size = 0; DELETE FROM LogCosignature; UPDATE LogPublication SET Size = 0");
        await _issuing.SequenceAsync();
        if (more > 0)
        {
            await IssueAsync(more);
        }

        Assert.That(await CosignAsync(), Is.Zero);
        Assert.That(Witnesses.Faults.Single(), Does.StartWith("The witness witness.example/w1 ").And.Contain(fault));
    }

    [Test]
    public async Task Line_PutIntoTheRegister_SpoilsTheNoteForNobody()
    {
        await CosignAsync();
        await _issuing.EditAsync("INSERT INTO LogCosignature (Size, Witness, At, Line) VALUES (4, 'x', '2026-01-01T00:00:00.000Z', 'no line')");

        Assert.That(OutsideWitness.CosignedAt((await ServedAsync())!, _witness.VerifierKey), Is.Not.Null);
    }

    [Test]
    public async Task Audit_ThatAsksForTheWitness_TakesItsWordForADay()
    {
        await CosignAsync();
        var sound = await AuditAsync();
        _issuing.Clock.Advance(TimeSpan.FromHours(25));
        var old = await AuditAsync();
        await _issuing.EditAsync("DELETE FROM LogCosignature");
        var none = await AuditAsync();

        Assert.That(sound.Findings, Is.Empty);
        Assert.That(old.Findings.Single(), Does.StartWith("The witness witness.example/w1 cosigned the checkpoint at 2026-11-23").And.Contain("older than 24 hours"));
        Assert.That(none.Findings.Single(), Does.StartWith("The witness witness.example/w1 did not cosign the checkpoint"));
        Assert.That((old.Seen, none.Seen), Is.EqualTo(((SeenLog?)null, (SeenLog?)null)));
    }

    [TestCase("ftp://witness.example", null, "Log:Witnesses:0:Url is 'ftp://witness.example'")]
    [TestCase(null, Vectors.VerifierKey, "Log:Witnesses:0:Key is no verifier key of a witness", Description = "a log's key")]
    [TestCase(null, "nonsense", "Log:Witnesses:0:Key is no verifier key of a witness")]
    public void Witness_OfTheSettings_ThatIsWrong_IsNamed(string? url, string? key, string fault)
    {
        var options = new WitnessOptions { Witnesses = [new WitnessAddress { Url = url ?? _witness.Address, Key = key ?? _witness.VerifierKey }] };

        Assert.That(new WitnessOptionsValidator().Validate(null, options).Failures!.Single(), Does.StartWith(fault));
    }

    [Test]
    public async Task Witness_NamedTwice_StopsTheStart()
    {
        _issuing.Set("Log:Witnesses:1:Url", _witness.Address);
        _issuing.Set("Log:Witnesses:1:Key", _witness.VerifierKey);
        await _issuing.RestartAsync();

        Assert.That(() => Witnesses, Throws.Exception.With.Message.Contains("Log:Witnesses:1:Key stands twice"));
    }

    [Test]
    public async Task Witnesses_ThatAreNoList_StopTheStart()
    {
        _issuing.Set("Log:Witnesses", _witness.Address);
        await _issuing.RestartAsync();

        Assert.That(() => Witnesses, Throws.Exception.With.Message.Contains("Log:Witnesses is a list: its first item is Log:Witnesses:0"));
    }

    [Test]
    public void Command_TakesSeveralWitnesses_AndKeysOfOneNameAlone()
    {
        var other = SignerKey.Create(_issuing.Get<SignerKey>().Verifier.Name).Verifier.ToString();
        var read = AuditArguments.Read(["https://verify.example.cn/log", "--key", LogKey, "--key", other, "--witness", _witness.VerifierKey, "--witness-hours", "2"]);

        Assert.That((read!.Keys.Log.Count, read.Witnesses, read.Keys.OldestCosignature), Is.EqualTo((2, OutsideWitness.Name, TimeSpan.FromHours(2))));
        Assert.That(AuditArguments.Read(["https://verify.example.cn/log", "--key", LogKey, "--key", Vectors.VerifierKey]), Is.Null);
        Assert.That(AuditArguments.Read(["https://verify.example.cn/log", "--key", LogKey, "--witness", LogKey]), Is.Null, "a log is not its own witness");
        Assert.That(AuditArguments.Read(["https://verify.example.cn/log", "--key", LogKey, "--witness-hours", "0"]), Is.Null);
    }

    private Task<int> CosignAsync() => Witnesses.CosignAsync(CancellationToken.None);

    private Task<AuditResult> AuditAsync()
    {
        Assert.That(VerifierKey.TryParse(_witness.VerifierKey, out var witness), Is.True);
        var keys = new AuditKeys([_issuing.Get<SignerKey>().Verifier], [witness!]);
        return new LogAudit(_http, new Uri(_site.Address, "/log"), keys, _issuing.Clock).RunAsync(null, false, CancellationToken.None);
    }

    private async Task<string?> ServedAsync()
    {
        using var answer = await _http.GetAsync(new Uri("/log/checkpoint", UriKind.Relative));
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync() : null;
    }

    private async Task IssueAsync(int count)
    {
        var received = await _issuing.SendAsync(Encoding.UTF8.GetBytes(Csv.File(issued: count)));
        Assert.That(received.TryGet(out var reception, out var refusals), Is.True, refusals?.First.Message);
        await _issuing.IssueAsync(reception!.Batch.Id);
        await _issuing.SequenceAsync();
    }
}
