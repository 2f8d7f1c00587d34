using System.Globalization;
using Certificates.Core;
using Certificates.Core.Catalogue;
using Certificates.Core.Coding;
using Certificates.Core.Intake;

namespace Certificates.Tests.Intake;

/// <summary>What a training institution's file says beside the columns that all files have.</summary>
internal sealed class TrainingJudgeTests
{
    private const string Header = "学员编号,姓名,证件类型,证件号码,职业编码,职业方向,等级,培训学时,规定学时,结业测试,结业日期";
    private const string GoodRow = "P1,余敏静,居民身份证,991643199201143758,2-02-38-04,云计算运维,高级,120,96.5,是,2026-04-25";
    private static readonly ResultsForm Form = ResultsForm.Of(CertificateKind.Training);

    [TestCase(Header)]
    [TestCase("准考证号,姓名,证件类型,证件号码,职业编码,职业方向,等级,培训学时,规定学时,结业测试,考核日期")]
    [TestCase("candidateNumber,name,idType,idNumber,occupationCode,direction,grade,HOURSCOMPLETED,hoursRequired,finalTestPassed,completedOn")]
    [TestCase("candidateNumber,name,idType,idNumber,occupationCode,direction,grade,hoursCompleted,hoursRequired,finalTestPassed,assessedOn")]
    public async Task Judge_RowWithoutFault_IsPending(string header)
    {
        var judged = await JudgeAsync($"{header}\n{GoodRow}");

        Assert.That((judged.Outcome, judged.Reasons.Count), Is.EqualTo((RowOutcome.Pending, 0)));
        Assert.That((judged.Result!.AssessedOn, judged.Result.Grade), Is.EqualTo((new DateOnly(2026, 4, 25), Grade.Senior)));
    }

    [TestCase("120", "", "hours_missing", "hoursCompleted")]
    [TestCase("96.5", "", "hours_missing", "hoursRequired")]
    [TestCase("96.5", "0", "hours_out_of_range", "hoursRequired")]
    [TestCase("120", "-1", "hours_out_of_range", "hoursCompleted")]
    [TestCase("120", "10000", "hours_out_of_range", "hoursCompleted")]
    [TestCase("120", "十", "hours_out_of_range", "hoursCompleted")]
    [TestCase("是", "", "final_test_missing", "finalTestPassed")]
    [TestCase("是", "补考", "final_test_unknown", "finalTestPassed")]
    [TestCase("P1", "", "candidate_number_missing", "candidateNumber")]
    [TestCase("2026-04-25", "", "assessed_on_missing", "completedOn")]
    [TestCase("2026-04-25", "2026-07-02", "assessed_on_in_future", "completedOn")]
    [TestCase("2026-04-25", "2021-09-30", "institution_not_authorised", "completedOn")]
    public async Task Judge_OneFault_IsRejectedForItAlone(string before, string after, string code, string field)
    {
        var judged = await JudgeAsync($"{Header}\n{GoodRow.Replace($",{before}", $",{after}", StringComparison.Ordinal).Replace(before + ",", after + ",", StringComparison.Ordinal)}");

        Assert.That(judged.Outcome, Is.EqualTo(RowOutcome.Rejected));
        Assert.That(judged.Reasons.Select(reason => (reason.Code.Code, reason.Field)), Is.EqualTo(new[] { (code, field) }));
    }

    [TestCase("2026-03-02", "2026-03-02")]
    [TestCase("2026年4月25日", "2026-04-25")]
    [TestCase("", null)]
    [TestCase("--", null)]
    public async Task Judge_CourseOfARow_IsItsHoursAndItsFirstDay(string sent, string? startedOn)
    {
        var judged = await JudgeAsync($"{Header},开班日期\n{GoodRow},{sent}");

        Assert.That(judged.Result!.Course, Is.EqualTo(new Course(120, startedOn is null ? null : DateOnly.Parse(startedOn, CultureInfo.InvariantCulture))));
    }

