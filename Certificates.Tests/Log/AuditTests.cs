using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Certificates.Core.Log.Auditing;
using Certificates.Core.Register;
using Certificates.Core.Signing.Notes;
using Certificates.Tests.Api;
using Certificates.Tests.Issuing;
using Certificates.Tests.Log.Outsider;
using Certificates.Tests.Verify;

namespace Certificates.Tests.Log;

/// <summary>The log of a running site, audited by our own command's audit and by somebody else, while the register is edited under it.</summary>
internal sealed class AuditTests
{
    private TestIssuing _issuing = null!;
    private TestSite _site = null!;
    private HttpClient _http = null!;

    private string Seen => Path.Combine(_issuing.Folder, "log-seen.json");

    private string Prefix => new Uri(_site.Address, "/log").AbsoluteUri;

    private VerifierKey Key => _issuing.Get<SignerKey>().Verifier;

    [SetUp]
    public async Task OpenAsync()
    {
        _issuing = await TestIssuing.OpenAsync(embedded: true);
        _site = await TestSite.StartForAsync(_issuing.Folder, ("Log:VerifierKey", Key.ToString()));
        _http = _site.Client();
        await IssueAsync(4);
    }

    [TearDown]
    public async Task CloseAsync()
    {
        _http.Dispose();
        await _site.DisposeAsync();
        await _issuing.DisposeAsync();
    }

    [Test]
    public async Task Log_OfManyLeaves_IsAcceptedBySomebodyElse_WithEveryProof()
    {
        var small = new OutsideLog(_http, Prefix, Key.ToString());
        await small.ReadAsync();
        await IssueAsync(300);
        var log = new OutsideLog(_http, Prefix, Key.ToString());
        await log.ReadAsync();

        Assert.That((small.Checkpoint.Size, log.Checkpoint.Size), Is.EqualTo((4L, 304L)));
        Assert.That(RfcProofs.IsConsistent(4, small.Checkpoint.Root, 304, log.Checkpoint.Root, RfcTree.Proof(4, log.Leaves)), Is.True);
        Assert.That(log.Entries[..4], Is.EqualTo(small.Entries));
    }

