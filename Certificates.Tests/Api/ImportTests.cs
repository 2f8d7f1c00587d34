using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Certificates.Tests.Api;

/// <summary>Earlier certificates over HTTP: an institution sends, the authority decides.</summary>
internal sealed class ImportTests
{
    private const string Header = "证书编号,姓名,证件类型,证件号码,职业编码,职业方向,等级,考核日期,发证日期";
    private static int _numbers;

    private static RunningApi Api => SharedApi.Running;

    [Test]
    public async Task Import_Sent_WaitsForTheAuthorityAndNobodyElse()
    {
        var (number, path) = await SendAsync();

        foreach (var (role, code) in new[] { ("operator", "role_not_allowed"), ("auditor", "role_not_allowed"), ("approver", "role_not_allowed") })
        {
            using var client = Api.Client(role);
            using var refused = await client.PostAsync($"{path}/approval", null);
            await Problem.AssertAsync(refused, 403, code);
        }

        using var authority = Api.Client("authority");
        using var approved = await authority.PostAsync($"{path}/approval", null);
        Assert.That((int)approved.StatusCode, Is.EqualTo(200), await approved.Content.ReadAsStringAsync());
        using var own = Api.Client("operator");
        await own.GetStringAsync($"{path}/events");
        var certificate = (await own.GetFromJsonAsync<JsonNode>($"/v1/certificates/{number}"))!;
        Assert.Multiple(() =>
        {
            Assert.That((string?)certificate["origin"], Is.EqualTo("imported"));
            Assert.That((string?)certificate["kind"], Is.EqualTo("grade"));
            Assert.That((bool)certificate["versions"]![0]!["hasPdf"]!, Is.False);
            Assert.That((string?)certificate["events"]![0]!["kind"], Is.EqualTo("imported"));
        });
        using var pdf = await own.GetAsync($"/v1/certificates/{number}/pdf");
        Assert.That((int)pdf.StatusCode, Is.EqualTo(404));
        using var code1 = await own.PostAsync($"/v1/certificates/{number}/claim-code", null);
        Assert.That((int)code1.StatusCode, Is.EqualTo(200), "its holder may get a pick-up code like any other");
    }

    [Test]
    public async Task Import_Declined_EntersNothingAndStaysReadable()
    {
        var (number, path) = await SendAsync();
        using var authority = Api.Client("authority");

        using var declined = await authority.PostAsJsonAsync($"{path}/refusal", new { reason = "the list of 2021 is missing" });

        Assert.That((string?)(await declined.Content.ReadFromJsonAsync<JsonNode>())!["status"], Is.EqualTo("declined"));
        using var own = Api.Client("operator");
        var row = (await own.GetFromJsonAsync<JsonNode>($"{path}/rows"))!["items"]![0]!;
        Assert.That(((string?)row["number"], (string?)row["outcome"], (string?)row["reasons"]![0]!["code"]), Is.EqualTo((number, "rejected", "batch_declined")));
        using var missing = await own.GetAsync($"/v1/certificates/{number}");
        Assert.That((int)missing.StatusCode, Is.EqualTo(404));
        Assert.That(await own.GetStringAsync($"{path}/rows.csv"), Does.Contain($"{Header},结果,原因,证书编号,领取码"));
    }

    [Test]
    public async Task Results_AwaitingApproval_AreNotForTheAuthority()
    {
        using var client = Api.Client("operator");
        using var sent = await client.PostAsync("/v1/batches", Csv.Content(Csv.File()));
        using var authority = Api.Client("authority");

        using var refused = await authority.PostAsync($"{sent.Headers.Location}/approval", null);

        await Problem.AssertAsync(refused, 403, "role_not_allowed");
    }

    private static async Task<(string Number, Uri Path)> SendAsync()
    {
        var number = $"SFAPI2021{Interlocked.Increment(ref _numbers):0000}";
        using var client = Api.Client("operator");
        using var sent = await client.PostAsync(
            "/v1/imports", Csv.Content($"{Header}\n{number},余敏静,居民身份证,{Csv.Row().Split(',')[3]},2-02-38-04,云计算运维,高级,2021-11-20,2021-12-01"));
        var batch = await sent.Content.ReadFromJsonAsync<JsonNode>();
        Assert.That(
            ((int)sent.StatusCode, (string?)batch!["status"], (string?)batch["origin"], (int)batch["counts"]!["pending"]!),
            Is.EqualTo((202, "awaiting_approval", "imported", 1)), batch.ToJsonString());
        return (number, sent.Headers.Location!);
    }
}
