using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Certificates.Tests.Api.Searching;

/// <summary><c>POST /v1/certificates/search</c>, asked by HTTP.</summary>
internal sealed class SearchTests
{
    private static RunningApi Api => SharedApi.Running;

    [Test]
    public async Task Search_ByEachFact_FindsTheCertificateAndNoOther()
    {
        var row = Csv.Row(name: "阿依古丽·买买提").Split(',');
        var batch = (string)(await Api.IssueAsync($"{Csv.Header}\n{string.Join(',', row)}\n{Csv.Row()}"))["id"]!;
        var number = (string)(await OnlyAsync(new { candidateNumber = row[0] }))["number"]!;
        object[] questions =
        [
            new { number }, new { number = $"编号：{number[..5]}－{number[5..]}。" },
            new { name = "阿依古丽．买买提", batch }, new { name = "阿依古丽 买买提", batch },
            new { candidateNumber = $"　{row[0]} ", grade = "高级" },
            new { idNumber = row[3] }, new { idNumber = $"{row[3][..6]} {row[3][6..]}", number, occupation = "2-02-38-04", status = "valid" },
            new { batch, name = row[1], idNumber = row[3], candidateNumber = row[0], grade = "senior" },
        ];

        foreach (var question in questions)
        {
            Assert.That((string)(await OnlyAsync(question))["number"]!, Is.EqualTo(number), question.ToString());
        }
    }

    [Test]
    public async Task Search_WithOneFactThatDoesNotFit_FindsNothing()
    {
        var row = Csv.Row().Split(',');
        var batch = (string)(await Api.IssueAsync($"{Csv.Header}\n{string.Join(',', row)}"))["id"]!;
        var number = (string)(await OnlyAsync(new { candidateNumber = row[0] }))["number"]!;
        object[] questions =
        [
            new { number, name = "余敏" }, new { number, idNumber = Csv.ResidentId(998_877) }, new { number, candidateNumber = row[0] + "1" },
            new { number, batch = Guid.NewGuid() }, new { number, grade = "junior" }, new { number, status = "revoked" },
            new { number, occupation = "02" }, new { number, to = "2020-01-01" }, new { number, from = "2999-01-01" },
            new { batch, name = "余敏" }, new { idNumber = row[3], name = "余敏" }, new { idNumber = row[3][..17] },
        ];

        foreach (var question in questions)
        {
            Assert.That(await ItemsAsync(question), Is.Empty, question.ToString());
        }
    }

    [Test]
    public async Task Search_OfAnotherInstitution_FindsNothingWhereTheAuditorDoes()
    {
        var row = Csv.Row().Split(',');
        await Api.IssueAsync($"{Csv.Header}\n{string.Join(',', row)}");
        var number = (string)(await OnlyAsync(new { candidateNumber = row[0] }, "auditor"))["number"]!;
        object[] questions = [new { number }, new { candidateNumber = row[0] }, new { idNumber = row[3] }, new { name = row[1] }, new { }];

        foreach (var question in questions)
        {
            var found = await ItemsAsync(question, "stranger");
            Assert.That(found.Select(item => (string)item!["institutionCode"]!), Is.All.EqualTo(RunningApi.SecondInstitution));
            Assert.That(found.Select(item => (string)item!["number"]!), Does.Not.Contain(number), question.ToString());
            Assert.That(await ItemsAsync(question, "authority"), Is.Not.Empty);
        }
    }

    [Test]
    public async Task Search_PagedThrough_IsAllOfTheBatchOnceNewestFirst()
    {
        var batch = (string)(await Api.IssueAsync(Csv.File(issued: 7, notPassed: 1)))["id"]!;
        var (ids, after) = (new List<long>(), default(string));
        do
        {
            var page = await AskAsync(new { batch, limit = 3, after });
            ids.AddRange(page["items"]!.AsArray().Select(item => (long)item!["id"]!));
            after = (string?)page["next"];
        }
        while (after is not null);

        Assert.That(ids, Has.Count.EqualTo(7).And.Unique.And.Ordered.Descending);
    }

    [Test]
    public async Task Found_TellsWhereItCameFromAndNoIdNumber()
    {
        var row = Csv.Row().Split(',');
        var batch = (string)(await Api.IssueAsync($"{Csv.Header}\n{string.Join(',', row)}"))["id"]!;
        var found = await OnlyAsync(new { batch });

        Assert.That(((string)found["batchId"]!, (int)found["row"]!, (string)found["candidateNumber"]!), Is.EqualTo((batch, 1, row[0])));
        Assert.That(((string)found["name"]!, (string)found["occupation"]!, (string)found["grade"]!), Is.EqualTo((row[1], "云计算工程技术人员", "senior")));
        Assert.That(found.ToJsonString(), Does.Not.Contain(row[3]));
    }

