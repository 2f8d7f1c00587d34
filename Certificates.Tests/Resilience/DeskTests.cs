using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Certificates.Tests.Api;
using Certificates.Tests.Data;

namespace Certificates.Tests.Resilience;

/// <summary>The issuing service beside a verification site's embedded desk that is not there, or cannot be read.</summary>
[Category(Categories.Faults)]
internal sealed class DeskTests
{
    [OneTimeSetUp]
    public void RequireEmbedded()
    {
        if (TestServer.IsThere)
        {
            Assert.Ignore("On a server the desk is a schema of the register's database.");
        }
    }

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

    [TestCase(false)]
    [TestCase(true)]
    public async Task DeskAway_RefusesReportsWith503_AndNothingElseSuffers(bool isElsewhere)
    {
        var folder = Directory.CreateTempSubdirectory("certificates-desk-").FullName;
        await using var api = await RunningApi.StartAsync(
            clock: null, isElsewhere ? [("Storage:DeskConnectionString", $"Data Source={folder}/site.db")] : []);
        await File.WriteAllTextAsync(isElsewhere ? $"{folder}/site.db" : $"{api.Folder}/desk.db", new string('x', 5000));
        using var client = api.Client("operator");
        using var list = await client.GetAsync("/v1/mistake-reports");
        using var answer = await client.PostAsJsonAsync($"/v1/mistake-reports/{Guid.CreateVersion7()}/answer", new { answer = "好" });

        await Problem.AssertAsync(list, 503, "unavailable");
        await Problem.AssertAsync(answer, 503, "unavailable");
        Assert.That((int)(await api.IssueAsync(Csv.File()))["counts"]!["issued"]!, Is.EqualTo(1));
        using var probe = api.Client(null);
        Assert.That(await probe.GetStringAsync("/health/ready"), Is.EqualTo("Healthy"));
        Directory.Delete(folder, recursive: true);
    }
}
