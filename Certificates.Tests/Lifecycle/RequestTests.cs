using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Certificates.Core.Access;

namespace Certificates.Tests.Lifecycle;

/// <summary>Two pairs of eyes: who sees, who decides, who comes second.</summary>
[TestFixture]
internal sealed class RequestTests
{
    private BothServices _services = null!;

    [OneTimeSetUp]
    public async Task OpenAsync() => _services = await BothServices.OpenAsync();

    [OneTimeTearDown]
    public async Task CloseAsync() => await _services.DisposeAsync();

    [Test]
    public async Task Approval_OfTheOwnRequest_IsRefusedAndChangesNothing()
    {
        var (issued, id) = await AskAsync("approver");

        await BothServices.RefusedAsync(ApproveAsync("approver", id), 409, "own_request");
        await BothServices.RefusedAsync(RefuseAsync("approver", id), 409, "own_request");

        Assert.That((string)(await _services.RecordAsync(issued.Number))["status"]!, Is.EqualTo("valid"));
        Assert.That((string)(await _services.GetAsync("approver", $"/v1/requests/{id}"))["state"]!, Is.EqualTo("open"));
    }

    [Test]
    public async Task Approval_ByTwoAtOnce_IsMadeOnceAndToldTheOther()
    {
        for (var round = 0; round < 10; round++)
        {
            var (issued, id) = await AskAsync("operator");
            var answers = await Task.WhenAll(ApproveAsync("approver", id), ApproveAsync("approver2", id));

            Assert.That(answers.Select(answer => (int)answer.StatusCode), Is.EquivalentTo(new[] { 200, 409 }));
            var loser = await answers.Single(answer => (int)answer.StatusCode == 409).Content.ReadFromJsonAsync<JsonNode>();
            Assert.That((string)loser!["code"]!, Is.EqualTo("request_decided"));
            Assert.That(await EventsAsync(issued), Is.EqualTo(new[] { "issued", "suspended" }));
            Array.ForEach(answers, answer => answer.Dispose());
        }
    }

    [Test]
    public async Task Decision_OfOneThatApprovesAndOneThatRefuses_IsOneOfThem()
    {
        var (issued, id) = await AskAsync("operator");
        var answers = await Task.WhenAll(ApproveAsync("approver", id), RefuseAsync("approver2", id));

        Assert.That(answers.Select(answer => (int)answer.StatusCode), Is.EquivalentTo(new[] { 200, 409 }));
        var isApproved = (int)answers[0].StatusCode == 200;
        Assert.That((string)(await _services.RecordAsync(issued.Number))["status"]!, Is.EqualTo(isApproved ? "suspended" : "valid"));
        await BothServices.RefusedAsync(ApproveAsync("approver", id), 409, "request_decided");
        Array.ForEach(answers, answer => answer.Dispose());
    }

    [Test]
    public async Task Refusal_WithAReason_EndsTheRequestAndStaysReadable()
    {
        var (issued, id) = await AskAsync("operator");

        await BothServices.RefusedAsync(_services.PostAsync("approver", $"/v1/requests/{id}/refusal"), 400, "reason_missing");
        var refused = await BothServices.DoneAsync(RefuseAsync("approver", id));
        var read = await _services.GetAsync("operator", $"/v1/requests/{id}");

        Assert.That(((string)refused["state"]!, (string)read["decisionReason"]!), Is.EqualTo(("refused", "证据不足")));
        Assert.That((string)(await _services.RecordAsync(issued.Number))["status"]!, Is.EqualTo("valid"));
        await BothServices.RefusedAsync(ApproveAsync("approver2", id), 409, "request_decided");
    }

    [Test]
    public async Task Approval_OfAMoveThatIsNoLongerThere_IsRefusedAndTheRequestStaysOpen()
    {
        var (issued, id) = await AskAsync("operator");
        await BothServices.DoneAsync(_services.ChangeAsync("authority", issued.Number, "revocation"));

        await BothServices.RefusedAsync(ApproveAsync("approver", id), 409, "move_not_allowed");

        Assert.That((string)(await _services.GetAsync("approver", $"/v1/requests/{id}"))["state"]!, Is.EqualTo("open"));
        Assert.That(await EventsAsync(issued), Is.EqualTo(new[] { "issued", "revoked" }));
        await BothServices.DoneAsync(RefuseAsync("approver", id));
    }

    [Test]
    public async Task Request_OfAnotherInstitution_IsNotThere()
    {
        var (_, id) = await AskAsync("operator");

        foreach (var role in (string[])["stranger", "strange approver"])
        {
            await BothServices.RefusedAsync(_services.As(role).GetAsync($"/v1/requests/{id}"), 404, "not_found");
            Assert.That((await _services.GetAsync(role, "/v1/requests"))["items"]!.AsArray(), Is.Empty);
        }

        await BothServices.RefusedAsync(ApproveAsync("strange approver", id), 404, "not_found");
        await BothServices.RefusedAsync(RefuseAsync("strange approver", id), 404, "not_found");
        await BothServices.RefusedAsync(_services.As("approver").GetAsync("/v1/requests/999999"), 404, "not_found");
    }

