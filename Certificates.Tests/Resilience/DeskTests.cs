using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Certificates.Tests.Api;

namespace Certificates.Tests.Resilience;

/// <summary>The issuing service beside a verification site's desk that is not there, or cannot be read.</summary>
internal sealed class DeskTests
{
    [Test]
    public async Task DeskThatNoSiteMade_IsOneWithoutReports()
    {
        await using var api = await RunningApi.StartAsync();
        using var client = api.Client("operator");
        var list = await client.GetFromJsonAsync<JsonNode>("/v1/mistake-reports");
        using var answer = await client.PostAsJsonAsync($"/v1/mistake-reports/{Guid.CreateVersion7()}/answer", new { answer = "好" });

        Assert.That(list!["items"]!.AsArray(), Is.Empty);
        await Problem.AssertAsync(answer, 404, "not_found");
    }

    [Test]
    public async Task DeskAway_RefusesReportsWith503_AndNothingElseSuffers()
    {
        await using var api = await RunningApi.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(api.Folder, "desk.db"), new string('x', 5000));
        using var client = api.Client("operator");
        using var list = await client.GetAsync("/v1/mistake-reports");
        using var answer = await client.PostAsJsonAsync($"/v1/mistake-reports/{Guid.CreateVersion7()}/answer", new { answer = "好" });

        await Problem.AssertAsync(list, 503, "unavailable");
        await Problem.AssertAsync(answer, 503, "unavailable");
        Assert.That((int)(await api.IssueAsync(Csv.File()))["counts"]!["issued"]!, Is.EqualTo(1));
        using var probe = api.Client(null);
        Assert.That(await probe.GetStringAsync("/health/ready"), Is.EqualTo("Healthy"));
    }
}
