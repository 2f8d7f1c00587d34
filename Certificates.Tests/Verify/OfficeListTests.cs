using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Certificates.Core.Access;
using Certificates.Tests.Files;

namespace Certificates.Tests.Verify;

/// <summary>Lists as programs write them with exceljs and SheetJS: checked, and read back by the same libraries.</summary>
internal sealed class OfficeListTests
{
    private const int Results = 12;
    private static readonly string[] Header = ["证书编号", "姓名", "身份证号", "入职日期"];
    private static readonly string[] Kept = ["exceljs.dressed.xlsx", "exceljs.streamshared.xlsx", "exceljs.streaminline.xlsx", "exceljs.1904.xlsx", "exceljs.rich.xlsx", "exceljs.table.xlsx", "sheetjs.typed.xlsx", "sheetjs.sharedtext.xlsx", "sheetjs.iso.xlsx", "sheetjs.1904.xlsx"];
    private static readonly string[] Converted = ["sheetjs.typed.xlsm", "sheetjs.typed.biff8", "sheetjs.1904.biff8"];
    private static readonly string[] Spoilt = ["exceljs.number.xlsx", "sheetjs.number.xlsx", "sheetjs.shown.xlsx", "sheetjs.shown.biff8"];
    private IReadOnlyDictionary<string, byte[]> _books = null!;
    private TestSite _site = null!;
    private HttpClient _client = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _site = await TestSite.StartAsync();
        _client = _site.Client();
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await TestRegister.KeyAsync(ApiKeyRole.Checker));
        _client.DefaultRequestHeaders.Add("X-Purpose", "check");
        string[][] right = [Header, [TestRegister.Valid.Number, TestRegister.ValidName, "", "2026-03-02"], [TestRegister.Valid.Number, "夏博", "", "2026-03-02"]];
        string[][] spoilt = [Header, [TestRegister.Valid.Number, TestRegister.ValidName, "990000199001010010", "2026-03-02"]];
        _books = OfficeBooks.Write(
            Kept.Concat(Converted).Append("sheetjs.text.csv").Append("sheetjs.text.ods").Select(name => (name, right)).Concat(Spoilt.Select(name => (name, rows: spoilt)))
                .ToDictionary(book => book.name, book => book.Item2, StringComparer.Ordinal));
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _client.Dispose();
        await _site.DisposeAsync();
    }

    [TestCaseSource(nameof(Kept))]
    public async Task Workbook_OfALibrary_ComesBackAsItWasWithTheAnswersBehindIt(string book)
    {
        using var answer = await CheckAsync(book);
        var (sent, checkedBook) = (OfficeBooks.Read(_books[book]), OfficeBooks.Read(await answer.Content.ReadAsByteArrayAsync()));

        Assert.That(answer.Headers.Contains("X-Converted-From"), Is.False);
        foreach (var library in new[] { "exceljs", "sheetjs" })
        {
            var (before, after) = (sent[library]!.AsArray(), checkedBook[library]!.AsArray());
            Assert.That(after.Select(sheet => (string?)sheet!["name"]), Is.EqualTo(before.Select(sheet => (string?)sheet!["name"])), library);
            for (var i = 0; i < before.Count; i++)
            {
                Assert.That(Cut(after[i]!, before[i]!).ToJsonString(), Is.EqualTo(before[i]!.ToJsonString()), $"{library} {before[i]!["name"]}");
            }
        }

        Assert.That(Shown(checkedBook).Select(row => $"{row[^Results]} {row[^3]}"), Is.EqualTo(new[] { "查验结果 证书种类", "有效 专业技术等级证书", "未查询到 " }));
    }

    [Test]
    public async Task Workbook_OfALibrary_HasTheHeadOfTheAnswersInTheLookOfItsOwn()
    {
        using var answer = await CheckAsync("exceljs.dressed.xlsx");
        var head = OfficeBooks.Read(await answer.Content.ReadAsByteArrayAsync())["exceljs"]![0]!["rows"]![0]!["cells"]!.AsArray();

        Assert.That(head.Select(cell => cell!["style"]!.ToJsonString()).Distinct(StringComparer.Ordinal).Count(), Is.EqualTo(1));
        Assert.That(head[^1]!["style"]!["font"]!["bold"]!.GetValue<bool>(), Is.True);
    }

    [TestCaseSource(nameof(Converted))]
    public async Task OldWorkbook_OfALibrary_ComesBackAsOneThatLibrariesRead(string book)
    {
        using var answer = await CheckAsync(book);
        var rows = Shown(OfficeBooks.Read(await answer.Content.ReadAsByteArrayAsync()));

        Assert.That(answer.Headers.GetValues("X-Converted-From"), Is.EqualTo(new[] { book.EndsWith("xlsm", StringComparison.Ordinal) ? "xlsm" : "xls" }));
        Assert.That(rows[0][..4], Is.EqualTo(Header));
        Assert.That(rows.Skip(1).Select(row => $"{row[3]} {row[^Results]}"), Is.EqualTo(new[] { "2026-03-02 有效", "2026-03-02 未查询到" }));
    }

    [Test]
    public async Task Template_OfTheSite_IsReadByTheLibrariesAsText()
    {
        var book = OfficeBooks.Read(await _client.GetByteArrayAsync("/bulk/template.xlsx"));

        var row = book["exceljs"]![0]!["rows"]![1]!["cells"]!.AsArray();
        Assert.That(row.Select(cell => (string?)cell!["style"]!["numFmt"]), Is.All.EqualTo("@"));
        Assert.That((string?)row[2]!["value"], Is.EqualTo("990101199001010019"));
        Assert.That(Shown(book)[0], Is.EqualTo(new[] { "证书编号", "姓名", "证件号码" }));
    }

    [TestCaseSource(nameof(Spoilt))]
    public async Task Workbook_WithAnIdNumberInANumberCell_IsIncompleteThere(string book)
    {
        using var answer = await CheckAsync(book);
        var row = Shown(OfficeBooks.Read(await answer.Content.ReadAsByteArrayAsync()))[1];

        Assert.That((row[^Results], row[^(Results - 2)]), Is.EqualTo(("信息不全", "证件号码被存成了数字，末几位已丢失：请把该列设为文本后重新填写")));
    }

    [Test]
    public async Task Text_OfALibrary_ComesBackAsText()
    {
        using var answer = await CheckAsync("sheetjs.text.csv");
        var lines = (await answer.Content.ReadAsStringAsync()).Split("\r\n");

        Assert.That(lines[1], Does.StartWith($"{TestRegister.Valid.Number},{TestRegister.ValidName},,2026-03-02,有效,"));
        Assert.That(lines[2], Does.Contain(",未查询到,"));
    }

    [Test]
    public async Task OpenDocument_OfALibrary_IsRefusedByItsName()
    {
        using var form = Form("sheetjs.text.ods");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/verifications/bulk") { Content = form, Headers = { { "Accept-Language", "zh-CN" } } };
        using var answer = await _client.SendAsync(request);
        var problem = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;

        Assert.That((string?)problem["code"], Is.EqualTo("format_not_read"));
        Assert.That((string?)problem["detail"], Does.Contain(".ods"));
    }

    /// <summary>A sheet that was read, without the rows, columns and widths that another does not have.</summary>
    private static JsonNode Cut(JsonNode sheet, JsonNode like)
    {
        var cut = sheet.DeepClone();
        Cut(cut["widths"]!.AsArray(), like["widths"]!.AsArray().Count);
        foreach (var (row, model) in cut["rows"]!.AsArray().Zip(like["rows"]!.AsArray()))
        {
            Cut(row as JsonArray ?? row!["cells"]!.AsArray(), (model as JsonArray ?? model!["cells"]!.AsArray()).Count);
        }

        return cut;
    }

    private static void Cut(JsonArray items, int count)
    {
        while (items.Count > count)
        {
            items.RemoveAt(items.Count - 1);
        }
    }

    /// <summary>The rows of the first sheet that hold something, as SheetJS shows them.</summary>
    private static List<string[]> Shown(JsonNode book) =>
        [.. book["sheetjs"]![0]!["rows"]!.AsArray().Select(row => row!.AsArray().Select(cell => (string?)cell ?? "").ToArray()).Where(row => row.Any(cell => cell.Length > 0))];

    private async Task<HttpResponseMessage> CheckAsync(string book)
    {
        using var form = Form(book);
        var answer = await _client.PostAsync("/v1/verifications/bulk", form);
        Assert.That((int)answer.StatusCode, Is.EqualTo(200), await answer.Content.ReadAsStringAsync());
        return answer;
    }

    private MultipartFormDataContent Form(string book) => new() { { new ByteArrayContent(_books[book]), "file", $"list{Path.GetExtension(book)}" } };
}
