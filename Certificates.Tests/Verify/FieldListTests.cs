using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Certificates.Core.Access;
using Certificates.Tests.Issuing;
using MiniExcelLibs;

namespace Certificates.Tests.Verify;

/// <summary>What people really typed and sent to be checked, on a site whose register has the certificates they meant.</summary>
[TestFixture]
internal sealed class FieldListTests
{
    private const string Results = """
        准考证号,姓名,证件类型,证件号码,职业编码,职业方向,等级,理论知识成绩,专业能力成绩,考核日期
        1,吕文华,居民身份证,992543196201194012,2-02-30-11,,高级,94,64.7,2026-04-09
        2,阿布都热合曼·买买提,居民身份证,991643199201143758,2-02-30-11,,高级,94,64.7,2026-04-09
        """;

    private TestIssuing _issuing = null!;
    private TestSite _site = null!;
    private HttpClient _client = null!;

    private static IEnumerable<string> Questions => Directory.GetFiles(Folder, "asked*.json", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Folder, file)).Order(StringComparer.Ordinal);

    private static string Folder => Path.Combine(Repository.Root, "Certificates.Tests", "Files", "Field");

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _issuing = await TestIssuing.OpenAsync(embedded: true);
        var received = await _issuing.SendAsync(Encoding.UTF8.GetBytes(Results));
        Assert.That(received.TryGet(out var reception, out var refusals), Is.True, refusals?.First.Message);
        await _issuing.IssueAsync(reception!.Batch.Id);
        foreach (var (id, number) in new[] { (1, "Z00011110002610000230D"), (2, "Z00011110002610000213F") })
        {
            await _issuing.WriteAsOursAsync("UPDATE Certificate SET Number = @number WHERE Id = @id", new { id, number });
        }

        var made = await _issuing.Get<ApiKeys>().CreateAsync(ApiKeyRole.Checker, null, "tests", null, CancellationToken.None);
        Assert.That(made.TryGet(out var key, out _), Is.True);
        _site = await TestSite.StartForAsync(_issuing.Folder);
        _client = _site.Client();
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Secret);
        _client.DefaultRequestHeaders.Add("X-Purpose", "check");
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _client.Dispose();
        await _site.DisposeAsync();
        await _issuing.DisposeAsync();
    }

    [TestCaseSource(nameof(Questions))]
    public async Task Question_AsItWasTyped_FindsTheCertificate_ByCallAndOnThePage(string file)
    {
        var asked = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, file)))!;
        using var answer = await _client.PostAsJsonAsync("/v1/verifications", asked);
        using var visitor = new FormBrowser(_site);
        using var page = await visitor.PostAsync("/", ("number", (string)asked["number"]!), ("name", (string)asked["name"]!), ("idNumber", ""));

        Assert.That((string)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["verdict"]!, Is.EqualTo("valid"));
        Assert.That(WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync()), Does.Contain("<h1").And.Contain("有效").And.Not.Contain("未查询到"));
    }

    [TestCase("07-invisible-characters/list.csv", "有效")]
    [TestCase("05-long-number-cells/list-id.xlsx", "信息不全")]
    public async Task List_AsItWasSent_IsAnsweredByWhatIsSeen(string file, string result)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(await File.ReadAllBytesAsync(Path.Combine(Folder, file))), "file", Path.GetFileName(file) } };
        using var answer = await _client.PostAsync("/v1/verifications/bulk", form);
        using var body = new MemoryStream(await answer.Content.ReadAsByteArrayAsync());
        var told = file.EndsWith(".csv", StringComparison.Ordinal)
            ? Encoding.UTF8.GetString(body.ToArray()).Split('\n')[1].Split(',')[2]
            : (string?)((IDictionary<string, object?>)body.Query(useHeaderRow: true).First())["查验结果"];

        Assert.That(told, Is.EqualTo(result));
    }
}
