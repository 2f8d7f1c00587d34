using System.Text;
using Certificates.Core.Log;
using Certificates.Core.Log.Auditing;
using Certificates.Core.Oversight.Auditing;
using Certificates.Core.Privacy;
using Certificates.Core.Signing;
using Certificates.Core.Signing.Notes;
using Certificates.Tests.Api;
using Certificates.Tests.Issuing;
using Certificates.Tests.Log.Outsider;
using Certificates.Tests.Verify;

namespace Certificates.Tests.Log;

/// <summary>The log changes its key: key 1, both, key 2 alone, and whoever knows one of them at each stage.</summary>
internal sealed class LogKeyChangeTests
{
    private readonly SignerKey _next = SignerKey.Create(DemoKeys.LogName);
    private TestIssuing _issuing = null!;
    private VerifierKey _first = null!;

    private VerifierKey Second => _next.Verifier;

    [SetUp]
    public async Task OpenAsync()
    {
        _issuing = await TestIssuing.OpenAsync(embedded: true);
        _first = _issuing.Get<SignerKey>().Verifier;
        await using var file = PrivateFiles.Create(Path.Combine(_issuing.Folder, "keys", "log-2.key"));
        await file.WriteAsync(Encoding.ASCII.GetBytes(_next.ToSecret() + "\n"));
    }

    [TearDown]
    public async Task CloseAsync() => await _issuing.DisposeAsync();

    [Test]
    public async Task Change_OfTheKey_LeavesNobodyBehind_WhoHasAKeyOfTheStage()
    {
        await IssueAsync(2);
        var former = (await _issuing.Get<LogReader>().CheckpointAsync(CancellationToken.None))!;
        var (byFirst, bySecond) = (await FindingsAsync("first", _first), await FindingsAsync("second", Second));
        await StartAsync("log-2.key", "log.key", "");
        await _issuing.SequenceAsync();
        var quiet = (First: await FindingsAsync("first", _first), Second: await FindingsAsync("second", Second));
        await IssueAsync(3);
        var both = (First: await FindingsAsync("first", _first), Second: await FindingsAsync("second", Second), Any: await FindingsAsync("any", _first, Second));
        await StartAsync("log-2.key", "", _first.ToString());
        await IssueAsync(4);
        var after = (First: await FindingsAsync("first", _first), Second: await FindingsAsync("second", Second), Any: await FindingsAsync("any", _first, Second));

        Assert.That((byFirst, quiet.First, quiet.Second, both.First, both.Second, both.Any, after.Second, after.Any),
            Is.EqualTo(("", "", "", "", "", "", "", "")));
        Assert.That(new[] { bySecond, after.First }, Has.All.StartWith("The checkpoint is not signed by specimen.example/log"), "before, and after");
        Assert.That(OutsideNote.Open(Encoding.UTF8.GetBytes(former), _first.ToString()).Size, Is.EqualTo(2), "an old checkpoint goes on verifying");
        Assert.That((await _issuing.Get<RegisterAudit>().RunAsync(_ => { }, CancellationToken.None)).Findings, Is.Empty);
    }

    /// <summary>The key was lost: the next one goes on at once, where the former is named, and signs what was signed last.</summary>
    [Test]
    public async Task Change_WithoutTheFormerKey_GoesOnFromWhatItSigned()
    {
        await IssueAsync(2);
        await StartAsync("log-2.key", "", "");
        Assert.That(() => _issuing.Get<LogSequencer>().SequenceAsync(CancellationToken.None), Throws.TypeOf<LogDamagedException>()
            .With.Message.Contains("not signed by this key"));
        Assert.That((await _issuing.Get<RegisterAudit>().RunAsync(_ => { }, CancellationToken.None)).Findings.Single().What,
            Is.EqualTo("The last checkpoint is not signed by this log's key."));

        await StartAsync("log-2.key", "", _first.ToString());
        await _issuing.SequenceAsync();
        Assert.That(await FindingsAsync("second", Second), Is.Empty);
        await IssueAsync(2);
        Assert.That(await FindingsAsync("second", Second), Is.Empty);
        Assert.That((await _issuing.EntriesAsync()).Count, Is.EqualTo(4));
    }

    [Test]
    public async Task Site_WithBothKeys_PassesOnWhatEitherSigned_AndWithOneThatAlone()
    {
        await IssueAsync(1);
        await using var both = await TestSite.StartForAsync(_issuing.Folder, ("Log:VerifierKey", $"{Second} {_first}"));
        await using var one = await TestSite.StartForAsync(_issuing.Folder, ("Log:VerifierKey", Second.ToString()));

        Assert.That((await StatusAsync(both), await StatusAsync(one)), Is.EqualTo((200, 503)));
    }

    [TestCase("log.key", "", "Signing:SecondLogKeyFile holds the key of Signing:LogKeyFile")]
    [TestCase("other.key", "", "Signing:SecondLogKeyFile is of the log other.example/log, and Signing:LogKeyFile of specimen.example/log")]
    [TestCase("", Vectors.VerifierKey, "Signing:FormerLogKeys is of the log PeterNeumann")]
    [TestCase("", "nonsense", "Signing:FormerLogKeys holds something else than verifier keys")]
    public async Task Keys_ThatDoNotBelongTogether_StopTheStart(string second, string former, string fault)
    {
        await using (var file = PrivateFiles.Create(Path.Combine(_issuing.Folder, "keys", "other.key")))
        {
            await file.WriteAsync(Encoding.ASCII.GetBytes(SignerKey.Create("other.example/log").ToSecret()));
        }

        var options = new SigningOptions { SecondLogKeyFile = second, FormerLogKeys = former };
        var result = new SigningOptionsValidator(Path.Combine(_issuing.Folder, "keys"), KeyHolding.Issuing, isDemo: true).Validate(null, options);

        Assert.That(result.Failures!.Single(), Does.StartWith(fault));
    }

    private static async Task<int> StatusAsync(TestSite site)
    {
        using var http = site.Client();
        using var answer = await http.GetAsync(new Uri("/log/checkpoint", UriKind.Relative));
        return (int)answer.StatusCode;
    }

    private async Task StartAsync(string key, string second, string former)
    {
        _issuing.Set("Signing:LogKeyFile", key);
        _issuing.Set("Signing:SecondLogKeyFile", second);
        _issuing.Set("Signing:FormerLogKeys", former);
        await _issuing.RestartAsync();
        _issuing.Clock.Advance(TimeSpan.FromSeconds(11)); // the lease of the process before
    }

    /// <summary>What somebody finds who knows some keys, and remembers what they saw last.</summary>
    private async Task<string> FindingsAsync(string who, params VerifierKey[] keys)
    {
        await using var site = await TestSite.StartForAsync(_issuing.Folder);
        using var http = site.Client();
        var seen = Path.Combine(_issuing.Folder, $"seen-{who}.json");
        var audit = new LogAudit(http, new Uri(site.Address, "/log"), new AuditKeys(keys, []), TimeProvider.System);
        var result = await audit.RunAsync(SeenLog.Read(seen), false, CancellationToken.None);
        result.Seen?.Write(seen);
        return string.Join('\n', result.Findings);
    }

    private async Task IssueAsync(int count)
    {
        var received = await _issuing.SendAsync(Encoding.UTF8.GetBytes(Csv.File(issued: count)));
        Assert.That(received.TryGet(out var reception, out var refusals), Is.True, refusals?.First.Message);
        await _issuing.IssueAsync(reception!.Batch.Id);
        await _issuing.SequenceAsync();
    }
}
