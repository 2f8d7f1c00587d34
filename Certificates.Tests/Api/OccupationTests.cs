extern alias Verify;

using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Verify::Certificates.Verify;

namespace Certificates.Tests.Api;

/// <summary>Editions of occupations, on a register of their own: what is changed here would meet other tests.</summary>
internal sealed class OccupationTests
{
    private const string CloudCode = "2-02-38-04";
    private const string NewCode = "2-02-39-04";
    private RunningApi _api = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _api = await RunningApi.StartAsync();
        await DirectoryCalls.PutAsync(_api, "/v1/occupations/04", new
        {
            edition = "2026",
            code = NewCode,
            name = "云计算系统工程技术人员",
            englishName = "Cloud Systems Engineer",
            validFrom = "2026-06-01",
        });
        await DirectoryCalls.PutAsync(_api, "/v1/institutions/0001", new { name = "更名后的评价中心", validFrom = "2026-06-01" });
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _api.DisposeAsync();

    [TestCase(CloudCode, "2026-05-31", "云计算工程技术人员", "示范数字技术评价中心")]
    [TestCase(CloudCode, "2026-06-01", "云计算系统工程技术人员", "更名后的评价中心")]
    [TestCase(NewCode, "2026-06-01", "云计算系统工程技术人员", "更名后的评价中心")]
    [TestCase("2-02-10-12", "2026-06-01", "云计算系统工程技术人员", "更名后的评价中心")]
    public async Task Certificate_OfARenamedOccupation_HasItsNumberAndTheNamesOfTheAssessmentDay(string code, string assessedOn, string occupation, string institution)
    {
        var batch = await _api.IssueAsync(Csv.File().Replace(CloudCode, code, StringComparison.Ordinal).Replace("2026-04-25", assessedOn, StringComparison.Ordinal));
        using var client = _api.Client("operator");
        var rows = await client.GetFromJsonAsync<JsonNode>($"/v1/batches/{batch["id"]}/rows");
        var number = rows!["items"]![0]!["certificateNumber"]?.GetValue<string>();
        Assert.That(number, Is.Not.Null, rows.ToJsonString());
        var version = (await client.GetFromJsonAsync<JsonNode>($"/v1/certificates/{number}"))!["versions"]![0]!;

        Assert.That(number![7..9], Is.EqualTo("04"));
        Assert.That((version["occupation"]!.GetValue<string>(), version["institution"]!.GetValue<string>()), Is.EqualTo((occupation, institution)));
    }

    [Test]
    public async Task Occupation_WithANewEdition_KeepsTheOneBefore()
    {
        var now = await DirectoryCalls.GetAsync(_api, "/v1/occupations/04");
        var then = await DirectoryCalls.GetAsync(_api, "/v1/occupations/04?on=2026-05-31");

        Assert.Multiple(() =>
        {
            Assert.That(now["edition"]!.GetValue<string>(), Is.EqualTo("2026"));
            Assert.That(now["formerCode"]!.GetValue<string>(), Is.EqualTo(CloudCode));
            Assert.That(now["theoryPass"]!.GetValue<decimal>(), Is.EqualTo(60));
            Assert.That(now["directions"]!.ToJsonString(), Is.EqualTo(then["directions"]!.ToJsonString()));
            Assert.That(DirectoryCalls.Values(now["history"]!, "edition"), Is.EqualTo(new[] { "2022", "2026" }));
            Assert.That(then["validTo"]!.GetValue<string>(), Is.EqualTo("2026-05-31"));
        });
    }

    [Test]
    public async Task Site_AskedAfterAChange_PublishesItAtOnce()
    {
        await using var site = Program.Build([], builder =>
        {
            builder.Configuration.AddInMemoryCollection(
                [new("Urls", "http://127.0.0.1:0"), new("DataDirectory", _api.Folder), new("Storage:IsSpecimen", "true")]);
            builder.Logging.ClearProviders();
        });
        await site.StartAsync(CancellationToken.None);
        using var visitor = new HttpClient { BaseAddress = new Uri(site.Urls.First()) };
        var before = await visitor.GetStringAsync("/v1/catalogue", CancellationToken.None);
        await DirectoryCalls.AddAsync(_api, "0601");
        await DirectoryCalls.AuthoriseAsync(_api, "0601");
        await DirectoryCalls.PutAsync(_api, "/v1/occupations/88", Edition("2027", "9-99-88-01"));
        var behind = await visitor.GetFromJsonAsync<JsonNode>("/v1/catalogue", CancellationToken.None);

        Assert.That(before, Does.Not.Contain("测试评价机构0601"));
        var listed = behind!["institutions"]!.AsArray().Single(i => i!["code"]!.GetValue<string>() == "0601")!;
        Assert.That(listed["terms"]!.AsArray(), Has.Count.EqualTo(1));
        Assert.That(DirectoryCalls.Values(behind["occupations"]!, "number"), Does.Contain("88"));
    }

