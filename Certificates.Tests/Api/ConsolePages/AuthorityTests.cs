using Certificates.Core;
using Certificates.Core.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Tests.Api.ConsolePages;

/// <summary>The authority's pages, and what holds for all pages.</summary>
internal sealed class AuthorityTests
{
    private static readonly string[] Open = ["/", "/console/sign-in", "/assets/{name}"];
    private static RunningApi Api => SharedApi.Running;

    [Test]
    public async Task Directory_EditedForTomorrow_SaysSoAndStandsAsItWasToday()
    {
        await Api.AddInstitutionAsync("0642");
        using var authority = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Authority);
        var tomorrow = TimeProvider.System.Today().AddDays(1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var page = "/console/directories/institutions/0642";
        using (var written = await authority.PostAsync(
            page, "/console/directories/institutions", ("code", "0642"), ("name", "明日更名中心"), ("isAssessment", "true"),
            ("isTraining", "true"), ("publicityDays", "3"), ("state", "listed"), ("validFrom", tomorrow), ("document", "批文〔2026〕1 号")))
        {
            Assert.That(written.Headers.Location?.ToString(), Does.EndWith("said=true"));
        }

        var shown = await authority.ReadAsync(page);
        Assert.That(shown, Does.Contain("明日更名中心").And.Contain("尚未生效"));
        Assert.That(shown[shown.IndexOf("<h1>", StringComparison.Ordinal)..shown.IndexOf("</h1>", StringComparison.Ordinal)], Does.Not.Contain("明日更名中心"));
    }

    [Test]
    public async Task Decision_OfTheAuthority_TakesTheSecondFactorAgain()
    {
        using var authority = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Authority);
        await Api.ExecuteAsync($"UPDATE AccountSession SET FactorAt = '2026-01-01T00:00:00.000Z' WHERE AccountId = {authority.Account.Id}");
        (string, string)[] fields = [("person", "某人"), ("login", $"somebody-{authority.Account.Id}"), ("role", "auditor")];
        var without = await authority.SubmitAsync("/console/people", "/console/people", fields);
        using var with = await authority.PostAsync("/console/people", "/console/people", [.. fields, ("factor", authority.CodeAt())]);

        Assert.Multiple(() =>
        {
            Assert.That(without, Does.Contain("动态验证码不正确或已用过"));
            Assert.That(with.Headers.Location?.ToString(), Does.EndWith("said=asked"));
        });
    }

    [TestCase("/console/directories")]
    [TestCase("/console/directories/institutions/0001")]
    [TestCase("/console/directories/institutions/new")]
    [TestCase("/console/directories/occupations")]
    [TestCase("/console/directories/occupations/01")]
    [TestCase("/console/reconciliation")]
    [TestCase("/console/records")]
    [TestCase("/console/records?kind=refused")]
    [TestCase("/console/records?kind=sign_ins")]
    [TestCase("/console/records?kind=directories")]
    [TestCase("/console/health")]
    [TestCase("/console/people")]
    [TestCase("/console/keys")]
    [TestCase("/console/inbox")]
    [TestCase("/console/me")]
    [TestCase("/console/certificates")]
    public async Task Page_OfTheAuthority_IsAnsweredInBothLanguages_WithEveryWord(string page)
    {
        using var authority = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Authority);
        foreach (var language in new[] { "zh-CN", "en" })
        {
            using var response = await authority.GetAsync($"{page}{(page.Contains('?', StringComparison.Ordinal) ? '&' : '?')}lang={language}");
            var body = await authority.ReadAsync(page);
            Assert.Multiple(() =>
            {
                Assert.That((int)response.StatusCode, Is.EqualTo(200));
                Assert.That(body, Does.Not.Match(@">\s*[a-z_]+\.[a-z_.]+\s*<"), "a word that is not there shows its name");
            });
        }
    }

    [Test]
    public async Task Key_MadeInTheBrowser_OpensTheApi_UntilItIsEnded()
    {
        using var authority = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Authority);
        var page = await authority.SubmitAsync(
            "/console/keys", "/console/keys", ("person", "浏览器里开立的系统"), ("owner", "某人"), ("role", "auditor"));
        var secret = System.Text.RegularExpressions.Regex.Match(
            page, "zjk_[A-Za-z0-9_-]+", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)).Value;
        var id = await Api.CountAsync("SELECT MAX(Id) FROM ApiKey WHERE Person = '浏览器里开立的系统'");
        using var client = new HttpClient { BaseAddress = Api.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", secret);
        using var open = await client.GetAsync("/v1/batches");
        using var listed = await client.GetAsync("/v1/keys?limit=1000");
        var keys = await listed.Content.ReadAsStringAsync();
        using (await authority.PostAsync("/console/keys", $"/console/keys/{id}/end"))
        {
        }

        using var ended = await client.GetAsync("/v1/batches");
        Assert.Multiple(() =>
        {
            Assert.That(((int)open.StatusCode, (int)ended.StatusCode), Is.EqualTo((200, 401)));
            Assert.That(keys, Does.Contain($"\"id\":{id},").And.Not.Contain($"\"id\":{authority.Account.Seat.Id},"), "seats are no keys of programs");
        });
    }

    [Test]
    public void EveryEndpoint_OfTheConsole_DemandsAPolicyOfTheConsole()
    {
        var endpoints = Api.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/console", StringComparison.Ordinal)).ToList();

        Assert.That(endpoints, Has.Count.GreaterThan(40));
        Assert.That(
            endpoints.Where(endpoint => !Open.Contains(endpoint.RoutePattern.RawText, StringComparer.Ordinal))
                .Where(endpoint => !endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(data =>
                    data.Policy is "signed-in" || data.Policy?.StartsWith("console:", StringComparison.Ordinal) == true))
                .Select(endpoint => endpoint.DisplayName),
            Is.Empty);
    }

    [Test]
    public async Task EveryPage_IsKeptByNobody_AndRunsNoScriptOfOthers()
    {
        using var authority = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Authority);
        using var page = await authority.GetAsync("/console/people");

        Assert.Multiple(() =>
        {
            Assert.That(page.Headers.CacheControl?.NoStore, Is.True);
            Assert.That(page.Headers.GetValues("Content-Security-Policy").Single(), Does.Not.Contain("unsafe").And.Contain("frame-ancestors 'none'"));
        });
    }
}
