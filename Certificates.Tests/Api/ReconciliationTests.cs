using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Certificates.Tests.Api;

/// <summary>The accounts over HTTP, as JSON and as a page; and what the nightly check tells whoever asks for the service's health.</summary>
[NonParallelizable]
internal sealed class ReconciliationTests
{
    private RunningApi _api = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _api = await RunningApi.StartAsync();
        await _api.IssueAsync(Csv.File(issued: 2, notPassed: 1, rejected: 1));
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _api.DisposeAsync();

    [TestCase("operator")]
    [TestCase("approver")]
    [TestCase("authority")]
    [TestCase("auditor")]
    public async Task Report_AsJson_IsTheSumPerInstitutionAndDay(string role)
    {
        using var client = _api.Client(role);
        var report = (await client.GetFromJsonAsync<JsonNode>("/v1/reconciliation"))!;

        var item = report["items"]!.AsArray().Single()!;
        Assert.That((string?)item["institutionCode"], Is.EqualTo("0001"));
        Assert.That(
            (Count(item, "received"), Count(item, "issued"), Count(item, "notPassed"), Count(item, "rejected"), Count(item, "duplicate"), Count(item, "pending")),
            Is.EqualTo((4, 2, 1, 1, 0, 0)));
        Assert.That((item["differences"]!.AsArray().Count, Count(item["imported"]!, "received")), Is.EqualTo((0, 0)));
        Assert.That(Count(report["totals"]!, "received"), Is.EqualTo(4));
    }

    [Test]
    public async Task Report_AsAPage_HasTheSameCountsAndNoPerson()
    {
        using var client = _api.Client("authority");
        client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        using var answer = await client.GetAsync("/v1/reconciliation");
        var page = Regex.Replace(await answer.Content.ReadAsStringAsync(), @" class=""count""|\s+(?=<)", "", RegexOptions.None, TimeSpan.FromSeconds(1));

        Assert.That(answer.Content.Headers.ContentType?.ToString(), Is.EqualTo("text/html; charset=utf-8"));
        Assert.That(page, Does.Contain("<td>0001<small>示范数字技术评价中心</small></td>").And.Contain("<td>4</td><td>2</td><td>1</td><td>1</td><td>0</td><td>0</td>").And.Not.Contain("余敏静"));
    }

    [TestCase("from=2026-13-01", "day_invalid")]
    [TestCase("to=25.04.2026", "day_invalid")]
    [TestCase("from=2026-02-01&to=2026-01-01", "span_invalid")]
    public async Task Report_OfASpanThatIsNone_IsRefused(string query, string code)
    {
        using var client = _api.Client("auditor");
        using var answer = await client.GetAsync($"/v1/reconciliation?{query}");
        await Problem.AssertAsync(answer, 400, code);
    }

    [Test]
    public async Task Report_WithoutAKeyThatReads_IsRefused()
    {
        using var nobody = _api.Client(null);
        using var checker = _api.Client("checker");
        using var unknown = await nobody.GetAsync("/v1/reconciliation");
        using var wrong = await checker.GetAsync("/v1/reconciliation");
        await Problem.AssertAsync(unknown, 401, "unauthenticated");
        await Problem.AssertAsync(wrong, 403, "role_not_allowed");
    }

    [Test]
    public async Task Health_AfterACheckThatFoundADifference_SaysWhatToDoAndNamesNobody()
    {
        using var client = _api.Client(null);
        Assert.That(await client.GetStringAsync("/health/ready"), Is.EqualTo("Healthy"));
        await _api.ExecuteAsync($"""
            INSERT INTO SelfCheck (Day, StartedAt, EndedAt, Checked, Differences, Certificates)
            VALUES ('{DateTime.UtcNow:yyyy-MM-dd}', '{DateTime.UtcNow:yyyy-MM-ddTHH:mm:ss.fffZ}', '{DateTime.UtcNow:yyyy-MM-ddTHH:mm:ss.fffZ}', 500, 2, '17,4711')
            """);
        try
        {
            using var answer = await client.GetAsync("/health/ready");
            var said = await answer.Content.ReadAsStringAsync();
            Assert.That((int)answer.StatusCode, Is.EqualTo(200), "it goes on serving");
            Assert.That(said, Does.StartWith("Degraded\nself-check: 2 certificates").And.Contain("17, 4711").And.Contain("backup"));
        }
        finally
        {
            await _api.ExecuteAsync("DELETE FROM SelfCheck");
        }
    }

    private static int Count(JsonNode counts, string name) => (int)counts[name]!;
}
