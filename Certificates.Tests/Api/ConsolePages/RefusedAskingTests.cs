using System.Text.RegularExpressions;
using Certificates.Core.Access;

namespace Certificates.Tests.Api.ConsolePages;

/// <summary>Whoever refuses an account, a key or a right says why, and whoever asked reads it.</summary>
internal sealed partial class RefusedAskingTests
{
    private const string Institution = "0348";
    private static RunningApi Api => SharedApi.Running;

    [OneTimeSetUp]
    public Task AddInstitutionAsync() => Api.AddInstitutionAsync(Institution);

    [Test]
    public async Task Account_RefusedWithoutAReason_Waits_AndWithOne_IsToldToWhoeverAsked()
    {
        using var asker = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Approver, Institution);
        using var other = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Approver, Institution);
        using (await asker.PostAsync("/console/people", "/console/people", ("person", "未到岗的人"), ("login", "refused-person"), ("role", "operator")))
        {
        }

        var change = Change().Match(await other.ReadAsync("/console/people")).Value;
        var without = await other.SubmitAsync("/console/people", $"{change}/refusal", ("reason", "  "));
        var waits = await Api.CountAsync($"SELECT COUNT(*) FROM AccountChange WHERE Id = {change.Split('/')[^1]} AND DecidedAt IS NULL");
        using var with = await other.PostAsync("/console/people", $"{change}/refusal", ("reason", "此人尚未到岗"));

        Assert.Multiple(async () =>
        {
            Assert.That(without, Does.Contain("role=\"alert\""));
            Assert.That(waits, Is.EqualTo(1));
            Assert.That(with.Headers.Location?.ToString(), Does.EndWith("said=refused"));
            Assert.That(await asker.ReadAsync("/console/inbox"), Does.Contain("为 未到岗的人 开立账号").And.Contain("此人尚未到岗").And.Contain(other.Account.Seat.Person));
            Assert.That(await other.ReadAsync("/console/inbox"), Does.Not.Contain("此人尚未到岗"));
        });
    }

    [Test]
    public async Task Key_RefusedWithAReason_IsToldToWhoeverAsked_AndTakenBackWithoutOne()
    {
        using var asker = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Approver, Institution);
        using var other = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Approver, Institution);
        var refused = await AskAsync(asker, "未验收的系统");
        Assert.That(await other.SubmitAsync(refused, $"{refused}/refusal"), Does.Contain("role=\"alert\""), "a reason is missing");
        using (await other.PostAsync(refused, $"{refused}/refusal", ("reason", "系统尚未验收")))
        {
        }

        var back = await AskAsync(asker, "不要了的系统");
        using var taken = await asker.PostAsync(back, $"{back}/refusal");
        var inbox = await asker.ReadAsync("/console/inbox");
        Assert.Multiple(() =>
        {
            Assert.That(inbox, Does.Contain("未验收的系统").And.Contain("系统尚未验收").And.Not.Contain("不要了的系统"));
            Assert.That(taken.Headers.Location?.ToString(), Is.EqualTo("/console/inbox"));
        });
    }

    [Test]
    public async Task Right_RefusedWithAReason_IsToldToWhoeverAsked()
    {
        using var asker = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Authority);
        using var other = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Authority);
        var page = $"/console/directories/institutions/{Institution}";
        using (await asker.PostAsync(
            page, $"{page}/rights", ("kind", "grade"), ("occupationNumber", "05"), ("grades", "junior"), ("validFrom", "2026-01-01"), ("document", "批文一")))
        {
        }

        var proposal = Proposal().Match(await other.ReadAsync(page)).Value;
        using (await other.PostAsync(proposal, $"{proposal}/refusal", ("reason", "批文与机构不符")))
        {
        }

        Assert.That(await asker.ReadAsync("/console/inbox"), Does.Contain("批文与机构不符"));
    }

    private static async Task<string> AskAsync(ConsoleBrowser asker, string system) => Proposal().Matches(await asker.SubmitAsync(
        "/console/keys", "/console/keys", ("person", system), ("owner", "某人"), ("role", "operator")))[^1].Value;

    [GeneratedRegex("/console/people/changes/[0-9]+", RegexOptions.None, 1000)]
    private static partial Regex Change();

    [GeneratedRegex("/console/inbox/proposals/[0-9]+", RegexOptions.None, 1000)]
    private static partial Regex Proposal();
}