    [TestCase("""{"number":"Z00011101042610000123X"}""", "number_mistyped")]
    [TestCase("""{"name":"·"}""", "name_invalid")]
    [TestCase("""{"batch":"x"}""", "request_malformed")]
    [TestCase("""{"from":"2026-13-01"}""", "day_invalid")]
    [TestCase("""{"from":"2026-02-01","to":"2026-01-01"}""", "span_invalid")]
    [TestCase("""{"occupation":"2-99"}""", "occupation_unknown")]
    [TestCase("""{"grade":"顶级"}""", "grade_unknown")]
    [TestCase("""{"status":"reserved"}""", "status_unknown")]
    [TestCase("""{"status":"2"}""", "status_unknown")]
    [TestCase("""{"limit":1001}""", "limit_invalid")]
    [TestCase("""{"after":"zz"}""", "after_invalid")]
    [TestCase("[]", "request_malformed")]
    public async Task Search_AskedWrongly_SaysWhat(string body, string code)
    {
        using var client = Api.Client("operator");
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync("/v1/certificates/search", content);

        Assert.That((string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]!, Is.EqualTo(code));
        Assert.That((int)answer.StatusCode, Is.InRange(400, 422));
    }

    [Test]
    public async Task Search_ByIdNumber_IsOnRecordByItsHashAndInNoLog()
    {
        var id = Csv.ResidentId(777_001);
        await ItemsAsync(new { idNumber = id });
        await ItemsAsync(new { idNumber = $"{id[..6]}-{id[6..]}" }, "auditor");
        using var client = Api.Client("auditor");
        var text = await client.GetStringAsync("/v1/access-records/searches?limit=2");
        var hashes = JsonNode.Parse(text)!["items"]!.AsArray().Select(item => (string)item!["idNumberHash"]!).ToList();

        Assert.That(hashes, Has.Count.EqualTo(2));
        Assert.That(hashes.Distinct(StringComparer.Ordinal), Has.One.Items.And.All.Match("^[0-9a-f]{64}$"));
        Assert.That(text, Does.Not.Contain(id));
        Assert.That(Api.Logs.Text, Does.Not.Contain(id));
    }

    [Test]
    public async Task Search_ByIdNumber_EndsForTheDayWhenThePersonsAreUsedUp()
    {
        await using var api = await RunningApi.StartAsync(settings: ("Search:IdNumbersADay", "2"));
        using var client = api.Client("operator");
        for (var i = 0; i < 2; i++)
        {
            using var good = await client.PostAsJsonAsync("/v1/certificates/search", new { idNumber = Csv.ResidentId(i) });
            Assert.That((int)good.StatusCode, Is.EqualTo(200));
        }

        using var refused = await client.PostAsJsonAsync("/v1/certificates/search", new { idNumber = Csv.ResidentId(2) });
        using var byName = await client.PostAsJsonAsync("/v1/certificates/search", new { name = "余敏静" });
        using var other = api.Client("auditor");
        using var ofAnother = await other.PostAsJsonAsync("/v1/certificates/search", new { idNumber = Csv.ResidentId(2) });

        await Problem.AssertAsync(refused, 429, "too_many_id_searches");
        Assert.That(refused.Headers.RetryAfter?.Delta, Is.GreaterThan(TimeSpan.Zero).And.LessThanOrEqualTo(TimeSpan.FromDays(1)));
        Assert.That(((int)byName.StatusCode, (int)ofAnother.StatusCode), Is.EqualTo((200, 200)));
        Assert.That(await api.CountAsync("SELECT COUNT(*) FROM IdNumberSearch"), Is.EqualTo(3), "what was refused is no search");
    }

    private static async Task<JsonNode> OnlyAsync(object question, string role = "operator")
    {
        var items = await ItemsAsync(question, role);
        Assert.That(items, Has.Count.EqualTo(1), question.ToString());
        return items[0]!;
    }

    private static async Task<JsonArray> ItemsAsync(object question, string role = "operator") =>
        (await AskAsync(question, role))["items"]!.AsArray();

    private static async Task<JsonNode> AskAsync(object question, string role = "operator")
    {
        using var client = Api.Client(role);
        using var answer = await client.PostAsJsonAsync("/v1/certificates/search", question);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That((int)answer.StatusCode, Is.EqualTo(200), text);
        return JsonNode.Parse(text)!;
    }
}
