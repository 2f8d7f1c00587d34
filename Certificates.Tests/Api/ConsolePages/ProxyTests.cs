using Certificates.Core.Access;

namespace Certificates.Tests.Api.ConsolePages;

/// <summary>The console behind a proxy that ends TLS: whose address counts, and for what scheme the cookie is made.</summary>
internal sealed class ProxyTests
{
    private const int TooMany = 12;

    [Test]
    public async Task SignIn_BehindATrustedProxy_CountsTheCallersAddress_AndMakesItsCookieForHttps()
    {
        await using var api = await RunningApi.StartAsync(settings: ("Proxies", "127.0.0.1"));
        using var person = new ConsoleBrowser(api);
        await person.OpenAccountAsync(ApiKeyRole.Operator);
        using var stranger = From(api, "198.51.100.7");
        for (var i = 0; i < TooMany; i++)
        {
            await stranger.SubmitAsync("/console/sign-in", "/console/sign-in", ("login", person.Login), ("password", "guess guess guess"));
        }

        var slowed = await stranger.SubmitAsync("/console/sign-in", "/console/sign-in", ("login", person.Login), ("password", person.Password));
        using var holder = From(api, "203.0.113.9");
        using var entered = await holder.PostAsync("/console/sign-in", "/console/sign-in", ("login", person.Login), ("password", person.Password));

        Assert.Multiple(() =>
        {
            Assert.That(slowed, Does.Contain("role=\"alert\""), "the guesser has to wait");
            Assert.That((int)entered.StatusCode, Is.EqualTo(302), "the right holder elsewhere is let in");
            Assert.That(
                entered.Headers.GetValues("Set-Cookie"), Has.Some.StartsWith("__Host-console=").And.Some.Contains("secure"));
        });
    }

    [Test]
    public async Task ForwardedAddress_OfNoTrustedProxy_IsIgnored()
    {
        await using var api = await RunningApi.StartAsync();
        using var person = new ConsoleBrowser(api);
        await person.OpenAccountAsync(ApiKeyRole.Operator);
        for (var i = 0; i < TooMany; i++)
        {
            using var guesser = From(api, $"198.51.{i}.7");
            await guesser.SubmitAsync("/console/sign-in", "/console/sign-in", ("login", person.Login), ("password", "guess guess guess"));
        }

        using var other = From(api, "203.0.113.9");
        using var entered = await other.PostAsync("/console/sign-in", "/console/sign-in", ("login", person.Login), ("password", person.Password));

        Assert.That((int)entered.StatusCode, Is.Not.EqualTo(302), "what a caller says of itself makes no other caller of it");
    }

    [TestCase("https", true)]
    [TestCase("http", false)]
    public async Task Answer_BehindAProxyThatEndsTls_SaysThatBrowsersComeByHttps(string scheme, bool isSaid)
    {
        await using var api = await RunningApi.StartAsync(settings: ("Proxies", "127.0.0.1"));
        using var client = api.Client(null);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/console/sign-in");
        request.Headers.Host = "api.example.cn";
        request.Headers.Add("X-Forwarded-Proto", scheme);
        request.Headers.Add("X-Forwarded-For", "198.51.100.7");
        using var answer = await client.SendAsync(request);

        Assert.That(answer.Headers.TryGetValues("Strict-Transport-Security", out var said), Is.EqualTo(isSaid));
        Assert.That(said ?? ["max-age=31536000"], Is.EqualTo(new[] { "max-age=31536000" }));
    }

    private static ConsoleBrowser From(RunningApi api, string address)
    {
        var browser = new ConsoleBrowser(api);
        browser.Client.DefaultRequestHeaders.Add("X-Forwarded-For", address);
        browser.Client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        return browser;
    }
}
