using System.Text;
using Certificates.Core;
using Certificates.Core.Batches;
using Certificates.Core.Coding;
using Certificates.Core.Intake;
using Certificates.Core.Register;

namespace Certificates.Tests.Issuing;

/// <summary>培训合格证书 through the pipeline of all kinds, and grades that rest on them.</summary>
internal sealed class TrainingTests
{
    private const string Training = """
        学员编号,姓名,证件类型,证件号码,职业编码,职业方向,等级,培训学时,规定学时,结业测试,开课日期,结业日期
        1,余敏静,居民身份证,991643199201143758,2-02-38-04,云计算运维,高级,120,96,是,2026-02-02,2026-03-25
        2,古丽·阿不都,居民身份证,994845197312214309,2-02-38-08,,初级,80,80,true,,2026-03-09
        3,江小帆,居民身份证,992129199305139717,2-02-38-08,,初级,79,80,是,,2026-03-09
        4,余敏静,居民身份证,991643199201143758,2-02-38-04,云计算运维,高级,120,96,是,2026-02-02,2026-03-25
        """;

    [Test]
    public async Task TrainingResults_SentAndIssued_GiveCertificatesOfTheirOwnKindAndDress()
    {
        await using var issuing = await TestIssuing.OpenAsync();

        var summary = await IssueAsync(issuing, Training, CertificateKind.Training);

        Assert.That(
            (summary.Kind, summary.Counts.Issued, summary.Counts.NotPassed, summary.Counts.Duplicate),
            Is.EqualTo((CertificateKind.Training, 2L, 1L, 1L)));
        var number = await NumberOfAsync(issuing, summary);
        Assert.That((number.Kind, number.InstitutionCode, number.Value[..9]), Is.EqualTo((CertificateKind.Training, "0002", "P00021104")));
        var path = await PdfAsync(issuing, number);
        Assert.That(Tool.Run("pdftotext", "-layout", path, "-"), Does.Contain("培训合格证书").And.Contain("培训机构").And.Contain("示范数字技术培训中心")
            .And.Contain("余敏静").And.Contain(number.Value).And.Contain("2026年2月2日至2026年3月25日").And.Contain("120 学时")
            .And.Contain("Cloud Computing Operations and Maintenance").And.Not.Contain("等级考核").And.Not.Contain("评价机构"));
        Assert.That(Tool.Run("pdfsig", "-nocert", path), Does.Contain("Signature is Valid").And.Contain("Total document signed"));
        Assert.That(Tool.Run("qpdf", "--check", path), Does.Contain("No syntax or stream encoding errors"));
    }

    [Test]
    public async Task SamePerson_TrainedAndAssessed_HasACertificateOfEachKind()
    {
        await using var issuing = await TestIssuing.OpenAsync();
        var training = await IssueAsync(issuing, Training, CertificateKind.Training);
        var restsOn = await NumberOfAsync(issuing, training);

        var summary = await IssueAsync(issuing, Grade(restsOn.Value), CertificateKind.Grade);

        var number = await NumberOfAsync(issuing, summary);
        var certificate = await issuing.Get<IssuedCertificates>().FindAsync(number, issuing.Sender, CancellationToken.None);
        Assert.That((certificate!.Kind, certificate.RestsOn, certificate.InstitutionCode), Is.EqualTo((CertificateKind.Grade, restsOn.Value, "0001")));
        var trained = await issuing.Get<IssuedCertificates>().FindAsync(restsOn, issuing.Trainer, CancellationToken.None);
        Assert.That((trained!.Kind, trained.RestsOn), Is.EqualTo((CertificateKind.Training, (string?)null)));
        Assert.That(await issuing.Get<IssuedCertificates>().FindAsync(restsOn, issuing.Sender, CancellationToken.None), Is.Null, "another institution's");
    }

