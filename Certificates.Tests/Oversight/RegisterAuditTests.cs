using System.Text;
using Certificates.Core.Data;
using Certificates.Core.Lifecycle;
using Certificates.Core.Oversight;
using Certificates.Core.Oversight.Auditing;
using Certificates.Core.Register;
using Certificates.Tests.Api;
using Certificates.Tests.Issuing;
using Certificates.Tests.Log;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Certificates.Tests.Oversight;

/// <summary>An audit of a whole register names what was changed by somebody who has the database, and the key of the seals as well.</summary>
internal sealed class RegisterAuditTests
{
    private const string LetAnythingBe = "DROP TRIGGER IF EXISTS CertificateEvent_NoDelete; DROP TRIGGER IF EXISTS CertificateEvent_NoUpdate; ";

    private TestIssuing _issuing = null!;
    private string _second = null!;

    [SetUp]
    public async Task IssueAsync()
    {
        _issuing = await TestIssuing.OpenAsync(embedded: true);
        var received = await _issuing.SendAsync(Encoding.UTF8.GetBytes(Csv.File(issued: 4)));
        Assert.That(received.TryGet(out var reception, out var refusals), Is.True, refusals?.First.Message);
        await _issuing.IssueAsync(reception!.Batch.Id);
        await _issuing.SequenceAsync();
        _second = (await _issuing.Get<CertificateReader>().ByIdsAsync([2], CancellationToken.None))[0].Number;
    }

    [TearDown]
    public async Task CloseAsync() => await _issuing.DisposeAsync();

    [Test]
    public async Task Register_ThatNobodyChanged_IsWell()
    {
        var report = await AuditAsync();

        Assert.That((report.Certificates, report.Leaves), Is.EqualTo((4L, 4L)));
        Assert.That(report.Findings, Is.Empty);
    }

    [TestCase("UPDATE Certificate SET Status = 3 WHERE Id = 2", "log_differs")]
    [TestCase("UPDATE Certificate SET Grade = Grade % 3 + 1 WHERE Id = 2", "log_differs")]
    [TestCase("UPDATE CertificateVersion SET Name = '张三', NameKey = '张三' WHERE CertificateId = 2", "log_differs")]
    [TestCase("UPDATE CertificateVersion SET OccupationName = '另一职业' WHERE CertificateId = 2", "log_differs")]
    [TestCase(LetAnythingBe + "DELETE FROM CertificateEvent WHERE CertificateId = 2", "events_differ")]
    [TestCase(LetAnythingBe + "UPDATE CertificateEvent SET Leaf = zeroblob(32) WHERE CertificateId = 2", "events_differ")]
    public async Task Certificate_ChangedAndSealedAnew_IsNamed_AndItsNeighboursAreNot(string change, string code)
    {
        await _issuing.WriteAsOursAsync(change);

        var findings = (await AuditAsync()).Findings;

        Assert.That(findings, Does.Contain(new RegisterFinding(_second, code)));
        Assert.That(findings.Select(finding => finding.Subject), Is.All.EqualTo(_second));
    }

    [Test]
    public async Task Certificate_PutBackWithItsOldSealAndWithoutItsLaterEvent_IsNamed()
    {
        var old = await ReadAsync("SELECT hex(Seal) FROM Certificate WHERE Id = 2");
        await RevokeAsync(2);
        await _issuing.SequenceAsync();
        await ExecuteAsync($"{LetAnythingBe} DELETE FROM CertificateEvent WHERE CertificateId = 2 AND Kind = 'revoked'; "
            + $"UPDATE Certificate SET Status = 1, StatusCategory = NULL, Seal = x'{old}', StatusChangedAt = (SELECT CompletedAt FROM CertificateVersion WHERE CertificateId = 2) WHERE Id = 2");

        var findings = (await AuditAsync()).Findings;

        Assert.That((await VersionAsync(2)).IsDoubted, Is.False, "the seal is the one of the row as it was");
        Assert.That(findings, Is.EqualTo(new[] { new RegisterFinding(_second, "events_differ") }));
    }

