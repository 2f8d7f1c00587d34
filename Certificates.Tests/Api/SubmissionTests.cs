using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using MiniExcelLibs;

namespace Certificates.Tests.Api;

internal sealed class SubmissionTests
{
    private const string Institution = "0390";
    private const string Sender = $"{Institution}-operator";

    private static RunningApi Api => SharedApi.Running;

    /// <summary>What an institution of its own has sent can be counted while other tests send.</summary>
    [OneTimeSetUp]
    public Task AddInstitutionAsync() => Api.AddInstitutionAsync(Institution);

    [Test]
    public async Task Form_WithPartsInAnyOrder_BecomesABatch()
    {
        using var client = Api.Client("operator");
        using var form = new MultipartFormDataContent
        {
            { new StringContent("ignored"), "note" },
            { Csv.Content(Csv.File(issued: 2, notPassed: 1, rejected: 1)), "file", "C:\\成绩\\六月\u202E成绩.csv" },
        };
        using var answer = await client.PostAsync("/v1/batches", form);
        var batch = await answer.Content.ReadFromJsonAsync<JsonNode>();

        Assert.Multiple(() =>
        {
            Assert.That((int)answer.StatusCode, Is.EqualTo(202));
            Assert.That(answer.Headers.Location?.ToString(), Is.EqualTo($"/v1/batches/{batch!["id"]}"));
            Assert.That(batch["fileName"]!.GetValue<string>(), Is.EqualTo("六月成绩.csv"));
            Assert.That(batch["institutionCode"]!.GetValue<string>(), Is.EqualTo("0001"));
            Assert.That(batch["receivedAt"]!.GetValue<string>(), Does.EndWith("Z"));
            Assert.That(batch["counts"]!["received"]!.GetValue<int>(), Is.EqualTo(4));
            Assert.That(batch["counts"]!["notPassed"]!.GetValue<int>(), Is.EqualTo(1));
            Assert.That(batch["counts"]!["rejected"]!.GetValue<int>(), Is.EqualTo(1));
        });
    }

    [Test]
    public async Task File_AsJsonOrWorkbook_IsTakenAsWell()
    {
        using var client = Api.Client("operator");
        var fields = Csv.Header.Split(',').Zip(Csv.Row().Split(',')).ToDictionary(pair => pair.First, object (pair) => pair.Second, StringComparer.Ordinal);
        using var workbook = new MemoryStream();
        await workbook.SaveAsAsync(new[] { fields });
        using var xlsx = new ByteArrayContent(workbook.ToArray());
        xlsx.Headers.ContentType = new MediaTypeHeaderValue("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        using var json = JsonContent.Create(new
        {
            results = new[]
            {
                new
                {
                    candidateNumber = "J1", name = "余敏静", idType = "resident_id", idNumber = Csv.ResidentId(500_001), occupationCode = "2-02-38-04",
                    direction = "云计算运维", grade = "senior", theoryScore = 73, abilityScore = 61.5, assessedOn = "2026-04-25",
                },
            },
        });
        foreach (var content in (HttpContent[])[xlsx, json])
        {
            using var answer = await client.PostAsync("/v1/batches", content);
            var batch = await answer.Content.ReadFromJsonAsync<JsonNode>();
            Assert.That(batch!["counts"]!["pending"]!.GetValue<int>() + batch["counts"]!["issued"]!.GetValue<int>(), Is.EqualTo(1), batch.ToJsonString());
        }
    }

    [Test]
    public async Task SameKeyAndBytes_SentAgain_IsTheSameBatch()
    {
        var file = Csv.File();
        using var first = await SendAsync(file, "retry-1");
        using var second = await SendAsync(file, "retry-1");

        Assert.That((int)second.StatusCode, Is.EqualTo(200));
        Assert.That((await second.Content.ReadFromJsonAsync<JsonNode>())!["id"]!.GetValue<string>(), Is.EqualTo((await first.Content.ReadFromJsonAsync<JsonNode>())!["id"]!.GetValue<string>()));
    }

    [Test]
    public async Task SameKey_WithOtherBytes_IsAConflict()
    {
        using var first = await SendAsync(Csv.File(), "retry-2");
        using var second = await SendAsync(Csv.File(), "retry-2");

        await Problem.AssertAsync(second, 409, "idempotency_conflict");
    }

    [TestCase("with space", 1)]
    [TestCase("", 1)]
    [TestCase("k", 201)]
    public async Task IdempotencyKey_ThatIsNotVisibleAsciiOrTooLong_IsRefused(string key, int times)
    {
        using var answer = await SendAsync(Csv.File(), string.Concat(Enumerable.Repeat(key, times)));

        await Problem.AssertAsync(answer, 400, "idempotency_key_invalid");
    }

