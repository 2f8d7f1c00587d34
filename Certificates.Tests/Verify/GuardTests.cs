using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Certificates.Core.Access;

namespace Certificates.Tests.Verify;

[TestFixture]
internal sealed class GuardTests
{
    [TestCase("/")]
    [TestCase("/sample/valid")]
    [TestCase("/no-such-page")]
    [TestCase("/v1/keys")]
    [TestCase("/openapi/v1.json")]
    public async Task Answer_OfAnyKind_CarriesTheSecurityHeaders(string address)
    {
        await using var site = await TestSite.StartAsync();
        using var client = site.Client();
        using var response = await client.GetAsync(new Uri(address, UriKind.Relative));
        string Header(string name) => string.Join(",", response.Headers.GetValues(name));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Header("Content-Security-Policy"), Does.StartWith("default-src 'none'").And.Not.Contain("unsafe"));
            Assert.That(Header("X-Content-Type-Options"), Is.EqualTo("nosniff"));
            Assert.That(Header("Referrer-Policy"), Is.EqualTo("no-referrer"));
            Assert.That(Header("Cross-Origin-Opener-Policy"), Is.EqualTo("same-origin"));
            Assert.That(Header("Permissions-Policy"), Does.Contain("camera=()"));
            Assert.That(response.Headers.Contains("Server"), Is.False);
        }
    }

    [TestCase("/v1/keys", ExpectedResult = "public, max-age=300")]
    [TestCase("/v1/catalogue", ExpectedResult = "public, max-age=300")]
    [TestCase("/sample/valid", ExpectedResult = "no-store, no-cache")]
    public async Task<string?> CacheControl_OfWhatIsPublishedAndOfVerdicts_DiffersAsItMust(string address)
    {
        await using var site = await TestSite.StartAsync();
        using var client = site.Client();
        using var response = await client.GetAsync(new Uri(address, UriKind.Relative));
        return response.Headers.CacheControl?.ToString();
    }

    [Test]
    public async Task Https_BehindAConfiguredProxyAlone_IsBelieved()
    {
        await using var trusting = await TestSite.StartAsync(("Proxies:0", "127.0.0.1"));
        await using var plain = await TestSite.StartAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await HasHstsAsync(trusting), Is.True);
            Assert.That(await HasHstsAsync(plain), Is.False);
        }

        static async Task<bool> HasHstsAsync(TestSite site)
        {
            using var client = site.Client();
            using var request = new HttpRequestMessage(HttpMethod.Get, "/");
            request.Headers.Host = "verify.example.cn";
            request.Headers.Add("X-Forwarded-For", "192.0.2.7");
            request.Headers.Add("X-Forwarded-Proto", "https");
            using var response = await client.SendAsync(request);
            return response.Headers.Contains("Strict-Transport-Security");
        }
    }

    [Test]
    public async Task Form_WithoutItsToken_IsRefused()
    {
        await using var site = await TestSite.StartAsync();
        using var client = site.Client();
        using var form = new FormUrlEncodedContent([new("number", SampleVerdicts.Number), new("name", "王伟")]);
        using var response = await client.PostAsync(new Uri("/", UriKind.Relative), form);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task Address_BeyondItsRequests_GetsAProblemOrAPageWithRetryAfter()
    {
        await using var site = await TestSite.StartAsync(("Limits:RequestsPerMinute", "300"));
        using var client = site.Client();
        var (refused, before) = await AskUntilRefusedAsync(client, "/v1/keys");
        var problem = await refused.Content.ReadFromJsonAsync<JsonObject>();

        // The allowance grows while the machine is slow, so that the page may be shown some times before it is refused.
        var (page, _) = await AskUntilRefusedAsync(client, "/");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(before, Is.GreaterThanOrEqualTo(300), "300 right requests pass");
            Assert.That((string?)problem!["code"], Is.EqualTo("rate_limited"));
            Assert.That(refused.Headers.RetryAfter?.Delta, Is.GreaterThan(TimeSpan.Zero));
            Assert.That(await page.Content.ReadAsStringAsync(), Does.Contain("查询过于频繁"));
        }
    }

    private static async Task<(HttpResponseMessage Refused, int Before)> AskUntilRefusedAsync(HttpClient client, string address)
    {
        for (var before = 0; before < 2000; before++)
        {
            var response = await client.GetAsync(new Uri(address, UriKind.Relative));
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
            {
                return (response, before);
            }

            response.Dispose();
        }

        throw new AssertionException($"{address} was never refused");
    }

    [Test]
    public async Task Body_LargerThanAQuestion_Is413()
    {
        await using var site = await TestSite.StartAsync();
        using var client = site.Client();
        using var response = await client.PostAsJsonAsync(new Uri("/v1/verifications", UriKind.Relative), new { name = new string('王', 100_000) });
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
    }

    [TestCase("192.0.2.77", ExpectedResult = "192.0.2.0/24")]
    [TestCase("::ffff:192.0.2.77", ExpectedResult = "192.0.2.0/24")]
    [TestCase("2001:db8:1:2:3:4:5:6", ExpectedResult = "2001:db8:1:2::/64")]
    [TestCase(null, ExpectedResult = "none")]
    public string? AddressBlock_OfAnAddress_IsWhatOneSubscriberIsGiven(string? address) =>
        AddressBlock.Of(address is null ? null : IPAddress.Parse(address)).ToString();

    [TestCase("192.0.2.77", ExpectedResult = "192.0.2.0/24")]
    [TestCase("2001:db8:1:2:3:4:5:6", ExpectedResult = "2001:db8:1::/48")]
    [TestCase(null, ExpectedResult = "none")]
    public string? AddressBlock_Wide_IsWhatOneSiteIsGiven(string? address) =>
        AddressBlock.WideOf(address is null ? null : IPAddress.Parse(address)).ToString();
}
