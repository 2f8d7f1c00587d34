using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Certificates.Tests.Verify;

/// <summary>Which kind of certificate it is, and where it comes from, on the page and in JSON.</summary>
[TestFixture]
internal sealed class KindTests
{
    private TestSite _site = null!;
    private HttpClient _client = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _site = await TestSite.StartAsync();
        _client = _site.Client();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _client.Dispose();
        await _site.DisposeAsync();
    }

    [TestCase("valid", "专业技术等级证书", "评价机构", false)]
    [TestCase("training", "培训合格证书", "培训机构", false)]
    [TestCase("imported", "专业技术等级证书", "评价机构", true)]
    public async Task Page_OfAVerdict_NamesTheKindTheInstitutionsPartAndAMissingPdf(string sample, string title, string institution, bool isImported)
    {
        var page = System.Net.WebUtility.HtmlDecode(await GetAsync(sample, "text/html"));

        Assert.That(page, Does.Contain($"<dd>{title} ").And.Contain($"<dt>{institution}</dt>"));
        Assert.That(page.Contains("本系统没有它的 PDF", StringComparison.Ordinal), Is.EqualTo(isImported));
    }

    [TestCase("valid", "grade", "issued", true)]
    [TestCase("training", "training", "issued", true)]
    [TestCase("imported", "grade", "imported", false)]
    public async Task Json_OfAVerdict_NamesKindOriginAndPdf(string sample, string kind, string origin, bool hasPdf)
    {
        var certificate = JsonNode.Parse(await GetAsync(sample, "application/json"))!["certificate"]!;

        Assert.That(((string?)certificate["kind"], (string?)certificate["origin"], (bool)certificate["hasPdf"]!), Is.EqualTo((kind, origin, hasPdf)));
    }

    private async Task<string> GetAsync(string sample, string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/sample/{sample}");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type));
        using var response = await _client.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }
}