    [Test]
    public async Task Occupation_Added_TakesResultsOfItsOwn()
    {
        await DirectoryCalls.PutAsync(_api, "/v1/occupations/77", Edition("2026", "9-99-77-01"));
        await DirectoryCalls.AddAsync(_api, "0602");
        await DirectoryCalls.PutAsync(_api, "/v1/institutions/0602/authorisations", new { items = new[] { DirectoryCalls.Right(occupationNumber: "77") } });
        await _api.MakeKeyAsync("0602", "0602");

        var batch = await _api.IssueAsync(Csv.File().Replace(CloudCode, "9-99-77-01", StringComparison.Ordinal).Replace("云计算运维", "测试方向", StringComparison.Ordinal), "0602");

        Assert.That(batch["counts"]!["issued"]!.GetValue<int>(), Is.EqualTo(1));
    }

    [Test]
    public async Task Edition_Corrected_KeepsWhatItWasInTheEvents()
    {
        await DirectoryCalls.PutAsync(_api, "/v1/occupations/76", Edition("2026", "9-99-76-01"));
        await DirectoryCalls.PutAsync(_api, "/v1/occupations/76", new { edition = "2026", englishName = "Corrected", abilityPass = 62.5 });
        var corrected = await DirectoryCalls.GetAsync(_api, "/v1/occupations/76");
        var happened = (await DirectoryCalls.GetAsync(_api, "/v1/directory-events?target=occupation/76"))["items"]![0]!;

        Assert.Multiple(() =>
        {
            Assert.That((corrected["englishName"]!.GetValue<string>(), corrected["abilityPass"]!.GetValue<decimal>()), Is.EqualTo(("Corrected", 62.5m)));
            Assert.That(happened["kind"]!.GetValue<string>(), Is.EqualTo("edition_corrected"));
            Assert.That(happened["detail"]!["before"]!["englishName"]!.GetValue<string>(), Is.EqualTo("Test Engineer"));
        });
    }

    [Test]
    public async Task Edition_SentWrongly_HasEveryFieldNamed()
    {
        using var authority = _api.Client("authority");
        using var answer = await authority.PutAsJsonAsync("/v1/occupations/75", new
        {
            edition = "2026",
            name = "测试",
            theoryPass = 100.5,
            abilityPass = 60.125,
            validTo = "soon",
            directions = new object[] { new { number = "1", name = "甲", grades = new[] { "junior" } }, new { number = "02", name = "甲", grades = Array.Empty<string>() } },
        });

        var problem = await Problem.AssertAsync(answer, 400, "valid_from_missing");
        Assert.That(problem["errors"]!.AsObject().Select(field => field.Key), Is.EquivalentTo(new[]
        {
            "validFrom", "code", "englishName", "theoryPass", "abilityPass", "validTo", "directions[0].number", "directions[1]", "directions[1].grades",
        }));
    }

    [TestCase("{\"edition\":\"2030\",\"code\":\"9-99-99-01\",\"formerCode\":\"\",\"validFrom\":\"2030-01-01\"}", "number_in_use")]
    [TestCase("{\"edition\":\"2030\",\"code\":\"2-02-38-01\",\"validFrom\":\"2030-01-01\"}", "code_in_use")]
    [TestCase("{\"edition\":\"2030\",\"validFrom\":\"2026-06-01\"}", "valid_from_taken")]
    [TestCase("{\"edition\":\"2026\",\"directions\":[]}", "direction_kept")]
    [TestCase("{\"edition\":\"2030\",\"validFrom\":\"2030-01-01\",\"directions\":[{\"number\":\"01\",\"name\":\"别的\",\"grades\":[\"junior\"]}]}", "direction_number_in_use")]
    public async Task Edition_AgainstWhatIsForGood_IsRefused(string body, string code)
    {
        using var authority = _api.Client("authority");
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await authority.PutAsync("/v1/occupations/04", content);

        await Problem.AssertAsync(answer, 409, code);
    }

    [Test]
    public async Task Direction_PrintedOnACertificate_IsNeverRenamed()
    {
        await DirectoryCalls.PutAsync(_api, "/v1/occupations/74", Edition("2026", "9-99-74-01"));
        await DirectoryCalls.PutAsync(_api, "/v1/occupations/74", Renamed("改过的方向"));
        await DirectoryCalls.AddAsync(_api, "0603");
        await DirectoryCalls.PutAsync(_api, "/v1/institutions/0603/authorisations", new { items = new[] { DirectoryCalls.Right(occupationNumber: "74") } });
        await _api.MakeKeyAsync("0603", "0603");
        var batch = await _api.IssueAsync(Csv.File().Replace(CloudCode, "9-99-74-01", StringComparison.Ordinal).Replace("云计算运维", "01", StringComparison.Ordinal), "0603");
        using var authority = _api.Client("authority");
        using var answer = await authority.PutAsJsonAsync("/v1/occupations/74", Renamed("又改的方向"));

        Assert.That(batch["counts"]!["issued"]!.GetValue<int>(), Is.EqualTo(1));
        await Problem.AssertAsync(answer, 409, "direction_number_in_use");
    }

    private static object Renamed(string direction) => new
    {
        edition = "2026",
        directions = new[] { new { number = "01", name = direction, grades = new[] { "junior", "intermediate", "senior" } } },
    };

    private static object Edition(string edition, string code) => new
    {
        edition,
        code,
        name = "测试工程技术人员",
        englishName = "Test Engineer",
        theoryPass = 60,
        abilityPass = 60,
        validFrom = "2026-01-01",
        directions = new[] { new { number = "01", name = "测试方向", grades = new[] { "junior", "intermediate", "senior" } } },
    };
}
