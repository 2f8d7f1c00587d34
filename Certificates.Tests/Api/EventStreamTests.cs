using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Certificates.Tests.Verify;

namespace Certificates.Tests.Api;

/// <summary>Streams of progress that many listen to, and that all end at once.</summary>
internal sealed class EventStreamTests
{
    private const int Listeners = 200;

    [Test]
    public async Task Streams_TwoHundredCutTogether_LeaveServiceAndSiteAnswering()
    {
        await using var api = await RunningApi.StartAsync();
        await using var site = await TestSite.StartForAsync(api.Folder, ("Limits:RequestsPerMinute", "100000"));
        var certificate = await IssuedAsync(api);
        var batch = await WaitingBatchAsync(api);
        await CutAsync(api, batch);
        await AskTwentyTimesAsync(api, site, certificate);

        using var listener = api.Client("listener");
        var still = JsonNode.Parse(await listener.GetStringAsync(batch, CancellationToken.None))!;
        Assert.That(still["status"]!.GetValue<string>(), Is.Not.EqualTo("done"));
    }

    /// <summary>The same while something is issued: the streams tell of each group, and end together between two of them.</summary>
    [Test]
    public async Task Streams_TwoHundredCutWhileTheirBatchIsIssued_LeaveItToEnd()
    {
        await using var api = await RunningApi.StartAsync(settings: ("Issuing:GroupSize", "10"));
        await using var site = await TestSite.StartForAsync(api.Folder, ("Limits:RequestsPerMinute", "100000"));
        var certificate = await IssuedAsync(api);
        await api.MakeKeyAsync("listener", Core.Access.ApiKeyRole.Operator, "0001");
        using var client = api.Client("listener");
        using var sent = await client.PostAsync(new Uri("/v1/batches", UriKind.Relative), Csv.Content(Csv.File(issued: 2_000)));
        await CutAsync(api, sent.Headers.Location!);
        await AskTwentyTimesAsync(api, site, certificate);

        var ended = await client.GetStringAsync(new Uri($"{sent.Headers.Location}/events", UriKind.Relative));
        Assert.That(ended[ended.LastIndexOf("data:", StringComparison.Ordinal)..], Does.Contain("\"issued\":2000"));
    }

    /// <summary>Two hundred streams that have all told the counts once, and end in the same instant.</summary>
    private static async Task CutAsync(RunningApi api, Uri batch)
    {
        using var cut = new CancellationTokenSource();
        using var listener = api.Client("listener");
        using var stand = new CountdownEvent(Listeners);
        var streams = Enumerable.Range(0, Listeners).Select(async _ =>
        {
            using var response = await listener.GetAsync(new Uri($"{batch}/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cut.Token);
            using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(cut.Token));
            Assert.That(await lines.ReadLineAsync(cut.Token), Is.EqualTo("event: counts").Or.EqualTo("event: done"));
            stand.Signal();
            await Task.Delay(Timeout.Infinite, cut.Token);
        }).ToList();
        Assert.That(await Task.Run(() => stand.Wait(TimeSpan.FromMinutes(2), CancellationToken.None), CancellationToken.None), Is.True, $"{Listeners - stand.CurrentCount} streams stand");
        await cut.CancelAsync();
        Assert.That(async () => await Task.WhenAll(streams), Throws.InstanceOf<OperationCanceledException>());
    }

    private static async Task AskTwentyTimesAsync(RunningApi api, TestSite site, string certificate)
    {
        using var listener = api.Client("listener");
        using var client = site.Client();
        for (var i = 0; i < 20; i++)
        {
            Assert.That(await listener.GetStringAsync(new Uri("/health/live", UriKind.Relative)), Is.EqualTo("Healthy"));
            using var asked = await client.PostAsJsonAsync("/v1/verifications", new { number = certificate, name = "余敏静" });
            Assert.That((string?)JsonNode.Parse(await asked.Content.ReadAsStringAsync())!["verdict"], Is.EqualTo("valid"));
        }
    }

    /// <summary>The number of a certificate in force.</summary>
    private static async Task<string> IssuedAsync(RunningApi api)
    {
        var batch = await api.IssueAsync(Csv.File());
        using var client = api.Client("operator");
        var rows = await client.GetFromJsonAsync<JsonNode>($"/v1/batches/{batch["id"]}/rows?outcome=issued");
        return (string)rows!["items"]![0]!["certificateNumber"]!;
    }

    /// <summary>A batch that waits for an approval, so that its stream does not end.</summary>
    private static async Task<Uri> WaitingBatchAsync(RunningApi api)
    {
        await DirectoryCalls.AddAsync(api, "0901");
        await DirectoryCalls.AuthoriseAsync(api, "0901");
        await DirectoryCalls.PutAsync(api, "/v1/institutions/0901", new { creditCode = DirectoryCalls.CreditCode("0901"), name = "测试评价机构0901", provinceCode = "44", isAssessment = true, validFrom = "2021-10-01", needsApproval = true });
        await api.MakeKeyAsync("listener", Core.Access.ApiKeyRole.Operator, "0901");
        using var client = api.Client("listener");
        using var content = new StringContent($"{Intake.Results.Header}\n{Intake.Results.GoodRow}\n", Encoding.UTF8, "text/csv");
        using var sent = await client.PostAsync(new Uri("/v1/batches", UriKind.Relative), content);
        Assert.That(sent.StatusCode, Is.EqualTo(HttpStatusCode.Accepted), await sent.Content.ReadAsStringAsync());
        return sent.Headers.Location!;
    }
}
