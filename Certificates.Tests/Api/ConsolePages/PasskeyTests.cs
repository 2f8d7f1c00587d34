using System.Text.RegularExpressions;
using Certificates.Core.Access;

namespace Certificates.Tests.Api.ConsolePages;

/// <summary>Passkeys as the service sees them: what is taken, what is not, and who may add and remove them.</summary>
internal sealed partial class PasskeyTests
{
    private RunningApi _api = null!;
    private string _origin = "";

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        (_api, var console) = await PasskeyApi.StartAsync();
        _origin = console.ToString().TrimEnd('/');
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _api.DisposeAsync();

    [Test]
    public async Task Passkey_IsBothFactors_AndEveryUseIsOnRecord()
    {
        using var key = new SoftAuthenticator(_origin);
        using var approver = await ConsoleBrowser.SignedInAsync(_api, ApiKeyRole.Approver);
        await approver.AddPasskeyAsync(key);
        using var fresh = new ConsoleBrowser(_api);

        Assert.That((await fresh.EnterByAsync(key)).Status, Is.EqualTo(200));
        Assert.That(await LocationAsync(fresh, "/console"), Is.Null);
        Assert.That(await OutcomesAsync(approver, "passkey_right"), Is.EqualTo(1));
    }

    [Test]
    public async Task Passkey_AsTheOnlySecondFactor_OpensTheWork_AndRecoveryCodesComeWithIt()
    {
        using var key = new SoftAuthenticator(_origin);
        using var auditor = new ConsoleBrowser(_api);
        await auditor.OpenAccountAsync(ApiKeyRole.Auditor);
        await auditor.EnterAsync();
        Assert.That(await LocationAsync(auditor, "/console/me/passkeys"), Is.EqualTo("/console/me/password"), "a password of one's own comes first");
        await auditor.ChangePasswordAsync("seven green umbrellas");
        var codes = RecoveryCode().Matches(await auditor.AddPasskeyAsync(key)).Select(match => match.Groups[1].Value).ToList();
        Assert.That(codes, Has.Count.EqualTo(10).And.Unique);
        Assert.That(await LocationAsync(auditor, "/console"), Is.Null);

        await auditor.EnterAsync();
        Assert.That(await LocationAsync(auditor, "/console/me/factor"), Is.EqualTo("/console/sign-in/factor"), "nobody makes a way round it");
        using var passed = await auditor.PostAsync("/console/sign-in/factor", "/console/sign-in/factor", ("code", codes[0]));
        Assert.That(passed.Headers.Location?.ToString(), Is.EqualTo("/console"));
    }

    [Test]
    public async Task FirstPasskey_OfASessionLeftOpen_TakesThePasswordAgain()
    {
        using var key = new SoftAuthenticator(_origin);
        using var clerk = await ConsoleBrowser.SignedInAsync(_api, ApiKeyRole.Operator);
        await _api.ExecuteAsync($"UPDATE AccountSession SET MadeAt = '2026-01-01T00:00:00.000Z' WHERE AccountId = {clerk.Account.Id}");
        foreach (var address in new[] { "/console/me/passkeys", "/console/me/passkeys/options" })
        {
            using var sent = await clerk.PostAsync("/console/me", address, ("name", "办公室电脑"));
            Assert.That(sent.Headers.Location?.ToString(), Does.StartWith("/console/sign-in?again=true"), address);
        }

        await clerk.EnterAsync();
        Assert.That(RecoveryCode().Count(await clerk.AddPasskeyAsync(key)), Is.EqualTo(10));
    }

    [Test]
    public async Task Answer_SentASecondTime_IsRefused()
    {
        using var key = new SoftAuthenticator(_origin) { Count = 0 };
        using var approver = await ConsoleBrowser.SignedInAsync(_api, ApiKeyRole.Approver);
        await approver.AddPasskeyAsync(key);
        using var thief = new ConsoleBrowser(_api);
        var (_, question) = await thief.AskAsync("/console/sign-in", "/console/sign-in/passkey/options");
        (string, string)[] answer = [("credential", key.Sign(question["options"]!)), ("state", (string)question["state"]!)];

        var first = await thief.AskAsync("/console/sign-in", "/console/sign-in/passkey", answer);
        var second = await thief.AskAsync("/console/sign-in", "/console/sign-in/passkey", answer);

        Assert.That((first.Status, second.Status), Is.EqualTo((200, 400)));
    }

