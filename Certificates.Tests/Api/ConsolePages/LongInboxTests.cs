using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Certificates.Core.Access;

namespace Certificates.Tests.Api.ConsolePages;

/// <summary>More waits than a page shows: it says so, and goes on.</summary>
internal sealed partial class LongInboxTests
{
    private const string Institution = "0355";
    private const int Some = 103;
    private static RunningApi Api => SharedApi.Running;

    [Test]
    public async Task Inbox_WithMoreThanAHundredRequests_SaysSo_AndGoesOnToTheLast()
    {
        await Api.AddInstitutionAsync(Institution);
        using var approver = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Approver, Institution);
        var batch = await Api.IssueAsync(Csv.File(issued: Some), $"{Institution}-operator");
        using var client = Api.Client($"{Institution}-operator");
        var rows = (await client.GetFromJsonAsync<JsonNode>($"/v1/batches/{batch["id"]}/rows?limit=1000"))!["items"]!.AsArray();
        foreach (var number in rows.Select(row => (string)row!["certificateNumber"]!))
        {
            using var asked = await client.PostAsJsonAsync($"/v1/certificates/{number}/suspension", new { category = "complaint", reason = "来信" });
            Assert.That((int)asked.StatusCode, Is.EqualTo(202), await asked.Content.ReadAsStringAsync());
        }

        var first = await approver.ReadAsync("/console/inbox");
        var further = Further().Match(first).Value;
        var last = await approver.ReadAsync(further);

        Assert.That(await approver.ReadAsync("/console"), Does.Contain("100+"));
        Assert.That(first, Does.Contain("100+"));
        Assert.That((Request().Count(first), Request().Count(last)), Is.EqualTo((100, Some - 100)));
        Assert.That(Further().IsMatch(last), Is.False, "that was all");
        Assert.That(last, Does.Contain("href=\"/console/inbox\">全部待办"));
    }

    [GeneratedRegex("/console/inbox\\?list=requests&after=[0-9]+", RegexOptions.None, 1000)]
    private static partial Regex Further();

    [GeneratedRegex("/console/inbox/requests/[0-9]+\"", RegexOptions.None, 1000)]
    private static partial Regex Request();
}
