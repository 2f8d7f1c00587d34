using System.Globalization;
using System.Text;
using Certificates.Core;
using Certificates.Core.Access;
using Certificates.Core.Batches;
using Certificates.Core.Coding;
using Certificates.Core.Files;
using Certificates.Core.Intake;
using Certificates.Core.Lifecycle;
using Certificates.Core.Register;
using Certificates.Core.Verifying;
using Certificates.Core.Verifying.Bulk;
using Certificates.Tests.Api;
using Certificates.Tests.Verifying;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Tests.Issuing;

/// <summary>Certificates issued before this system: entered, found and revoked like any other, and without a PDF.</summary>
internal sealed class ImportTests
{
    private const string Header = "证书编号,姓名,证件类型,证件号码,职业编码,职业方向,等级,考核日期,发证日期";
    private const string GoodRow = "SF2021000001,余敏静,居民身份证,991643199201143758,2-02-38-04,云计算运维,高级,2021-11-20,2021-12-01";

    [Test]
    public async Task TenThousand_Imported_AreVerifiedWithoutPdfAndCanBeRevoked()
    {
        await using var verifying = await TestIssuing.OpenAsync();
        var people = Enumerable.Range(0, 10_000).Select(i => new Question(
            string.Create(CultureInfo.InvariantCulture, $"SF2021{i:000000}"), $"余敏{"静婧敬靖晶"[i % 5]}", Csv.ResidentId(i))).ToList();
        var file = string.Join('\n', people.Select(each => $"{each.Number},{each.Name},居民身份证,{each.IdNumber},2-02-38-04,云计算运维,高级,2021-11-20,2021-12-01").Prepend(Header));

        var summary = await ImportAsync(verifying, file);

        Assert.That((summary.Origin, summary.Counts.Issued), Is.EqualTo((CertificateOrigin.Imported, 10_000L)));
        await using var site = Site(verifying);
        Assert.That(await VerdictsAsync(site, people.Select(each => each with { IdNumber = null })), Is.All.EqualTo((VerdictKind.Valid, true)));
        Assert.That(await VerdictsAsync(site, people.Select(each => each with { Number = null })), Is.All.EqualTo((VerdictKind.Valid, true)));

        var revoked = await verifying.Get<CertificateChanges>().ChangeAsync(
            ChangeKind.Revocation, ChangeTarget.OfBatch(summary.Id), Ground(), await AuthorityAsync(verifying), CancellationToken.None);
        Assert.That(revoked.TryGet(out var outcome, out var refusals) ? outcome.Result!.Changed : 0, Is.EqualTo(10_000), refusals?.First.Code.Code);
        Assert.That(await VerdictsAsync(site, people.Select(each => each with { IdNumber = null })), Is.All.EqualTo((VerdictKind.NotValid, true)));
    }

    [Test]
    public async Task Certificate_Imported_HasItsOwnNumberAndDaysAndNothingSigned()
    {
        await using var verifying = await TestIssuing.OpenAsync();
        var summary = await ImportAsync(verifying, $"{Header}\n{GoodRow}");

        Assert.That(CertificateNumber.TryParse("sf-2021-000001", out var number, out _), Is.True);
        var certificate = await verifying.Get<IssuedCertificates>().FindAsync(number!, verifying.Sender, CancellationToken.None);
        var version = certificate!.Versions.Single();
        Assert.Multiple(() =>
        {
            Assert.That((certificate.Origin, certificate.Kind, certificate.InstitutionCode), Is.EqualTo((CertificateOrigin.Imported, CertificateKind.Grade, "0001")));
            Assert.That((version.HasPdf, version.IssuedOn, version.AssessedOn), Is.EqualTo((false, new DateOnly(2021, 12, 1), new DateOnly(2021, 11, 20))));
            Assert.That(version.LicenceIdentifier, Does.Contain(".SF2021000001.001."));
            Assert.That(certificate.Events.Select(each => each.Kind), Is.EqualTo(new[] { "imported" }));
        });
        Assert.That(await verifying.Get<IssuedCertificates>().PdfAsync(number!, null, verifying.Sender, CancellationToken.None), Is.Null);
        var row = (await RowsAsync(verifying, summary.Id)).Single();
        Assert.That((row.CertificateNumber, row.ClaimCode), Is.EqualTo(("SF2021000001", (string?)null)), "no pick-up code was made");
    }

