using System.Text;
using Certificates.Core;
using Certificates.Core.Access;
using Certificates.Core.Verifying.Bulk;
using Certificates.Tests.Files;
using MiniExcelLibs;

namespace Certificates.Tests.Verifying;

/// <summary>Lists as HR departments save them, read by the rules of every table.</summary>
internal sealed class ListTableTests : VerifyingTests
{
    private static readonly ApiKey Key = new(4_711, ApiKeyRole.Checker, null, null, "HR", default, null, null, null);

    [Test]
    public async Task IdNumber_InANumberCell_IsIncompleteAndNeverValid()
    {
        var list = TestBook.Of(
            ["证书编号", "姓名", "证件号码", "银行卡号", "", "基本工资"],
            [Issued.Number, "余敏静", "#990000199001010000", "#6222021234567890123|0", "无列名", "#12345.5|#,##0.00"],
            [Issued.Number, "余敏静", "", "#123456789012345", "", ""]);
        var rows = await CheckAsync(list);

        Assert.That((rows[0]["查验结果"], rows[0]["原因"]), Is.EqualTo(("信息不全", "证件号码被存成了数字，末几位已丢失：请把该列设为文本后重新填写")));
        Assert.That((rows[0]["证件号码"], rows[0]["银行卡号"], rows[0]["基本工资"]), Is.EqualTo(("9.9E+17", "6222021234567890000", "12,345.50")));
        Assert.That((await WriteAsync(list)).Query().Cast<IDictionary<string, object?>>().ElementAt(1)["E"], Is.EqualTo("无列名"));
        Assert.That((rows[1]["查验结果"], rows[1]["银行卡号"]), Is.EqualTo(("有效", "123456789012345")));
    }

    /// <summary>A column that is read as nothing leaves a row valid by the two others: what an office calls an ID number is one.</summary>
    [TestCase("证件号码")]
    [TestCase("有效身份证件号码")]
    [TestCase("身份证编号")]
    [TestCase("身份证NO.")]
    [TestCase("身份证件号码（18位）")]
    [TestCase("身份号码")]
    [TestCase("证照号码")]
    [TestCase("员工身份证号")]
    [TestCase("证件号码 ID Number")]
    [TestCase("ID card no.")]
    public async Task IdNumber_OfAnother_IsNotFoundWhateverItsColumnIsCalled(string heading)
    {
        var row = (await CheckAsync(TestBook.Of(["证书编号", "姓名", heading], [Issued.Number, "余敏静", "990000199001010007"]))).Single();
        Assert.That(row["查验结果"], Is.EqualTo("未查询到"));
    }

    [TestCase("证书编号")]
    [TestCase("专业技术等级证书编号")]
    [TestCase("等级证书编号")]
    [TestCase("职业资格证书编号")]
    [TestCase("资格证号")]
    [TestCase("证书编号 Certificate No.")]
    public async Task Number_OfAnother_IsNotFoundWhateverItsColumnIsCalled(string heading)
    {
        var row = (await CheckAsync(TestBook.Of(["姓名", "证件号码", heading], ["余敏静", "991643199201143758", "Z000111010426100001234"]))).Single();
        Assert.That(row["查验结果"], Is.EqualTo("未查询到"));
    }

    [TestCase("员工姓名")]
    [TestCase("中文姓名")]
    [TestCase("Full name")]
    public async Task Name_OfAnother_IsNotFoundWhateverItsColumnIsCalled(string heading)
    {
        var row = (await CheckAsync(TestBook.Of([heading, "证件号码", "证书编号"], ["夏博", "991643199201143758", Issued.Number]))).Single();
        Assert.That(row["查验结果"], Is.EqualTo("未查询到"));
    }

    [TestCase("配偶身份证号", "990000199001010007")]
    [TestCase("身份证有效期", "2030-01-01")]
    [TestCase("学历证书编号", "105121202005001234")]
    [TestCase("ID", "17")]
    [TestCase("姓名（拼音）", "Yu Minjing")]
    public async Task Column_OfSomethingElse_IsKeptAndNotSaidToBeCompared(string heading, string cell)
    {
        var row = (await CheckAsync(TestBook.Of(["证书编号", "姓名", heading], [Issued.Number, "余敏静", cell]))).Single();
        Assert.That((row["查验结果"], row["已核对"], row[heading]), Is.EqualTo(("有效", "证书编号、姓名", cell)));
    }

