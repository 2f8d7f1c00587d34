using System.Text;
using Certificates.Core;
using Certificates.Core.Files.Tables;
using Certificates.Core.Intake;
using Certificates.Tests.Intake;
using static Certificates.Tests.Files.TestBook;

namespace Certificates.Tests.Files;

/// <summary>Tables as offices lay them out: which sheet, which header, which rows.</summary>
internal sealed class TableReadingTests
{
    private static readonly string[] Header = Row(Results.Header), Good = Row(Results.GoodRow);

    private static string[][] Table => [Header, Good];

    [TestCase("hidden")]
    [TestCase("veryHidden")]
    public async Task Workbook_WithAHiddenSheetBefore_IsReadAtTheVisibleOne(string state)
    {
        var book = new TestBook().Sheet("旧名单", [Header, With(1, "隐藏")], state).Sheet("成绩", Table).ToArray();
        var (rows, report, refusal) = await ReadAsync(book);
        Assert.That((refusal, report.Sheet, rows.Single()[ResultsColumn.Name]), Is.EqualTo(((string?)null, "成绩", "余敏静")));
    }

    [Test]
    public async Task Workbook_WithNotesBefore_IsReadWhereTheColumnsAre()
    {
        var book = new TestBook().Sheet("填写说明", [["请按模板填写"], ["姓名", "按证件填写"]]).Sheet("名单", Table).ToArray();
        var (rows, report, refusal) = await ReadAsync(book);
        Assert.That((refusal, report.Sheet, rows.Count), Is.EqualTo(((string?)null, "名单", 1)));
    }

    [Test]
    public async Task Workbook_WithTwoSheetsOfResults_NamesBothAndReadsTheOneThatIsChosen()
    {
        var book = new TestBook().Sheet("初级", Table).Sheet("高级", [Header, With(1, "丙丁")]).ToArray();
        var refused = (await ReadAsync(book)).Refused!;
        var (rows, report, refusal) = await ReadAsync(book, sheet: " 高级");
        Assert.That(refused.Code, Is.EqualTo(RefusalCode.SheetsAmbiguous));
        Assert.That((refused.Message, refused.Chinese), Is.EqualTo((
            "More than one visible sheet has the columns: “初级”, “高级”. Keep one, hide the others, or name one with ?sheet=.",
            "有多个可见工作表含有所需的列：“初级”、“高级”。请只保留一个，隐藏其余的，或用参数 sheet 指定。")));
        Assert.That((refusal, report.Sheet, rows.Single()[ResultsColumn.Name]), Is.EqualTo(((string?)null, "高级", "丙丁")));
        Assert.That((await ReadAsync(book, sheet: "中级")).Refusal, Is.EqualTo("sheet_unknown"));
    }

    [Test]
    public async Task Workbook_WhoseHiddenSheetIsChosen_IsRefused()
    {
        var book = new TestBook().Sheet("旧", Table, "hidden").Sheet("新", Table).ToArray();
        Assert.That((await ReadAsync(book, sheet: "旧")).Refusal, Is.EqualTo("sheet_unknown"));
    }

    [Test]
    public async Task Cells_ThatDoNotSayWhereTheyAre_StandOneAfterTheOther_WhateverTheDimensionSays()
    {
        var (rows, _, refusal) = await ReadAsync(new TestBook { LeavesPlacesOut = true }.Sheet("Sheet1", [Header, Good, With(1, "丙丁")]).ToArray());
        Assert.That(refusal, Is.Null);
        Assert.That(rows.Select(row => string.Join(',', row.Fields)), Is.EqualTo(new[] { Results.GoodRow, string.Join(',', With(1, "丙丁")) }));
    }

