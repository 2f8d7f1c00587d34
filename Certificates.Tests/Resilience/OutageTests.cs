using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Certificates.Tests.Api;

namespace Certificates.Tests.Resilience;

/// <summary>The service while its register is away, and after it came back; nothing is restarted.</summary>
[Category(Categories.Faults)]
internal sealed class OutageTests
{
    private readonly FaultPlan _plan = new();

    [Test]
    public async Task RegisterAway_RefusesWith503AndKeepsNothing_AndGoesOnByItself()
    {
        await using var api = await RunningApi.StartOnAsync(folder => new FaultyDialect($"Data Source={folder}/register.db", _plan));
        using var client = api.Client("operator");
        using var probe = api.Client(null);

        _plan.IsDown = true;
        using var refused = await client.PostAsync("/v1/batches", Csv.Content(Csv.File(issued: 3)));
        using var health = await probe.GetAsync("/health/ready");
        var said = await health.Content.ReadAsStringAsync();
        var alive = await probe.GetStringAsync("/health/live");
        _plan.IsDown = false;

        Assert.That(refused.Headers.RetryAfter?.Delta, Is.GreaterThan(TimeSpan.Zero));
        await Problem.AssertAsync(refused, 503, "unavailable");
        Assert.That(health.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(said, Does.StartWith("Unhealthy").And.Contain("The register does not answer"));
        Assert.That(alive, Is.EqualTo("Healthy"), "a process that waits is not to be restarted");
        var spool = Path.Combine(api.Folder, "spool");
        Assert.That(Directory.Exists(spool) ? Directory.GetFiles(spool) : [], Is.Empty);
        var batches = await client.GetFromJsonAsync<JsonNode>("/v1/batches");
        Assert.That(batches!["items"]!.AsArray(), Is.Empty);
        var batch = await api.IssueAsync(Csv.File(issued: 3));
        Assert.That((int)batch["counts"]!["issued"]!, Is.EqualTo(3));

        // The look that found the batch may still be under way when its last row is issued, and ends the pause only then.
        await WaitForAsync(probe, "Healthy");
    }

    private static async Task WaitForAsync(HttpClient probe, string health)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await probe.GetStringAsync("/health/ready", patience.Token) != health)
        {
            await Task.Delay(20, patience.Token);
        }
    }
}
