using Certificates.Core;
using Certificates.Core.Batches;
using Certificates.Core.Coding;
using Certificates.Core.Data;
using Certificates.Core.Register;
using Certificates.Core.Verifying;
using Certificates.Core.Verifying.Bulk;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Tests.Issuing;

/// <summary>Numbers of certificates issued before this system, as they stand on the paper.</summary>
internal sealed class PrintedNumberTests
{
    private const string Header = "证书编号,姓名,证件类型,证件号码,职业编码,职业方向,等级,考核日期,发证日期";
    private const string Person = "余敏静,居民身份证,991643199201143758";
    private const string Other = "李敏,居民身份证,994845197312214309";

    [TestCase("粤人社证字第20210001号", "粤人社证字第 20210001 号")]
    [TestCase("（2021）第001号", "(2021)第001号")]
    [TestCase("2021/0001", "2021／0001")]
    [TestCase("2021001", " 2021-001")]
    [TestCase("No.20210001", "证书编号：No.20210001。")]
    [TestCase("SF-2021-000123", "sf2021000123")]
    [TestCase("京职〔2021〕-7", "京职[2021]7")]
    public async Task Number_AsItIsPrinted_IsKeptShownAndFound(string printed, string typed)
    {
        await using var issuing = await TestIssuing.OpenAsync();
        await ImportTests.ImportAsync(issuing, Row(printed, Person));
        await using var site = ImportTests.Site(issuing);

        foreach (var question in new[] { new Question(printed, "余敏静", null), new Question(typed, null, "991643199201143758") })
        {
            var answer = await AskAsync(site, question);
            Assert.That((answer.Kind, Shown(answer.Single!), answer.Asked), Is.EqualTo((VerdictKind.Valid, printed, printed)));
            Assert.That(await BulkAsync(site, question), Is.EqualTo(new[] { (VerdictKind.Valid, printed) }));
        }

        Assert.That((await AskAsync(site, new Question(typed, "余敏", null))).Kind, Is.EqualTo(VerdictKind.NotFound));
        var record = await issuing.Get<IssuedCertificates>().FindAsync(1, issuing.Sender, CancellationToken.None);
        Assert.That((record!.PrintedNumber, record.Id), Is.EqualTo((printed, 1L)));
        Assert.That(CertificateNumber.TryParse(record.Number, out var number, out _), Is.True, "other calls take it");
        Assert.That((await issuing.Get<IssuedCertificates>().FindAsync(number!, issuing.Sender, CancellationToken.None))!.Id, Is.EqualTo(1));
        Assert.That(await issuing.Get<IssuedCertificates>().FindAsync(1, issuing.Trainer, CancellationToken.None), Is.Null, "another institution's");
    }

    [Test]
    public async Task Number_OfTwoInstitutions_IsSettledByTheOtherFact()
    {
        await using var issuing = await TestIssuing.OpenAsync();
        await ImportTests.ImportAsync(issuing, Row("SF-2021-000123", Person));
        await ImportTests.ImportAsync(issuing, Row("SF2021000123", Other), CertificateKind.Training);
        await using var site = ImportTests.Site(issuing);

        var (first, second) = (await AskAsync(site, new Question("SF2021000123", "余敏静", null)), await AskAsync(site, new Question("SF2021000123", "李敏", null)));

        Assert.That((first.Single!.Certificate!.InstitutionCode, second.Single!.Certificate!.InstitutionCode), Is.EqualTo(("0001", "0002")));
        Assert.That((Shown(first.Single), Shown(second.Single)), Is.EqualTo(("SF-2021-000123", "SF2021000123")));
        Assert.That((await AskAsync(site, new Question("SF2021000123", "王敏", null))).Kind, Is.EqualTo(VerdictKind.NotFound));
    }

    [Test]
    public async Task Number_OfTwoInstitutionsAndOneName_AsksForTheInstitution()
    {
        await using var issuing = await TestIssuing.OpenAsync();
        await ImportTests.ImportAsync(issuing, Row("（2021）第001号", Person));
        await ImportTests.ImportAsync(issuing, Row("(2021)第001号", Other.Replace("李敏", "余敏静", StringComparison.Ordinal)), CertificateKind.Training);
        await using var site = ImportTests.Site(issuing);

        var question = new Question("2021第001号", "余敏静", null);
        var asked = await site.GetRequiredService<Verifier>().AskAsync(question, CancellationToken.None);
        var listed = await site.GetRequiredService<BulkAnswers>().OfAsync([question], CancellationToken.None);

        Assert.That(asked.TryGet(out _, out var refusals), Is.False);
        Assert.That((refusals!.First.Code, refusals.First.Field), Is.EqualTo((RefusalCode.InstitutionRequired, "issuedBy")));
        Assert.That(refusals.First.Chinese, Does.Contain("（0001）").And.Contain("（0002）"));
        Assert.That(
            listed[0].Select(verdict => (verdict.Kind, verdict.Reasons.Single(), verdict.Certificate)),
            Is.EqualTo(new[] { (VerdictKind.Unavailable, "institution_required", (VerifiedCertificate?)null) }));
        foreach (var (code, said) in await NamesAsync(issuing))
        {
            var meant = question with { IssuedBy = said };
            Assert.That((await AskAsync(site, meant)).Single!.Certificate!.InstitutionCode, Is.EqualTo(code), said);
            Assert.That(
                (await site.GetRequiredService<BulkAnswers>().OfAsync([meant], CancellationToken.None))[0].Single().Certificate!.InstitutionCode,
                Is.EqualTo(code), said);
        }

        var other = await site.GetRequiredService<Verifier>().AskAsync(question with { IssuedBy = "0009" }, CancellationToken.None);
        Assert.That(other.TryGet(out _, out refusals) ? null : refusals.First.Code, Is.EqualTo(RefusalCode.InstitutionRequired), "none of them");
        Assert.That((await AskAsync(site, new Question("2021第001号", "余敏静", "991643199201143758"))).Single!.Certificate!.InstitutionCode, Is.EqualTo("0001"));
    }