    [Test]
    public async Task Header_BelowTitles_IsFound()
    {
        var book = new TestBook().Sheet("Sheet1", [["2025年考核成绩汇总表"], ["填报单位：某校", "", "", "日期：2025-6-24"], [], Header, Good], merged: "A1:K1,A2:C2,D2:K2");
        var (rows, _, refusal) = await ReadAsync(book.ToArray());
        Assert.That((refusal, rows.Single().Number, rows.Single().SheetRow), Is.EqualTo(((string?)null, 1, (int?)5)));
    }

    [TestCase("准考证号,*姓名,证件类型,身份证号,职业编码,职业方向,等级,理论知识成绩,专业能力成绩,考核日期,照片")]
    [TestCase("考号, 姓 名 ,证件类型（必填）,证件号码(18位),职业编码*,职业方向【选填】,等级,理论知识成绩（百分制）,专业能力成绩,考核日期：,照片")]
    [TestCase("准考证号码,持证人姓名,证件类别,身份证号码,职业代码,方向,级别,理论成绩,能力成绩,考试日期,照片文件名")]
    [TestCase("准考证号,姓名,证件类型,证件号码/身份证号,职业编码,职业方向／工种,申报等级,理论,实操成绩,考核日期,照片")]
    [TestCase("准考证号,姓名 Name,证件类型,身份证NO.,职业编码,职业方向,等级,理论成绩,能力成绩,考核日期,照片")]
    [TestCase("准考证号,考生姓名,证件类型,有效身份证件号码,职业编码,职业方向,等级,理论成绩,能力成绩,考核日期,照片")]
    [TestCase("准考证号,姓名,证件类型,考生身份证编号,职业编码,职业方向,等级,理论成绩,能力成绩,考核日期,照片")]
    [TestCase("准考证号,姓名,证件类型,公民身份证号码,职业编码,职业方向,等级,理论分数,能力分数,考核日期,照片")]
    [TestCase("CandidateNumber,Name,ID Type,idNumber,occupation code,direction,grade,theoryScore,abilityScore,assessedOn,photo")]
    public async Task Header_InTheWordsOfOffices_IsKnown(string header)
    {
        var (rows, _, refusal) = await ReadAsync(Of(Row(header), Good));
        Assert.That((refusal, string.Join(',', rows.SingleOrDefault()?.Fields ?? [])), Is.EqualTo(((string?)null, Results.GoodRow)));
    }

    [Test]
    public async Task Header_WithAColumnThatAddsToAName_TakesTheNameItself()
    {
        var (rows, _, refusal) = await ReadAsync(Of([.. Header, "姓名（拼音）"], [.. Good, "Yu"]));
        Assert.That((refusal, rows.Single()[ResultsColumn.Name]), Is.EqualTo(((string?)null, "余敏静")));
    }

    [Test]
    public async Task Header_ThatLacksAColumn_IsToldWithWhatWasReadAndWhere()
    {
        var refused = (await ReadAsync(Of(["成绩表"], [.. Header[..9], "日期"], Good))).Refused!;
        Assert.That(refused.Code, Is.EqualTo(RefusalCode.ColumnsMissing));
        Assert.That(refused.Chinese, Is.EqualTo(
            "工作表“Sheet1”第 2 行被读作表头（读到：准考证号 | 姓名 | 证件类型 | 证件号码 | 职业编码 | 职业方向 | 等级 | 理论知识成绩 | 专业能力成绩 | 日期），缺少以下列，请补齐后重新上传：考核日期。"));
    }

    [Test]
    public async Task Header_ThatIsNotThere_IsToldWithWhatWasReadButNoNumberOfAPerson()
    {
        var refused = (await ReadAsync(Of([.. Enumerable.Repeat(Good, 30)]))).Refused!;
        Assert.That(refused.Code, Is.EqualTo(RefusalCode.HeaderNotFound));
        Assert.That(refused.Chinese, Does.StartWith("工作表“Sheet1”前 20 行中没有找到表头（第 1 行读到：T1 | 余敏静 | 居民身份证 | … | ").And.EndsWith("考核日期。"));
    }

