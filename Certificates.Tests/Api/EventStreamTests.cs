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
        var batch = await WaitingBatchAsync(api);
        using var cut = new CancellationTokenSource();
        using var listener = api.Client("listener");
        var streams = Enumerable.Range(0, Listeners).Select(async _ =>
        {
            using var response = await listener.GetAsync(new Uri($"{batch}/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cut.Token);
            using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(cut.Token));
            Assert.That(await lines.ReadLineAsync(cut.Token), Is.EqualTo("event: counts"));
            await lines.ReadToEndAsync(cut.Token);
        }).ToList();
        await Task.WhenAny(Task.WhenAll(streams), Task.Delay(TimeSpan.FromSeconds(3), CancellationToken.None));

        await cut.CancelAsync();
        Assert.That(async () => await Task.WhenAll(streams), Throws.InstanceOf<OperationCanceledException>());
        using var client = site.Client();
        for (var i = 0; i < 20; i++)
        {
            Assert.That(await listener.GetStringAsync(new Uri("/health/live", UriKind.Relative), CancellationToken.None), Is.EqualTo("Healthy"));
            using var asked = await client.PostAsJsonAsync("/v1/verifications", new { number = "Z0001110401261030001A", name = "王芳" }, CancellationToken.None);
            Assert.That(asked.StatusCode, Is.AnyOf(HttpStatusCode.OK, HttpStatusCode.BadRequest));
        }

        var still = JsonNode.Parse(await listener.GetStringAsync(batch, CancellationToken.None))!;
        Assert.That(still["status"]!.GetValue<string>(), Is.Not.EqualTo("done"));
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
