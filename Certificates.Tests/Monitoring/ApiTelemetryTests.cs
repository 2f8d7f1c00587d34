using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Certificates.Tests.Api;

namespace Certificates.Tests.Monitoring;

/// <summary>What the issuing service tells a collector and Prometheus of a batch and of what is asked about it.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class ApiTelemetryTests
{
    private const string Name = "慕容不见";
    private readonly List<string> _secrets = [Name];
    private Collector _collector = null!;
    private string _metrics = null!;

    [OneTimeSetUp]
    public async Task IssueAsync()
    {
        _collector = await Collector.StartAsync();
        var metricsUrl = FreePort.Address();
        await using var api = await RunningApi.StartAsync(clock: null, [.. _collector.Settings, ("Metrics:Url", metricsUrl)]);
        var row = Csv.Row(name: Name);
        var batch = await api.IssueAsync($"{Csv.Header}\n{row}\n{Csv.Row()}\n{Csv.Row(grade: "顶级")}");
        using var client = api.Client("operator");
        var rows = await client.GetFromJsonAsync<JsonNode>($"/v1/batches/{batch["id"]}/rows");
        var number = rows!["items"]![0]!["certificateNumber"]!.GetValue<string>();
        var csv = await client.GetStringAsync($"/v1/batches/{batch["id"]}/rows.csv");
        _secrets.AddRange([number, row.Split(',')[3], api.Keys["operator"], csv.TrimEnd().Split('\n')[1].Split(',')[^1].Trim()]);
        await client.GetAsync($"/v1/certificates/{number}?name={Name}");
        await client.GetAsync($"/v1/certificates/{number}/pdf");
        await client.GetAsync($"/v1/certificates/{number}X");
        await client.GetAsync($"/{Name}");
        await api.ExecuteAsync("ALTER TABLE CertificateVersion RENAME TO Gone");
        await client.GetAsync($"/v1/certificates/{number}?name={Name}");
        using var scraper = new HttpClient();
        _metrics = await scraper.GetStringAsync($"{metricsUrl}/metrics");
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _collector.DisposeAsync();

    [TestCase("/v1/certificates/{number}/pdf")]
    [TestCase("/v1/batches/{id:guid}/rows")]
    [TestCase("issue group")]
    [TestCase("commit group")]
    public void Traces_OfARequestOrAGroup_NameIt(string name) => Assert.That(_collector.Has("traces", name), Is.True);

    [Test]
    public void Telemetry_OfTheWholeRun_HasNoSecret()
    {
        Assert.That(_secrets.Where(_collector.HasAnywhere), Is.Empty);
        Assert.That(_secrets.Where(secret => _metrics.Contains(secret, StringComparison.Ordinal)), Is.Empty);
    }

    [TestCase("certificates_issued_total{.*kind=\"grade\".*} 2")]
    [TestCase("certificates_rows_rejected_total{.*reason=\"grade_unknown\".*} 1")]
    [TestCase("certificates_commit_size_sum{.*} 2")]
    [TestCase("certificates_compose_duration_seconds_count{.*} 2")]
    [TestCase("certificates_sign_duration_seconds_count{.*what=\"pdf\".*} 2")]
    [TestCase("certificates_sign_duration_seconds_count{.*what=\"qr\".*} 2")]
    [TestCase("certificates_queue_length{.*} [0-9]")]
    [TestCase("http_server_request_duration_seconds_count{.*http_route=\"/v1/certificates/{number}/pdf\".*} 1")]
    [TestCase("dotnet_process_memory_working_set_bytes")]
    public void Metrics_OfTheRun_SayWhatHappened(string line) => Assert.That(_metrics, Does.Match(line));
}