    [TestCase("证书编号,姓名,证件号码,身份证号", "“证件号码” (C)、“身份证号” (D)")]
    [TestCase("姓名,身份证,等级证书编号,资格证书编号", "“等级证书编号” (C)、“资格证书编号” (D)")]
    public async Task Columns_OfOneMeaning_AreRefusedNamingBoth(string header, string named)
    {
        var refusal = await RefusalAsync(TestBook.Of(TestBook.Row(header), ["a", "b", "c", "d"]));
        Assert.That((refusal?.Code, refusal?.Chinese), Is.EqualTo((RefusalCode.ColumnsDuplicated, $"以下列含义相同：{named}。请每项只保留一列后重新上传。")));
    }

    [Test]
    public async Task NumberOfANamedCertificate_BesideTheNumber_IsKept()
    {
        var rows = await CheckAsync(TestBook.Of(["证书编号", "姓名", "培训证书编号"], [Issued.Number, "余敏静", "P1"]));
        Assert.That((rows.Single()["查验结果"], rows.Single()["培训证书编号"]), Is.EqualTo(("有效", "P1")));
    }

    [Test]
    public async Task IdNumber_InAHiddenColumn_IsNotLeftOutInSilence()
    {
        var book = new TestBook().Sheet("S", [["证书编号", "姓名", "证件号码"], [Issued.Number, "余敏静", "990000199001010007"]], hiddenColumns: [2]).ToArray();
        Assert.That((await RefusalAsync(book))?.Code, Is.EqualTo(RefusalCode.ColumnsHidden));
    }

    [Test]
    public async Task IdNumbers_ThatASpreadsheetSpoilt_AreNoMisses()
    {
        var list = "姓名,证件号码\n" + string.Concat(Enumerable.Repeat("余敏静,9.95E+17\n", 600)) + "余敏静,991643199201143758\n";
        var run = await OpenAsync(Encoding.UTF8.GetBytes(list));
        var results = await run.ResultsAsync(CancellationToken.None).ToListAsync();

        Assert.That(run.IsStopped, Is.False);
        Assert.That(results.Take(600).Select(result => (result.IsIncomplete, result.Verdicts.Count)).Distinct(), Is.EqualTo(new[] { (true, 0) }));
        Assert.That(results[600].Verdicts, Is.Not.Empty);
    }

    /// <summary>
    /// 991643199201143758 and 990101199001010000 as 15 digits leave them: the first ends in a check digit that cannot be, the second in one
    /// that fits and is another person's.
    /// </summary>
    [TestCase("991643199201143000", "信息不全")]
    [TestCase("9.9E+17", "信息不全")]
    [TestCase("991643199201143758", "未查询到")]
    public async Task IdNumber_RoundedToOneThatFits_IsIncompleteWhereTheListTellsIt(string other, string result)
    {
        var fitting = Enumerable.Range(0, 1000).Select(ResidentIds.Of).First(id => id.EndsWith("000", StringComparison.Ordinal));
        var rows = await CheckAsync(TestBook.Of(["姓名", "证件号码"], ["王芳", fitting], ["余敏静", other]));
        Assert.That(rows[0]["查验结果"], Is.EqualTo(result));
    }

    [Test]
    public async Task IdNumbers_ThatAllEndIn000_AreIncomplete()
    {
        var fitting = Enumerable.Range(0, 1000).Select(ResidentIds.Of).Where(id => id.EndsWith("000", StringComparison.Ordinal)).ToList();
        var alone = await CheckAsync(TestBook.Of(["姓名", "证件号码"], ["王芳", fitting[0]]));
        var both = await CheckAsync(TestBook.Of(["姓名", "证件号码"], ["王芳", fitting[0]], ["王华", fitting[0]]));
        Assert.That(alone.Concat(both).Select(row => row["查验结果"]), Is.EqualTo(new[] { "未查询到", "信息不全", "信息不全" }));
    }

    [TestCase("王芳（女）", "991643199201143758", "姓名：姓名中有“（”")]
    [TestCase("王芳*", "991643199201143758", "姓名：姓名中有“*”")]
    [TestCase("余敏静", "99164319920114375", "证件号码：居民身份证号码共 18 位，您填写了 17 位")]
    [TestCase("余敏静", "991643199201143755", "证件号码：校验位不符，请逐位核对")]
    [TestCase("余敏静", "991643199213143750", "证件号码：第 7 至 14 位不是一个日期")]
    [TestCase("⽂华", "991643199201143758", "姓名：“⽂”不是姓名用字，应为“文”")]
    [TestCase("余敏", "991643199201143758", null)]
    public async Task Row_ThatIsNotFound_SaysWhatLooksMistyped(string name, string idNumber, string? reason)
    {
        var row = (await CheckAsync(TestBook.Of(["姓名", "证件号码"], [name, idNumber]))).Single();
        Assert.That((row["查验结果"], row["原因"]), Is.EqualTo(("未查询到", reason)));
    }

