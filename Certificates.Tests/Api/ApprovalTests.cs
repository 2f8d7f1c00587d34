using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Certificates.Core.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Tests.Api;

/// <summary>Batches of an institution whose approvers decide over what others send.</summary>
internal sealed class ApprovalTests
{
    private const string Institution = "0301";
    private const string Sender = "0301-operator";
    private const string Approver = "0301-approver";
    private const string Second = "0301-second";

    private static RunningApi Api => SharedApi.Running;

    [OneTimeSetUp]
    public Task AddInstitutionAsync() => Api.AddInstitutionAsync(Institution, needsApproval: true);

    [Test]
    public async Task Batch_NotDecided_WaitsAndIssuesNothing()
    {
        var batch = await SendAsync(Csv.File(issued: 2, notPassed: 1));
        await Api.IssueAsync(Csv.File(issued: 3));

        var later = await GetAsync(batch);
        Assert.That(later["status"]!.GetValue<string>(), Is.EqualTo("awaiting_approval"));
        Assert.That(later["counts"]!["pending"]!.GetValue<int>(), Is.EqualTo(2));
        using var approver = Api.Client(Approver);
        var waiting = await approver.GetFromJsonAsync<JsonNode>("/v1/batches?status=awaiting_approval&limit=1000");
        Assert.That(waiting!["items"]!.AsArray().Select(b => b!["id"]!.GetValue<string>()), Does.Contain(batch["id"]!.GetValue<string>()));
    }

    [Test]
    public async Task Batch_Approved_IsIssuedAndEachEventNamesBothKeys()
    {
        var batch = await SendAsync(Csv.File(issued: 2, rejected: 1));
        using var approver = Api.Client(Approver);
        using var answer = await approver.PostAsync(Path(batch, "approval"), null);
        var approved = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        await approver.GetStringAsync(Path(batch, "events"));
        var done = await GetAsync(batch);

        Assert.Multiple(() =>
        {
            Assert.That((int)answer.StatusCode, Is.EqualTo(200));
            Assert.That(approved["decision"]!["reason"], Is.Null);
            Assert.That(done["status"]!.GetValue<string>(), Is.EqualTo("done"));
            Assert.That(done["counts"]!["issued"]!.GetValue<int>(), Is.EqualTo(2));
            Assert.That(done["counts"]!["rejected"]!.GetValue<int>(), Is.EqualTo(1));
        });
        var keys = await Api.Services.GetRequiredService<Database>().QueryAsync<string>(
            """
            SELECT CONCAT(s.Role, '+', a.Role, ' of ', i.Code) FROM BatchRow r JOIN CertificateEvent e ON e.CertificateId = r.CertificateId
            JOIN ApiKey s ON s.Id = e.ActorKeyId JOIN ApiKey a ON a.Id = e.SecondKeyId JOIN Institution i ON i.Id = a.InstitutionId
            WHERE r.BatchId = @id
            """,
            new { id = batch["id"]!.GetValue<string>() },
            CancellationToken.None);
        Assert.That(keys, Is.EqualTo(Enumerable.Repeat($"operator+approver of {Institution}", 2)));
    }

    [Test]
    public async Task Batch_Declined_IssuesNothingAndStaysReadableWithTheReason()
    {
        var batch = await SendAsync(Csv.File(issued: 2, notPassed: 1, rejected: 1));
        using var approver = Api.Client(Approver);
        using var answer = await approver.PostAsJsonAsync(Path(batch, "refusal"), new { reason = "考场记录不齐" });
        using var sender = Api.Client(Sender);
        var declined = await GetAsync(batch);
        var rows = (await sender.GetFromJsonAsync<JsonNode>(Path(batch, "rows?outcome=rejected")))!["items"]!.AsArray();

        Assert.Multiple(() =>
        {
            Assert.That((int)answer.StatusCode, Is.EqualTo(200));
            Assert.That(declined["status"]!.GetValue<string>(), Is.EqualTo("declined"));
            Assert.That(declined["decision"]!["reason"]!.GetValue<string>(), Is.EqualTo("考场记录不齐"));
            Assert.That(
                (Count(declined, "received"), Count(declined, "pending"), Count(declined, "notPassed"), Count(declined, "rejected"), Count(declined, "issued")),
                Is.EqualTo((4, 0, 1, 3, 0)));
            Assert.That(rows.Count(row => row!["reasons"]![0]!["code"]!.GetValue<string>() == "batch_declined"), Is.EqualTo(2));
        });
        Assert.That(await sender.GetStringAsync(Path(batch, "rows.csv")), Does.Contain("本批次未获批准"));
        Assert.That(await sender.GetStringAsync(Path(batch, "events")), Does.Contain("event: done"));
        Assert.That(
            await Api.Services.GetRequiredService<Database>().QueryAsync<byte[]>(
                "SELECT DecisionCipher FROM Batch WHERE Id = @id", new { id = batch["id"]!.GetValue<string>() }, CancellationToken.None),
            Has.One.Matches<byte[]>(cipher => cipher.AsSpan().IndexOf("考场"u8) < 0));
    }