    [Test]
    public async Task Correction_OfAnEarlierCertificate_IsRefusedForThereIsNothingToSign()
    {
        await using var verifying = await TestIssuing.OpenAsync();
        await ImportAsync(verifying, $"{Header}\n{GoodRow}");
        Assert.That(CertificateNumber.TryParse("SF2021000001", out var number, out _), Is.True);

        var answer = await verifying.Get<CertificateChanges>().CorrectAsync(
            number!, new Correction { Name = "余敏婧" }, Ground(), await AuthorityAsync(verifying), CancellationToken.None);

        Assert.That(answer.Refusals!.Single().Code.Code, Is.EqualTo("move_not_allowed"));
    }

    [Test]
    public async Task Question_AboutAnEarlierCertificate_IsAnsweredByAnyTwoOfThree()
    {
        await using var verifying = await TestIssuing.OpenAsync();
        await ImportAsync(verifying, $"{Header}\n{GoodRow}");
        await using var site = Site(verifying);

        foreach (var question in new Question[] { new("sf2021000001", "余敏静", null), new("SF2021 000001", null, "991643199201143758"), new(null, "余敏静", "991643199201143758") })
        {
            var asked = await site.GetRequiredService<Verifier>().AskAsync(question, CancellationToken.None);
            Assert.That(asked.TryGet(out var answer, out var refusals), Is.True, refusals?.First.Code.Code);
            var verdict = answer!.Single ?? answer.Items.Single();
            Assert.That(
                (verdict.Kind, verdict.Certificate!.Number, verdict.Certificate.IsImported, verdict.Certificate.IssuedOn, verdict.StatusChangedOn),
                Is.EqualTo((VerdictKind.Valid, "SF2021000001", true, new DateOnly(2021, 12, 1), (DateOnly?)new DateOnly(2021, 12, 1))));
        }

        var unknown = await site.GetRequiredService<Verifier>().AskAsync(new Question("SF2021000002", "余敏静", null), CancellationToken.None);
        Assert.That(unknown.TryGet(out var none, out _) && none.Kind == VerdictKind.NotFound, Is.True);
    }

    [TestCase("SF2021000001", "", "number_missing")]
    [TestCase("SF2021000001", "S-1", "number_invalid")]
    [TestCase("SF2021000001", "粤人社证字第号", "number_invalid")]
    [TestCase("SF2021000001", "SF2021000001?", "number_invalid")]
    [TestCase("SF2021000001", "Z00011101042610000123J", "number_invalid")]
    [TestCase("SF2021000001", "Z00011101042610000123K", "number_invalid")]
    [TestCase("SF2021000001", "1311003000300123", "number_invalid")]
    [TestCase("SF2021000001", "991643199201143758", "number_invalid")]
    [TestCase("2021-12-01", "", "issued_on_missing")]
    [TestCase("2021-12-01", "2021-13-01", "issued_on_invalid")]
    [TestCase("2021-12-01", "2021-11-19", "issued_on_invalid")]
    [TestCase("2021-12-01", "2026-11-24", "issued_on_in_future")]
    [TestCase("2021-11-20", "2021-09-30", "institution_not_authorised")]
    [TestCase("余敏静", "", "name_missing")]
    [TestCase("高级", "特级", "grade_unknown")]
    public async Task Row_WithAFault_IsRejectedForIt(string before, string after, string code)
    {
        await using var verifying = await TestIssuing.OpenAsync();

        var batch = await SendAsync(verifying, $"{Header}\n{GoodRow.Replace(before, after, StringComparison.Ordinal)}");

        Assert.That((await RowsAsync(verifying, batch.Id)).Single().Reasons.Select(reason => reason.Code.Code), Is.EqualTo(new[] { code }));
        Assert.That(batch.Status, Is.EqualTo(BatchStatus.Done), "nothing is left to decide");
    }

    [Test]
    public async Task Number_TakenInFileOrRegister_IsRejectedAndTheSameCertificateAgainIsADuplicate()
    {
        await using var verifying = await TestIssuing.OpenAsync();
        await ImportAsync(verifying, $"{Header}\n{GoodRow}");
        var another = GoodRow.Replace("991643199201143758", "992129199305139717", StringComparison.Ordinal);
        var shared = another.Replace("SF2021000001", "sf-2021-000002", StringComparison.Ordinal);

        var batch = await SendAsync(verifying, string.Join('\n', Header, GoodRow.Replace("000001", "000003", StringComparison.Ordinal), another.Replace("SF", " sf ", StringComparison.Ordinal), shared, shared.Replace("-", "", StringComparison.Ordinal)));
        var again = await SendAsync(verifying, $"{Header}\n{GoodRow}");

        var rows = await RowsAsync(verifying, batch.Id);
        Assert.That(rows.Select(row => row.Reasons is [var first, ..] ? first.Code.Code : null), Is.EqualTo(new[] { "certificate_exists", "number_taken", "number_taken", "number_taken" }));
        Assert.That((await RowsAsync(verifying, again.Id)).Single().Outcome, Is.EqualTo(RowOutcome.Duplicate));
    }

