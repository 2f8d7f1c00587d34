using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Certificates.Core.Access;
using Certificates.Core.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Certificates.Tests.Api;

internal sealed class AccessRecordTests
{
    private static RunningApi Api => SharedApi.Running;

    [Test]
    public async Task Calls_OfAKey_AreOnRecordByRouteAndCertificateAlone()
    {
        await Api.MakeKeyAsync("recorded", "0001");
        var batch = await Api.IssueAsync(Csv.File(), "recorded");
        using var client = Api.Client("recorded");
        var rows = await client.GetFromJsonAsync<JsonNode>($"/v1/batches/{batch["id"]}/rows?outcome=issued");
        var number = rows!["items"]![0]!["certificateNumber"]!.GetValue<string>();
        await client.GetAsync($"/v1/certificates/{number[..1]}-{number[1..]}/pdf");
        await client.GetAsync("/v1/certificates/Z00011101042610000123J?name=慕容");
        await client.GetAsync("/v1/keys");

        var keyId = await KeyIdAsync("recorded");
        var records = await RecordsAsync($"keyId={keyId}", 6);
        Assert.That(
            records.Select(record => $"{record!["call"]} {record["certificateNumber"]}"),
            Is.EqualTo(new[]
            {
                "GET /v1/certificates/{number} ",
                $"GET /v1/certificates/{{number}}/pdf {number}",
                "GET /v1/batches/{id}/rows ",
                "GET /v1/batches/{id} ",
                "GET /v1/batches/{id}/events ",
                "POST /v1/batches ",
            }));
        Assert.That(
            (await RecordsAsync($"batch={batch["id"]}", 3)).Select(record => (record!["keyId"]!.GetValue<long>(), (string?)record["batchId"])),
            Is.EqualTo(Enumerable.Repeat((keyId, (string?)batch["id"]), 3)), "who exported which batch");
        var ofCertificate = await RecordsAsync($"certificate={number}", 1);
        Assert.That(ofCertificate.Select(record => record!["keyId"]!.GetValue<long>()), Is.EqualTo(new[] { keyId }));
        Assert.That(await RecordsAsync($"keyId={keyId}&to=2020-01-01", 0), Is.Empty);
    }

    [TestCase("operator", 403)]
    [TestCase("approver", 403)]
    [TestCase("checker", 403)]
    [TestCase("authority", 200)]
    [TestCase("auditor", 200)]
    public async Task Records_AreForWhoOversees(string role, int status)
    {
        using var client = Api.Client(role);

        Assert.That((int)(await client.GetAsync("/v1/access-records")).StatusCode, Is.EqualTo(status));
    }

    [Test]
    public async Task Records_PagedThrough_AreEachOnce()
    {
        await Api.MakeKeyAsync("paged", "0001");
        using var client = Api.Client("paged");
        for (var i = 0; i < 5; i++)
        {
            await client.GetAsync("/v1/batches");
        }

        var keyId = await KeyIdAsync("paged");
        await RecordsAsync($"keyId={keyId}", 5);
        using var auditor = Api.Client("auditor");
        var (ids, after) = (new List<long>(), "");
        do
        {
            var page = (await auditor.GetFromJsonAsync<JsonNode>($"/v1/access-records?keyId={keyId}&limit=2{after}"))!;
            ids.AddRange(page["items"]!.AsArray().Select(record => record!["id"]!.GetValue<long>()));
            after = page["next"] is { } next ? $"&after={next}" : null;
        }
        while (after is not null);

        Assert.That(ids, Has.Count.EqualTo(5).And.Ordered.Descending);
    }

    [Test]
    public async Task Journal_ToldToStop_WritesWhatIsLeft()
    {
        var database = Api.Services.GetRequiredService<Database>();
        var journal = new AccessJournal(new AccessRecordStore(database), TimeProvider.System, NullLogger<AccessJournal>.Instance);
        var key = new ApiKey(777_777, ApiKeyRole.Auditor, null, null, "tests", TimeProvider.System.GetUtcNow(), null, null, null);
        for (var i = 0; i < 1200; i++)
        {
            await journal.NoteAsync(key, "GET /v1/batches", null, null, CancellationToken.None);
        }

        await journal.RunAsync(new CancellationToken(canceled: true));

        var written = await database.QueryAsync<long>("SELECT COUNT(*) FROM AccessRecord WHERE KeyId = 777777", null, CancellationToken.None);
        Assert.That(written[0], Is.EqualTo(1200));
    }

    private static async Task<long> KeyIdAsync(string name)
    {
        var key = await Api.Services.GetRequiredService<ApiKeys>().FindAsync(Api.Keys[name], CancellationToken.None);
        return key!.Id;
    }

    // Records are written some at a time: asked until as many are there as must come.
    private static async Task<JsonArray> RecordsAsync(string question, int atLeast)
    {
        using var auditor = Api.Client("auditor");
        JsonArray records;
        var tries = 0;
        do
        {
            await Task.Delay(100);
            records = (await auditor.GetFromJsonAsync<JsonNode>($"/v1/access-records?limit=1000&{question}"))!["items"]!.AsArray();
        }
        while (records.Count < atLeast && ++tries < 300);

        return records;
    }
}