    [TestCase("approval")]
    [TestCase("refusal")]
    public async Task Decision_AfterAnother_IsRefused(string second)
    {
        var batch = await SendAsync(Csv.File());
        using var approver = Api.Client(Approver);
        using var first = await approver.PostAsync(Path(batch, "approval"), null);

        using var answer = await approver.PostAsJsonAsync(Path(batch, second), new { reason = "too late" });
        await Problem.AssertAsync(answer, 409, "batch_decided");
    }

    [TestCase("approval")]
    [TestCase("refusal")]
    public async Task Decision_ByTheKeyThatSentTheBatch_IsRefused(string call)
    {
        var batch = await SendAsync(Csv.File(), Approver);
        using var own = Api.Client(Approver);

        using var answer = await own.PostAsJsonAsync(Path(batch, call), new { reason = "mine" });
        await Problem.AssertAsync(answer, 409, "own_batch");
        using var second = Api.Client(Second);
        Assert.That((int)(await second.PostAsync(Path(batch, "approval"), null)).StatusCode, Is.EqualTo(200));
    }

    [TestCase("0301-operator")]
    [TestCase("authority")]
    [TestCase("auditor")]
    [TestCase("checker")]
    public async Task Decision_ByAnotherRole_IsRefused(string role)
    {
        var batch = await SendAsync(Csv.File());
        using var client = Api.Client(role);

        using var answer = await client.PostAsync(Path(batch, "approval"), null);
        await Problem.AssertAsync(answer, 403, "role_not_allowed");
    }

    [TestCase("approval")]
    [TestCase("refusal")]
    public async Task Decision_ByAnotherInstitutionsApprover_FindsNoBatch(string call)
    {
        var batch = await SendAsync(Csv.File());
        using var stranger = Api.Client("approver");

        using var answer = await stranger.PostAsJsonAsync(Path(batch, call), new { reason = "not mine" });
        await Problem.AssertAsync(answer, 404, "not_found");
        Assert.That((await GetAsync(batch))["status"]!.GetValue<string>(), Is.EqualTo("awaiting_approval"));
    }

    [Test]
    public async Task Decision_OverABatchThatNeedsNone_IsRefused()
    {
        var batch = await Api.IssueAsync(Csv.File());
        using var approver = Api.Client("approver");

        using var answer = await approver.PostAsync(Path(batch, "approval"), null);
        await Problem.AssertAsync(answer, 409, "no_approval_needed");
    }

    [TestCase("{}", "reason_missing")]
    [TestCase("{\"reason\":\" \"}", "reason_missing")]
    [TestCase("", "request_malformed")]
    public async Task Refusal_WithoutAReason_IsRefused(string body, string code)
    {
        var batch = await SendAsync(Csv.File());
        using var approver = Api.Client(Approver);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var answer = await approver.PostAsync(Path(batch, "refusal"), content);
        await Problem.AssertAsync(answer, 400, code);
    }

    [Test]
    public async Task Decisions_RacedByTwoApprovers_OneWins()
    {
        var batch = await SendAsync(Csv.File(issued: 3));
        using var one = Api.Client(Approver);
        using var other = Api.Client(Second);
        var answers = await Task.WhenAll(
            one.PostAsync(Path(batch, "approval"), null), other.PostAsJsonAsync(Path(batch, "refusal"), new { reason = "race" }));
        await one.GetStringAsync(Path(batch, "events"));
        var ended = await GetAsync(batch);

        Assert.That(answers.Select(answer => (int)answer.StatusCode), Is.EquivalentTo(new[] { 200, 409 }));
        Assert.That(Count(ended, "issued"), Is.EqualTo(answers[0].IsSuccessStatusCode ? 3 : 0));
        Assert.That(Count(ended, "rejected"), Is.EqualTo(answers[0].IsSuccessStatusCode ? 0 : 3));
    }

    [Test]
    public async Task Batch_WithNothingToIssue_AwaitsNoApproval() =>
        Assert.That((await SendAsync(Csv.File(issued: 0, rejected: 2)))["status"]!.GetValue<string>(), Is.EqualTo("done"));

    private static async Task<JsonNode> SendAsync(string csv, string role = Sender)
    {
        using var client = Api.Client(role);
        using var sent = await client.PostAsync("/v1/batches", Csv.Content(csv));
        Assert.That((int)sent.StatusCode, Is.EqualTo(202), await sent.Content.ReadAsStringAsync());
        return (await sent.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    private static async Task<JsonNode> GetAsync(JsonNode batch)
    {
        using var client = Api.Client("auditor");
        return (await client.GetFromJsonAsync<JsonNode>(Path(batch, "")))!;
    }

    private static string Path(JsonNode batch, string below) => $"/v1/batches/{batch["id"]}/{below}".TrimEnd('/');

    private static int Count(JsonNode batch, string outcome) => batch["counts"]![outcome]!.GetValue<int>();
}