    [TestCase(20, "header_not_found")]
    [TestCase(19, null)]
    public async Task Header_IsLookedForInTwentyRows(int before, string? code) =>
        Assert.That((await ReadAsync(Of([.. Enumerable.Repeat((string[])["说明"], before), Header, Good]))).Refusal, Is.EqualTo(code));

    [TestCase("准考证号,姓名,证件类型,证件号码,职业编码,职业方向,等级,成绩,,考核日期", ",,,,,,,理论知识成绩,专业能力成绩,", "A1:A2,H1:I1")]
    [TestCase("准考证号,姓名,证件类型,证件号码,职业编码,职业方向,等级,成绩,,考核日期", ",,,,,,,理论,实操,", "")]
    [TestCase("考生信息,,,,,,,考核成绩,,日期", "准考证号,姓名,证件类型,证件号码,职业编码,职业方向,等级,理论知识成绩,专业能力成绩,考核日期", "A1:G1,H1:I1")]
    [TestCase("准考证号,姓名,证件类型,,,,,理论知识成绩,专业能力成绩,考核日期", ",,,证件号码,职业编码,职业方向,等级,,,", "")]
    public async Task Header_OfTwoLevels_IsRefusedInThoseWords(string upper, string lower, string merged)
    {
        var refused = (await ReadAsync(new TestBook().Sheet("S", [Row(upper), Row(lower), Good], merged: merged).ToArray())).Refused!;
        Assert.That((refused.Code, refused.Chinese), Is.EqualTo((
            RefusalCode.HeaderNotFound, "第 1 行和第 2 行是两级表头：请取消合并单元格，用一行写明每一列的名称，并删除另一行。")));
    }

    [Test]
    public async Task Rows_ThatAreNoPerson_AreLeftOutAndTold()
    {
        string[][] rows = [Header, Good, ["", "", "", "", "", "", "高级"], ["合计", "", "", "", "", "", "", "73", "61.5"], ["制表人：张三", "", "", "审核人：李四"], ["备注：缺考 2 人"]];
        var (read, report, refusal) = await ReadAsync(new TestBook().Sheet("S", rows, merged: "A4:G4,A5:C5").ToArray());
        Assert.That((refusal, read.Count, report.IgnoredCount), Is.EqualTo(((string?)null, 1, 4)));
        Assert.That(report.Ignored, Is.EqualTo(new[]
        {
            new IgnoredRow(3, "高级"), new IgnoredRow(4, "合计 73 61.5"), new IgnoredRow(5, "制表人：张三 审核人：李四"), new IgnoredRow(6, "备注：缺考 2 人"),
        }));
    }

    [TestCase("以下空白")]
    [TestCase("——以下空白——")]
    [TestCase("共 1 人")]
    [TestCase("第 1 页 共 1 页")]
    [TestCase("***")]
    [TestCase("评价机构（盖章）：示范中心")]
    [TestCase("考点负责人：张三,,,,监考员：李四")]
    [TestCase("负责人签字：,,,日期：2026-04-25")]
    [TestCase(",,,,,,,,,填表时间：2026-04-25")]
    [TestCase("平均,,,,,,,80,81")]
    [TestCase("平均,,,,,,,#78.333333|0.0,!#DIV/0!")]
    [TestCase("合计,,,,,,,=,=")]
    [TestCase(",,,,,,平均分,#78.333333|0.0,=")]
    [TestCase(",,,,,,,平均分,81")]
    [TestCase("及格率,100%")]
    public async Task Row_BelowAListThatSaysSomethingOfIt_IsNoPerson(string row)
    {
        var (read, report, refusal) = await ReadAsync(Of(Header, Good, Row(row)));
        Assert.That((refusal, read.Count, report.Ignored.Single().SheetRow), Is.EqualTo(((string?)null, 1, 3)));
    }

