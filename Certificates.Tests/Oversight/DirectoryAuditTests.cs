using System.Text;
using Certificates.Core.Access;
using Certificates.Core.Data;
using Certificates.Core.Directories;
using Certificates.Core.Oversight;
using Certificates.Core.Oversight.Auditing;
using Certificates.Core.Register;
using Certificates.Tests.Api;
using Certificates.Tests.Issuing;
using Certificates.Tests.Log;

namespace Certificates.Tests.Oversight;

/// <summary>An audit names what somebody who has the database does to the directories; and rows that hold what no column of theirs holds.</summary>
internal sealed class DirectoryAuditTests
{
    private const string LetAnythingBe = "DROP TRIGGER IF EXISTS DirectoryEvent_NoDelete; DROP TRIGGER IF EXISTS DirectoryEvent_NoUpdate; ";

    private TestIssuing _issuing = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        _issuing = await TestIssuing.OpenAsync(embedded: true);
        var made = await _issuing.Get<ApiKeys>().CreateAsync(ApiKeyRole.Authority, null, "tests", null, CancellationToken.None);
        Assert.That(made.TryGet(out var key, out _), Is.True);
        _issuing.Clock.Advance(TimeSpan.FromMinutes(1));
        var renamed = SentInstitution.Nothing with { Name = "示范数字技术评价研究中心", ValidFrom = "2026-12-01", Document = "No. 1" };
        Assert.That((await _issuing.Get<InstitutionDirectory>().PutAsync("0001", renamed, key.Key, CancellationToken.None)).Refusals?.First.Message, Is.Null);
        await PutRightsAsync(key.Key, "2026-01-01", "2027-12-31");
        _issuing.Clock.Advance(TimeSpan.FromMinutes(1));
        await PutRightsAsync(key.Key, "2026-02-01", "2027-12-31");
        await _issuing.SequenceAsync();
    }

    [TearDown]
    public async Task CloseAsync() => await _issuing.DisposeAsync();

    [Test]
    public async Task Directories_ThatNobodyChanged_AreWell()
    {
        var report = await AuditAsync();

        Assert.That((report.Leaves, report.Findings.Count), Is.EqualTo((3L, 0)), string.Join('\n', report.Findings));
    }

    [TestCase("UPDATE DirectoryEvent SET Detail = replace(Detail, '研究', '考试') WHERE Id = 1", "institution/0001", "Event 1: The event is not as the log has it.")]
    [TestCase("UPDATE DirectoryEvent SET ActorKeyId = 1 WHERE Id = 2", "authorisations/0001", "Event 2: The event is not as the log has it.")]
    [TestCase("UPDATE DirectoryEvent SET At = 'some day' WHERE Id = 2", "authorisations/0001", "Event 2: The event is not as the log has it.")]
    [TestCase("DELETE FROM DirectoryEvent WHERE Id = 1", "log", "Leaf 0 says institution_changed of institution/0001 at 2026-11-23 02:01:00Z, and that event is not on record.")]
    [TestCase("INSERT INTO DirectoryEvent SELECT 9, Target, Kind, At, ActorKeyId, Document, Salt, zeroblob(32), Detail FROM DirectoryEvent WHERE Id = 1", "institution/0001", "Event 9: The event is not in the log.")]
    [TestCase("UPDATE InstitutionVersion SET Name = '另一中心', State = 2 WHERE RecordedBy IS NOT NULL", "institution/0001", "The version from 2026-12-01 is not as event 1 wrote it: name, state.")]
    [TestCase("UPDATE InstitutionVersion SET ValidFrom = 'never' WHERE RecordedBy IS NOT NULL", "institution/0001", "The version from never is not as event 1 wrote it: validFrom.")]
    [TestCase("DELETE FROM InstitutionVersion WHERE RecordedBy IS NOT NULL", "institution/0001", "The version that event 1 wrote is not there.")]
    [TestCase("INSERT INTO InstitutionVersion SELECT 99, InstitutionId, ValidFrom, '2026-11-23T02:02:00.000Z', Name, EnglishName, ProvinceCode, Contact, 1, 1, 1, 0, 0, NULL FROM InstitutionVersion WHERE RecordedBy IS NOT NULL", "institution/0001", "The version from 2026-12-01 was written by no event.")]
    [TestCase("UPDATE Authorisation SET Grades = 'junior,senior', ValidTo = NULL WHERE WithdrawnAt IS NULL AND InstitutionId = 1", "authorisations/0001", "is not as event 3 gave it: grades, validTo, resultsUntil.")]
    [TestCase("UPDATE Authorisation SET WithdrawnAt = NULL WHERE Id = (SELECT MAX(Id) FROM Authorisation WHERE WithdrawnAt IS NOT NULL)", "authorisations/0001", "is not withdrawn as event 3 says.")]
    [TestCase("UPDATE Authorisation SET WithdrawnAt = RecordedAt WHERE Id = (SELECT MAX(Id) FROM Authorisation)", "authorisations/0001", "is withdrawn, by no event.")]
    [TestCase("INSERT INTO Authorisation SELECT 999, 1, 'Z', '02', 'senior', '2026-01-01', NULL, NULL, '', '2026-11-23T02:02:00.000Z', NULL", "authorisations/0001", "Right 999 was given by no event.")]
    [TestCase("DELETE FROM Authorisation WHERE Id = (SELECT MAX(Id) FROM Authorisation)", "authorisations/0001", "which event 3 gave, is not there.")]
    public async Task Directory_ChangedInTheDatabase_IsNamed(string change, string subject, string what)
    {
        await _issuing.EditAsync(LetAnythingBe + change);

        var findings = (await AuditAsync()).Findings;

        Assert.That(findings.Where(finding => finding.Subject == subject).Select(finding => finding.What), Has.Some.Contains(what), string.Join('\n', findings));
    }

    [TestCase("UPDATE Certificate SET AssessedOn = 'never' WHERE Id = 2")]
    [TestCase("UPDATE Certificate SET StatusChangedAt = '' WHERE Id = 2")]
    [TestCase("UPDATE CertificateVersion SET CompletedAt = '2026-13-45T99:00:00.000Z' WHERE CertificateId = 2")]
    public async Task Row_ThatCannotBeRead_IsNamed_AndHidesNoOther(string change)
    {
        var received = await _issuing.SendAsync(Encoding.UTF8.GetBytes(Csv.File(issued: 4)), sender: _issuing.Sender);
        Assert.That(received.TryGet(out var reception, out var refusals), Is.True, refusals?.First.Message);
        await _issuing.IssueAsync(reception!.Batch.Id);
        await _issuing.SequenceAsync();
        var numbers = (await _issuing.Get<CertificateReader>().ByIdsAsync([2, 3], CancellationToken.None)).Select(version => version.Number).ToList();
        await _issuing.Get<Database>().ExecuteAsync($"{change}; UPDATE CertificateVersion SET Name = '张三' WHERE CertificateId = 3", null, CancellationToken.None);

        var findings = (await AuditAsync()).Findings;
        _issuing.Clock.Advance(TimeSpan.FromDays(1));
        await _issuing.Get<SelfCheck>().RunIfDueAsync(CancellationToken.None);
        var last = await _issuing.Get<SelfCheck>().LastAsync(CancellationToken.None);

        Assert.That(findings, Does.Contain(new RegisterFinding(numbers[0], "unreadable")).And.Contain(new RegisterFinding(numbers[1], "seal_broken")));
        Assert.That(findings.Select(finding => finding.Subject).Distinct(StringComparer.Ordinal), Is.EquivalentTo(numbers));
        Assert.That((last!.Certificates, last.Damage), Is.EqualTo((new long[] { 2, 3 }, (string?)null)));
    }

    private async Task PutRightsAsync(ApiKey key, string from, string to)
    {
        var rights = Enumerable.Range(1, 20).Select(i => new SentAuthorisation(null, "grade", $"{i:00}", ["junior", "intermediate", "senior"], from, to, null, "No. 2"));
        var known = (await _issuing.Get<Certificates.Core.Catalogue.CatalogueReader>().OccupationsAsync(CancellationToken.None)).Select(o => o.Number).ToHashSet(StringComparer.Ordinal);
        var sent = new SentAuthorisations([.. rights.Where(right => known.Contains(right.OccupationNumber!))], "No. 2");
        Assert.That((await _issuing.Get<AuthorisationDirectory>().PutAsync("0001", sent, key, CancellationToken.None))?.Refusals?.First.Message, Is.Null);
    }

    private Task<RegisterAuditReport> AuditAsync() => _issuing.Get<RegisterAudit>().RunAsync(_ => { }, CancellationToken.None);
}
