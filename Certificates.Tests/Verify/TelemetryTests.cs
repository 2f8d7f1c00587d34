using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Certificates.Core.Access;
using Certificates.Core.Register;
using Certificates.Tests.Monitoring;

namespace Certificates.Tests.Verify;

/// <summary>What the verification site tells a collector and Prometheus when every kind of its addresses was asked.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class TelemetryTests
{
    private const string Stray = "stray-secret-in-a-path";
    private readonly List<string> _secrets = [TestRegister.ValidName, TestRegister.PicturedName, TestRegister.ValidIdNumber, TestRegister.PicturedIdNumber, Stray];
    private Collector _collector = null!;
    private string _metrics = null!;
    private HttpStatusCode _metricsOfTheSite;
    private HttpStatusCode _siteOfTheMetrics;

    private static VersionRecord Own => TestRegister.Pictured;

    [OneTimeSetUp]
    public async Task AskEverythingAsync()
    {
        _collector = await Collector.StartAsync();
        var metricsUrl = FreePort.Address();
        await using var site = await TestSite.StartAsync([.. _collector.Settings, ("Metrics:Url", metricsUrl)]);
        using var client = site.Client();
        client.DefaultRequestHeaders.Add("User-Agent", Stray);
        client.DefaultRequestHeaders.Add("tracestate", $"vendor={Stray}");
        client.DefaultRequestHeaders.Add("baggage", $"name={Stray}");
        await AskAsync(client);
        await SendFilesAsync(client);
        await VisitAsync(site, client);
        _metricsOfTheSite = await StatusAsync(client, "/metrics");
        using var scraper = new HttpClient { BaseAddress = new Uri(metricsUrl) };
        _metrics = await scraper.GetStringAsync("/metrics");
        _siteOfTheMetrics = await StatusAsync(scraper, "/v1/keys");
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _collector.DisposeAsync();

    [TestCase("/q/{token}")]
    [TestCase("/s/{code}")]
    [TestCase("/v1/verifications")]
    [TestCase("/my/certificates/{number}/pdf")]
    public void Traces_OfARequest_NameItsRouteTemplate(string route) => Assert.That(_collector.Has("traces", route), Is.True);

    [Test]
    public void Telemetry_OfAllRequests_HasNoSecret() =>
        Assert.That(_secrets.Distinct(StringComparer.Ordinal).Where(_collector.HasAnywhere), Is.Empty);

    [TestCase("url.path")]
    [TestCase("url.query")]
    [TestCase("client.address")]
    [TestCase("user_agent.original")]
    public void Traces_OfARequest_LackWhatTellsOfTheCaller(string tag) => Assert.That(_collector.Has("traces", tag), Is.False);

    [TestCase("json", "valid")]
    [TestCase("json", "not_found")]
    [TestCase("form", "valid")]
    [TestCase("qr", "valid")]
    [TestCase("pdf", "valid")]
    [TestCase("list", "valid")]
    [TestCase("share", "valid")]
    public void Metrics_OfLookUps_CountThemByChannelAndVerdict(string channel, string verdict) =>
        Assert.That(_metrics, Does.Match($"certificates_lookups_total{{.*channel=\"{channel}\",verdict=\"{verdict}\".*}} [1-9]"));

    [TestCase("share_code")]
    [TestCase("misses")]
    public void Metrics_OfRefusals_CountThemByLimit(string limit) =>
        Assert.That(_metrics, Does.Match($"certificates_limit_hits_total{{.*limit=\"{limit}\".*}} [1-9]"));

    [Test]
    public void Metrics_OfTheRun_HaveNoSecret() =>
        Assert.That(_secrets.Where(secret => _metrics.Contains(secret, StringComparison.Ordinal)), Is.Empty);

    [Test]
    public void MetricsAndSite_EachOnItsOwnAddress_DoNotAnswerForTheOther() =>
        Assert.That((_metricsOfTheSite, _siteOfTheMetrics), Is.EqualTo((HttpStatusCode.NotFound, HttpStatusCode.NotFound)));

    private async Task AskAsync(HttpClient client)
    {
        var (number, token) = (Own.Number, TestRegister.TokenOf(Own));
        _secrets.AddRange([number, token, string.Concat(token.Select(char.ToLowerInvariant)), .. token.Chunk(40).Where(part => part.Length == 40).Select(part => new string(part))]);
        await JsonAsync(client, new { number, name = TestRegister.PicturedName });
        await JsonAsync(client, new { name = TestRegister.PicturedName, idNumber = TestRegister.PicturedIdNumber });
        for (var i = 0; i < 22; i++)
        {
            await JsonAsync(client, new { number, name = TestRegister.RevokedName });
        }

        await StatusAsync(client, $"/q/{token}");
        await StatusAsync(client, $"/Q/{token}?name={TestRegister.ValidName}");
        await StatusAsync(client, $"/q/{Stray}");
        await StatusAsync(client, $"/{TestRegister.ValidName}?number={number}");
        using var odd = new HttpRequestMessage(new HttpMethod("STRAY-SECRET"), $"/v1/verifications?{Stray}");
        using var refused = await client.SendAsync(odd);
    }

    private async Task SendFilesAsync(HttpClient client)
    {
        using var pdf = new MultipartFormDataContent { { new ByteArrayContent(await TestRegister.PdfOfAsync(Own)), "file", $"{Stray}.pdf" } };
        using var checkedPdf = await client.PostAsync(new Uri("/v1/verifications/pdf", UriKind.Relative), pdf);
        var key = await TestRegister.KeyAsync(ApiKeyRole.Checker);
        _secrets.Add(key);
        using var list = new HttpRequestMessage(HttpMethod.Post, "/v1/verifications/bulk");
        list.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        list.Headers.Add("X-Purpose", Stray);
        list.Content = JsonContent.Create(new { items = new[] { new { number = Own.Number, name = TestRegister.PicturedName, reference = Stray } } });
        using var answer = await client.SendAsync(list);
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("valid"));
    }

    private async Task VisitAsync(TestSite site, HttpClient client)
    {
        using var holder = new FormBrowser(site);
        await holder.SignInAsync();
        using var form = await holder.PostAsync("/", ("number", TestRegister.Valid.Number), ("name", TestRegister.ValidName));
        Assert.That(form.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var (code, _) = await holder.ShareAsync(Own, withPhoto: true);
        _secrets.AddRange([code!, TestRegister.Valid.Number, TestRegister.ClaimCodeOf(Own)]);
        using var file = await holder.GetAsync($"/my/certificates/{Own.Number}/pdf");
        await StatusAsync(client, $"/s/{code}");
        await StatusAsync(client, $"/s/{code}/photo");
        for (var i = 0; i < 32; i++)
        {
            await StatusAsync(client, $"/s/{Stray}");
        }
    }

    private static async Task JsonAsync(HttpClient client, object question)
    {
        using var answer = await client.PostAsJsonAsync(new Uri("/v1/verifications", UriKind.Relative), question);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
        return answer.StatusCode;
    }
}