    [TestCase("2,,,,,,,,,")]
    [TestCase("T9,,,,2-02-38-04,云计算运维,高级,,,")]
    [TestCase(",王芳,,,,,,,,")]
    [TestCase(",,,991643199201143758,,,,,,")]
    [TestCase(",,,,,,,80,,")]
    [TestCase(",,,,,,,,,2026/4/25 0:00")]
    [TestCase("T9：1,王芳,,,,,,,,")]
    [TestCase("T9,,,,,,,!#DIV/0!,,")]
    [TestCase(",,,#991643199201143758|0,,,,,,")]
    public async Task Row_WithSomethingOfAPerson_IsAPersonHoweverLittle(string row) =>
        Assert.That((await ReadAsync(Of(Header, Good, Row(row)))).Rows, Has.Count.EqualTo(2));

    [Test]
    public async Task Rows_NumberedAheadWithoutAPerson_AreCountedAndTwentyAreTold()
    {
        string[] header = ["序号", .. Header];
        var (read, report, _) = await ReadAsync(Of([header, ["1", .. Good], .. Enumerable.Range(2, 499).Select(i => (string[])[$"{i}"])]));
        Assert.That((read.Count, report.IgnoredCount, report.Ignored.Count), Is.EqualTo((1, 499, ReadingReport.MostIgnored)));
    }

    [Test]
    public async Task Text_EndedByTheMarkOfOldFiles_HasNoPersonThere()
    {
        var (read, report, refusal) = await ReadAsync(Encoding.UTF8.GetBytes($"{Results.Header}\n{Results.GoodRow}\n\u001A"));
        Assert.That((refusal, read.Count, report.Ignored.Single().SheetRow), Is.EqualTo(((string?)null, 1, 3)));
    }

    [Test]
    public async Task Person_WhoseNameBeginsLikeALabel_IsAPerson() =>
        Assert.That((await ReadAsync(Of(Header, With(0, "备注1"), With(1, "审核")))).Rows, Has.Count.EqualTo(2));

    [TestCase("E2:E3", "cells_merged")]
    [TestCase("F3:G3", "cells_merged")]
    [TestCase("E4:E5", null)]
    [TestCase("A1:B1", null)]
    [TestCase("M2:N3", null)]
    public async Task MergedCells_InTheDataOfPeople_AreRefused(string merged, string? code)
    {
        var book = new TestBook().Sheet("S", [Header, Good, With(0, "T2")], merged: merged).ToArray();
        Assert.That((await ReadAsync(book)).Refusal, Is.EqualTo(code));
    }

    [Test]
    public async Task HiddenRows_AreReadAndCounted()
    {
        var (rows, report, _) = await ReadAsync(new TestBook().Sheet("S", [Header, Good, With(0, "T2")], hidden: [3]).ToArray());
        Assert.That((rows.Count, report.HiddenRows), Is.EqualTo((2, 1)));
    }

    [TestCase(true, "2026-04-25")]
    [TestCase(false, "2022-04-24")]
    public async Task Day_OfEitherDateSystem_IsTheOneShown(bool countsFrom1904, string day)
    {
        string[][] table = [Header, With(9, "#44675|yyyy-mm-dd")];
        var old = table.Select(row => row.Select(cell => cell.Replace("|yyyy-mm-dd", "@14", StringComparison.Ordinal)).ToArray()).ToArray();
        var rows = (await ReadAsync(new TestBook { CountsFrom1904 = countsFrom1904 }.Sheet("S", table).ToArray())).Rows;
        var oldRows = (await ReadAsync(new OldBook { CountsFrom1904 = countsFrom1904 }.Sheet("S", old).ToArray())).Rows;
        Assert.That((rows.Single()[ResultsColumn.AssessedOn], oldRows.Single()[ResultsColumn.AssessedOn]), Is.EqualTo((day, day)));
    }

