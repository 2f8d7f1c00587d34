using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Certificates.Core;
using Certificates.Core.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Tests.Api.ConsolePages;

/// <summary>The authority's pages, and what holds for all pages.</summary>
internal sealed partial class AuthorityTests
{
    private static readonly string[] Open = ["/", "/console/sign-in", "/console/sign-in/passkey", "/console/sign-in/passkey/options",
        "/console/sign-in/provider", "/assets/{name}"];
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
    public async Task Earlier_SentByPage_AreEnteredOnceTheAuthorityAgrees()
    {
        await Api.AddInstitutionAsync("0345");
        using var clerk = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Operator, "0345");
        using var authority = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Authority);
        var idNumber = Csv.ResidentId(945_001);
        var file = $"证书编号,姓名,证件类型,证件号码,职业编码,职业方向,等级,考核日期,发证日期\n旧0345-1,余敏静,居民身份证,{idNumber},2-02-38-04,云计算运维,高级,2021-11-20,2021-12-01\n";

        var (_, asResults) = await clerk.TryAsync(file);
        var batch = await clerk.SendAsync(file, isEarlier: true);
        var waiting = await authority.ReadAsync("/console/inbox");
        var shown = await authority.ReadAsync(batch);
        using (await authority.PostAsync(batch, $"{batch}/approval"))
        {
        }

        for (var i = 0; i < 100 && await EnteredAsync() == 0; i++)
        {
            await Task.Delay(100);
        }

        Assert.Multiple(async () =>
        {
            Assert.That(asResults, Does.Contain("role=\"alert\""), "it is no results file");
            Assert.That(waiting, Does.Contain(batch));
            Assert.That(shown, Does.Contain("补录"));
            Assert.That(await EnteredAsync(), Is.EqualTo(1));
        });
        var id = await Api.CountAsync("SELECT Id FROM Certificate WHERE PrintedNumber = '旧0345-1'");
        using var own = Api.Client("0345-operator");
        using var stranger = Api.Client("stranger");
        using var hidden = await stranger.GetAsync($"/v1/certificates/by-id/{id}");
        Assert.That((string)(await own.GetFromJsonAsync<JsonNode>($"/v1/certificates/by-id/{id}"))!["printedNumber"]!, Is.EqualTo("旧0345-1"));
        Assert.That((int)hidden.StatusCode, Is.EqualTo(404), "another institution's");

        static Task<long> EnteredAsync() => Api.CountAsync("SELECT COUNT(*) FROM Certificate WHERE PrintedNumber = '旧0345-1' AND Status = 1");
    }

    [Test]
    public async Task Occupation_DirectionsEditedByPage_StandAsTyped_AndAClearedLineIsGone()
    {
        using var authority = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Authority);
        var page = "/console/directories/occupations/09";
        var before = await authority.ReadAsync(page);
        var lines = DirectionLine().Matches(before).Select(match => (Name: match.Groups["name"].Value, Number: match.Groups["number"].Value)).ToList();
        Assert.That(lines, Has.Count.GreaterThan(1), before);
        var kept = lines.Skip(1).SelectMany((line, i) => Line(i + 1, line.Number, line.Name));
        (string, string)[] fields =
        [
            ("number", "09"), ("edition", "试用版"), ("code", "2-02-38-99"), ("name", "试用的职业"), ("englishName", "Occupation on Trial"), ("theoryPass", "60"),
            ("abilityPass", "60"), ("validFrom", "2030-01-01"), ("document", "批文〔2026〕3 号"), .. Line(0, lines[0].Number, ""), .. kept,
            .. Line(lines.Count, "77", "试用的方向"),
        ];
        using var answered = await authority.PostAsync(page, "/console/directories/occupations", fields);
        Assert.That(
            answered.Headers.Location?.ToString(), Does.EndWith("said=true"), Alert().Match(await answered.Content.ReadAsStringAsync()).Value);

        using var client = Api.Client("authority");
        var then = await client.GetFromJsonAsync<JsonNode>("/v1/occupations/09?on=2030-06-01");
        Assert.That(
            then!["directions"]!.AsArray().Select(direction => (string)direction!["name"]!),
            Is.EquivalentTo(lines.Skip(1).Select(line => line.Name).Append("试用的方向")));

        static IEnumerable<(string, string)> Line(int line, string number, string name) =>
            [($"direction-{line}-number", number), ($"direction-{line}-name", name), ($"direction-{line}-grades", "senior")];
    }

    [Test]
    public async Task FirstPage_ShowsWhatBecameOfTheLastThirtyDays()
    {
        await Api.AddInstitutionAsync("0346");
        await Api.IssueAsync(Csv.File(), "0346-operator");
        using var clerk = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Operator, "0346");

        var page = await clerk.ReadAsync("/console");

        var months = await clerk.ReadAsync("/console/reconciliation?by=month");
        var today = ChinaTime.DayOf(TimeProvider.System.GetUtcNow());
        Assert.That(months, Does.Contain($"<td>{today.Year}年{today.Month}月</td><td>0346 <small>"), "by month and institution");
        Assert.That(page, Does.Contain("今天收到 1 行，签发 1 份"));
        Assert.That(ChartBar().Count(page), Is.EqualTo(30), "a place for each day");
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
    public async Task Key_MadeInTheBrowserByTwoPersons_OpensTheApi_UntilItIsEnded()
    {
        using var authority = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Authority);
        using var other = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Authority);
        var asked = await authority.SubmitAsync(
            "/console/keys", "/console/keys", ("person", "浏览器里开立的系统"), ("owner", "某人"), ("role", "auditor"));
        var proposal = Proposal().Matches(asked)[^1].Value;
        var own = await authority.SubmitAsync(proposal, $"{proposal}/confirmation");
        var page = await other.SubmitAsync(proposal, $"{proposal}/confirmation");
        Assert.That((asked + own).Contains("zjk_", StringComparison.Ordinal), Is.False, "one person sees no secret");
        Assert.That(own, Does.Contain("须由不同的人进行"));
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
    public async Task Right_GivenInTheBrowser_HoldsOnceAnotherPersonAgrees_AndCanBeTakenBack()
    {
        await Api.AddInstitutionAsync("0343");
        using var authority = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Authority);
        using var other = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Authority);
        var page = "/console/directories/institutions/0343";
        (string, string)[] right =
        [
            ("kind", "grade"), ("occupationNumber", "05"), ("grades", "junior"), ("validFrom", "2026-01-01"), ("document", "批文〔2026〕2 号"),
        ];
        var before = await RightsAsync();
        using (await authority.PostAsync(page, $"{page}/rights", [.. right, ("grades", "unheard-of")]))
        {
            Assert.That(Proposal().IsMatch(await authority.ReadAsync(page)), Is.False, "what is wrong is told to whoever asks");
        }

        using (await authority.PostAsync(page, $"{page}/rights", right))
        {
        }

        var taken = Proposal().Match(await authority.ReadAsync(page)).Value;
        using (await authority.PostAsync(taken, $"{taken}/refusal"))
        {
        }

        using (await authority.PostAsync(page, $"{page}/rights", right))
        {
        }

        var proposal = Proposal().Matches(await other.ReadAsync("/console/inbox"))[^1].Value;
        var waiting = await RightsAsync();
        using var gone = await other.GetAsync(taken);
        using var confirmed = await other.PostAsync(proposal, $"{proposal}/confirmation");

        Assert.Multiple(async () =>
        {
            Assert.That((int)gone.StatusCode, Is.EqualTo(404), "taken back");
            Assert.That(confirmed.Headers.Location?.ToString(), Does.EndWith("0343?said=true"));
            Assert.That((waiting, await RightsAsync()), Is.EqualTo((before, before + 1)));
        });
    }

    [Test]
    public void EveryEndpoint_OfTheConsole_DemandsAPolicyOfTheConsole() => Assert.That(Unguarded(Api.Services), Is.Empty);

    /// <summary>Endpoints of the console that demand no policy of it, and are none of those that are open to all.</summary>
    internal static IReadOnlyList<string?> Unguarded(IServiceProvider services)
    {
        var endpoints = services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/console", StringComparison.Ordinal)).ToList();
        Assert.That(endpoints, Has.Count.GreaterThan(40));
        return
        [
            .. endpoints.Where(endpoint => !Open.Contains(endpoint.RoutePattern.RawText, StringComparer.Ordinal))
                .Where(endpoint => !endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(data =>
                    data.Policy is "signed-in" || data.Policy?.StartsWith("console:", StringComparison.Ordinal) == true))
                .Select(endpoint => endpoint.DisplayName),
        ];
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

    private static Task<long> RightsAsync() => Api.CountAsync("""
        SELECT COUNT(*) FROM Authorisation a JOIN Institution i ON i.Id = a.InstitutionId WHERE i.Code = '0343' AND a.WithdrawnAt IS NULL
        """);

    [GeneratedRegex("name=\"direction-[0-9]+-number\" value=\"(?<number>[0-9]+)\"[^>]*>.*?name=\"direction-[0-9]+-name\" value=\"(?<name>[^\"]+)\"", RegexOptions.Singleline, 1000)]
    private static partial Regex DirectionLine();

    [GeneratedRegex("role=\"alert\".*?</div>", RegexOptions.Singleline, 1000)]
    private static partial Regex Alert();

    [GeneratedRegex("<rect class=\"issued\"", RegexOptions.None, 1000)]
    private static partial Regex ChartBar();

    [GeneratedRegex("/console/inbox/proposals/[0-9]+", RegexOptions.None, 1000)]
    private static partial Regex Proposal();
}
