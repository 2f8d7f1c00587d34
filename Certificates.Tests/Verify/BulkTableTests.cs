using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Certificates.Core.Access;
using Certificates.Tests.Files;
using MiniExcelLibs;

namespace Certificates.Tests.Verify;

/// <summary>Lists as HR departments save them, sent to the site.</summary>
[TestFixture]
internal sealed class BulkTableTests
{
    private static readonly string[] Header = ["证书编号", "姓名", "身份证号"];
    private TestSite _site = null!;
    private HttpClient _client = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _site = await TestSite.StartAsync();
        _client = _site.Client();
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await TestRegister.KeyAsync(ApiKeyRole.Checker));
        _client.DefaultRequestHeaders.Add("X-Purpose", "check");
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _client.Dispose();
        await _site.DisposeAsync();
    }

    [Test]
    public async Task Workbook_WithASpoiltNumber_IsIncompleteThere()
    {
        var rows = await CheckAsync(new TestBook().Sheet("隐", [Header, ["x", "y", ""]], "hidden").Sheet("入职", [["入职名单"], Header,
            [TestRegister.Valid.Number, TestRegister.ValidName, "#990000199001010000"], [TestRegister.Valid.Number, TestRegister.ValidName, ""]]).ToArray());
        Assert.That(rows.Select(row => row["查验结果"]), Is.EqualTo(new[] { "信息不全", "有效" }));
    }

    [Test]
    public async Task Workbook_WhoseCellsDoNotSayWhereTheyAre_IsCheckedAndHandedBack()
    {
        var rows = await CheckAsync(new TestBook { LeavesPlacesOut = true }.Sheet("名单",
            [Header, [TestRegister.Valid.Number, TestRegister.ValidName, TestRegister.ValidIdNumber]]).ToArray());
        Assert.That(rows.Select(row => (row["证书编号"], row["查验结果"])), Is.EqualTo(new[] { ((object?)TestRegister.Valid.Number, (object?)"有效") }));
    }

    [TestCase(';', "utf-8")]
    [TestCase('\t', "utf-16")]
    [TestCase(',', "utf-8")]
    public async Task Text_ComesBackByTheSeparatorAndInTheEncodingItCameIn(char separator, string encoding)
    {
        var named = System.Text.Encoding.GetEncoding(encoding);
        string[][] list = [Header, [TestRegister.Valid.Number, TestRegister.ValidName, TestRegister.ValidIdNumber]];
        byte[] sent = [.. named.GetPreamble(), .. named.GetBytes(string.Join("\r\n", list.Select(row => string.Join(separator, row))))];
        using var answer = await _client.PostAsync("/v1/verifications/bulk", Form(sent, "list.csv"));
        var back = await answer.Content.ReadAsByteArrayAsync();

        Assert.That(back[..named.GetPreamble().Length], Is.EqualTo(named.GetPreamble()));
        Assert.That(named.GetString(back), Does.Contain($"{TestRegister.ValidIdNumber}{separator}有效{separator}"));
        Assert.That(answer.Headers.Contains("X-Converted-From"), Is.False);
    }

    [Test]
    public async Task Workbook_WithTwoSheets_IsCheckedAtTheOneNamed()
    {
        var book = new TestBook().Sheet("甲", [Header, ["x", "y", ""]]).Sheet("乙", [Header, [TestRegister.Valid.Number, TestRegister.ValidName, ""]]).ToArray();
        using var refused = await _client.PostAsync("/v1/verifications/bulk", Form(book));
        var problem = await refused.Content.ReadFromJsonAsync<JsonNode>();
        Assert.That((refused.StatusCode, problem!["code"]!.GetValue<string>()), Is.EqualTo((HttpStatusCode.BadRequest, "sheets_ambiguous")));
        Assert.That((await CheckAsync(book, "?sheet=%E4%B9%99")).Select(row => row["查验结果"]), Is.EqualTo(new[] { "有效" }));
    }

    [Test]
    public async Task Page_OfAWorkbookWithTwoSheets_AsksForTheSheetAndTakesIt()
    {
        using var visitor = new FormBrowser(_site);
        var book = new TestBook().Sheet("甲", [["证书编号", "姓名"], ["x", "y"]]).Sheet("乙", [["证书编号", "姓名"], [TestRegister.Valid.Number, TestRegister.ValidName]]).ToArray();
        var before = await visitor.ReadAsync("/bulk");
        using var refused = await SendAsync(null);
        var page = await refused.Content.ReadAsStringAsync();
        using var unknown = await SendAsync("丙");
        using var taken = await SendAsync("乙");

        Assert.That(before, Does.Not.Contain("name=\"sheet\""));
        Assert.That(System.Net.WebUtility.HtmlDecode(page), Does.Contain("name=\"sheet\"").And.Contain("“甲”、“乙”"));
        Assert.That(System.Net.WebUtility.HtmlDecode(await unknown.Content.ReadAsStringAsync()), Does.Contain("name=\"sheet\"").And.Contain("没有此名称的可见工作表"));
        Assert.That((taken.StatusCode, taken.Content.Headers.ContentType?.MediaType), Is.EqualTo((HttpStatusCode.OK, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")));

        async Task<HttpResponseMessage> SendAsync(string? sheet)
        {
            using var form = new MultipartFormDataContent { { new StringContent(await visitor.TokenAsync()), "__RequestVerificationToken" } };
            if (sheet is not null)
            {
                form.Add(new StringContent(sheet), "sheet");
            }

            form.Add(new ByteArrayContent(book), "file", "list.xlsx");
            return await visitor.PostAsync("/bulk", form);
        }
    }

    [Test]
    public async Task Json_WithANumberTooLong_IsIncompleteByItsCode()
    {
        using var body = new StringContent(
            $$"""{"items":[{"number":"{{TestRegister.Valid.Number}}","name":"{{TestRegister.ValidName}}","idNumber":990000199001010000}]}""",
            new MediaTypeHeaderValue("application/json"));
        using var answer = await _client.PostAsync("/v1/verifications/bulk", body);
        var item = (await answer.Content.ReadFromJsonAsync<JsonNode>())!["items"]![0]!;
        Assert.That((item["verdict"]!.GetValue<string>(), item["reasons"]!.ToJsonString()), Is.EqualTo(("incomplete", "[\"id_number_invalid\"]")));
    }

    private async Task<List<IDictionary<string, object?>>> CheckAsync(byte[] list, string query = "")
    {
        using var answer = await _client.PostAsync($"/v1/verifications/bulk{query}", Form(list));
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), System.Text.Encoding.UTF8.GetString(bytes));
        return [.. new MemoryStream(bytes).Query(useHeaderRow: true).Cast<IDictionary<string, object?>>()];
    }

    private static MultipartFormDataContent Form(byte[] list, string name = "list.xlsx") => new() { { new ByteArrayContent(list), "file", name } };
}