    [TestCase("#202506240001000017", 0, CellFault.LostDigits)]
    [TestCase("#991643199201143758|0", 3, CellFault.LostDigits)]
    [TestCase("#20250624|#,##0", 0, CellFault.OtherFormat)]
    [TestCase("#46137|yyyy-mm-dd", 4, CellFault.OtherFormat)]
    [TestCase("9.95E+17", 3, CellFault.LostDigits)]
    [TestCase("!#N/A", 1, CellFault.Error)]
    [TestCase("NULL", 5, CellFault.Error)]
    [TestCase("=", 9, CellFault.NoResult)]
    public async Task Cell_ThatCannotBeRead_IsNotedWithItsColumn(string cell, int column, object fault)
    {
        var row = (await ReadAsync(Of(Header, With(column, cell)))).Rows.Single();
        Assert.That(row.Spoilt, Is.EqualTo(new[] { new SpoiltCell((ResultsColumn)column, (CellFault)fault) }));
    }

    [TestCase("#123|00000", "00123")]
    [TestCase("#202506240001", "202506240001")]
    [TestCase("=\"00123\"", "00123")]
    public async Task CandidateNumber_InAPlainCell_IsWhatIsShown(string cell, string read)
    {
        var row = (await ReadAsync(Of(Header, With(0, cell)))).Rows.Single();
        Assert.That((TypedText.Visible(row[ResultsColumn.CandidateNumber]), row.Spoilt.Count), Is.EqualTo((read, 0)));
    }

    [TestCase("#61.5", "61.5")]
    [TestCase("#61.5|0.00", "61.5")]
    [TestCase("#80|0\"分\"", "80")]
    [TestCase("#80.00000000000001|0.0", "80")]
    public async Task Score_InANumberCell_IsItsValue(string cell, string score)
    {
        var row = (await ReadAsync(Of(Header, With(7, cell)))).Rows.Single();
        Assert.That((row[ResultsColumn.TheoryScore], row.Spoilt.Count), Is.EqualTo((score, 0)));
    }

    [TestCase("#59.6|0")]
    [TestCase("#0.8|0%")]
    public async Task Score_ThatTheSheetShowsAsAnother_CannotBeRead(string cell) =>
        Assert.That((await ReadAsync(Of(Header, With(7, cell)))).Rows.Single().Spoilt, Is.EqualTo(new[] { new SpoiltCell(ResultsColumn.TheoryScore, CellFault.OtherFormat) }));

    [TestCase("yyyy-mm-dd", true)]
    [TestCase("yyyy\"年\"m\"月\"d\"日\"", true)]
    [TestCase("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", true)]
    [TestCase("[DBNum1][$-804]yyyy\"年\"m\"月\"d\"日\"", true)]
    [TestCase("yyyy/m/d h:mm AM/PM", true)]
    [TestCase("d-mmm-yy", true)]
    [TestCase("mmm-yy", false)]
    [TestCase("yyyy\"年\"m\"月\"", false)]
    [TestCase("m\"月\"d\"日\"", false)]
    [TestCase("yyyy", false)]
    [TestCase("yyyy-mm ddd", false)]
    [TestCase("yyyy-d h:mm:ss", false)]
    [TestCase("h:mm:ss", false)]
    [TestCase("mm:ss", false)]
    public async Task Day_OfWhichAPartIsNotShown_CannotBeRead(string format, bool isWhole)
    {
        var row = (await ReadAsync(Of(Header, With(9, $"#46174|{format}")))).Rows.Single();
        Assert.That(row.Spoilt, Is.EqualTo(isWhole ? [] : new[] { new SpoiltCell(ResultsColumn.AssessedOn, CellFault.PartOfDay) }));
        Assert.That(row[ResultsColumn.AssessedOn], Is.EqualTo("2026-06-01"));
    }

