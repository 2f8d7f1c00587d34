using System.IO.Compression;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Certificates.Tests.Api;

internal sealed class DownloadTests
{
    private static RunningApi Api => SharedApi.Running;

    [Test]
    public async Task Events_OfABatch_EndWithDoneAndTheLastCounts()
    {
        using var client = Api.Client("operator");
        using var sent = await client.PostAsync("/v1/batches", Csv.Content(Csv.File(issued: 20, rejected: 1)));
        await using var stream = await client.GetStreamAsync($"{sent.Headers.Location}/events");
        var events = await SseParser.Create(stream).EnumerateAsync().ToListAsync();

        Assert.Multiple(() =>
        {
            Assert.That(events.SkipLast(1).Select(e => e.EventType), Is.All.EqualTo("counts").And.Not.Empty);
            Assert.That(events[^1].EventType, Is.EqualTo("done"));
            Assert.That(JsonNode.Parse(events[^1].Data)!["issued"]!.GetValue<int>(), Is.EqualTo(20));
            Assert.That(events[^1].EventId, Is.EqualTo("21"));
        });
    }

    [Test]
    public async Task CertificatesZip_OfABatch_HoldsThePdfsByNumberAsTheyAre()
    {
        var id = (await Api.IssueAsync(Csv.File(issued: 3, notPassed: 1)))["id"];
        using var client = Api.Client("operator");
        using var archive = new ZipArchive(new MemoryStream(await client.GetByteArrayAsync($"/v1/batches/{id}/certificates.zip")));

        Assert.That(archive.Entries, Has.Count.EqualTo(3));
        foreach (var entry in archive.Entries)
        {
            await using var content = await entry.OpenAsync();
            var bytes = new byte[entry.Length];
            await content.ReadExactlyAsync(bytes);
            Assert.That(bytes, Is.EqualTo(await client.GetByteArrayAsync($"/v1/certificates/{Path.GetFileNameWithoutExtension(entry.Name)}/pdf")));
            Assert.That(entry.CompressedLength, Is.EqualTo(entry.Length));
        }
    }

    [Test]
    public async Task CertificatesZip_OfABatchThatIssuedNothing_IsRefusedInWords()
    {
        using var client = Api.Client("operator");
        using var sent = await client.PostAsync("/v1/batches", Csv.Content(Csv.File(issued: 0, notPassed: 1)));
        var id = (await sent.Content.ReadFromJsonAsync<JsonNode>())!["id"];
        using var answer = await client.GetAsync($"/v1/batches/{id}/certificates.zip");

        await Problem.AssertAsync(answer, 409, "nothing_issued");
    }

    [Test]
    public async Task CertificatesZip_Downloaded_IsSoundToUnzip()
    {
        var id = (await Api.IssueAsync(Csv.File(issued: 2)))["id"];
        using var client = Api.Client("operator");
        var path = Path.GetTempFileName();
        await File.WriteAllBytesAsync(path, await client.GetByteArrayAsync($"/v1/batches/{id}/certificates.zip"));

        Assert.That(Tool.Run("unzip", "-t", path), Does.Contain("No errors detected"));
        File.Delete(path);
    }

    [Test]
    public async Task Pdf_Asked_HasItsHashAsStrongTagAndItsNumberAsName()
    {
        var number = await IssuedNumberAsync();
        using var client = Api.Client("operator");
        using var answer = await client.GetAsync($"/v1/certificates/{number}/pdf");
        var hash = Convert.ToHexStringLower(SHA256.HashData(await answer.Content.ReadAsByteArrayAsync()));
        using var again = new HttpRequestMessage(HttpMethod.Get, $"/v1/certificates/{number}/pdf") { Headers = { IfNoneMatch = { new EntityTagHeaderValue($"\"{hash}\"") } } };
        using var unchanged = await client.SendAsync(again);

        Assert.Multiple(() =>
        {
            Assert.That(answer.Headers.ETag, Is.EqualTo(new EntityTagHeaderValue($"\"{hash}\"", isWeak: false)));
            Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/pdf"));
            Assert.That(answer.Content.Headers.ContentDisposition?.FileName, Is.EqualTo($"{number}.pdf"));
            Assert.That(answer.Headers.CacheControl?.ToString(), Is.EqualTo("no-cache, private"));
            Assert.That((int)unchanged.StatusCode, Is.EqualTo(304));
        });
    }

