using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Certificates.Core;
using Certificates.Core.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Tests.Api;

/// <summary>Batches of an institution with a publicity period of five days, and complaints in it.</summary>
internal sealed class PublicityTests
{
    private const string Institution = "0302";
    private const string Sender = "0302-operator";
    private readonly ShiftedClock _clock = new();
    private RunningApi _api = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _api = await RunningApi.StartAsync(_clock);
        await _api.AddInstitutionAsync(Institution, publicityDays: 5);
        await _api.AddInstitutionAsync("0303", needsApproval: true, publicityDays: 5);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _api.DisposeAsync();

    [Test]
    public async Task Batch_InItsPeriod_IsIssuedByItselfWhenThatEnds()
    {
        var end = ChinaTime.StartOf(_clock.Today().AddDays(6));
        var batch = await SendAsync(Csv.File(issued: 2));
        Assert.That(batch["publicUntil"]!.GetValue<DateTimeOffset>(), Is.EqualTo(end));
        Assert.That(batch["status"]!.GetValue<string>(), Is.EqualTo("issuing"));

        _clock.GoTo(end.AddSeconds(-30));
        await Task.Delay(TimeSpan.FromSeconds(3));
        Assert.That(Count(await GetAsync(batch), "pending"), Is.EqualTo(2), "nothing is issued before its end");
        _clock.GoTo(end);

        Assert.That(Count(await EndAsync(batch), "issued"), Is.EqualTo(2));
    }

    [Test]
    public async Task Period_OfABatchThatNeedsApproval_BeginsWithTheApproval()
    {
        var batch = await SendAsync(Csv.File(), "0303-operator");
        Assert.That(batch["publicUntil"], Is.Null);
        _clock.Advance(TimeSpan.FromDays(10));
        using var approver = _api.Client("0303-approver");
        using var answer = await approver.PostAsync($"/v1/batches/{batch["id"]}/approval", null);
        var approved = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;

        Assert.That(approved["publicUntil"]!.GetValue<DateTimeOffset>(), Is.EqualTo(ChinaTime.StartOf(_clock.Today().AddDays(6))));
        _clock.Advance(TimeSpan.FromDays(6));
        Assert.That(Count(await EndAsync(batch, "0303-operator"), "issued"), Is.EqualTo(1));
    }

    [Test]
    public async Task Row_HeldBack_IsNotIssuedWithTheOthersUntilItIsLetGo()
    {
        var batch = await SendAsync(Csv.File(issued: 3));
        using var sender = _api.Client(Sender);
        using var answer = await sender.PostAsJsonAsync(Row(batch, 2, "hold"), new { category = "complaint", reason = "举报：替考" });
        var held = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        Assert.That((int)answer.StatusCode, Is.EqualTo(200), held.ToJsonString());
        _clock.Advance(TimeSpan.FromDays(6));
        var others = await UntilAsync(batch, b => Count(b, "issued") == 2);
        var shown = await sender.GetFromJsonAsync<JsonNode>($"/v1/batches/{batch["id"]}/rows?outcome=pending&held=true");

        Assert.Multiple(() =>
        {
            Assert.That(held["outcome"]!.GetValue<string>(), Is.EqualTo("pending"));
            Assert.That(Count(others, "pending"), Is.EqualTo(1));
            Assert.That(others["status"]!.GetValue<string>(), Is.EqualTo("issuing"));
            Assert.That(shown!["items"]!.AsArray().Select(row => row!["row"]!.GetValue<int>()), Is.EqualTo(new[] { 2 }));
            Assert.That(shown["items"]![0]!["hold"]!["active"]!.GetValue<bool>(), Is.True);
            Assert.That(shown["items"]![0]!["hold"]!["notes"]![0]!["reason"]!.GetValue<string>(), Is.EqualTo("举报：替考"));
        });
        Assert.That(await sender.GetStringAsync($"/v1/batches/{batch["id"]}/rows.csv"), Does.Contain("暂缓签发"));
        using var released = await sender.PostAsJsonAsync(Row(batch, 2, "release"), new { reason = "查无此事" });
        Assert.That((int)released.StatusCode, Is.EqualTo(200));
        Assert.That(Count(await EndAsync(batch), "issued"), Is.EqualTo(3));
        var row = (await sender.GetFromJsonAsync<JsonNode>($"/v1/batches/{batch["id"]}/rows"))!["items"]![1]!;
        Assert.That(row["hold"]!["active"]!.GetValue<bool>(), Is.False);
        Assert.That(row["hold"]!["notes"]!.AsArray().Select(note => note!["action"]!.GetValue<string>()), Is.EqualTo(new[] { "held", "released" }));
    }

