using System.Text.RegularExpressions;
using Certificates.Core.Access;

namespace Certificates.Tests.Api.ConsolePages;

/// <summary>Two pairs of eyes are two persons, also against whoever makes persons.</summary>
internal sealed partial class PeopleTests
{
    private const string Institution = "0641";
    private static RunningApi Api => SharedApi.Running;

    [OneTimeSetUp]
    public Task AddAsync() => Api.AddInstitutionAsync(Institution, needsApproval: true);

    [Test]
    public async Task Account_AskedFor_IsOpenedByAnotherPersonAlone()
    {
        using var asker = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Approver, Institution);
        using var other = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Approver, Institution);
        await AskAsync(asker, "新来的人", "new-person");
        var change = ChangeOf(await other.ReadAsync("/console/people"), "new-person");
        var page = $"/console/people/changes/{change}";
        Assert.That(await asker.ReadAsync(page), Does.Not.Contain("/confirmation"), "whoever asked has no button");
        Assert.That(await other.ReadAsync(page), Does.Contain("新来的人").And.Contain("new-person").And.Contain("经办人").And.Contain("/confirmation"));
        var own = await asker.SubmitAsync("/console/people", $"/console/people/changes/{change}/confirmation");
        var confirmed = await other.SubmitAsync("/console/people", $"/console/people/changes/{change}/confirmation");

        Assert.Multiple(() =>
        {
            Assert.That(own, Does.Contain("另一人审批"));
            Assert.That(FirstPassword().IsMatch(confirmed), Is.True, confirmed);
        });
    }

    [Test]
    public async Task Approver_WhoMadeAnOperator_CannotApproveThatOperatorsBatch_AndAThirdPersonCan()
    {
        using var asker = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Approver, Institution);
        using var other = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Approver, Institution);
        using var third = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Approver, Institution);
        await AskAsync(asker, "被开立的人", "made-person");
        var change = ChangeOf(await other.ReadAsync("/console/people"), "made-person");
        var page = await other.SubmitAsync("/console/people", $"/console/people/changes/{change}/confirmation");
        using var clerk = new ConsoleBrowser(Api);
        await clerk.EnterFirstAsync("made-person", FirstPassword().Match(page).Groups[1].Value);
        var batch = await clerk.SendAsync(Csv.File());

        foreach (var maker in new[] { asker, other })
        {
            Assert.That(await maker.SubmitAsync(batch, $"{batch}/approval"), Does.Contain("30 天内"));
        }

        using var approved = await third.PostAsync(batch, $"{batch}/approval");
        Assert.That(approved.Headers.Location?.ToString(), Does.EndWith("said=approved"));
    }

    [Test]
    public async Task Reset_EndsEverySession_AndTheOldPassword()
    {
        using var asker = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Approver, Institution);
        using var other = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Approver, Institution);
        using var clerk = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Operator, Institution);
        using (var asked = await asker.PostAsync("/console/people", $"/console/people/{clerk.Account.Id}/password"))
        {
            Assert.That(asked.Headers.Location?.ToString(), Does.EndWith("said=asked"));
        }

        using (var still = await clerk.GetAsync("/console"))
        {
            Assert.That((int)still.StatusCode, Is.EqualTo(200), "nothing happens before it is confirmed");
        }

        var change = ChangeOf(await other.ReadAsync("/console/people"), clerk.Login);
        await other.SubmitAsync("/console/people", $"/console/people/changes/{change}/confirmation");
        using var gone = await clerk.GetAsync("/console");
        var old = await clerk.SubmitAsync("/console/sign-in", "/console/sign-in", ("login", clerk.Login), ("password", clerk.Password));

        Assert.Multiple(() =>
        {
            Assert.That(gone.Headers.Location?.ToString(), Does.StartWith("/console/sign-in"));
            Assert.That(old, Does.Contain("登录名或密码不正确"));
        });
    }

    [Test]
    public async Task Account_Closed_IsLetInNoMore()
    {
        using var approver = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Approver, Institution);
        using var clerk = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Operator, Institution);
        using (var closed = await approver.PostAsync("/console/people", $"/console/people/{clerk.Account.Id}/closing"))
        {
            Assert.That(closed.Headers.Location?.ToString(), Does.EndWith("said=closed"));
        }

        using var gone = await clerk.GetAsync("/console");
        Assert.That(gone.Headers.Location?.ToString(), Does.StartWith("/console/sign-in"));
    }

    [TestCase(1, false)]
    [TestCase(31, true)]
    public async Task Approver_WhoResetAnAccount_ConfirmsWhatItAsksForAfterThirtyDays(int daysAgo, bool mayConfirm)
    {
        using var asker = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Approver, Institution);
        using var other = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Approver, Institution);
        var login = $"made-{daysAgo}-days-later";
        await Api.ExecuteAsync($"""
            INSERT INTO AccountChange (Id, AccountId, Kind, AskedBy, AskedAt, DecidedBy, DecidedAt, IsConfirmed)
            SELECT {900_000 + daysAgo}, {asker.Account.Id}, 1, {other.Account.Seat.Id}, d.At, {other.Account.Seat.Id}, d.At, 1
            FROM (SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-{daysAgo} days') AS At) d
            """);
        await AskAsync(asker, "又一个人", login);
        var change = ChangeOf(await other.ReadAsync("/console/people"), login);

        var confirmed = await other.SubmitAsync("/console/people", $"/console/people/changes/{change}/confirmation");

        Assert.That(FirstPassword().IsMatch(confirmed), Is.EqualTo(mayConfirm), confirmed);
        Assert.That(confirmed.Contains("30 天内", StringComparison.Ordinal), Is.EqualTo(!mayConfirm));
    }

    [Test]
    public async Task Approver_OfAnotherInstitution_AsksForNobodyHere()
    {
        using var stranger = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Approver);
        using var clerk = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Operator, Institution);
        using var asked = await stranger.PostAsync("/console/people", $"/console/people/{clerk.Account.Id}/password");
        using var authority = await stranger.PostAsync(
            "/console/people", "/console/people", ("person", "某人"), ("login", "someone-high"), ("role", "authority"));

        Assert.That(((int)asked.StatusCode, (int)authority.StatusCode), Is.EqualTo((404, 403)));
    }

    private static async Task AskAsync(ConsoleBrowser asker, string person, string login)
    {
        using var asked = await asker.PostAsync(
            "/console/people", "/console/people", ("person", person), ("login", login), ("role", "operator"));
        Assert.That(asked.Headers.Location?.ToString(), Does.EndWith("said=asked"));
    }

    /// <summary>The change that is about a login, by the way to its page.</summary>
    internal static string ChangeOf(string page, string login)
    {
        var row = page.Split("<tr>").FirstOrDefault(part => part.Contains($">{login}</small>", StringComparison.Ordinal));
        Assert.That(row, Is.Not.Null, page);
        return Change().Match(row!).Groups[1].Value;
    }

    [GeneratedRegex("/console/people/changes/([0-9]+)", RegexOptions.None, 1000)]
    private static partial Regex Change();

    [GeneratedRegex("class=\"secret\">([a-z2-9-]{19})<", RegexOptions.None, 1000)]
    private static partial Regex FirstPassword();
}
