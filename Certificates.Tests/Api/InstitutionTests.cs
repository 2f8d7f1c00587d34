using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Certificates.Tests.Api;

internal sealed class InstitutionTests
{
    private static RunningApi Api => SharedApi.Running;

    [Test]
    public async Task Institution_Added_StandsInTheDirectoryWithItsEvent()
    {
        using var authority = Api.Client("authority");
        using var answer = await authority.PutAsJsonAsync("/v1/institutions/0401", new
        {
            creditCode = $" {DirectoryCalls.CreditCode("0401")} ",
            name = "测试评价机构",
            englishName = "Test Institution",
            provinceCode = "44",
            contact = "办公室",
            isAssessment = true,
            publicityDays = 5,
            validFrom = "2026-01-01",
            document = "人社测字〔2026〕1号",
        });
        var added = await DirectoryCalls.GetAsync(Api, "/v1/institutions/0401");
        var happened = (await DirectoryCalls.GetAsync(Api, "/v1/directory-events?target=institution/0401"))["items"]![0]!;

        Assert.Multiple(() =>
        {
            Assert.That((int)answer.StatusCode, Is.EqualTo(201));
            Assert.That(answer.Headers.Location?.ToString(), Is.EqualTo("/v1/institutions/0401"));
            Assert.That(added["creditCode"]!.GetValue<string>(), Is.EqualTo(DirectoryCalls.CreditCode("0401")));
            Assert.That(added["state"]!.GetValue<string>(), Is.EqualTo("listed"));
            Assert.That(added["publicityDays"]!.GetValue<int>(), Is.EqualTo(5));
            Assert.That(added["needsApproval"]!.GetValue<bool>(), Is.True, "unless the authority says otherwise");
            Assert.That(added["history"]!.AsArray(), Has.Count.EqualTo(1));
            Assert.That(happened["kind"]!.GetValue<string>(), Is.EqualTo("institution_added"));
            Assert.That(happened["document"]!.GetValue<string>(), Is.EqualTo("人社测字〔2026〕1号"));
            Assert.That(happened["detail"]!["contact"]!.GetValue<string>(), Is.EqualTo("办公室"));
            Assert.That(happened["keyId"]!.GetValue<long>(), Is.EqualTo(added["recordedBy"]!.GetValue<long>()));
        });
        var list = await DirectoryCalls.GetAsync(Api, "/v1/institutions?limit=1&after=0400");
        Assert.That(DirectoryCalls.Values(list["items"]!, "code"), Is.EqualTo(new[] { "0401" }));
        Assert.That((await DirectoryCalls.GetAsync(Api, "/v1/institutions?on=2025-12-31&limit=1000"))["items"]!.AsArray().Count(i => i!["code"]!.GetValue<string>() == "0401"), Is.Zero);
    }

    [Test]
    public async Task Institutions_ThatNeedNoApproval_AreListed()
    {
        await DirectoryCalls.PutAsync(Api, "/v1/institutions/0431", new
        {
            creditCode = DirectoryCalls.CreditCode("0431"),
            name = "自行签发机构",
            provinceCode = "44",
            isAssessment = true,
            needsApproval = false,
        });
        await DirectoryCalls.PutAsync(Api, "/v1/institutions/0432", new
        {
            creditCode = DirectoryCalls.CreditCode("0432"),
            name = "审批签发机构",
            provinceCode = "44",
            isAssessment = true,
        });

        var alone = DirectoryCalls.Values((await DirectoryCalls.GetAsync(Api, "/v1/institutions?needsApproval=false&limit=1000"))["items"]!, "code");
        var approved = DirectoryCalls.Values((await DirectoryCalls.GetAsync(Api, "/v1/institutions?needsApproval=true&limit=1000"))["items"]!, "code");

        Assert.That(alone, Does.Contain("0431").And.Contain("0001").And.Not.Contain("0432"));
        Assert.That(approved, Does.Contain("0432").And.Not.Contain("0431"));
    }