    [Test]
    public async Task Row_OfWhichTheComplaintWasUpheld_EndsAsRejected()
    {
        var batch = await SendAsync(Csv.File(issued: 1));
        using var authority = _api.Client("authority");
        await authority.PostAsJsonAsync(Row(batch, 1, "hold"), new { category = "cheating", reason = "替考" });
        using var answer = await authority.PostAsJsonAsync(Row(batch, 1, "rejection"), new { category = "cheating", reason = "查实" });
        var row = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        var ended = await GetAsync(batch);

        Assert.Multiple(() =>
        {
            Assert.That(row["outcome"]!.GetValue<string>(), Is.EqualTo("rejected"));
            Assert.That(row["reasons"]![0]!["code"]!.GetValue<string>(), Is.EqualTo("complaint_upheld"));
            Assert.That(row["hold"]!["active"]!.GetValue<bool>(), Is.False);
            Assert.That((ended["status"]!.GetValue<string>(), Count(ended, "rejected"), Count(ended, "received")), Is.EqualTo(("done", 1, 1)));
        });
        var ciphers = await _api.Services.GetRequiredService<Database>().QueryAsync<byte[]>(
            "SELECT HoldCipher FROM BatchRow WHERE BatchId = @id", new { id = batch["id"]!.GetValue<string>() }, CancellationToken.None);
        Assert.That(ciphers, Has.One.Matches<byte[]>(cipher => cipher.AsSpan().IndexOf("替考"u8) < 0));
    }

    [Test]
    public async Task Complaint_WhereThereIsNoneToMake_IsRefusedWithTheReason()
    {
        var batch = await SendAsync(Csv.File(issued: 1, rejected: 1));
        using var sender = _api.Client(Sender);
        var complaint = new { category = "complaint", reason = "x" };

        await Problem.AssertAsync(await sender.PostAsJsonAsync(Row(batch, 1, "release"), new { reason = "x" }), 409, "row_not_held");
        await Problem.AssertAsync(await sender.PostAsJsonAsync(Row(batch, 1, "rejection"), complaint), 409, "row_not_held");
        await Problem.AssertAsync(await sender.PostAsJsonAsync(Row(batch, 2, "hold"), complaint), 409, "row_ended");
        await Problem.AssertAsync(await sender.PostAsJsonAsync(Row(batch, 3, "hold"), complaint), 404, "not_found");
        await Problem.AssertAsync(await sender.PostAsJsonAsync(Row(batch, 1, "hold"), new { category = "mood", reason = "x" }), 400, "category_unknown");
        await Problem.AssertAsync(await sender.PostAsJsonAsync(Row(batch, 1, "hold"), new { category = "complaint" }), 400, "reason_missing");
        Assert.That((int)(await sender.PostAsJsonAsync(Row(batch, 1, "hold"), complaint)).StatusCode, Is.EqualTo(200));
        await Problem.AssertAsync(await sender.PostAsJsonAsync(Row(batch, 1, "hold"), complaint), 409, "row_held");
        using var stranger = _api.Client("operator");
        await Problem.AssertAsync(await stranger.PostAsJsonAsync(Row(batch, 1, "release"), new { reason = "x" }), 404, "not_found");
        using var auditor = _api.Client("auditor");
        await Problem.AssertAsync(await auditor.PostAsJsonAsync(Row(batch, 1, "release"), new { reason = "x" }), 403, "role_not_allowed");
    }

    [Test]
    public async Task Complaint_AfterThePeriod_IsRefused()
    {
        await _api.ExecuteAsync("UPDATE InstitutionVersion SET State = 1 WHERE InstitutionId = 302");
        var batch = await SendAsync(Csv.File());
        using var sender = _api.Client(Sender);
        await sender.PostAsJsonAsync(Row(batch, 1, "hold"), new { category = "complaint", reason = "x" });
        _clock.Advance(TimeSpan.FromDays(6));
        await _api.ExecuteAsync("UPDATE InstitutionVersion SET State = 2 WHERE InstitutionId = 302");
        await sender.PostAsJsonAsync(Row(batch, 1, "release"), new { reason = "x" });

        // The row waits, for the institution is frozen now; its period is over all the same.
        using var answer = await sender.PostAsJsonAsync(Row(batch, 1, "hold"), new { category = "complaint", reason = "late" });
        await Problem.AssertAsync(answer, 409, "not_in_publicity");
        await _api.ExecuteAsync("UPDATE InstitutionVersion SET State = 1 WHERE InstitutionId = 302");
        Assert.That(Count(await EndAsync(batch), "issued"), Is.EqualTo(1));
    }

    private static string Row(JsonNode batch, int row, string call) => $"/v1/batches/{batch["id"]}/rows/{row}/{call}";

    private static int Count(JsonNode batch, string outcome) => batch["counts"]![outcome]!.GetValue<int>();

    private async Task<JsonNode> SendAsync(string csv, string role = Sender)
    {
        using var client = _api.Client(role);
        using var sent = await client.PostAsync("/v1/batches", Csv.Content(csv));
        Assert.That((int)sent.StatusCode, Is.EqualTo(202), await sent.Content.ReadAsStringAsync());
        return (await sent.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    /// <summary>The batch when it has ended; its stream of events tells when.</summary>
    private async Task<JsonNode> EndAsync(JsonNode batch, string role = Sender)
    {
        using var client = _api.Client(role);
        await client.GetStringAsync($"/v1/batches/{batch["id"]}/events");
        return await GetAsync(batch);
    }

    private async Task<JsonNode> UntilAsync(JsonNode batch, Func<JsonNode, bool> isSo)
    {
        var now = await GetAsync(batch);
        for (var i = 0; i < 300 && !isSo(now); i++)
        {
            await Task.Delay(100);
            now = await GetAsync(batch);
        }

        return now;
    }

    private async Task<JsonNode> GetAsync(JsonNode batch)
    {
        using var client = _api.Client("auditor");
        return (await client.GetFromJsonAsync<JsonNode>($"/v1/batches/{batch["id"]}"))!;
    }
}