    [Test]
    public async Task Authenticator_WhoseCountGoesBack_IsRefused()
    {
        using var key = new SoftAuthenticator(_origin) { Count = 7 };
        using var approver = await ConsoleBrowser.SignedInAsync(_api, ApiKeyRole.Approver);
        await approver.AddPasskeyAsync(key);
        using var fresh = new ConsoleBrowser(_api);
        Assert.That((await fresh.EnterByAsync(key)).Status, Is.EqualTo(200));
        key.Count = 8;
        Assert.That((await fresh.EnterByAsync(key)).Status, Is.EqualTo(400), "a copy counts for itself");
        key.Count = 20;
        Assert.That((await fresh.EnterByAsync(key)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Passkey_UsedAtAnotherSite_OrWithNobodyVerified_OrByAnUnknownOne_IsRefusedAlike()
    {
        using var key = new SoftAuthenticator(_origin);
        using var unknown = new SoftAuthenticator(_origin);
        using var approver = await ConsoleBrowser.SignedInAsync(_api, ApiKeyRole.Approver);
        await approver.AddPasskeyAsync(key);
        using var fresh = new ConsoleBrowser(_api);
        key.Origin = "http://localhost.example.cn";
        var elsewhere = await fresh.EnterByAsync(key);
        (key.Origin, key.VerifiesPerson) = (_origin, false);
        var unverified = await fresh.EnterByAsync(key);
        var nobodys = await fresh.EnterByAsync(unknown);

        Assert.Multiple(() =>
        {
            Assert.That((elsewhere.Status, unverified.Status, nobodys.Status), Is.EqualTo((400, 400, 400)));
            Assert.That((string)elsewhere.Answer["fault"]!, Does.Contain("通行密钥未通过验证").And.EqualTo((string)nobodys.Answer["fault"]!));
        });
        Assert.That(await OutcomesAsync(approver, "wrong_passkey"), Is.EqualTo(2));
    }

    [Test]
    public async Task Failures_OfAPasskey_AreLimited_LikeThoseOfACode()
    {
        using var key = new SoftAuthenticator(_origin);
        using var approver = await ConsoleBrowser.SignedInAsync(_api, ApiKeyRole.Approver);
        await approver.AddPasskeyAsync(key);
        using var fresh = new ConsoleBrowser(_api);
        key.VerifiesPerson = false;
        for (var i = 0; i < 10; i++)
        {
            Assert.That((await fresh.EnterByAsync(key)).Status, Is.EqualTo(400));
        }

        key.VerifiesPerson = true;
        Assert.That((await fresh.EnterByAsync(key)).Status, Is.EqualTo(429));
    }

    [Test]
    public async Task Passkey_OfAnother_IsNoSecondFactor()
    {
        using var key = new SoftAuthenticator(_origin);
        using var other = await ConsoleBrowser.SignedInAsync(_api, ApiKeyRole.Approver);
        await other.AddPasskeyAsync(key);
        using var authority = await ConsoleBrowser.SignedInAsync(_api, ApiKeyRole.Authority);
        await LetGoStaleAsync(authority);
        var (_, question) = await other.AskAsync("/console/me", "/console/sign-in/factor/passkey/options");
        var passed = await authority.AskAsync(
            "/console/people", "/console/sign-in/factor/passkey", ("credential", key.Sign(question["options"]!)),
            ("state", (string)question["state"]!));

        Assert.That(passed.Status, Is.EqualTo(400));
    }

    [Test]
    public async Task Passkey_MakesASessionFresh_ForADecisionOfTheAuthority()
    {
        using var key = new SoftAuthenticator(_origin);
        using var authority = await ConsoleBrowser.SignedInAsync(_api, ApiKeyRole.Authority);
        await authority.AddPasskeyAsync(key);
        await LetGoStaleAsync(authority);
        (string, string)[] fields = [("person", "某人"), ("login", $"somebody-{authority.Account.Id}"), ("role", "auditor")];
        using var without = await authority.PostAsync("/console/people", "/console/people", fields);
        var (_, question) = await authority.AskAsync("/console/people", "/console/sign-in/factor/passkey/options");
        var passed = await authority.AskAsync(
            "/console/people", "/console/sign-in/factor/passkey", ("credential", key.Sign(question["options"]!)),
            ("state", (string)question["state"]!));
        using var with = await authority.PostAsync("/console/people", "/console/people", fields);

        Assert.That(((int)without.StatusCode, passed.Status, (int)with.StatusCode), Is.EqualTo((400, 200, 302)));
    }

    [TestCase("/console/me/passkeys")]
    [TestCase("/console/me/factor")]
    public async Task WayIn_IsChangedWithAFactorGivenJustNow(string page)
    {
        using var approver = await ConsoleBrowser.SignedInAsync(_api, ApiKeyRole.Approver);
        await LetGoStaleAsync(approver);
        Assert.That(await LocationAsync(approver, page), Does.StartWith("/console/sign-in/factor?next="));
        using var codes = await approver.PostAsync("/console/me", "/console/me/recovery-codes");
        Assert.That(codes.Headers.Location?.ToString(), Does.StartWith("/console/sign-in/factor?next="));
        using var passed = await approver.PostAsync(
            "/console/sign-in/factor", "/console/sign-in/factor", ("code", approver.CodeAt()), ("next", "/console/me/passkeys"));
        Assert.That(passed.Headers.Location?.ToString(), Is.EqualTo("/console/me/passkeys"));
    }

    [Test]
    public async Task Passkey_IsRemovedByItsOwner_ButNotTheLastFactorOfAnApprover()
    {
        using var key = new SoftAuthenticator(_origin);
        using var approver = new ConsoleBrowser(_api);
        await approver.OpenAccountAsync(ApiKeyRole.Approver);
        await approver.EnterAsync();
        await approver.ChangePasswordAsync("seven green umbrellas");
        await approver.AddPasskeyAsync(key, "唯一的");
        var removal = Removal().Match(await approver.ReadAsync("/console/me")).Value;
        Assert.That(await approver.SubmitAsync("/console/me", removal), Does.Contain("唯一的第二道验证"));
        await approver.EnrolAsync();
        using var removed = await approver.PostAsync("/console/me", removal);

        Assert.That(removed.Headers.Location?.ToString(), Is.EqualTo("/console/me"));
        using var fresh = new ConsoleBrowser(_api);
        Assert.That((await fresh.EnterByAsync(key)).Status, Is.EqualTo(400));
    }

    [TestCase("password")]
    [TestCase("factor")]
    [TestCase("closing")]
    public async Task Reset_ByTwoPersons_RemovesPasskeys(string kind)
    {
        using var key = new SoftAuthenticator(_origin);
        using var clerk = await ConsoleBrowser.SignedInAsync(_api, ApiKeyRole.Operator);
        await clerk.AddPasskeyAsync(key);
        using var asker = await ConsoleBrowser.SignedInAsync(_api, ApiKeyRole.Approver);
        using var other = await ConsoleBrowser.SignedInAsync(_api, ApiKeyRole.Approver);
        using (await asker.PostAsync("/console/people", $"/console/people/{clerk.Account.Id}/{kind}"))
        {
        }

        if (kind != "closing")
        {
            var change = Change().Match(await other.ReadAsync("/console/people")).Groups[1].Value;
            await other.SubmitAsync("/console/people", $"/console/people/changes/{change}/confirmation");
        }

        using var fresh = new ConsoleBrowser(_api);
        Assert.That((await fresh.EnterByAsync(key)).Status, Is.EqualTo(400));
        Assert.That(await _api.CountAsync($"SELECT COUNT(*) FROM Passkey WHERE AccountId = {clerk.Account.Id}"), Is.Zero);
    }

    private static async Task<string?> LocationAsync(ConsoleBrowser browser, string address)
    {
        using var response = await browser.GetAsync(address);
        return response.Headers.Location?.ToString();
    }

    private Task LetGoStaleAsync(ConsoleBrowser browser) => _api.ExecuteAsync(
        $"UPDATE AccountSession SET FactorAt = '2026-01-01T00:00:00.000Z' WHERE AccountId = {browser.Account.Id}");

    private Task<long> OutcomesAsync(ConsoleBrowser browser, string outcome) => _api.CountAsync(
        $"SELECT COUNT(*) FROM SignIn WHERE AccountId = {browser.Account.Id} AND Outcome = '{outcome}'");

    [GeneratedRegex("<li><code>([2-9A-Z-]{14})</code>", RegexOptions.None, 1000)]
    private static partial Regex RecoveryCode();

    [GeneratedRegex("/console/me/passkeys/[0-9]+/removal", RegexOptions.None, 1000)]
    private static partial Regex Removal();

    [GeneratedRegex("/console/people/changes/([0-9]+)", RegexOptions.None, 1000)]
    private static partial Regex Change();
}