    [Test]
    public async Task Certificate_ThatHasNoLeaf_OrIsGone_IsNamed()
    {
        await _issuing.Get<EnteredLeaves>().EnterAsync(CancellationToken.None);
        await _issuing.EditAsync("DELETE FROM LogLeaf WHERE CertificateId = 4");
        await using (var somebody = new SqliteConnection($"Data Source={Path.Combine(_issuing.Folder, "register.db")};Pooling=False"))
        {
            await somebody.OpenAsync();
            await somebody.ExecuteAsync("PRAGMA foreign_keys = OFF; " + LetAnythingBe
                + "DELETE FROM CertificateEvent WHERE CertificateId = 2; DELETE FROM CertificateVersion WHERE CertificateId = 2; DELETE FROM Certificate WHERE Id = 2");
        }

        var findings = (await AuditAsync()).Findings;

        Assert.That(findings, Does.Contain(new RegisterFinding((await VersionAsync(4)).Number, "not_in_log")));
        Assert.That(findings.Select(finding => finding.What), Has.Some.Contains("Certificate 2 has leaves"));
    }

    [TestCase("UPDATE LogLeaf SET Salt = x'00' WHERE CertificateId = 2", "log_differs")]
    [TestCase("UPDATE LogLeaf SET Data = zeroblob(90) WHERE LeafIndex = 1", "Leaf 1 is not as it was hashed")]
    [TestCase("UPDATE LogLeaf SET LeafIndex = CASE LeafIndex WHEN 1 THEN -2 ELSE -1 END WHERE LeafIndex IN (1, 2); UPDATE LogLeaf SET LeafIndex = -LeafIndex WHERE LeafIndex < 0",
        "Leaf 2 is not as it was hashed")]
    [TestCase("DELETE FROM LogLeaf WHERE LeafIndex = 3", "Leaf 3 of the log is missing")]
    [TestCase("DELETE FROM LogCheckpoint", "4 leaves were signed, and no checkpoint is there")]
    public async Task Log_ThatWasChanged_IsNamed(string change, string sentence)
    {
        await _issuing.EditAsync(change);

        Assert.That((await AuditAsync()).Findings.Select(finding => finding.What), Has.Some.Contains(sentence));
    }

    [Test]
    public async Task Register_RestoredFromAnOlderCopy_IsNamedByTheCheckpointKeptOutside()
    {
        await RevokeAsync(2);
        await _issuing.SequenceAsync();
        await _issuing.EditAsync("DELETE FROM LogCheckpoint WHERE Size = 5; DELETE FROM LogLeaf WHERE LeafIndex = 4");

        Assert.That((await AuditAsync()).Findings.Select(finding => finding.What), Has.Some.Contains("5 leaves were signed, and 4 are there"));
    }

    [Test]
    public async Task NightlyCheck_FindsWhatWasSealedAnew_ByTheLog()
    {
        await _issuing.WriteAsOursAsync("UPDATE CertificateVersion SET OccupationName = '另一职业' WHERE CertificateId = 3");
        _issuing.Clock.Advance(TimeSpan.FromDays(1));

        await _issuing.Get<SelfCheck>().RunIfDueAsync(CancellationToken.None);

        Assert.That((await _issuing.Get<SelfCheck>().LastAsync(CancellationToken.None))!.Certificates, Is.EqualTo(new long[] { 3 }));
    }

    private async Task RevokeAsync(long id)
    {
        Assert.That(ChangeGround.Read("cheating", "查实", null).TryGet(out var ground, out _), Is.True);
        var asked = new StatusChange(ChangeKind.Revocation, ground!, _issuing.Sender.Id, null, ByAuthority: true);
        var changed = await _issuing.Get<LifecycleStore>().WriteAsync(
            write => _issuing.Get<StatusChanges>().ApplyAsync(write, [id], asked, CancellationToken.None), CancellationToken.None);
        Assert.That(changed.Refusals, Is.Null);
    }

    private async Task<string> ReadAsync(string sql) => (await _issuing.Get<Database>().QueryAsync<string>(sql, null, CancellationToken.None))[0];

    private Task<RegisterAuditReport> AuditAsync() => _issuing.Get<RegisterAudit>().RunAsync(_ => { }, CancellationToken.None);

    private async Task<VersionRecord> VersionAsync(long id) => (await _issuing.Get<CertificateReader>().ByIdsAsync([id], CancellationToken.None))[0];

    private Task<int> ExecuteAsync(string sql) => _issuing.Get<Database>().ExecuteAsync(sql, null, CancellationToken.None);
}
