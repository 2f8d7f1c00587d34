using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Certificates.Core.Access;
using Certificates.Core.Batches.Slips;
using Certificates.Tests.Api.ConsolePages;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Tests.Api.Slips;

/// <summary>领取单: who gets one, and what stands on it.</summary>
internal sealed class SlipTests
{
    private static RunningApi Api => SharedApi.Running;

    private static PickUpSlips Slips => Api.Services.GetRequiredService<PickUpSlips>();

    [Test]
    public async Task Slips_OfABatch_AreThoseOfIssuedRowsWithTheCodesOfTheFile()
    {
        var batch = (Guid)(await Api.IssueAsync(string.Join('\n', Csv.Header, Csv.Row("王芳", candidate: "SL-1"), Csv.Row("李雷", theory: "2"), Csv.Row("钱 乙", candidate: "SL-3"))))["id"]!;
        using var client = Api.Client("operator");
        var file = await client.GetStringAsync($"/v1/batches/{batch}/rows.csv");

        var slips = (await Slips.OfBatchAsync(batch, await ReaderAsync("operator"), null, 10, CancellationToken.None)).Items;

        Assert.That(slips.Select(slip => (slip.Row, slip.Name, slip.CandidateNumber)), Is.EqualTo(new[] { (1, "王芳", "SL-1"), (3, "钱乙", "SL-3") }));
        Assert.That(slips, Has.All.Matches<PickUpSlip>(slip => file.Contains(slip!.ClaimCode, StringComparison.Ordinal) && file.Contains(slip.Number.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal)));
    }

    [Test]
    public async Task Slips_InParts_AreAllOfThemOnce()
    {
        var batch = (Guid)(await Api.IssueAsync(Csv.File(issued: 5)))["id"]!;
        var reader = await ReaderAsync("operator");
        var first = await Slips.OfBatchAsync(batch, reader, null, 3, CancellationToken.None);
        var rest = await Slips.OfBatchAsync(batch, reader, first.Next, 3, CancellationToken.None);

        Assert.That(first.Items.Concat(rest.Items).Select(slip => slip.Row), Is.EqualTo(Enumerable.Range(1, 5)));
        Assert.That(rest.Next, Is.Null);
    }

    [TestCase("auditor")]
    [TestCase("authority")]
    [TestCase("stranger")]
    public async Task Slips_ForAnybodyElse_AreNone(string role)
    {
        var batch = (Guid)(await Api.IssueAsync(Csv.File()))["id"]!;

        Assert.That((await Slips.OfBatchAsync(batch, await ReaderAsync(role), null, 10, CancellationToken.None)).Items, Is.Empty);
    }

    [Test]
    public async Task Slip_AfterTheCodeWasRenewed_HasTheNewOne_AndAfterARevocationIsNone()
    {
        var batch = (Guid)(await Api.IssueAsync(Csv.File()))["id"]!;
        var reader = await ReaderAsync("operator");
        var number = (await Slips.OfBatchAsync(batch, reader, null, 1, CancellationToken.None)).Items.Single().Number;
        using var client = Api.Client("operator");
        using var renewed = await client.PostAsync($"/v1/certificates/{number}/claim-code", null);
        var code = (string)(await renewed.Content.ReadFromJsonAsync<JsonNode>())!["claimCode"]!;

        Assert.That((await Slips.OfBatchAsync(batch, reader, null, 1, CancellationToken.None)).Items.Single().ClaimCode, Is.EqualTo(code));

        using var authority = Api.Client("authority");
        using var revoked = await authority.PostAsJsonAsync($"/v1/certificates/{number}/revocation", new { category = "cheating", reason = "查实" });
        Assert.That((int)revoked.StatusCode, Is.EqualTo(200), await revoked.Content.ReadAsStringAsync());
        Assert.That((await Slips.OfBatchAsync(batch, reader, null, 1, CancellationToken.None)).Items, Is.Empty);
    }

    [Test]
    public async Task Page_OfSlips_HasOneAPersonWithItsCodeToScan()
    {
        var batch = (Guid)(await Api.IssueAsync(string.Join('\n', Csv.Header, Csv.Row("王芳", candidate: "SL-7"), Csv.Row("钱乙"))))["id"]!;
        var slip = (await Slips.OfBatchAsync(batch, await ReaderAsync("operator"), null, 1, CancellationToken.None)).Items.Single();
        using var clerk = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Operator);
        using var answer = await clerk.GetAsync($"/console/batches/{batch}/slips");
        var html = await answer.Content.ReadAsStringAsync();

        Assert.Multiple(() =>
        {
            Assert.That((int)answer.StatusCode, Is.EqualTo(200), html);
            Assert.That(answer.Headers.CacheControl?.NoStore, Is.True);
            Assert.That(System.Text.RegularExpressions.Regex.Count(html, "<article class=\"slip\""), Is.EqualTo(2));
            Assert.That(System.Text.RegularExpressions.Regex.Count(html, "<svg"), Is.EqualTo(2));
            Assert.That(html, Does.Contain("王芳").And.Contain("SL-7").And.Contain(slip.Number).And.Contain(slip.ClaimCode).And.Contain("/my"));
            Assert.That(html, Does.Not.Contain("style="), "the policy of content lets none through");
        });
    }

    [Test]
    public async Task Page_OfSlips_ForWhoOversees_IsRefused()
    {
        var batch = (Guid)(await Api.IssueAsync(Csv.File()))["id"]!;
        using var auditor = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Auditor);
        using var answer = await auditor.GetAsync($"/console/batches/{batch}/slips");

        Assert.That((int)answer.StatusCode, Is.EqualTo(403));
    }

    private static async Task<ApiKey> ReaderAsync(string role) =>
        (await Api.Services.GetRequiredService<ApiKeys>().FindAsync(Api.Keys[role], CancellationToken.None))!;
}