    [TestCase("operator", "approval")]
    [TestCase("operator", "refusal")]
    [TestCase("auditor", "approval")]
    [TestCase("auditor", "refusal")]
    public async Task Decision_ByARoleThatMayNot_Is403(string role, string decision)
    {
        var (_, id) = await AskAsync("operator");

        await BothServices.RefusedAsync(_services.PostAsync(role, $"/v1/requests/{id}/{decision}", new { reason = "x" }), 403, "role_not_allowed");
    }

    [Test]
    public async Task Key_ExpiredOrRevoked_AsksAndDecidesNothing()
    {
        var (issued, id) = await AskAsync("operator");
        await _services.Api.MakeKeyAsync("expired", ApiKeyRole.Approver, "0001", TimeProvider.System.GetUtcNow().AddMinutes(-1));
        await _services.Api.MakeKeyAsync("revoked", ApiKeyRole.Approver, "0001");
        await _services.GetAsync("revoked", $"/v1/requests/{id}");
        var keys = await _services.GetAsync("authority", "/v1/keys?limit=1000");
        using var revocation = await _services.As("authority").DeleteAsync($"/v1/keys/{keys["items"]!.AsArray()[^1]!["id"]}");
        Assert.That((int)revocation.StatusCode, Is.EqualTo(204));

        foreach (var key in (string[])["expired", "revoked"])
        {
            await BothServices.RefusedAsync(ApproveAsync(key, id), 401, "unauthenticated");
            await BothServices.RefusedAsync(_services.ChangeAsync(key, issued.Number, "suspension"), 401, "unauthenticated");
        }

        Assert.That(await EventsAsync(issued), Is.EqualTo(new[] { "issued" }));
    }

    [Test]
    public async Task List_ByStateAndInParts_TellsEachRequestOnceNewestFirst()
    {
        var asked = new List<long>();
        for (var i = 0; i < 3; i++)
        {
            asked.Add((await AskAsync("operator")).Id);
        }

        await BothServices.DoneAsync(RefuseAsync("approver", asked[1]));
        var (first, open, decided) = (
            await _services.GetAsync("operator", "/v1/requests?limit=2"),
            await _services.GetAsync("auditor", "/v1/requests?state=open&limit=1000"),
            await _services.GetAsync("authority", "/v1/requests?state=decided&limit=1000"));
        var second = await _services.GetAsync("operator", $"/v1/requests?limit=2&after={first["next"]}");

        Assert.That(Ids(first).Concat(Ids(second)).Take(3), Is.EqualTo(Enumerable.Reverse(asked)));
        Assert.That(Ids(open), Does.Contain(asked[0]).And.Contain(asked[2]).And.Not.Contain(asked[1]));
        Assert.That(Ids(decided), Does.Contain(asked[1]).And.Not.Contain(asked[0]));
        await BothServices.RefusedAsync(_services.As("operator").GetAsync("/v1/requests?state=new"), 400, "state_unknown");
    }

    [Test]
    public async Task Request_Answered_SaysWhereItIsAndWhoDecides()
    {
        var issued = (await _services.IssueAsync())[0];
        using var answer = await _services.ChangeAsync("operator", issued.Number, "cancellation", "holder_request");
        var body = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        var read = await _services.GetAsync("approver", answer.Headers.Location!.ToString());

        Assert.Multiple(() =>
        {
            Assert.That((int)answer.StatusCode, Is.EqualTo(202));
            Assert.That(read.ToJsonString(), Is.EqualTo(body.ToJsonString()));
            Assert.That(((string)read["kind"]!, (string)read["number"]!, (string)read["category"]!), Is.EqualTo(("cancellation", issued.Number, "holder_request")));
            Assert.That(((string)read["decidedByRole"]!, (int)read["certificates"]!, (string)read["institutionCode"]!), Is.EqualTo(("approver", 1, "0001")));
            Assert.That((string)read["reason"]!, Does.StartWith(BothServices.Secret));
        });
    }

    private static IEnumerable<long> Ids(JsonNode page) => page["items"]!.AsArray().Select(item => (long)item!["id"]!);

    private Task<HttpResponseMessage> ApproveAsync(string role, long id) => _services.PostAsync(role, $"/v1/requests/{id}/approval");

    private Task<HttpResponseMessage> RefuseAsync(string role, long id) =>
        _services.PostAsync(role, $"/v1/requests/{id}/refusal", new { reason = "证据不足" });

    private async Task<(Issued Issued, long Id)> AskAsync(string role)
    {
        var issued = (await _services.IssueAsync())[0];
        var request = await BothServices.DoneAsync(_services.ChangeAsync(role, issued.Number, "suspension"), 202);
        return (issued, (long)request["id"]!);
    }

    private async Task<IEnumerable<string>> EventsAsync(Issued issued) =>
        (await _services.RecordAsync(issued.Number))["events"]!.AsArray().Select(each => (string)each!["kind"]!);
}
