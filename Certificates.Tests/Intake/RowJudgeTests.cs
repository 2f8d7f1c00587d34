using Certificates.Core;
using Certificates.Core.Catalogue;
using Certificates.Core.Files.Tables;
using Certificates.Core.Intake;
using Column = Certificates.Core.Intake.ResultsColumn;

namespace Certificates.Tests.Intake;

internal sealed class RowJudgeTests
{
    private static readonly ResultsForm Form = ResultsForm.Of(CertificateKind.Grade);

    [Test]
    public void Judge_RowWithoutFault_IsPendingWithItsResult()
    {
        var judged = Results.Judge().Judge(Results.Row());
        Assert.That((judged.Outcome, judged.Reasons.Count), Is.EqualTo((RowOutcome.Pending, 0)));
        var result = judged.Result!;
        Assert.Multiple(() =>
        {
            Assert.That(result.Holder.Name.Value, Is.EqualTo("余敏静"));
            Assert.That(result.Holder.Document.Number, Is.EqualTo("991643199201143758"));
            Assert.That((result.Occupation.Number, result.Direction!.Number, result.Grade), Is.EqualTo(("04", "01", Grade.Senior)));
            Assert.That(result.AssessedOn, Is.EqualTo(new DateOnly(2026, 4, 25)));
            Assert.That(result.Photo, Is.Null);
        });
    }

    [TestCase(Column.CandidateNumber, "", "candidate_number_missing")]
    [TestCase(Column.CandidateNumber, "123456789012345678901234567890123", "row_malformed")]
    [TestCase(Column.Name, " 　", "name_missing")]
    [TestCase(Column.Name, "张*", "name_invalid")]
    [TestCase(Column.Name, "无", "name_missing")]
    [TestCase(Column.Name, "长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长", "name_too_long")]
    [TestCase(Column.Name, "李㛃", "glyph_missing")]
    [TestCase(Column.IdType, "学生证", "id_type_unknown")]
    [TestCase(Column.IdNumber, "", "id_number_invalid")]
    [TestCase(Column.IdNumber, "9.91643E+17", "id_number_invalid")]
    [TestCase(Column.IdNumber, "991643199202303753", "id_number_invalid")]
    [TestCase(Column.OccupationCode, "2-02-38-99", "occupation_unknown")]
    [TestCase(Column.Direction, "", "direction_missing")]
    [TestCase(Column.Direction, "--", "direction_missing")]
    [TestCase(Column.Direction, "占星方向", "direction_unknown")]
    [TestCase(Column.Direction, "03", "direction_unknown")]
    [TestCase(Column.Grade, "特级", "grade_unknown")]
    [TestCase(Column.TheoryScore, "", "score_missing")]
    [TestCase(Column.AbilityScore, "100.5", "score_out_of_range")]
    [TestCase(Column.AbilityScore, "-1", "score_out_of_range")]
    [TestCase(Column.AbilityScore, "61.555", "score_out_of_range")]
    [TestCase(Column.AbilityScore, "1e2", "score_out_of_range")]
    [TestCase(Column.AbilityScore, "八十", "score_out_of_range")]
    [TestCase(Column.AssessedOn, "", "assessed_on_missing")]
    [TestCase(Column.AssessedOn, "2026-02-30", "assessed_on_invalid")]
    [TestCase(Column.AssessedOn, "25.04.2026", "assessed_on_invalid")]
    [TestCase(Column.AssessedOn, "25/4/2026", "assessed_on_invalid")]
    [TestCase(Column.AssessedOn, "2026-04-25 09:30", "assessed_on_invalid")]
    [TestCase(Column.AssessedOn, "26-4-25", "assessed_on_invalid")]
    [TestCase(Column.AssessedOn, "46137", "assessed_on_invalid")]
    [TestCase(Column.AbilityScore, "缺考", "score_out_of_range")]
    [TestCase(Column.OccupationCode, "2-02-38-04 人工智能工程技术人员", "occupation_unknown")]
    [TestCase(Column.OccupationCode, "2-02-38-04 2", "occupation_unknown")]
    [TestCase(Column.OccupationCode, "云计算工程技术人员", "occupation_unknown")]
    [TestCase(Column.AbilityScore, "80分钟", "score_out_of_range")]
    [TestCase(Column.AssessedOn, "2026-07-02", "assessed_on_in_future")]
    [TestCase(Column.AssessedOn, "2021-09-30", "institution_not_authorised")]
    [TestCase(Column.Photo, "1.jpg", "photo_missing")]
    public void Judge_OneFault_IsRejectedForItAlone(Column column, string value, string code)
    {
        var judged = Results.Judge().Judge(Results.Row((column, value)));
        Assert.That(judged.Outcome, Is.EqualTo(RowOutcome.Rejected));
        Assert.That(judged.Reasons.Select(reason => (reason.Code.Code, reason.Field)), Is.EqualTo(new[] { (code, column.English()) }));
        Assert.That(judged.Result, Is.Null);
    }

