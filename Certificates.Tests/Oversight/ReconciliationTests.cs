using System.Text;
using Certificates.Core;
using Certificates.Core.Access;
using Certificates.Core.Batches;
using Certificates.Core.Data;
using Certificates.Core.Oversight;
using Certificates.Tests.Api;
using Certificates.Tests.Issuing;

namespace Certificates.Tests.Oversight;

/// <summary>The accounts of a day: what was received is the sum of what became of it, and stands in the register.</summary>
internal sealed class ReconciliationTests
{
    private TestIssuing _issuing = null!;

    [SetUp]
    public async Task OpenAsync() => _issuing = await TestIssuing.OpenAsync(new DateTimeOffset(2026, 11, 23, 15, 0, 0, TimeSpan.Zero));

    [TearDown]
    public async Task CloseAsync() => await _issuing.DisposeAsync();

    [Test]
    public async Task Report_OfAMixedDay_AddsUpByInstitutionAndDay()
    {
        var mixed = Csv.File(issued: 3, notPassed: 2, rejected: 1);
        await SendAsync(mixed, issue: true);
        await SendAsync(mixed, issue: true);
        await SendAsync(Csv.File(issued: 4), issue: false);
        await SendAsync(TrainingFile, issue: false, CertificateKind.Training);

        // 23:00 in China becomes the next day there, not in UTC
        _issuing.Clock.Advance(TimeSpan.FromHours(2));
        await SendAsync(Csv.File(issued: 1), issue: false);

        var report = await ReportAsync(await KeyAsync(ApiKeyRole.Auditor));

        Assert.That(report.Items.Select(item => $"{item.InstitutionCode} {item.Day:MM-dd} {Said(item.Counts.Results)}"), Is.EqualTo(new[]
        {
            "0001 11-24 1=0+0+0+0+1",
            "0001 11-23 16=3+4+2+3+4",
            "0002 11-23 1=0+0+0+0+1",
        }));
        Assert.That(report.Items.SelectMany(item => item.Differences), Is.Empty);
        Assert.That(Said(report.Totals.Results), Is.EqualTo("18=3+4+2+3+6"));
        Assert.That(
            report.ByInstitution().Select(item => $"{item.InstitutionCode} {Said(item.Counts.Results)}"), Is.EqualTo(["0001 17=3+4+2+3+5", "0002 1=0+0+0+0+1"]));
        Assert.That(report.ByMonth().Select(item => $"{item.InstitutionCode} {item.Day:MM-dd}"), Is.EquivalentTo(["0001 11-01", "0002 11-01"]));
        Assert.That((report.Of("0002").Items.Count, Said(report.Of("0002").Totals.Results)), Is.EqualTo((1, "1=0+0+0+0+1")));
    }

    [Test]
    public async Task Report_ForAnInstitution_HasItsOwnDaysAlone()
    {
        await SendAsync(Csv.File(), issue: false);
        await SendAsync(TrainingFile, issue: false, CertificateKind.Training);

        var report = await ReportAsync(_issuing.Trainer);

        Assert.That(report.Items.Single().InstitutionCode, Is.EqualTo("0002"));
        Assert.That(report.Totals.Results.Received, Is.EqualTo(1));
    }

    [TestCase("UPDATE Certificate SET Status = 0 WHERE Id = 1", "issued_without_certificate 1")]
    [TestCase("UPDATE BatchRow SET Outcome = 3, CertificateId = NULL WHERE CertificateId = 1", "certificate_without_row 1")]
    [TestCase("UPDATE BatchRow SET CertificateId = 1 WHERE CertificateId = 2", "issued_without_certificate 1,certificate_without_row 1")]
    [TestCase("UPDATE CertificateVersion SET BatchId = NULL WHERE CertificateId = 1", "issued_without_certificate 1,certificate_without_batch 1")]
    [TestCase("UPDATE CertificateVersion SET DocumentId = NULL WHERE CertificateId = 1", "issued_without_certificate 1")]
    [Category(Categories.Faults)]
    public async Task Report_WhereTheRegisterWasChanged_SaysWhatDoesNotAgree(string statement, string said)
    {
        await SendAsync(Csv.File(issued: 3), issue: true);
        await _issuing.Get<Database>().ExecuteAsync(statement, null, CancellationToken.None);

        var item = (await ReportAsync(_issuing.Sender)).Items.Single();

        Assert.That(string.Join(',', item.Differences.Select(difference => $"{difference.Code} {difference.Count}")), Is.EqualTo(said));
    }

    [TestCase("2026-11-24", "2026-11-23")]
    [TestCase("2025-11-22", "2026-11-23")]
    public async Task Report_OfASpanThatIsNone_IsRefused(string from, string to)
    {
        var read = await _issuing.Get<Reconciliation>().ReportAsync(Day(from), Day(to), _issuing.Sender, CancellationToken.None);

        Assert.That(read.TryGet(out _, out var refusals), Is.False);
        Assert.That(refusals!.First.Code.Code, Is.EqualTo("span_invalid"));
    }

    private static string TrainingFile =>
        "学员编号,姓名,证件类型,证件号码,职业编码,职业方向,等级,培训学时,规定学时,结业测试,结业日期\n"
        + $"P1,余敏静,居民身份证,{Csv.Row().Split(',')[3]},2-02-38-04,云计算运维,高级,120,96,是,2026-03-25";

    private static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static string Said(BatchCounts counts) =>
        $"{counts.Received}={counts.Issued}+{counts.NotPassed}+{counts.Rejected}+{counts.Duplicate}+{counts.Pending}";

    private async Task<ReconciliationReport> ReportAsync(ApiKey reader)
    {
        var read = await _issuing.Get<Reconciliation>().ReportAsync(null, null, reader, CancellationToken.None);
        Assert.That(read.TryGet(out var report, out var refusals), Is.True, refusals?.First.Message);
        return report!;
    }

    private async Task SendAsync(string file, bool issue, CertificateKind kind = CertificateKind.Grade)
    {
        var received = await _issuing.SendAsync(Encoding.UTF8.GetBytes(file), kind: kind);
        Assert.That(received.TryGet(out var reception, out var refusals), Is.True, refusals?.First.Message);
        if (issue)
        {
            await _issuing.IssueAsync(reception!.Batch.Id);
        }
    }

    private async Task<ApiKey> KeyAsync(ApiKeyRole role)
    {
        var made = await _issuing.Get<ApiKeys>().CreateAsync(role, null, "tests", null, CancellationToken.None);
        Assert.That(made.TryGet(out var key, out _), Is.True);
        return key!.Key;
    }
}