    [TestCase("/log/tile/0/001")]
    [TestCase("/log/tile/0/000.p/5")]
    [TestCase("/log/tile/0/000")]
    [TestCase("/log/tile/1/000.p/1")]
    [TestCase("/log/tile/entries/000.p/5")]
    [TestCase("/log/tile/entries/x999/x999/x999/999")]
    [TestCase("/log/tile/63/x999/x999/x999/999")]
    [TestCase("/log/tile/0/0")]
    [TestCase("/log/tile/")]
    [TestCase("/log/tile/entries/000.p/-1")]
    public async Task Tile_ThatThereIsNone_IsNotFound(string path)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative));

        Assert.That((int)answer.StatusCode, Is.EqualTo(404));
    }

    [Test]
    public async Task Audit_OfASoundLog_FindsNothing_AndGoesOnBehindWhatItSaw()
    {
        var first = await AuditAsync();
        await IssueAsync(300);
        var second = await AuditAsync();
        var third = await AuditAsync();
        var all = await AuditAsync(all: true);

        Assert.That(first.Findings.Concat(second.Findings).Concat(third.Findings).Concat(all.Findings), Is.Empty);
        Assert.That(new[] { first, second, third, all }.Select(audit => (audit.Size, audit.Read)),
            Is.EqualTo(new[] { (4L, 4L), (304L, 300L), (304L, 0L), (304L, 304L) }));
    }

    [TestCase("UPDATE LogLeaf SET Data = x'00' WHERE LeafIndex = 1", "Leaf 1 was changed: it is not what the tree has of it.")]
    [TestCase("UPDATE LogLeaf SET LeafIndex = 99 WHERE LeafIndex = 0; UPDATE LogLeaf SET LeafIndex = 0 WHERE LeafIndex = 2; UPDATE LogLeaf SET LeafIndex = 2 WHERE LeafIndex = 99", "Leaf 0 was put out of order: there stands what the tree has as leaf 2.")]
    [TestCase("DELETE FROM LogLeaf WHERE LeafIndex = 1", "Leaves 0 to 3 cannot be had: entries/000.p/4 answers 503. Leaf 1 of the log is missing.")]
    [TestCase("DELETE FROM LogLeaf WHERE LeafIndex = 3", "Leaf 3 of the log is missing.")]
    [TestCase("UPDATE LogTile SET Hashes = zeroblob(128)", "The tree's hash of leaf 0 was changed; the leaf itself is as it was signed.")]
    [TestCase("UPDATE LogTile SET Hashes = zeroblob(32)", "Leaves 0 to 3 cannot be had: 0/000.p/4 answers 404.")]
    [TestCase("UPDATE LogCheckpoint SET Note = replace(Note, char(10) || '4' || char(10), char(10) || '3' || char(10))", "checkpoint answers 503")]
    [TestCase("DELETE FROM LogCheckpoint", "The log has no checkpoint any more.")]
    public async Task Audit_OfALogThatWasEdited_NamesIt(string edit, string finding)
    {
        await AuditAsync();
        await _issuing.EditAsync($"DROP TRIGGER IF EXISTS LogCheckpoint_NoUpdate; {edit}");

        Assert.That(await FindingsAsync(), Does.Contain(finding));
    }

    /// <summary>Whoever has the database and the log's key makes a sound log; it is not the one that was seen.</summary>
    [TestCase("DELETE FROM LogLeaf WHERE Id = 2", 3, "The log went back: 4 leaves were seen signed, and it has 3 now.")]
    [TestCase("UPDATE LogLeaf SET Data = x'00' WHERE Id = 2", 4, "The log was rewritten: with 4 leaves it has another root")]
    [TestCase("UPDATE LogLeaf SET Id = 99 WHERE Id = 2", 4, "The log was rewritten: with 4 leaves it has another root")]
    public async Task Audit_OfALogMadeAnewByTheKey_NamesIt(string edit, int size, string finding)
    {
        await AuditAsync();
        await RewriteAsync(edit);

        Assert.That((await _issuing.CheckpointAsync()).Size, Is.EqualTo(size));
        Assert.That(await FindingsAsync(), Does.Contain(finding));
    }

    [Test]
    public async Task Audit_OfALogMadeAnewAndGrown_NamesIt([Values] bool all)
    {
        await AuditAsync();
        await RewriteAsync("UPDATE LogLeaf SET Data = x'00' WHERE Id = 2");
        await IssueAsync(3);

        Assert.That(await FindingsAsync(all), Does.Contain("the log was rewritten").IgnoreCase);
    }

    [Test]
    public async Task Audit_OfARegisterPutBackToAnOlderCopy_NamesIt()
    {
        await _issuing.BackUpAsync("hour.db");
        await IssueAsync(3);
        await AuditAsync();
        await _site.DisposeAsync();
        await _issuing.PutBackAsync("hour.db");
        File.Delete(Path.Combine(_issuing.Folder, "register-seen.json")); // a site that knows nothing of it
        _site = await TestSite.StartForAsync(_issuing.Folder);
        _http.Dispose();
        _http = _site.Client();

        Assert.That(await FindingsAsync(), Does.Contain("The log went back: 7 leaves were seen signed, and it has 4 now."));
    }

    [Test]
    public async Task Audit_ByAnotherKey_BelievesNothing()
    {
        var other = await new LogAudit(_http, new Uri(Prefix), new AuditKeys([SignerKey.Create(Key.Name).Verifier], []), TimeProvider.System).RunAsync(null, false, CancellationToken.None);

        Assert.That(other.Findings.Single(), Does.StartWith("The checkpoint is not signed by specimen.example/log"));
        Assert.That(other.Seen, Is.Null);
    }

    [Test]
    public async Task Verdict_WithProof_IsProvedByTheLogAlone()
    {
        var version = (await _issuing.Get<CertificateReader>().ByIdsAsync([2], CancellationToken.None)).Single();
        await IssueAsync(300);
        using var plain = await _http.PostAsJsonAsync(new Uri("/v1/verifications", UriKind.Relative), new { number = version.Number, name = version.Name });
        using var answer = await _http.PostAsJsonAsync(new Uri("/v1/verifications?proof=1", UriKind.Relative), new { number = version.Number, name = version.Name });
        var log = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["log"]!;
        byte[] Bytes(string name) => Convert.FromBase64String((string)log[name]!);
        var checkpoint = OutsideNote.Open(Encoding.UTF8.GetBytes((string)log["checkpoint"]!), Key.ToString());
        var hashes = log["hashes"]!.AsArray().Select(hash => Convert.FromBase64String((string)hash!)).ToList();

        Assert.That(JsonNode.Parse(await plain.Content.ReadAsStringAsync())!["log"], Is.Null, "on request alone");
        Assert.That(RfcProofs.Includes(checkpoint.Root, checkpoint.Size, RfcTree.LeafHash(Bytes("leaf")), (long)log["index"]!, hashes), Is.True);
        Assert.That((long)log["treeSize"]!, Is.EqualTo(checkpoint.Size).And.EqualTo(304));
        Assert.That(Convert.ToHexString(Bytes("leaf")), Does.Contain(Convert.ToHexString(SHA256.HashData([.. Bytes("salt"), .. Bytes("record")])))
            .And.Contain(Convert.ToHexString(SHA256.HashData([.. Bytes("salt"), .. Encoding.UTF8.GetBytes(version.Number)]))));
        Assert.That(Encoding.UTF8.GetString(Bytes("record")), Does.Contain(version.Number).And.Contain(version.Name).And.Contain("valid"));
    }

    [Test]
    public async Task Proof_OfWhatHasNoPlaceYet_OrIsNotWhatWasLogged_IsAbsent()
    {
        var version = (await _issuing.Get<CertificateReader>().ByIdsAsync([2], CancellationToken.None)).Single();
        await _issuing.EditAsync("UPDATE Document SET FileHash = x'00' WHERE Id = 2");
        using var answer = await _http.PostAsJsonAsync(new Uri("/v1/verifications?proof=1", UriKind.Relative), new { number = version.Number, name = version.Name });

        Assert.That(JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["log"], Is.Null);
    }

    private async Task RewriteAsync(string edit)
    {
        Directory.Delete(Path.Combine(_issuing.Folder, "recovery", "log"), recursive: true);
        await _issuing.EditAsync($"UPDATE LogLeaf SET LeafIndex = NULL; {edit}; DELETE FROM LogTile; DELETE FROM LogCheckpoint; UPDATE LogState SET Size = 0");
        await _issuing.SequenceAsync();
    }

    private async Task<AuditResult> AuditAsync(bool all = false)
    {
        var result = await new LogAudit(_http, new Uri(Prefix), new AuditKeys([Key], []), TimeProvider.System).RunAsync(SeenLog.Read(Seen), all, CancellationToken.None);
        result.Seen?.Write(Seen);
        return result;
    }

    private async Task<string> FindingsAsync(bool all = true)
    {
        try
        {
            var result = await AuditAsync(all);
            Assert.That(result.Seen, Is.Null, "what was seen before stays");
            return string.Join('\n', result.Findings);
        }
        catch (HttpRequestException unreachable)
        {
            return unreachable.Message;
        }
    }

    private async Task IssueAsync(int count)
    {
        var received = await _issuing.SendAsync(Encoding.UTF8.GetBytes(Csv.File(issued: count)));
        Assert.That(received.TryGet(out var reception, out var refusals), Is.True, refusals?.First.Message);
        await _issuing.IssueAsync(reception!.Batch.Id);
        await _issuing.SequenceAsync();
    }
}