    [Test]
    public async Task Institution_SentWrongly_HasEveryFieldNamed()
    {
        using var authority = Api.Client("authority");
        using var answer = await authority.PutAsJsonAsync("/v1/institutions/0402", new
        {
            creditCode = "91350100M000100Y44",
            provinceCode = "99",
            state = "closed",
            publicityDays = 91,
            validFrom = "2026/1/1",
            contact = "两\n行",
        });

        var problem = await Problem.AssertAsync(answer, 400, "valid_from_invalid");
        Assert.That(
            problem["errors"]!.AsObject().Select(field => field.Key),
            Is.EquivalentTo(new[] { "validFrom", "creditCode", "name", "provinceCode", "contact", "state", "isAssessment", "publicityDays" }));
    }

    [TestCase("0000")]
    [TestCase("12")]
    [TestCase("ABCD")]
    public async Task Institution_UnderACodeThatIsNone_IsRefused(string code)
    {
        using var authority = Api.Client("authority");
        using var answer = await authority.PutAsJsonAsync($"/v1/institutions/{code}", new { name = "甲" });

        await Problem.AssertAsync(answer, 400, "institution_code_invalid");
    }

    [Test]
    public async Task Institution_Renamed_HasTheNameOfTheDayAndKeepsBoth()
    {
        await DirectoryCalls.AddAsync(Api, "0403");
        for (var i = 0; i < 2; i++)
        {
            await DirectoryCalls.PutAsync(Api, "/v1/institutions/0403", new { name = "更名后的机构", validFrom = "2026-03-01" });
        }

        var now = await DirectoryCalls.GetAsync(Api, "/v1/institutions/0403");
        var then = await DirectoryCalls.GetAsync(Api, "/v1/institutions/0403?on=2026-02-28");
        Assert.Multiple(() =>
        {
            Assert.That(now["name"]!.GetValue<string>(), Is.EqualTo("更名后的机构"));
            Assert.That(now["provinceCode"]!.GetValue<string>(), Is.EqualTo("44"), "what is left out stays");
            Assert.That(DirectoryCalls.Values(now["history"]!, "name"), Is.EqualTo(new[] { "测试评价机构0403", "更名后的机构" }), "what says nothing new is not written");
            Assert.That(then["name"]!.GetValue<string>(), Is.EqualTo("测试评价机构0403"));
            Assert.That(then["history"], Is.Null);
        });
        using var auditor = Api.Client("auditor");
        await Problem.AssertAsync(await auditor.GetAsync("/v1/institutions/0403?on=2021-09-30"), 404, "not_found");
        await Problem.AssertAsync(await auditor.GetAsync("/v1/institutions/0403?on=yesterday"), 400, "on_invalid");
    }