    [Test]
    public async Task Number_WrittenOtherwiseByOneInstitution_IsTaken()
    {
        await using var issuing = await TestIssuing.OpenAsync();
        await ImportTests.ImportAsync(issuing, Row("粤人社证字第20210001号", Person));

        var batch = await ImportTests.SendAsync(issuing, Row("粤人社证字 第20210001号", Other));

        var rows = await ImportTests.RowsAsync(issuing, batch.Id);
        Assert.That(rows.Single().Reasons.Single().Code.Code, Is.EqualTo("number_taken"));
    }

    [Test]
    public async Task Certificate_EnteredByTheVersionBefore_GetsItsPrintedFormBackFromWhatWasSent()
    {
        await using var issuing = await TestIssuing.OpenAsync();
        await ImportTests.ImportAsync(issuing, Row("SF-2021-000123", Person));
        await ImportTests.ImportAsync(issuing, Row("SF-2021-000124", Other));
        await issuing.WriteAsOursAsync("UPDATE Certificate SET PrintedNumber = NULL");
        await issuing.Get<Database>().ExecuteAsync("UPDATE CertificateVersion SET BatchId = NULL WHERE CertificateId = 2", null, CancellationToken.None);
        await using var site = ImportTests.Site(issuing);
        var before = (await AskAsync(site, new Question("SF-2021-000123", "余敏静", null))).Single!;

        var restored = await issuing.Get<PrintedForms>().RestoreAsync(CancellationToken.None);

        Assert.That((Shown(before), before.Certificate!.PrintedNumber, restored), Is.EqualTo(("SF2021000123", (string?)null, 1)));
        Assert.That(Shown((await AskAsync(site, new Question("SF2021000123", "余敏静", null))).Single!), Is.EqualTo("SF-2021-000123"));
        Assert.That(Shown((await AskAsync(site, new Question("SF-2021-000124", "李敏", null))).Single!), Is.EqualTo("SF2021000124"), "its row is gone");
        Assert.That(await issuing.Get<PrintedForms>().RestoreAsync(CancellationToken.None), Is.Zero);
    }

    private static string Row(string number, string person) => $"{Header}\n{number},{person},2-02-38-04,云计算运维,高级,2021-11-20,2021-12-01";

    /// <summary>What the institutions are called: each by code, full-width code, and names as they are printed.</summary>
    private static async Task<IEnumerable<(string Code, string Said)>> NamesAsync(TestIssuing issuing)
    {
        var names = await issuing.Get<Database>().QueryAsync<(string Code, string Name, string EnglishName)>(
            """
            SELECT i.Code, v.Name, v.EnglishName FROM Institution i JOIN InstitutionVersion v ON v.InstitutionId = i.Id
            WHERE i.Code IN ('0001', '0002')
            """,
            null, CancellationToken.None);
        Assert.That(names, Has.Count.EqualTo(2));
        return names.SelectMany(each => new[]
        {
            (each.Code, each.Code), (each.Code, $" {each.Code.Replace('0', '０')} "), (each.Code, each.Name),
            (each.Code, each.EnglishName.ToUpperInvariant()),
        });
    }

    private static async Task<Answer> AskAsync(ServiceProvider site, Question question)
    {
        var asked = await site.GetRequiredService<Verifier>().AskAsync(question, CancellationToken.None);
        Assert.That(asked.TryGet(out var answer, out var refusals), Is.True, refusals?.First.Code.Code);
        return answer!;
    }

    private static async Task<IEnumerable<(VerdictKind, string?)>> BulkAsync(ServiceProvider site, Question question) =>
        (await site.GetRequiredService<BulkAnswers>().OfAsync([question], CancellationToken.None))[0]
            .Select(verdict => (verdict.Kind, Shown(verdict)));

    /// <summary>The number as pages and lists show it.</summary>
    private static string? Shown(Verdict verdict) => verdict.Certificate?.PrintedNumber ?? verdict.Certificate?.Number;
}