    [TestCase(Column.AssessedOn, "2026/4/5")]
    [TestCase(Column.AssessedOn, "2026-4-5")]
    [TestCase(Column.AssessedOn, "2026.4.5")]
    [TestCase(Column.AssessedOn, "2026.04.05")]
    [TestCase(Column.AssessedOn, "2026年4月5日")]
    [TestCase(Column.AssessedOn, "2026 年 4 月 5 日")]
    [TestCase(Column.AssessedOn, "20260405")]
    [TestCase(Column.AssessedOn, "2026/4/5 0:00")]
    [TestCase(Column.AssessedOn, "2026-04-05 00:00:00")]
    [TestCase(Column.AssessedOn, "2026-04-05T00:00:00")]
    [TestCase(Column.AssessedOn, "２０２６－０４－０５\u200B")]
    [TestCase(Column.AssessedOn, "2026年4月5号")]
    public void Judge_DayInAnySpelling_IsThatDay(Column column, string value) =>
        Assert.That(Results.Judge().Judge(Results.Row((column, value))).Result!.AssessedOn, Is.EqualTo(new DateOnly(2026, 4, 5)));

    [TestCase(Column.AssessedOn, "2026-07-01")]
    [TestCase(Column.CandidateNumber, " Ｔ１ ")]
    [TestCase(Column.Name, " 阿卜杜拉•买买提　")]
    [TestCase(Column.IdType, "resident_id")]
    [TestCase(Column.IdNumber, "９９１６４３１９９２０１１４３７５８")]
    [TestCase(Column.OccupationCode, "2-02-10-12")]
    [TestCase(Column.Direction, "01")]
    [TestCase(Column.Direction, "1")]
    [TestCase(Column.Direction, " 云计算开发 ")]
    [TestCase(Column.Grade, "senior")]
    [TestCase(Column.TheoryScore, "６０．００")]
    [TestCase(Column.AbilityScore, "100")]
    [TestCase(Column.IdType, "身份证")]
    [TestCase(Column.IdType, "居民 身份证\u200B")]
    [TestCase(Column.IdNumber, "991643 19920114 3758\u200B")]
    [TestCase(Column.IdNumber, "'991643199201143758")]
    [TestCase(Column.IdNumber, "=\"991643199201143758\"")]
    [TestCase(Column.OccupationCode, "2—02–38－04\u200B")]
    [TestCase(Column.OccupationCode, "2 - 02 - 38 - 04")]
    [TestCase(Column.OccupationCode, "2-02-38-04 云计算工程技术人员")]
    [TestCase(Column.OccupationCode, "2-02-38-04（云计算工程技术人员）")]
    [TestCase(Column.IdType, "第二代居民身份证")]
    [TestCase(Column.TheoryScore, "80分")]
    [TestCase(Column.Grade, "高级\u200B")]
    [TestCase(Column.Grade, "高 级")]
    [TestCase(Column.TheoryScore, "80\u200B")]
    public void Judge_OtherSpelling_IsTaken(Column column, string value) =>
        Assert.That(Results.Judge().Judge(Results.Row((column, value))).Outcome, Is.EqualTo(RowOutcome.Pending));