    [TestCase("2026-04-26")]
    [TestCase("3月2日")]
    [TestCase("46083")]
    public async Task Judge_FirstDayThatIsNone_OrAfterTheLast_IsRejected(string sent)
    {
        var judged = await JudgeAsync($"{Header},开课日期\n{GoodRow},{sent}");

        Assert.That(judged.Reasons.Select(reason => (reason.Code.Code, reason.Field)), Is.EqualTo(new[] { ("started_on_invalid", "startedOn") }));
    }

    [TestCase("96.49", "是", "hours_below_required")]
    [TestCase("96.5", "否", "final_test_not_passed")]
    [TestCase("0", "false", "hours_below_required;final_test_not_passed")]
    [TestCase("96.5", "True", "")]
    [TestCase("９７", "合格", "")]
    public async Task Judge_HoursAndFinalTest_AreBothNeeded(string hours, string test, string codes)
    {
        var judged = await JudgeAsync($"{Header}\n{GoodRow.Replace(",120,", $",{hours},", StringComparison.Ordinal).Replace("是", test, StringComparison.Ordinal)}");

        Assert.That(string.Join(';', judged.Reasons.Select(reason => reason.Code.Code)), Is.EqualTo(codes));
        Assert.That(judged.Outcome, Is.EqualTo(codes.Length == 0 ? RowOutcome.Pending : RowOutcome.NotPassed));
    }

    [Test]
    public async Task Judge_JsonWithABoolean_IsTaken()
    {
        const string Row = """
            {"candidateNumber":"P1","name":"余敏静","idType":"resident_id","idNumber":"991643199201143758","occupationCode":"2-02-38-04",
             "direction":"云计算运维","grade":"senior","hoursCompleted":96.5,"hoursRequired":96,"finalTestPassed":true,"completedOn":"2026-04-25"}
            """;

        Assert.That((await JudgeAsync($"{{\"results\":[{Row}]}}")).Outcome, Is.EqualTo(RowOutcome.Pending));
    }

    [Test]
    public async Task Read_GradeResults_LacksTheColumnsOfTraining()
    {
        var refusal = (await ReadAsync($"{Results.Header}\n{Results.GoodRow}"))[^1].Refusals?.First;

        Assert.That(refusal?.Code.Code, Is.EqualTo("columns_missing"));
        Assert.That(refusal!.Message, Does.Contain("培训学时 (hoursCompleted)").And.Contain("结业测试").And.Not.Contain("结业日期"));
    }

    [Test]
    public void Judge_InstitutionThatOnlyAssesses_IsNotAuthorised()
    {
        var judge = new RowJudge(Form, Results.Catalogue(), "0001", Results.Arrival, new EveryGlyph(), photos: null);
        var row = new SentRow(1, ["P1", "余敏静", "居民身份证", "991643199201143758", "2-02-38-04", "云计算运维", "高级", "", "", "2026-04-25", "", "", "120", "96", "是"], SentRowFlaw.None);

        Assert.That(judge.Judge(row).Reasons.Select(reason => reason.Code.Code), Is.EqualTo(new[] { "institution_not_authorised" }));
    }

    /// <summary>Judges training files of institution 0001, which trains here.</summary>
    public static RowJudge Judge(PhotoArchive? photos = null)
    {
        var catalogue = new CatalogueSnapshot(
            OccupationCatalogue.Embedded(),
            [.. Results.Catalogue().Institutions.Select(institution => institution with { IsTraining = true, IsAssessment = false })],
            Results.Catalogue().Authorisations.Select(right => right with { Kind = CertificateKind.Training }));
        return new RowJudge(Form, catalogue, "0001", Results.Arrival, new EveryGlyph(), photos);
    }

    private static async Task<JudgedRow> JudgeAsync(string file)
    {
        var judge = Judge();
        var read = await ReadAsync(file);
        return judge.Judge(read.Single().TryGet(out var row, out var refusals) ? row : throw new AssertionException(refusals.First.Message));
    }

    private static async Task<List<Result<SentRow>>> ReadAsync(string text)
    {
        using var file = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        return await new ResultsFile(Form, file).RowsAsync(CancellationToken.None).ToListAsync();
    }

    private sealed class EveryGlyph : Certificates.Core.Style.IGlyphCoverage
    {
        public System.Text.Rune? FirstMissing(string text) => null;
    }
}
