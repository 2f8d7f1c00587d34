using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Certificates.Tests.Verify;

/// <summary>The address of the institutions that is printed on every certificate.</summary>
[TestFixture]
internal sealed class CataloguePageTests : SiteTests
{
    private const string Browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    [TestCase("*/*")]
    [TestCase(null)]
    [TestCase("application/json")]
    [TestCase("text/html;q=0.5,application/json")]
    public async Task Address_AskedByAProgram_IsJson(string? accept)
    {
        using var response = await GetAsync("/v1/catalogue", accept);
        var lists = await response.Content.ReadFromJsonAsync<JsonNode>();

        Assert.That(response.Headers.Vary, Does.Contain("Accept"));
        Assert.That(lists!["institutions"]![0]!["contact"], Is.Not.Null);
    }

    [TestCase("", "机构名录", "可签发", "考核日期自")]
    [TestCase("?lang=en", "Institutions", "May issue", "assessed from")]
    public async Task Address_AskedByABrowser_IsAPageOfInstitutionsTermsAndContact(string language, string title, string issues, string since)
    {
        using var response = await GetAsync($"/v1/catalogue{language}", Browser);
        var page = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());

        Assert.That((response.StatusCode, response.Content.Headers.ContentType!.MediaType), Is.EqualTo((HttpStatusCode.OK, "text/html")));
        Assert.That(page, Does.Contain($"<h1>{title}</h1>").And.Contain(issues).And.Contain(since).And.Contain("0001"));
        Assert.That(response.Headers.CacheControl!.NoStore, Is.True, "it is in the language of who asks");
        using var lists = await GetAsync("/v1/catalogue", "application/json");
        Assert.That(page, Does.Contain((string)(await lists.Content.ReadFromJsonAsync<JsonNode>())!["institutions"]![0]!["contact"]!));
    }

    [TestCase("two_of_three_required", "zh-CN", HttpStatusCode.OK, "任意两项")]
    [TestCase("two_of_three_required", "en", HttpStatusCode.OK, "two of the three")]
    [TestCase("batch_not_decided_by_anyone", "zh-CN", HttpStatusCode.NotFound, "<h1>")]
    public async Task AddressOfAProblem_InABrowser_SaysWhatItMeans(string code, string language, HttpStatusCode status, string words)
    {
        using var response = await GetAsync($"/problems/{code}?lang={language}", Browser);
        Assert.That(response.StatusCode, Is.EqualTo(status));
        Assert.That(WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync()), Does.Contain(words));
    }

    [Test]
    public async Task Page_SearchedForANameThatNobodyHas_ShowsNone()
    {
        using var response = await GetAsync("/v1/catalogue?find=%E6%B2%A1%E6%9C%89%E8%BF%99%E5%AE%B6", Browser);
        var page = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());

        Assert.That(page, Does.Contain("0 家机构").And.Not.Contain("class=\"institution").And.Contain("value=\"没有这家\""));
    }

    private async Task<HttpResponseMessage> GetAsync(string address, string? accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        return await Client.SendAsync(request);
    }
}