    [Test]
    public async Task Number_TakenWhileTheBatchWaited_IsRejectedWhenItIsEntered()
    {
        await using var verifying = await TestIssuing.OpenAsync();
        var another = GoodRow.Replace("991643199201143758", "992129199305139717", StringComparison.Ordinal);
        var first = await SendAsync(verifying, $"{Header}\n{GoodRow}");
        verifying.Clock.Advance(TimeSpan.FromSeconds(1));
        var second = await SendAsync(verifying, $"{Header}\n{another}");
        Assert.That(second.Counts.Pending, Is.EqualTo(1));
        await ApproveAsync(verifying, first.Id);
        await ApproveAsync(verifying, second.Id);

        await verifying.IssueAsync(first.Id);
        await verifying.IssueAsync(second.Id);

        Assert.That((await RowsAsync(verifying, second.Id)).Single().Reasons.Single().Code.Code, Is.EqualTo("number_taken"));
    }

    internal static ServiceProvider Site(TestIssuing verifying) =>
        TestVerifying.Registrations(verifying.Folder).AddSingleton<TimeProvider>(verifying.Clock).BuildServiceProvider();

    private static async Task<List<(VerdictKind, bool)>> VerdictsAsync(ServiceProvider site, IEnumerable<Question> questions)
    {
        var all = new List<(VerdictKind, bool)>();
        foreach (var part in questions.Chunk(BulkAnswers.MaxQuestions))
        {
            var answers = await site.GetRequiredService<BulkAnswers>().OfAsync(part, CancellationToken.None);
            all.AddRange(answers.Select(verdicts => (verdicts.Single().Kind, verdicts.Single().Certificate?.IsImported == true)));
        }

        return all;
    }

    /// <summary>Enters a file of the institution that assesses, or of the one that trains.</summary>
    internal static async Task<BatchSummary> ImportAsync(TestIssuing verifying, string file, CertificateKind kind = CertificateKind.Grade)
    {
        var sent = await SendAsync(verifying, file, kind);
        Assert.That(sent.Status, Is.EqualTo(BatchStatus.AwaitingApproval));
        await ApproveAsync(verifying, sent.Id);
        return await verifying.IssueAsync(sent.Id);
    }

    private static async Task ApproveAsync(TestIssuing verifying, Guid batch)
    {
        var decided = await verifying.Get<BatchDecisions>().ApproveAsync(batch, await AuthorityAsync(verifying), CancellationToken.None);
        Assert.That(decided.TryGet(out _, out var refusals), Is.True, refusals?.First.Code.Code);
    }

    private static async Task<ApiKey> AuthorityAsync(TestIssuing verifying)
    {
        var made = await verifying.Get<ApiKeys>().CreateAsync(ApiKeyRole.Authority, null, "tests", null, CancellationToken.None);
        Assert.That(made.TryGet(out var authority, out _), Is.True);
        return authority!.Key;
    }

    private static ChangeGround Ground()
    {
        Assert.That(ChangeGround.Read("issued_in_error", "Not in the records", null).TryGet(out var ground, out _), Is.True);
        return ground!;
    }

    internal static async Task<BatchSummary> SendAsync(TestIssuing verifying, string file, CertificateKind kind = CertificateKind.Grade)
    {
        var filled = await SpoolStream.FillAsync(
            new MemoryStream(Encoding.UTF8.GetBytes(file)), Path.Combine(verifying.Folder, "spool"), 1 << 26, CancellationToken.None);
        Assert.That(filled.TryGet(out var spool, out var refusals), Is.True, refusals?.First.Message);
        await using (spool)
        {
            var sender = kind == CertificateKind.Training ? verifying.Trainer : verifying.Sender;
            var submission = new Submission { Sender = sender, Kind = kind, Origin = CertificateOrigin.Imported, FileName = "earlier.csv", Results = spool! };
            var received = await verifying.Get<BatchReceiver>().ReceiveAsync(submission, CancellationToken.None);
            Assert.That(received.TryGet(out var reception, out refusals), Is.True, refusals?.First.Message);
            return reception!.Batch;
        }
    }

    internal static async Task<IReadOnlyList<BatchRow>> RowsAsync(TestIssuing verifying, Guid batch) =>
        (await verifying.Batches.RowsAsync(batch, null, null, 100, CancellationToken.None)).Items;
}