    [Test]
    public async Task Certificate_Asked_TellsVersionsAndEventsButNoIdNumber()
    {
        var row = Csv.Row();
        var id = (await Api.IssueAsync($"{Csv.Header}\n{row}"))["id"];
        using var client = Api.Client("operator");
        var number = await NumberAsync(client, id);
        var text = await client.GetStringAsync($"/v1/certificates/{number[..14]}-{number[14..]}");
        var record = JsonNode.Parse(text)!;

        Assert.Multiple(() =>
        {
            Assert.That(record["status"]!.GetValue<string>(), Is.EqualTo("valid"));
            Assert.That(record["versions"]![0]!["name"]!.GetValue<string>(), Is.EqualTo("余敏静"));
            Assert.That(record["versions"]![0]!["idType"]!.GetValue<string>(), Is.EqualTo("resident_id"));
            Assert.That(record["events"]![0]!["kind"]!.GetValue<string>(), Is.EqualTo("issued"));
            Assert.That(text, Does.Not.Contain(row.Split(',')[3]));
        });
    }

    [TestCase("Z00011101042610000123X", 400, "number_mistyped")]
    [TestCase("Z00011101042610000123J", 404, "not_found")]
    public async Task Certificate_ThatIsNone_SaysWhy(string number, int status, string code)
    {
        using var client = Api.Client("authority");
        await Problem.AssertAsync(await client.GetAsync($"/v1/certificates/{number}"), status, code);
        await Problem.AssertAsync(await client.GetAsync($"/v1/certificates/{number}/pdf"), status, code);
        await Problem.AssertAsync(await client.PostAsync($"/v1/certificates/{number}/claim-code", null), status, code);
    }

    [Test]
    public async Task Pdf_OfAVersionThatIsNone_IsNotFound()
    {
        var number = await IssuedNumberAsync();
        using var client = Api.Client("operator");

        await Problem.AssertAsync(await client.GetAsync($"/v1/certificates/{number}/pdf?version=2"), 404, "not_found");
        await Problem.AssertAsync(await client.GetAsync($"/v1/certificates/{number}/pdf?version=x"), 400, "request_malformed");
    }

    [Test]
    public async Task ClaimCode_Renewed_IsTheOneRowsTellFromThen()
    {
        var id = (await Api.IssueAsync(Csv.File()))["id"];
        using var client = Api.Client("operator");
        var before = await client.GetStringAsync($"/v1/batches/{id}/rows.csv");
        var rows = await client.GetFromJsonAsync<JsonNode>($"/v1/batches/{id}/rows");
        using var renewed = await client.PostAsync($"/v1/certificates/{rows!["items"]![0]!["certificateNumber"]}/claim-code", null);
        var code = (await renewed.Content.ReadFromJsonAsync<JsonNode>())!["claimCode"]!.GetValue<string>();

        Assert.That(before, Does.Not.Contain(code));
        Assert.That(await client.GetStringAsync($"/v1/batches/{id}/rows.csv"), Does.Contain(code));
    }

    private static async Task<string> IssuedNumberAsync()
    {
        var id = (await Api.IssueAsync(Csv.File()))["id"];
        using var client = Api.Client("operator");
        return await NumberAsync(client, id);
    }

    private static async Task<string> NumberAsync(HttpClient client, JsonNode? batchId) =>
        (await client.GetFromJsonAsync<JsonNode>($"/v1/batches/{batchId}/rows"))!["items"]![0]!["certificateNumber"]!.GetValue<string>();
}