    [Test]
    public async Task Sheet_ThatIsHidden_IsNotRead()
    {
        string[] header = ["证书编号", "姓名"];
        var book = new TestBook().Sheet("旧", [header, ["x", "y"]], "hidden").Sheet("新", [["名单"], header, [Issued.Number, "余敏静"]]).ToArray();
        Assert.That((await CheckAsync(book)).Select(row => row["查验结果"]), Is.EqualTo(new[] { "有效" }));
    }

    [Test]
    public async Task Sheets_ThatBothHaveTheColumns_AreNamedUntilOneIsChosen()
    {
        string[] header = ["证书编号", "持证人姓名"];
        var book = new TestBook().Sheet("甲", [header, ["x", "y"]]).Sheet("乙", [header, [Issued.Number, "余敏静"]]).ToArray();
        Assert.That((await RefusalAsync(book))?.Chinese, Does.Contain("“甲”、“乙”"));
        Assert.That((await CheckAsync(book, "乙")).Select(row => row["查验结果"]), Is.EqualTo(new[] { "有效" }));
    }

    [Test]
    public async Task Rows_ThatAreNoPerson_KeepTheirLine()
    {
        var rows = await CheckAsync(TestBook.Of(["证书编号", "姓名", "备注"], [Issued.Number, "余敏静", ""], ["合计", "1 人", ""], ["", "", "制表：甲"]));
        Assert.That(rows.Select(row => $"{row["查验结果"]} {row["证书编号"]}{row["姓名"]}{row["备注"]}"), Is.EqualTo(new[]
        {
            $"有效 {Issued.Number}余敏静", "信息不全 合计1 人", "信息不全 制表：甲",
        }));
    }

    [Test]
    public async Task OldWorkbook_ComesBackAsAWorkbook()
    {
        var rows = await CheckAsync(OldBook.Of(["证书编号", "姓名", "工号"], [Issued.Number, "余敏静", "#7"]));
        Assert.That((rows.Single()["查验结果"], rows.Single()["工号"]), Is.EqualTo(("有效", "7")));
    }

    [TestCase("cells_merged")]
    [TestCase("header_not_found")]
    [TestCase("format_not_read")]
    public async Task List_ThatCannotBeReadForCertain_IsRefused(string code)
    {
        var list = code switch
        {
            "cells_merged" => new TestBook().Sheet("S", [["证书编号", "姓名"], ["x", "y"], ["", "z"]], merged: "A2:A3").ToArray(),
            "header_not_found" => TestBook.Of(["甲", "乙"], ["x", "y"]),
            _ => "%PDF-1.7"u8.ToArray(),
        };
        Assert.That((await RefusalAsync(list))?.Code.Code, Is.EqualTo(code));
    }

    [TestCase("9.95E+17", "信息不全")]
    [TestCase("'991643199201143758", "有效")]
    [TestCase("=\"991643199201143758\"", "有效")]
    [TestCase("#N/A", "信息不全")]
    public async Task IdNumber_AsTextFilesHaveIt_IsReadOrIncomplete(string idNumber, string result)
    {
        var output = new MemoryStream();
        var run = await OpenAsync(Encoding.UTF8.GetBytes($"证书编号,姓名,证件号码\n{Issued.Number},余敏静,{idNumber}\n"));
        using var writing = await run.OpenWritingAsync(CancellationToken.None);
        await writing.WriteAsync(output, CancellationToken.None);
        Assert.That(Encoding.UTF8.GetString(output.ToArray()).Split("\r\n")[1], Does.Contain($",{result},"));
    }

    private async Task<List<IDictionary<string, object?>>> CheckAsync(byte[] list, string? sheet = null) =>
        [.. (await WriteAsync(list, sheet)).Query(useHeaderRow: true).Cast<IDictionary<string, object?>>()];

    private async Task<MemoryStream> WriteAsync(byte[] list, string? sheet = null)
    {
        var output = new MemoryStream();
        using var writing = await (await OpenAsync(list, sheet)).OpenWritingAsync(CancellationToken.None);
        await writing.WriteAsync(output, CancellationToken.None);
        output.Position = 0;
        return output;
    }

    private async Task<BulkRun> OpenAsync(byte[] list, string? sheet = null)
    {
        var opened = await Verifying.Get<BulkCheck>().OpenAsync(new MemoryStream(list), Key, "入职核验", default, sheet, CancellationToken.None);
        Assert.That(opened.TryGet(out var run, out var refusals), Is.True, refusals?.First.Message);
        return run!;
    }

    private async Task<Refusal?> RefusalAsync(byte[] list) =>
        (await Verifying.Get<BulkCheck>().OpenAsync(new MemoryStream(list), Key, "入职核验", default, null, CancellationToken.None)).Refusals?.First;
}