    [TestCase("unknown")]
    [TestCase("another holder")]
    [TestCase("another occupation")]
    [TestCase("another grade")]
    [TestCase("revoked")]
    [TestCase("suspended")]
    [TestCase("a grade's number")]
    public async Task TrainingCertificate_ThatDoesNotHold_RejectsTheRow(string fault)
    {
        await using var issuing = await TestIssuing.OpenAsync();
        var number = (await NumberOfAsync(issuing, await IssueAsync(issuing, Training, CertificateKind.Training))).Value;
        var file = fault switch
        {
            "unknown" => Grade(CertificateNumber.Create(CertificateKind.Training, "0002", "11", "04", "01", 2026, Core.Grade.Senior, 777).Value),
            "another holder" => Grade(number).Replace("991643199201143758", "992129199305139717", StringComparison.Ordinal),
            "another occupation" => Grade(number).Replace("2-02-38-04,云计算运维", "2-02-38-08,", StringComparison.Ordinal),
            "another grade" => Grade(number).Replace("高级", "中级", StringComparison.Ordinal),
            "a grade's number" => Grade("Z00011101042610000123J"),
            _ => Grade(number),
        };
        if (fault is "revoked" or "suspended")
        {
            await SetStatusAsync(issuing, number, fault == "revoked" ? CertificateStatus.Revoked : CertificateStatus.Suspended);
        }

        var row = (await RowsAsync(issuing, (await SendAsync(issuing, file, CertificateKind.Grade)).Id)).Single();

        Assert.That(row.Outcome, Is.EqualTo(RowOutcome.Rejected));
        Assert.That(row.Reasons.Select(reason => (reason.Code.Code, reason.Field)), Is.EqualTo(new[] { ("training_certificate_invalid", "trainingCertificateNumber") }));
    }

    [Test]
    public async Task TrainingCertificate_ThatDoesNotHold_IsSaidBeforeAMarkBelowPass()
    {
        await using var issuing = await TestIssuing.OpenAsync();
        var number = (await NumberOfAsync(issuing, await IssueAsync(issuing, Training, CertificateKind.Training))).Value;
        var belowPass = Grade(number).Replace(",73,", ",3,", StringComparison.Ordinal);
        var both = belowPass.Replace("991643199201143758", "992129199305139717", StringComparison.Ordinal);

        var notPassed = (await RowsAsync(issuing, (await SendAsync(issuing, belowPass, CertificateKind.Grade)).Id)).Single();
        var rejected = (await RowsAsync(issuing, (await SendAsync(issuing, both, CertificateKind.Grade)).Id)).Single();

        Assert.That((notPassed.Outcome, notPassed.Reasons.Single().Code.Code), Is.EqualTo((RowOutcome.NotPassed, "theory_below_pass")));
        Assert.That((rejected.Outcome, rejected.Reasons.Single().Code.Code), Is.EqualTo((RowOutcome.Rejected, "training_certificate_invalid")));
    }

    [Test]
    public async Task TrainingCertificate_RevokedBeforeTheGradeIsIssued_RejectsTheRow()
    {
        await using var issuing = await TestIssuing.OpenAsync();
        var number = (await NumberOfAsync(issuing, await IssueAsync(issuing, Training, CertificateKind.Training))).Value;
        var sent = await SendAsync(issuing, Grade(number), CertificateKind.Grade);
        Assert.That(sent.Counts.Pending, Is.EqualTo(1));
        await SetStatusAsync(issuing, number, CertificateStatus.Revoked);

        await issuing.IssueAsync(sent.Id);

        var row = (await RowsAsync(issuing, sent.Id)).Single();
        Assert.That((row.Outcome, row.Reasons.Single().Code.Code), Is.EqualTo((RowOutcome.Rejected, "training_certificate_invalid")));
    }

    [TestCase("粤人社培字第 2021-0001 号", "粤人社培字第20210001号")]
    [TestCase("（2021）培001", "(2021)培 001")]
    [TestCase("PX-2021-000123", "px2021000123")]
    [TestCase("2021/17", " No.2021／17。")]
    public async Task TrainingCertificate_OfAPrintedNumber_IsFoundHoweverItIsWritten(string printed, string named)
    {
        await using var issuing = await TestIssuing.OpenAsync();
        await ImportTests.ImportAsync(issuing, Earlier(printed, "余敏静,居民身份证,991643199201143758"), CertificateKind.Training);

        var rows = await RowsAsync(issuing, (await IssueAsync(issuing, Grade(named), CertificateKind.Grade)).Id);

        Assert.That(rows.Single().Outcome, Is.EqualTo(RowOutcome.Issued), string.Join(' ', rows[0].Reasons.Select(reason => reason.Message)));
        Assert.That(CertificateNumber.TryParse(rows[0].CertificateNumber, out var number, out _), Is.True);
        var grade = await issuing.Get<IssuedCertificates>().FindAsync(number!, issuing.Sender, CancellationToken.None);
        var training = await issuing.Get<IssuedCertificates>().FindAsync(1, issuing.Trainer, CancellationToken.None);
        Assert.That((grade!.RestsOn, training!.PrintedNumber), Is.EqualTo((training.Number, printed)));
    }