    [Test]
    public async Task Institution_WrittenByTwoAtOnce_LosesNothing()
    {
        await DirectoryCalls.AddAsync(Api, "0404");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => DirectoryCalls.PutAsync(Api, "/v1/institutions/0404", new { contact = $"{i}", validFrom = "2026-03-01" })));

        var history = (await DirectoryCalls.GetAsync(Api, "/v1/institutions/0404"))["history"]!;
        var events = await DirectoryCalls.GetAsync(Api, "/v1/directory-events?target=institution/0404");
        Assert.That(DirectoryCalls.Values(history, "contact").Skip(1), Is.EquivalentTo(Enumerable.Range(0, 8).Select(i => $"{i}")));
        Assert.That(events["items"]!.AsArray(), Has.Count.EqualTo(9));
    }

    [Test]
    public async Task CreditCode_OfAnother_IsRefused()
    {
        await DirectoryCalls.AddAsync(Api, "0405");
        using var authority = Api.Client("authority");
        using var taken = await authority.PutAsJsonAsync(
            "/v1/institutions/0406", new { creditCode = DirectoryCalls.CreditCode("0405"), name = "乙", provinceCode = "11", isTraining = true });
        using var changed = await authority.PutAsJsonAsync("/v1/institutions/0405", new { creditCode = DirectoryCalls.CreditCode("0406") });

        await Problem.AssertAsync(taken, 409, "credit_code_taken");
        await Problem.AssertAsync(changed, 409, "credit_code_fixed");
    }

    [Test]
    public async Task Institution_Frozen_SendsNothingNewWhileItsCertificatesStayValid()
    {
        await DirectoryCalls.AddAsync(Api, "0407");
        await DirectoryCalls.AuthoriseAsync(Api, "0407");
        await Api.MakeKeyAsync("0407", "0407");
        var issued = await Api.IssueAsync(Csv.File(), "0407");
        await DirectoryCalls.PutAsync(Api, "/v1/institutions/0407", new { state = "frozen" });
        using var sender = Api.Client("0407");
        var rows = await sender.GetFromJsonAsync<JsonNode>($"/v1/batches/{issued["id"]}/rows");

        using var sent = await sender.PostAsync("/v1/batches", Csv.Content(Csv.File()));
        await Problem.AssertAsync(sent, 409, "institution_not_authorised");
        var certificate = await sender.GetFromJsonAsync<JsonNode>($"/v1/certificates/{rows!["items"]![0]!["certificateNumber"]}");
        Assert.That(certificate!["status"]!.GetValue<string>(), Is.EqualTo("valid"));

        await DirectoryCalls.PutAsync(Api, "/v1/institutions/0407", new { state = "listed" });
        Assert.That((await Api.IssueAsync(Csv.File(), "0407"))["counts"]!["issued"]!.GetValue<int>(), Is.EqualTo(1));
    }

    [Test]
    public async Task Institution_Removed_StillBringsInWhatItAssessedBefore()
    {
        await DirectoryCalls.AddAsync(Api, "0408");
        await DirectoryCalls.AuthoriseAsync(Api, "0408");
        await Api.MakeKeyAsync("0408", "0408");
        await DirectoryCalls.PutAsync(Api, "/v1/institutions/0408", new { state = "removed", validFrom = "2026-04-26" });

        var before = await Api.IssueAsync(Csv.File(), "0408");
        var behind = await Api.IssueAsync(Csv.File().Replace("2026-04-25", "2026-04-26", StringComparison.Ordinal), "0408");

        Assert.That(before["counts"]!["issued"]!.GetValue<int>(), Is.EqualTo(1));
        Assert.That(behind["counts"]!["rejected"]!.GetValue<int>(), Is.EqualTo(1));
    }

    [Test]
    public async Task Institution_SetToApproval_HasItsNextBatchWait()
    {
        await DirectoryCalls.AddAsync(Api, "0409");
        await DirectoryCalls.AuthoriseAsync(Api, "0409");
        await Api.MakeKeyAsync("0409", "0409");
        await DirectoryCalls.PutAsync(Api, "/v1/institutions/0409", new { needsApproval = true });
        using var sender = Api.Client("0409");
        using var sent = await sender.PostAsync("/v1/batches", Csv.Content(Csv.File()));

        Assert.That((await sent.Content.ReadFromJsonAsync<JsonNode>())!["status"]!.GetValue<string>(), Is.EqualTo("awaiting_approval"));
    }

    [TestCase("operator", "GET", "/v1/institutions", 403)]
    [TestCase("approver", "PUT", "/v1/institutions/0001", 403)]
    [TestCase("auditor", "PUT", "/v1/institutions/0001", 403)]
    [TestCase("auditor", "PUT", "/v1/institutions/0001/authorisations", 403)]
    [TestCase("auditor", "PUT", "/v1/occupations/01", 403)]
    [TestCase("auditor", "GET", "/v1/institutions", 200)]
    [TestCase("auditor", "GET", "/v1/institutions/0001/authorisations", 200)]
    [TestCase("auditor", "GET", "/v1/occupations/01", 200)]
    [TestCase("auditor", "GET", "/v1/directory-events", 200)]
    [TestCase("authority", "GET", "/v1/occupations", 200)]
    [TestCase("authority", "GET", "/v1/institutions/9999", 404)]
    [TestCase("authority", "GET", "/v1/institutions/9999/authorisations", 404)]
    [TestCase("authority", "GET", "/v1/occupations/99", 404)]
    public async Task Directory_AskedByARole_AnswersWithinItsRights(string role, string method, string path, int status)
    {
        using var client = Api.Client(role);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = method == "PUT" ? JsonContent.Create(new { }) : null;
        using var answer = await client.SendAsync(request);

        Assert.That((int)answer.StatusCode, Is.EqualTo(status));
    }
}