    /// <summary>ECMA-376, part 1, 18.8.30: the formats of the Chinese edition.</summary>
    [Test]
    public async Task Day_InAFormatOfAllWorkbooks_IsReadWhereYearMonthAndDayAreShown()
    {
        int[] whole = [14, 15, 22, 30, 31], part = [16, 17, 18, 19, 20, 21, 27, 28, 29, 32, 33, 34, 35, 36, 45, 47, 50, 51, 52, 53, 54, 55, 56, 57, 58];
        var book = OldBook.Of([Header, .. whole.Concat(part).Select(id => With(9, $"#46174@{id}"))]);
        var rows = (await ReadAsync(book)).Rows;
        Assert.That(rows.Select(row => row.Spoilt.Count), Is.EqualTo(whole.Select(_ => 0).Concat(part.Select(_ => 1))));
    }

    [TestCase("理论成绩", "“理论知识成绩” (H), “理论成绩” (L)")]
    [TestCase("理论知识成绩（最终）", "“理论知识成绩” (H), “理论知识成绩（最终）” (L)")]
    [TestCase("身份证号", "“证件号码” (D), “身份证号” (L)")]
    [TestCase("考生姓名", "“姓名” (B), “考生姓名” (L)")]
    public async Task Header_WithTwoColumnsOfOneMeaning_IsRefusedNamingBoth(string other, string named)
    {
        var refused = (await ReadAsync(Of([.. Header, other], [.. Good, Good[0]]))).Refused!;
        Assert.That((refused.Code, refused.Chinese), Is.EqualTo((RefusalCode.ColumnsDuplicated, $"以下列含义相同：{named.Replace(", ", "、", StringComparison.Ordinal)}。请每项只保留一列后重新上传。")));
    }

    [Test]
    public async Task HiddenColumn_BesideAVisibleOfItsName_IsNotReadAndTold()
    {
        string[][] table = [[.. Header, "理论成绩"], [.. With(7, "99"), "61"]];
        foreach (var book in (byte[][])[new TestBook().Sheet("S", table, hiddenColumns: [7]).ToArray(), new OldBook().Sheet("S", table, hiddenColumns: [7]).ToArray()])
        {
            var (rows, report, refusal) = await ReadAsync(book);
            Assert.That((refusal, rows.Single()[ResultsColumn.TheoryScore]), Is.EqualTo(((string?)null, "61")));
            Assert.That(report.HiddenColumns, Is.EqualTo(new[] { "理论知识成绩" }));
        }
    }

    [Test]
    public async Task HiddenColumn_OfOurs_IsRefusedByItsName()
    {
        foreach (var book in (byte[][])[new TestBook().Sheet("S", Table, hiddenColumns: [3]).ToArray(), new OldBook().Sheet("S", Table, hiddenColumns: [3]).ToArray()])
        {
            var refused = (await ReadAsync(book)).Refused!;
            Assert.That((refused.Code, refused.Chinese), Is.EqualTo((RefusalCode.ColumnsHidden, "以下列被隐藏，看不到内容：“证件号码” (D)。请取消隐藏，核对无误后重新上传。")));
        }
    }

    [Test]
    public async Task HiddenColumn_OfTheSenders_IsNothingToUs() =>
        Assert.That((await ReadAsync(new TestBook().Sheet("S", [[.. Header, "工号"], [.. Good, "7"]], hiddenColumns: [Header.Length]).ToArray())).Refusal, Is.Null);

    private static string[] With(int column, string cell) => [.. Good[..column], cell, .. Good[(column + 1)..]];


    private static async Task<Reading> ReadAsync(byte[] bytes, string? sheet = null)
    {
        using var stream = new MemoryStream(bytes);
        var file = new ResultsFile(ResultsForm.Of(CertificateKind.Grade), stream, sheet);
        var (rows, refused) = (new List<SentRow>(), (Refusal?)null);
        await foreach (var read in file.RowsAsync(CancellationToken.None))
        {
            if (read.TryGet(out var row, out var refusals))
            {
                rows.Add(row);
            }
            else
            {
                refused = refusals.First;
            }
        }

        return new Reading(rows, file.Report, refused?.Code.Code) { Refused = refused };
    }

    private sealed record Reading(List<SentRow> Rows, ReadingReport Report, string? Refusal)
    {
        public Refusal? Refused { get; init; }
    }
}