    [Test]
    public async Task DryRun_TellsFaults_AndKeepsNothing()
    {
        using var client = Api.Client($"{Institution}-approver");
        var before = await CountAsync(client);
        using var answer = await client.PostAsync("/v1/batches?dryRun=true", Csv.Content(Csv.File(issued: 2, notPassed: 1, rejected: 1)));
        var dryRun = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;

        Assert.That((int)answer.StatusCode, Is.EqualTo(200));
        Assert.That(dryRun["dryRun"]!.GetValue<bool>(), Is.True);
        Assert.That(dryRun["counts"]!["pending"]!.GetValue<int>(), Is.EqualTo(2));
        Assert.That(dryRun["items"]!.AsArray().Select(row => row!["reasons"]![0]!["code"]!.GetValue<string>()), Is.EqualTo(new[] { "theory_below_pass", "grade_unknown" }));
        Assert.That(dryRun["truncated"]!.GetValue<bool>(), Is.False);
        Assert.That(await CountAsync(client), Is.EqualTo(before));
    }

    [Test]
    public async Task WholeFile_ThatIsFaulty_IsRefusedByItsCodeAndLeavesNothing()
    {
        using var client = Api.Client(Sender);
        var before = await CountAsync(client);
        await RefusedAsync(client, "", "file_empty");
        await RefusedAsync(client, Csv.Header, "file_empty");
        await RefusedAsync(client, "姓名,等级\n余敏静,高级", "columns_missing");
        await RefusedAsync(client, $"{Csv.Header},姓名\n{Csv.Row()},甲", "columns_duplicated");
        await RefusedAsync(client, $"{Csv.Header}\nT1,\"余", "file_unreadable");
        await RefusedAsync(client, "PK\u0003\u0004 no workbook", "file_unreadable");
        await RefusedAsync(client, [.. Encoding.UTF8.GetBytes(Csv.File()), (byte)'\n', .. Gb18030("T9,余敏静")], "encoding_mixed");
        await RefusedAsync(client, new string('x', (64 * 1024 * 1024) + 1), "file_too_large");
        await RefusedAsync(client, Csv.Header + string.Concat(Enumerable.Repeat("\nT1,", 100_001)), "too_many_rows");

        Assert.That(await CountAsync(client), Is.EqualTo(before));
    }

    [Test]
    public async Task Form_ThatIsFaulty_IsRefusedByItsCode()
    {
        using var client = Api.Client("operator");
        using var noFile = new MultipartFormDataContent { { new StringContent("x"), "other" } };
        await Problem.AssertAsync(await client.PostAsync("/v1/batches", noFile), 400, "file_missing");

        using var twice = new MultipartFormDataContent { { Csv.Content(Csv.File()), "file", "a.csv" }, { Csv.Content(Csv.File()), "file", "b.csv" } };
        await Problem.AssertAsync(await client.PostAsync("/v1/batches", twice), 400, "part_repeated");

        using var noZip = new MultipartFormDataContent { { new StringContent("no zip"), "photos", "p.zip" }, { Csv.Content(Csv.File()), "file", "a.csv" } };
        await Problem.AssertAsync(await client.PostAsync("/v1/batches", noZip), 400, "photos_unreadable");

        using var cutShort = new StringContent("--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nhalf of it");
        cutShort.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");
        await Problem.AssertAsync(await client.PostAsync("/v1/batches", cutShort), 400, "request_malformed");

        using var noBoundary = new StringContent("x");
        noBoundary.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data");
        await Problem.AssertAsync(await client.PostAsync("/v1/batches", noBoundary), 415, "media_type_unsupported");

        using var image = new ByteArrayContent([1]);
        image.Headers.ContentType = MediaTypeHeaderValue.Parse("image/png");
        await Problem.AssertAsync(await client.PostAsync("/v1/batches", image), 415, "media_type_unsupported");
        await Problem.AssertAsync(await client.PostAsync("/v1/batches", null), 415, "media_type_unsupported");
    }

    private static Task RefusedAsync(HttpClient client, string body, string code) => RefusedAsync(client, Encoding.UTF8.GetBytes(body), code);

    private static async Task RefusedAsync(HttpClient client, byte[] body, string code)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        using var answer = await client.PostAsync("/v1/batches", content);
        await Problem.AssertAsync(answer, code is "file_too_large" or "too_many_rows" ? 413 : 400, code);
    }

    private static byte[] Gb18030(string text) => CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes(text);

    private static async Task<HttpResponseMessage> SendAsync(string file, string idempotencyKey)
    {
        using var client = Api.Client("operator");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/batches") { Content = Csv.Content(file) };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
        return await client.SendAsync(request);
    }

    private static async Task<int> CountAsync(HttpClient client) =>
        (await client.GetFromJsonAsync<JsonNode>("/v1/batches?limit=1000"))!["items"]!.AsArray().Count;
}
