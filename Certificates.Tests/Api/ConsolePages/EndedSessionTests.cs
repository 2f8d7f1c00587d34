using System.Text.RegularExpressions;
using Certificates.Core.Access;

namespace Certificates.Tests.Api.ConsolePages;

/// <summary>The authority ends where others are signed in; the auditor sees it, and nobody else.</summary>
internal sealed partial class EndedSessionTests
{
    private static RunningApi Api => SharedApi.Running;

    [Test]
    public async Task Session_EndedByTheAuthority_OpensNothing_AndTheOthersGoOn()
    {
        using var authority = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Authority);
        using var clerk = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Operator);
        var page = $"/console/people/{clerk.Account.Id}";
        var first = Session().Match(await authority.ReadAsync(page)).Groups[1].Value;
        using var second = new ConsoleBrowser(Api);
        using (await second.PostAsync("/console/sign-in", "/console/sign-in", ("login", clerk.Login), ("password", clerk.Password)))
        {
        }

        using (var ended = await authority.PostAsync(page, $"{page}/sessions/end", ("session", first)))
        {
            Assert.That(ended.Headers.Location?.ToString(), Is.EqualTo($"{page}?said=ended"));
        }

        Assert.That((await IsInAsync(clerk), await IsInAsync(second)), Is.EqualTo((false, true)));
        using (await authority.PostAsync(page, $"{page}/sessions/end"))
        {
        }

        Assert.That(await IsInAsync(second), Is.False);
        Assert.That(
            await Api.CountAsync($"SELECT COUNT(*) FROM SignIn WHERE AccountId = {clerk.Account.Id} AND Outcome = 'session_ended'"), Is.EqualTo(2));
    }

    [Test]
    public async Task Session_OfOneAccount_IsNotEndedUnderTheNameOfAnother()
    {
        using var authority = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Authority);
        using var clerk = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Operator);
        using var other = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Operator);
        var session = Session().Match(await authority.ReadAsync($"/console/people/{clerk.Account.Id}")).Groups[1].Value;
        using (await authority.PostAsync("/console/me", $"/console/people/{other.Account.Id}/sessions/end", ("session", session)))
        {
        }

        Assert.That((await IsInAsync(clerk), await IsInAsync(other)), Is.EqualTo((true, true)));
    }

    [Test]
    public async Task Auditor_SeesSessions_AndAnApproverSeesThePersonOfTheOwnInstitutionAlone()
    {
        using var clerk = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Operator);
        using var auditor = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Auditor);
        using var approver = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Approver);
        using var stranger = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Approver, RunningApi.SecondInstitution);
        var page = $"/console/people/{clerk.Account.Id}";
        var audited = await auditor.ReadAsync(page);
        var approved = await approver.ReadAsync(page);
        using var strange = await stranger.GetAsync(page);
        using var byAuditor = await auditor.PostAsync("/console/me", $"{page}/sessions/end");
        using var byApprover = await approver.PostAsync("/console/me", $"{page}/sessions/end");

        Assert.Multiple(() =>
        {
            Assert.That(audited, Does.Contain("登录中的浏览器").And.Contain("127.0.0.0/24").And.Not.Contain("sessions/end"));
            Assert.That(approved, Does.Contain(clerk.Login).And.Not.Contain("127.0.0.0/24"));
            Assert.That(((int)strange.StatusCode, (int)byAuditor.StatusCode, (int)byApprover.StatusCode), Is.EqualTo((404, 403, 403)));
        });
        Assert.That(await IsInAsync(clerk), Is.True);
    }

    private static async Task<bool> IsInAsync(ConsoleBrowser browser)
    {
        using var page = await browser.GetAsync("/console");
        return (int)page.StatusCode == 200;
    }

    [GeneratedRegex("name=\"session\" value=\"([0-9a-f]{64})\"", RegexOptions.None, 1000)]
    private static partial Regex Session();
}