    [TestCase("2-02-38-08", "高级", "", null)]
    [TestCase("2-02-38-08", "高级", "－－", null)]
    [TestCase("2-02-38-08", "高级", "无", null)]
    [TestCase("2-02-38-08", "高级", "/", null)]
    [TestCase("2-02-38-08", "高级", "-", null)]
    [TestCase("2-02-38-08", "高级", "—", null)]
    [TestCase("2-02-38-08", "高级", "——", null)]
    [TestCase("2-02-38-08", "高级", "不分方向", null)]
    [TestCase("2-02-38-08", "高级", "无方向", null)]
    [TestCase("2-02-38-04", "高级", "无", "direction_missing")]
    [TestCase("2-02-38-08", "高级", "区块链开发", "direction_unknown")]
    [TestCase("2-02-38-10", "中级", "机器人系统设计与开发", null)]
    [TestCase("2-02-38-10", "中级", "", "direction_missing")]
    [TestCase("2-02-38-10", "高级", "--", null)]
    [TestCase("2-02-38-10", "高级", "01", "direction_unknown")]
    public void Judge_Direction_DependsOnOccupationAndGrade(string occupation, string grade, string direction, string? code)
    {
        var row = Results.Row((Column.OccupationCode, occupation), (Column.Grade, grade), (Column.Direction, direction));
        Assert.That(Results.Judge().Judge(row).Reasons.SingleOrDefault()?.Code.Code, Is.EqualTo(code));
    }

    [TestCase("台胞证", "12345678", null)]
    [TestCase("港澳通行证", "H12345678", null)]
    [TestCase("港澳通行证", "C12345678", "id_number_invalid")]
    [TestCase("回乡证", "M12345678", null)]
    [TestCase("港澳居民来往内地通行证（回乡证）", "M12345678", null)]
    [TestCase("外国护照", "E12345678", null)]
    [TestCase("身份证", "12345678", "id_number_invalid")]
    public void Judge_IdTypeAsOfficesCallIt_IsHeldAgainstTheNumber(string type, string number, string? code) => Assert.That(
        Results.Judge().Judge(Results.Row((Column.IdType, type), (Column.IdNumber, number))).Reasons.SingleOrDefault()?.Code.Code, Is.EqualTo(code));

    [Test]
    public void Judge_InvisibleCharacters_DoNotMakeTwoCandidatesOfOne()
    {
        var numbers = new CandidateNumbers(Form);
        SentRow[] rows = [Results.Row((Column.CandidateNumber, "A-1")), Results.Row((Column.CandidateNumber, "Ａ—1\u200B"))];
        Array.ForEach(rows, numbers.Add);
        Assert.That(rows.Select(numbers.AreShared), Is.All.True);
    }

    [TestCase("59.99", "60", "theory_below_pass")]
    [TestCase("60", "59.9", "ability_below_pass")]
    [TestCase("0", "0", "theory_below_pass;ability_below_pass")]
    public void Judge_BelowPass_IsNotPassed(string theory, string ability, string codes)
    {
        var judged = Results.Judge().Judge(Results.Row((Column.TheoryScore, theory), (Column.AbilityScore, ability)));
        Assert.That((judged.Outcome, Codes(judged)), Is.EqualTo((RowOutcome.NotPassed, codes)));
    }

    [Test]
    public void Judge_ManyFaults_ListsAllInColumnOrderButNoPassMark()
    {
        var judged = Results.Judge().Judge(Results.Row(
            (Column.CandidateNumber, ""), (Column.Name, ""), (Column.IdType, ""), (Column.Grade, ""), (Column.TheoryScore, "3"), (Column.AbilityScore, ""), (Column.AssessedOn, "x")));
        Assert.That(Codes(judged), Is.EqualTo(
            "candidate_number_missing;name_missing;id_type_unknown;grade_unknown;score_missing;assessed_on_invalid"));
    }

