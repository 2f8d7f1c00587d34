using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Certificates.Core.Access;

namespace Certificates.Tests.Api.ConsolePages;

/// <summary>An institution's own people see to the keys of its own systems: an approver asks, another agrees.</summary>
internal sealed partial class InstitutionKeyTests
{
    private const string Institution = "0347";
    private static readonly (string, string)[] Wanted =
        [("person", "成绩系统"), ("owner", "某人"), ("role", "operator"), ("institutionCode", "0002")];

    private static RunningApi Api => SharedApi.Running;

    [OneTimeSetUp]
    public Task AddInstitutionAsync() => Api.AddInstitutionAsync(Institution, needsApproval: true);

    [Test]
    public async Task Key_AskedForByAnApprover_IsMadeByAnother_ActsForTheirInstitution_AndIsEndedByEither()
    {
        using var asker = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Approver, Institution);
        using var other = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Approver, Institution);
        using var third = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Approver, Institution);
        var asked = await asker.SubmitAsync("/console/keys", "/console/keys", Wanted);
        var proposal = Proposal().Matches(await other.ReadAsync("/console/inbox"))[^1].Value;
        var own = await asker.SubmitAsync(proposal, $"{proposal}/confirmation");
        var made = await other.SubmitAsync(proposal, $"{proposal}/confirmation");
        Assert.That((asked + own).Contains("zjk_", StringComparison.Ordinal), Is.False, "one person sees no secret");
        Assert.That(own, Does.Contain("须由不同的人进行"));

        using var client = new HttpClient { BaseAddress = Api.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Secret().Match(made).Value);
        using var sent = await client.PostAsync("/v1/batches", Csv.Content(Csv.File()));
        var body = await sent.Content.ReadAsStringAsync();
        Assert.That(body, Does.Contain($"\"institutionCode\":\"{Institution}\""), "the institution typed beside it is not heard");
        var batch = $"/console/batches/{System.Text.Json.Nodes.JsonNode.Parse(body)!["id"]}";
        foreach (var maker in new[] { asker, other })
        {
            Assert.That(await maker.SubmitAsync(batch, $"{batch}/approval"), Does.Contain("30 天内"), "who made the key decides nothing that it sent");
        }

        using var approved = await third.PostAsync(batch, $"{batch}/approval");
        Assert.That(approved.Headers.Location?.ToString(), Does.EndWith("said=approved"));
        var id = await Api.CountAsync("SELECT MAX(Id) FROM ApiKey WHERE Person = '成绩系统'");
        using (await third.PostAsync("/console/keys", $"/console/keys/{id}/end"))
        {
        }

        Assert.That((int)(await client.GetAsync("/v1/batches")).StatusCode, Is.EqualTo(401));
    }

    [Test]
    public async Task Key_OfAnotherInstitution_IsNeitherSeenNorConfirmedNorEnded()
    {
        using var asker = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Approver, Institution);
        using var stranger = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Approver, "0002");
        var proposal = Proposal().Matches(await asker.SubmitAsync("/console/keys", "/console/keys", Wanted))[^1].Value;
        var token = await stranger.TokenAsync("/console/keys");
        using var seen = await stranger.GetAsync(proposal);
        using var confirmed = await stranger.PostBareAsync($"{proposal}/confirmation", ("__RequestVerificationToken", token));
        using var refused = await stranger.PostBareAsync($"{proposal}/refusal", ("__RequestVerificationToken", token));
        var key = await Api.CountAsync("SELECT MIN(k.Id) FROM ApiKey k JOIN Institution i ON i.Id = k.InstitutionId WHERE i.Code = '0347'");
        using var ended = await stranger.PostBareAsync($"/console/keys/{key}/end", ("__RequestVerificationToken", token));

        Assert.Multiple(async () =>
        {
            Assert.That(
                new[] { seen, confirmed, refused, ended }.Select(answer => (int)answer.StatusCode), Is.All.EqualTo(404));
            Assert.That(await stranger.ReadAsync("/console/keys"), Does.Not.Contain($"tests {Institution}"));
            Assert.That(await asker.ReadAsync("/console/keys"), Does.Contain($"tests {Institution}-operator").And.Not.Contain("tests stranger"));
            Assert.That(await Api.CountAsync($"SELECT COUNT(*) FROM ApiKey WHERE Id = {key} AND RevokedAt IS NULL"), Is.EqualTo(1));
        });
    }

    [Test]
    public async Task Key_OfARoleAboveTheirs_OrAskedForByAnOperator_IsRefused()
    {
        using var approver = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Approver, Institution);
        using var clerk = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Operator, Institution);
        using var above = await approver.PostAsync("/console/keys", "/console/keys", ("person", "系统"), ("role", "authority"));
        using var asked = await clerk.PostBareAsync(
            "/console/keys", [.. Wanted, ("__RequestVerificationToken", await clerk.TokenAsync("/console/me"))]);

        Assert.That(((int)above.StatusCode, (int)asked.StatusCode), Is.EqualTo((403, 403)));
    }

    [Test]
    public async Task Key_AskedForByAnApprover_IsTheAuthoritysToConfirmToo_AndNotTheOtherWayRound()
    {
        using var asker = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Approver, Institution);
        using var authority = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Authority);
        using var other = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Authority);
        var proposal = Proposal().Matches(await asker.SubmitAsync("/console/keys", "/console/keys", Wanted))[^1].Value;
        Assert.That(Secret().IsMatch(await authority.SubmitAsync(proposal, $"{proposal}/confirmation")), Is.True);

        var ours = Proposal().Matches(await authority.SubmitAsync(
            "/console/keys", "/console/keys", ("person", "系统"), ("role", "operator"), ("institutionCode", Institution)))[^1].Value;
        using var seen = await asker.GetAsync(ours);
        Assert.That((int)seen.StatusCode, Is.EqualTo(404), "what the authority asks for takes both of its persons");
    }

    [GeneratedRegex("/console/inbox/proposals/[0-9]+", RegexOptions.None, 1000)]
    private static partial Regex Proposal();

    [GeneratedRegex("zjk_[A-Za-z0-9_-]+", RegexOptions.None, 1000)]
    private static partial Regex Secret();
}
