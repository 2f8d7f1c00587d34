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
