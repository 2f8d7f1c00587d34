using System.Text.RegularExpressions;
using Certificates.Core.Access;
using Certificates.Tests.Verify;
using Microsoft.Playwright;

namespace Certificates.Tests.Api.ConsolePages;

/// <summary>Signing in at a provider (OpenID Connect) in a real browser; the provider is another site than the console.</summary>
[Category(Categories.Browser)]
[Category(Categories.Process)]
internal sealed partial class ProviderWalkTests
{
    private const string Secret = "a secret of the tests alone";
    private RunningApi _api = null!;
    private Uri _console = null!;
    private Chromium _browser = null!;
    private TestProvider _provider = null!;
    private string _secretFile = "";

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _browser = await Chromium.StartAsync();
        var port = FreePort.Next();
        _console = new Uri($"http://localhost:{port}");
        _provider = await TestProvider.StartAsync(_console, Secret);
        _secretFile = Path.GetTempFileName();
        await File.WriteAllTextAsync(_secretFile, Secret);
        _api = await RunningApi.StartAsync(
            clock: null, ("Urls", $"http://127.0.0.1:{port}"), ("Console:BaseUrl", $"http://localhost:{port}"),
            ("Console:Oidc:Authority", _provider.Authority), ("Console:Oidc:ClientId", "console"),
            ("Console:Oidc:ClientSecretFile", _secretFile), ("Console:Oidc:Acr", "strong"), ("Console:Oidc:Name", "统一身份认证"));
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _provider?.Dispose();
        File.Delete(_secretFile);
        await (_api?.DisposeAsync() ?? default);
        await (_browser?.DisposeAsync() ?? default);
    }

    [TestCase("zh-CN", 1280)]
    [TestCase("en", 360)]
    public async Task Subject_IsLinkedByTwoPersons_SignsIn_AndStepsUp(string language, int width)
    {
        using var person = await ConsoleBrowser.SignedInAsync(_api, ApiKeyRole.Authority);
        var subject = $"subject-{person.Account.Id}";
        var accounts = await _api.CountAsync("SELECT COUNT(*) FROM Account");
        var strangers = await OutcomesAsync("wrong_provider");
        var page = await EnterByProviderAsync(subject, "strong", language, width);
        await Assertions.Expect(page.Locator("dd.secret")).ToHaveTextAsync(subject);
        Assert.That(await _api.CountAsync("SELECT COUNT(*) FROM Account"), Is.EqualTo(accounts), "nobody gets an account by being known elsewhere");

        Assert.That(await OutcomesAsync("wrong_provider"), Is.EqualTo(strangers + 1));

        await LinkAsync(person, subject, language, width);
        page = await EnterByProviderAsync(subject, "strong", language, width);
        await Assertions.Expect(page.Locator("a.me strong")).ToHaveTextAsync(person.Account.Seat.Person);
        Assert.That(await OutcomesAsync("provider_right", person), Is.EqualTo(1));
        await LetGoStaleAsync(person);
        await page.GotoAsync("/console/people");
        await page.ClickAsync("form[action='/console/people'] a[href^='/console/sign-in/provider/again']");
        await ConsoleWalks.TellAsync(page, subject, "strong");
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(_console, "/console/people").ToString());
        await Assertions.Expect(page.Locator("[data-factor]")).ToHaveCountAsync(0);
    }

    [Test]
    public async Task StepUp_BySomebodyElse_OrByOneFactor_IsRefused()
    {
        using var person = await ConsoleBrowser.SignedInAsync(_api, ApiKeyRole.Authority);
        var subject = $"subject-{person.Account.Id}";
        await LinkAsync(person, subject, "zh-CN", 1280);
        var page = await EnterByProviderAsync(subject, "strong", "zh-CN", 1280);
        await Assertions.Expect(page.Locator("a.me strong")).ToBeVisibleAsync();
        await LetGoStaleAsync(person);
        foreach (var (who, acr) in new[] { ("somebody-else", "strong"), (subject, "weak") })
        {
            await page.Context.ClearCookiesAsync(new() { Domain = "127.0.0.1" });
            await page.GotoAsync("/console/people");
            await page.ClickAsync("form[action='/console/people'] a[href^='/console/sign-in/provider/again']");
            await ConsoleWalks.TellAsync(page, who, acr);
            await Assertions.Expect(page.Locator(".errors")).ToContainTextAsync("未能通过统一身份认证登录");
        }

        await page.GotoAsync("/console/people");
        await Assertions.Expect(page.Locator("form[action='/console/people'] [data-factor]")).ToBeVisibleAsync();
    }

    [Test]
    public async Task SignIn_ByOneFactorOfTheProvider_TakesTheSecondHere_AndAnEndedLinkLetsNobodyIn()
    {
        using var person = await ConsoleBrowser.SignedInAsync(_api, ApiKeyRole.Authority);
        var subject = $"subject-{person.Account.Id}";
        await LinkAsync(person, subject, "zh-CN", 1280);
        var page = await EnterByProviderAsync(subject, "weak", "zh-CN", 1280);
        await Assertions.Expect(page.Locator("#code")).ToBeVisibleAsync();
        await page.FillAsync("#code", person.CodeAt());
        await page.ClickAsync("main form button");
        await Assertions.Expect(page.Locator("a.me strong")).ToHaveTextAsync(person.Account.Seat.Person);

        using var other = await ConsoleBrowser.SignedInAsync(_api, ApiKeyRole.Authority);
        using var ended = await other.PostAsync($"/console/people/{person.Account.Id}", $"/console/people/{person.Account.Id}/link/end");
        Assert.That(ended.Headers.Location?.ToString(), Does.EndWith("said=unlinked"));
        await page.GotoAsync("/console");
        await Assertions.Expect(page.Locator("#password")).ToBeVisibleAsync();
        page = await EnterByProviderAsync(subject, "strong", "zh-CN", 1280);
        await Assertions.Expect(page.Locator("dd.secret")).ToBeVisibleAsync();
    }

    [Test]
    public async Task Link_OfASubjectThatIsTaken_OrIsNone_IsRefused_AndNobodyConfirmsTheirOwn()
    {
        using var person = await ConsoleBrowser.SignedInAsync(_api, ApiKeyRole.Auditor);
        using var second = await ConsoleBrowser.SignedInAsync(_api, ApiKeyRole.Auditor);
        using var asker = await ConsoleBrowser.SignedInAsync(_api, ApiKeyRole.Authority);
        using var other = await ConsoleBrowser.SignedInAsync(_api, ApiKeyRole.Authority);
        var subject = $"subject-{person.Account.Id}";
        await AskAsync(asker, person, subject);
        var change = Change().Match(await other.ReadAsync("/console/people")).Groups[1].Value;
        Assert.That(
            await asker.SubmitAsync("/console/people", $"/console/people/changes/{change}/confirmation"), Does.Contain("另一人审批"));
        await other.SubmitAsync("/console/people", $"/console/people/changes/{change}/confirmation");

        Assert.That(await AskAsync(asker, second, subject), Does.Contain("已关联到一个账号"));
        Assert.That(await AskAsync(asker, second, "张 三"), Does.Contain("1 至 255"));
    }

    [Test]
    public void EveryEndpoint_WithPasskeysAndAProvider_DemandsAPolicyOfTheConsole() =>
        Assert.That(AuthorityTests.Unguarded(_api.Services), Is.Empty);

    [Test]
    public async Task ReturnOfTheProvider_ThatNobodyAskedFor_SignsNobodyIn()
    {
        var page = await _browser.OpenAsync(_console, "zh-CN");
        var before = await OutcomesAsync("wrong_provider");
        await page.GotoAsync("/console/sign-in/provider/return?code=made-up&state=made-up");

        await Assertions.Expect(page.Locator(".errors")).ToContainTextAsync("未能通过统一身份认证登录");
        Assert.That(await OutcomesAsync("wrong_provider"), Is.EqualTo(before + 1), "on record, though nobody knows who");
    }

    private static async Task<string> AskAsync(ConsoleBrowser asker, ConsoleBrowser person, string subject) => await asker.SubmitAsync(
        $"/console/people/{person.Account.Id}", $"/console/people/{person.Account.Id}/link", ("subject", subject));

    private static ColorScheme SchemeOf(int width) => width == 360 ? ColorScheme.Dark : ColorScheme.Light;

    private async Task<IPage> EnterByProviderAsync(string subject, string acr, string language, int width)
    {
        var page = await _browser.OpenAsync(_console, language, SchemeOf(width), width);
        await ConsoleWalks.EnterByProviderAsync(page, subject, acr);
        return page;
    }

    /// <summary>One person of the authority asks in the browser, another confirms.</summary>
    private async Task LinkAsync(ConsoleBrowser person, string subject, string language, int width)
    {
        using var asker = await ConsoleBrowser.SignedInAsync(_api, ApiKeyRole.Authority);
        using var other = await ConsoleBrowser.SignedInAsync(_api, ApiKeyRole.Authority);
        await ConsoleWalks.LinkAsync(
            await SignInAsync(asker, language, width), await SignInAsync(other, language, width), $"/console/people/{person.Account.Id}", subject);
    }

    private async Task<IPage> SignInAsync(ConsoleBrowser person, string language, int width)
    {
        var page = await _browser.OpenAsync(_console, language, SchemeOf(width), width);
        await page.GotoAsync("/console/sign-in");
        await page.FillAsync("#login", person.Login);
        await page.FillAsync("#password", person.Password);
        await page.ClickAsync("main form button:not([type=button])");
        await page.FillAsync("#code", person.CodeAt());
        await page.ClickAsync("main form button:not([type=button])");
        await Assertions.Expect(page.Locator("a.me")).ToBeVisibleAsync();
        return page;
    }

    private Task<long> OutcomesAsync(string outcome, ConsoleBrowser? person = null) => _api.CountAsync(
        $"SELECT COUNT(*) FROM SignIn WHERE Outcome = '{outcome}' AND AccountId {(person is null ? "IS NULL" : $"= {person.Account.Id}")}");

    private Task LetGoStaleAsync(ConsoleBrowser browser) => _api.ExecuteAsync(
        $"UPDATE AccountSession SET FactorAt = '2026-01-01T00:00:00.000Z' WHERE AccountId = {browser.Account.Id}");

    [GeneratedRegex("/console/people/changes/([0-9]+)", RegexOptions.None, 1000)]
    private static partial Regex Change();
}