    [Test]
    public void Judge_MalformedRow_IsSaidToBeThatOnly() =>
        Assert.That(Codes(Results.Judge().Judge(Results.Row((Column.Name, "")) with { Flaw = SentRowFlaw.Malformed })), Is.EqualTo("row_malformed"));

    [Test]
    public void Judge_IdNumberSentAsANumber_IsRefusedWithWordsThatSaySo()
    {
        var judged = Results.Judge().Judge(Results.Row((Column.IdNumber, "9.91643199201144E+17")) with { Spoilt = [new SpoiltCell(Column.IdNumber, CellFault.LostDigits)] });
        Assert.That(Codes(judged), Is.EqualTo("id_number_invalid"));
        Assert.That(judged.Reasons[0].Message, Does.Contain("stored as a number"));
    }

    [TestCase("2026-04-25", "2026-07-01", null)]
    [TestCase("2026-04-24", null, "assessedOn")]
    [TestCase("2026-04-25", "2026-06-30", "assessedOn")]
    [TestCase("2026-06-30", null, null)]
    public void Judge_AuthorisationWithAnEnd_HoldsOnTheAssessmentDateAndUntilResultsAreDue(string validTo, string? until, string? field)
    {
        DateOnly? Day(string? day) => day is null ? null : DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
        var judged = Results.Judge(Results.Catalogue(Day(validTo), Day(until))).Judge(Results.Row());
        Assert.That(judged.Reasons.SingleOrDefault()?.Field, Is.EqualTo(field));
    }

    [Test]
    public void Judge_InstitutionWithoutTheRight_IsNotAuthorised()
    {
        var notThisOccupation = Results.Row((Column.OccupationCode, "2-02-38-13"), (Column.Direction, ""));
        Assert.Multiple(() =>
        {
            Assert.That(Codes(Results.Judge().Judge(notThisOccupation)), Is.EqualTo("institution_not_authorised"));
            Assert.That(Codes(Results.Judge(Results.Catalogue(state: InstitutionState.Frozen)).Judge(Results.Row())), Is.EqualTo("institution_not_authorised"));
            Assert.That(Codes(Results.Judge(Results.Catalogue(isAssessment: false)).Judge(Results.Row())), Is.EqualTo("institution_not_authorised"));
            Assert.That(Codes(Results.Judge(Results.Catalogue(state: InstitutionState.Removed)).Judge(Results.Row())), Is.EqualTo("institution_not_authorised"));
        });
    }

    [Test]
    public void WithShared_CandidateNumber_RejectsEveryRowThatHasIt()
    {
        var rows = new[] { Results.Row(), Results.Row((Column.CandidateNumber, "t1 ")), Results.Row((Column.CandidateNumber, "T2")), Results.Row((Column.CandidateNumber, "")) };
        var numbers = new CandidateNumbers(Form);
        Array.ForEach(rows, numbers.Add);
        Assert.That(string.Join(' ', rows.Select(numbers.AreShared)), Is.EqualTo("True True False False"));

        var notPassed = Results.Judge().Judge(Results.Row((Column.TheoryScore, "3"))).WithShared(Form);
        Assert.That((notPassed.Outcome, Codes(notPassed)), Is.EqualTo((RowOutcome.Rejected, "candidate_number_duplicated")));
        var faulty = Results.Judge().Judge(Results.Row((Column.Name, ""))).WithShared(Form);
        Assert.That(Codes(faulty), Is.EqualTo("candidate_number_duplicated;name_missing"));
    }

    private static string Codes(JudgedRow row) => string.Join(';', row.Reasons.Select(reason => reason.Code.Code));
}
