using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Certificates.Core.Access;
using Certificates.Tests.Verifying;
using MiniExcelLibs;

namespace Certificates.Tests.Verify;

/// <summary>Lists sent by a program.</summary>
[TestFixture]
internal sealed class BulkTests
{
    private TestSite _site = null!;
    private HttpClient _client = null!;
    private string _checker = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _site = await TestSite.StartAsync(("Bulk:RowsPerKeyAndDay", "1000"));
        _client = _site.Client();
        _checker = await TestRegister.KeyAsync(ApiKeyRole.Checker);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _client.Dispose();
        await _site.DisposeAsync();
    }

    [Test]
    public async Task Csv_Of200Rows_ComesBackWithTheWordsInTheOrderOfItsRows()
    {
        using var response = await SendAsync(SampleList.Csv(200), "list.csv", _checker, "职称评审");
        var lines = (await response.Content.ReadAsStringAsync()).TrimEnd().Split("\r\n");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.Content.Headers.ContentType?.ToString(), Is.EqualTo("text/csv; charset=utf-8"));
            Assert.That(response.Content.Headers.ContentDisposition?.FileName, Is.EqualTo("checked.csv"));
            Assert.That(lines[0], Does.EndWith("备注,证书编号,姓名,证件号码,查验结果,状态,原因,职业,方向,等级,评价机构,发证日期,数据时间,证书种类,证书编号(查到),已核对"));
            Assert.That(lines[1..].Select(line => line.Split(',')[4]), Is.EqualTo(SampleList.Words(200)));
            Assert.That(lines[1..], Is.All.StartsWith("\"'=1+1\","), "no formula");
        }
    }

    [Test]
    public async Task Csv_WithAByteOrderMark_ComesBackWithOne()
    {
        byte[] marked = [.. Encoding.UTF8.Preamble, .. "姓名,证书编号\n王芳,Z00011101042610000123J\n"u8];
        using var response = await SendAsync(marked, "list.csv", _checker, "职称评审");
        var answer = await response.Content.ReadAsByteArrayAsync();

        Assert.That(answer[..9], Is.EqualTo((byte[])[.. Encoding.UTF8.Preamble, .. "姓名"u8]));
    }

    [Test]
    public async Task Xlsx_Sent_ComesBackAsAWorkbook()
    {
        using var file = new MemoryStream();
        await file.SaveAsAsync(SampleList.Rows(8).Select(row => new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["证书编号"] = row.Number,
            ["姓名"] = row.Name,
            ["证件号码"] = row.IdNumber,
        }));
        using var response = await SendAsync(file.ToArray(), "list.xlsx", _checker, "check");
        await using var body = await response.Content.ReadAsStreamAsync();
        using var result = new MemoryStream();
        await body.CopyToAsync(result);
        Assert.That(
            result.Query(useHeaderRow: true).Cast<IDictionary<string, object?>>().Select(row => row["查验结果"]), Is.EqualTo(SampleList.Words(8)));
    }

    [Test]
    public async Task Json_AsTheBody_AnswersItemByItem()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/verifications/bulk")
        {
            Content = JsonContent.Create(new
            {
                items = SampleList.Rows(4).Select((row, i) => new { number = row.Number, name = row.Name, idNumber = row.IdNumber, reference = $"r{i}" }),
            }),
        };
        (request.Headers.Authorization, _) = (new AuthenticationHeaderValue("Bearer", _checker), request.Headers.TryAddWithoutValidation("X-Purpose", "check"));
        using var response = await _client.SendAsync(request);
        var items = (await response.Content.ReadFromJsonAsync<JsonObject>())!["items"]!.AsArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(items.Select(item => (string?)item!["verdict"]), Is.EqualTo(new[] { "valid", "not_valid", "not_found", "incomplete" }));
            Assert.That(items.Select(item => (string?)item!["reference"]), Is.EqualTo(new[] { "r0", "r1", "r2", "r3" }));
            Assert.That((string?)items[0]!["certificate"]!["number"], Is.EqualTo(TestRegister.Valid.Number));
            Assert.That(items[3]!["reasons"]!.ToJsonString(), Is.EqualTo("[\"number_missing\",\"id_number_missing\"]"));
        }
    }

    [Test]
    public async Task List_WithoutAKey_HasAtMost20RowsOfNumberAndName()
    {
        static byte[] Csv(int rows, string extra = "") => Encoding.UTF8.GetBytes(
            "number,name,idNumber\n" + string.Concat(Enumerable.Repeat($"{TestRegister.Valid.Number},{TestRegister.ValidName},{extra}\n", rows)));

        using var twenty = await SendAsync(Csv(20), "list.csv");
        using var more = await SendAsync(Csv(21), "list.csv");
        using var withIds = await SendAsync(Csv(1, TestRegister.ValidIdNumber), "list.csv");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(twenty.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(await twenty.Content.ReadAsStringAsync(), Does.Contain(",valid,valid,"));
            Assert.That(more.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That(more.Headers.WwwAuthenticate.ToString(), Is.EqualTo("Bearer"));
            Assert.That(await CodeAsync(more), Is.EqualTo("key_required"));
            Assert.That(await CodeAsync(withIds), Is.EqualTo("key_required"));
        }
    }

    [Test]
    public async Task List_WithAWrongKeyOrNoPurpose_IsRefused()
    {
        using var unknown = await SendAsync(SampleList.Csv(1), "list.csv", "zjk_unknown", "check");
        using var wrongRole = await SendAsync(SampleList.Csv(1), "list.csv", await TestRegister.KeyAsync(ApiKeyRole.Auditor), "check");
        using var noPurpose = await SendAsync(SampleList.Csv(1), "list.csv", _checker, "%20");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((unknown.StatusCode, await CodeAsync(unknown)), Is.EqualTo((HttpStatusCode.Unauthorized, "unauthenticated")));
            Assert.That((wrongRole.StatusCode, await CodeAsync(wrongRole)), Is.EqualTo((HttpStatusCode.Forbidden, "role_not_allowed")));
            Assert.That((noPurpose.StatusCode, await CodeAsync(noPurpose)), Is.EqualTo((HttpStatusCode.BadRequest, "purpose_missing")));
        }
    }

    [Test]
    public async Task List_ThatIsNotLetIn_IsOnTheSitesRecord()
    {
        await using var site = await TestSite.StartAsync();
        using var client = site.Client();
        foreach (var secret in (string[])["zjk_unknown", "zjk_other", await TestRegister.KeyAsync(ApiKeyRole.Auditor)])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/verifications/bulk") { Content = JsonContent.Create(new { items = Array.Empty<object>() }) };
            (request.Headers.Authorization, _) = (new AuthenticationHeaderValue("Bearer", secret), request.Headers.TryAddWithoutValidation("X-Purpose", "check"));
            using var response = await client.SendAsync(request);
            Assert.That((int)response.StatusCode, Is.EqualTo(401).Or.EqualTo(403));
        }

        var refused = site.Get<RefusedAccess>();
        await refused.WriteAsync(CancellationToken.None);
        var records = await refused.ListAsync(null, null, null, 100, CancellationToken.None);

        Assert.That(
            records.Items.GroupBy(record => $"{record.Block} {record.Reason}", StringComparer.Ordinal).Select(reason => $"{reason.Key} {reason.Sum(record => record.Count)}"),
            Is.EquivalentTo(new[] { "127.0.0.0/24 unauthenticated 2", "127.0.0.0/24 role_not_allowed 1" }));
    }

    [Test]
    public async Task Quota_UsedUp_Is429UntilMidnightInChina()
    {
        var key = await TestRegister.KeyAsync(ApiKeyRole.Checker);
        using var first = await SendAsync(SampleList.Csv(999), "list.csv", key, "check");
        using var second = await SendAsync(SampleList.Csv(2), "list.csv", key, "check");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That((second.StatusCode, await CodeAsync(second)), Is.EqualTo((HttpStatusCode.TooManyRequests, "quota_used_up")));
            Assert.That(second.Headers.RetryAfter?.Delta, Is.GreaterThan(TimeSpan.Zero).And.LessThanOrEqualTo(TimeSpan.FromDays(1)));
        }
    }

    [Test]
    public async Task Misses_TooMany_StopTheRunAndSaySoInEachRow()
    {
        var guesses = string.Concat(Enumerable.Range(1, 510).Select(i => $"{TestRegister.ValidName},{ResidentIds.Of(i)}\n"));
        using var response = await SendAsync(Encoding.UTF8.GetBytes("name,idNumber\n" + guesses), "list.csv", await TestRegister.KeyAsync(ApiKeyRole.Checker), "check");
        var lines = (await response.Content.ReadAsStringAsync()).TrimEnd().Split("\r\n");
        Assert.That(lines[1..].Select(line => line.Contains("too_many_misses", StringComparison.Ordinal)), Is.EqualTo(
            Enumerable.Range(0, 510).Select(i => i >= 500)));
    }

    [TestCase("text/plain", "x", HttpStatusCode.UnsupportedMediaType, "media_type_unsupported")]
    [TestCase("multipart/form-data; boundary=x", "--x\r\n", HttpStatusCode.BadRequest, "request_malformed")]
    [TestCase("multipart/form-data; boundary=x", "--x--\r\n", HttpStatusCode.BadRequest, "file_empty")]
    [TestCase("application/json", "{\"items\":[", HttpStatusCode.BadRequest, "file_unreadable")]
    public async Task Body_ThatIsNoList_IsRefused(string type, string body, HttpStatusCode status, string code)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var response = await _client.PostAsync(new Uri("/v1/verifications/bulk", UriKind.Relative), content);
        Assert.That((response.StatusCode, await CodeAsync(response)), Is.EqualTo((status, code)));
    }

    [Test]
    public async Task Template_Filled_IsAListThatIsTaken([Values("csv", "xlsx")] string form)
    {
        var template = await _client.GetByteArrayAsync(new Uri($"/bulk/template.{form}", UriKind.Relative));
        using var response = await SendAsync(template, $"list.{form}", _checker, "check");
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Template_AsAWorkbook_HasColumnsOfTextToItsLastRow()
    {
        using var file = new MemoryStream(await _client.GetByteArrayAsync(new Uri("/bulk/template.xlsx", UriKind.Relative)));
        await using var zip = new System.IO.Compression.ZipArchive(file);
        System.Xml.Linq.XNamespace main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        using var sheet = zip.GetEntry("xl/worksheets/sheet1.xml")!.Open();
        using var styles = zip.GetEntry("xl/styles.xml")!.Open();
        var formats = System.Xml.Linq.XDocument.Load(styles).Descendants(main + "cellXfs").SelectMany(all => all.Elements(main + "xf")).Select(xf => xf.Attribute("numFmtId")!.Value).ToList();
        var columns = System.Xml.Linq.XDocument.Load(sheet).Descendants(main + "col").ToList();

        Assert.That(columns.Select(col => formats[(int)col.Attribute("style")!]), Is.EqualTo(new[] { "49", "49", "49" }), "format 49 is @, text");
        Assert.That(columns.Select(col => (double)col.Attribute("width")!), Is.All.GreaterThan(15));
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage response) =>
        (string?)(await response.Content.ReadFromJsonAsync<JsonObject>())!["code"];

    private async Task<HttpResponseMessage> SendAsync(byte[] list, string name, string? key = null, string? purpose = null)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(list), "file", name } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/verifications/bulk") { Content = form };
        if (key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        if (purpose is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Purpose", purpose);
        }

        return await _client.SendAsync(request);
    }
}