    [Test]
    public async Task TrainingCertificate_OfANumberThatTwoInstitutionsPrinted_IsTheHoldersOwn()
    {
        await using var issuing = await TestIssuing.OpenAsync();
        await ImportTests.ImportAsync(issuing, Earlier("（2021）培001", "古丽·阿不都,居民身份证,994845197312214309"), CertificateKind.Grade);
        await ImportTests.ImportAsync(issuing, Earlier("(2021)培001", "余敏静,居民身份证,991643199201143758"), CertificateKind.Training);

        var own = await RowsAsync(issuing, (await SendAsync(issuing, Grade("2021培001"), CertificateKind.Grade)).Id);
        var other = await RowsAsync(issuing, (await SendAsync(
            issuing, Grade("2021培001").Replace("余敏静,居民身份证,991643199201143758", "古丽·阿不都,居民身份证,994845197312214309", StringComparison.Ordinal), CertificateKind.Grade)).Id);

        Assert.That((own.Single().Outcome, other.Single().Outcome), Is.EqualTo((RowOutcome.Pending, RowOutcome.Rejected)), "the other's is no training certificate");
        Assert.That(other[0].Reasons.Single().Code.Code, Is.EqualTo("training_certificate_invalid"));
    }

    private static string Earlier(string number, string person) => $"""
        证书编号,姓名,证件类型,证件号码,职业编码,职业方向,等级,考核日期,发证日期
        {number},{person},2-02-38-04,云计算运维,高级,2021-11-20,2021-12-01
        """;

    private static string Grade(string trainingCertificate) => $"""
        准考证号,姓名,证件类型,证件号码,职业编码,职业方向,等级,理论知识成绩,专业能力成绩,考核日期,培训证书编号
        1,余敏静,居民身份证,991643199201143758,2-02-38-04,云计算运维,高级,73,61.5,2026-04-25,{trainingCertificate}
        """;

    private static async Task<BatchSummary> SendAsync(TestIssuing issuing, string file, CertificateKind kind)
    {
        var received = await issuing.SendAsync(Encoding.UTF8.GetBytes(file), kind: kind);
        Assert.That(received.TryGet(out var reception, out var refusals), Is.True, refusals?.First.Message);
        return reception!.Batch;
    }

    private static async Task<BatchSummary> IssueAsync(TestIssuing issuing, string file, CertificateKind kind) =>
        await issuing.IssueAsync((await SendAsync(issuing, file, kind)).Id);

    private static async Task<IReadOnlyList<BatchRow>> RowsAsync(TestIssuing issuing, Guid batchId) =>
        (await issuing.Batches.RowsAsync(batchId, null, null, 100, CancellationToken.None)).Items;

    private static async Task<CertificateNumber> NumberOfAsync(TestIssuing issuing, BatchSummary batch)
    {
        Assert.That(CertificateNumber.TryParse((await RowsAsync(issuing, batch.Id))[0].CertificateNumber, out var number, out _), Is.True);
        return number!;
    }

    private static Task SetStatusAsync(TestIssuing issuing, string number, CertificateStatus status) => issuing.WriteAsOursAsync(
        "UPDATE Certificate SET Status = @status WHERE Number = @number", new { status = (long)status, number });

    private static async Task<string> PdfAsync(TestIssuing issuing, CertificateNumber number)
    {
        var pdf = await issuing.Get<IssuedCertificates>().PdfAsync(number, version: null, issuing.Trainer, CancellationToken.None);
        var path = Path.Combine(issuing.Folder, $"{number}.pdf");
        await File.WriteAllBytesAsync(path, pdf!.Bytes);
        return path;
    }
}
