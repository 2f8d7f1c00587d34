using System.Net;
using System.Text.Json.Nodes;

namespace Certificates.Tests.Verify;

/// <summary>The verdict's JSON, member by member as the contract has it.</summary>
[TestFixture]
internal sealed class VerdictJsonTests : SiteTests
{
    private const string Certificate = """
        {"number":"Z00011101042610000123J","version":1,"name":"王𬭎","occupationCode":"2-02-38-01","occupation":"人工智能工程技术人员",
        "direction":null,"grade":"senior","institutionCode":"0001","institution":"北京示范评价中心","issuedOn":"2026-03-01",
        "licenceIdentifier":"1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U","kind":"grade","origin":"issued","hasPdf":true}
        """;

    private const string Nothing = "\"compared\":[],\"notCompared\":[\"number\",\"name\",\"idNumber\",\"photo\"]";

    private const string Asked = "\"asked\":\"Z00011101042610000123J\",\"asOf\":\"2026-11-23T16:30:05.042Z\",";

    private const string Tail = Asked + "\"compared\":[\"number\",\"name\"],\"notCompared\":[\"idNumber\",\"photo\"]";

    [TestCase("valid", "\"verdict\":\"valid\",\"reasons\":[],\"certificate\":" + Certificate + "," + Tail)]
    [TestCase("suspended", "\"verdict\":\"not_valid\",\"reasons\":[\"suspended\"],\"certificate\":" + Certificate + ",\"statusChangedOn\":\"2026-11-20\"," + Tail)]
    [TestCase("superseded", "\"verdict\":\"not_valid\",\"reasons\":[\"superseded\"],\"certificate\":" + Certificate + ",\"currentVersionIssuedOn\":\"2026-11-20\"," + Tail)]
    [TestCase("revoked", "\"verdict\":\"not_valid\",\"reasons\":[\"revoked\"],\"certificate\":" + Certificate + ",\"statusChangedOn\":\"2026-11-20\",\"category\":\"forged_papers\"," + Tail)]
    [TestCase("cancelled", "\"verdict\":\"not_valid\",\"reasons\":[\"cancelled\"],\"certificate\":" + Certificate + ",\"statusChangedOn\":\"2026-11-20\"," + Tail)]
    [TestCase("altered", "\"verdict\":\"not_valid\",\"reasons\":[\"altered\"],\"certificate\":" + Certificate + ",\"file\":{\"bytes\":\"different\",\"signature\":\"invalid\",\"register\":\"found\"}," + Asked + Nothing)]
    [TestCase("unsigned", "\"verdict\":\"not_valid\",\"reasons\":[\"unsigned\"],\"file\":{\"bytes\":\"unknown\",\"signature\":\"none\",\"register\":\"not_found\"}," + Asked + Nothing)]
    [TestCase("forged", "\"verdict\":\"not_valid\",\"reasons\":[\"forged\"],\"asked\":null,\"asOf\":\"2026-11-23T16:30:05.042Z\"," + Nothing)]
    [TestCase("not_found", "\"verdict\":\"not_found\",\"reasons\":[]," + Asked + Nothing)]
    [TestCase("other_scheme", "\"verdict\":\"not_found\",\"reasons\":[],\"otherScheme\":{\"id\":\"JN-2019\",\"name\":\"职业技能等级证书\",\"lookUpAt\":\"http://zscx.osta.org.cn\"},\"asked\":\"S000044010003224000123\",\"asOf\":\"2026-11-23T16:30:05.042Z\"," + Nothing)]
    public async Task Json_OfEachVerdict_HasTheMembersOfTheContract(string sample, string members)
    {
        using var response = await AskAsync(sample);
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(body!.ToJsonString(), Is.EqualTo(JsonNode.Parse($"{{{members}}}")!.ToJsonString()));
        }
    }

    [Test]
    public async Task Json_OfAnOutage_Is503WithTheVerdictAndATimeToRetry()
    {
        using var response = await AskAsync("unavailable");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
            Assert.That(response.Headers.RetryAfter?.Delta, Is.GreaterThan(TimeSpan.Zero));
            Assert.That(
                await response.Content.ReadAsStringAsync(),
                Is.EqualTo("{\"verdict\":\"unavailable\",\"reasons\":[],\"asked\":\"Z00011101042610000123J\",\"asOf\":null," + Nothing + "}"));
        }
    }

    [TestCase("application/json", "application/json")]
    [TestCase("text/html;q=0.5, application/json", "application/json")]
    [TestCase("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html")]
    [TestCase("*/*", "text/html")]
    public async Task Answer_ToAnAcceptHeader_IsWhatItPrefersAndVariesByIt(string accept, string contentType)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sample/valid");
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await Client.SendAsync(request);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo(contentType));
            Assert.That(response.Headers.Vary, Does.Contain("Accept"));
            Assert.That(response.Headers.CacheControl?.NoStore, Is.True);
        }
    }

    private async Task<HttpResponseMessage> AskAsync(string sample)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/sample/{sample}");
        request.Headers.Accept.ParseAdd("application/json");
        return await Client.SendAsync(request);
    }
}
