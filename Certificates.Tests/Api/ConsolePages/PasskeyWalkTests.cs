using Certificates.Core.Access;
using Certificates.Tests.Verify;
using Microsoft.Playwright;

namespace Certificates.Tests.Api.ConsolePages;

/// <summary>Passkeys in a real browser, with the authenticator that Chromium itself plays.</summary>
[Category(Categories.Browser)]
internal sealed class PasskeyWalkTests
{
    private RunningApi _api = null!;
    private Uri _console = null!;
    private Chromium _browser = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _browser = await Chromium.StartAsync();
        (_api, _console) = await PasskeyApi.StartAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
            await _api.DisposeAsync();
        }
    }

    [Test]
    public async Task Passkey_IsAdded_SignsIn_AndStandsForTheFactorOfADecision([Values("zh-CN", "en")] string language, [Values(1280, 360)] int width)
    {
        using var person = await ConsoleBrowser.SignedInAsync(_api, ApiKeyRole.Authority);
        var page = await OpenAsync(language, width);
        await ConsoleWalks.AddAuthenticatorAsync(page);
        await EnterAsync(page, person);
        await page.FillAsync("#code", person.CodeAt());
        await page.ClickAsync("main form button:not([hidden])");

        await ConsoleWalks.ReturnByPasskeyAsync(page);
        await _api.ExecuteAsync($"UPDATE AccountSession SET FactorAt = '2026-01-01T00:00:00.000Z' WHERE AccountId = {person.Account.Id}");
        await page.GotoAsync("/console/people");
        var form = page.Locator("form[action='/console/people']");
        await form.Locator("[name=person]").FillAsync("某人");
        await form.Locator("[name=login]").FillAsync($"walk-{person.Account.Id}");
        await form.Locator("[name=role]").SelectOptionAsync("auditor");
        await form.Locator("[data-passkey] button").ClickAsync();
        await Assertions.Expect(form.Locator("[data-when=done]")).ToBeVisibleAsync();
        await CheckAsync(page, "passkey-stepped-up", language, width);
        await form.Locator("button:not([type=button])").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("said=asked"));
    }

    [Test]
    public async Task SignIn_WithAPasskeyThatNobodyHas_SaysWhatToDo()
    {
        var page = await OpenAsync("zh-CN", 1280);
        await ConsoleWalks.AddAuthenticatorAsync(page, verifies: false);
        await page.GotoAsync("/console/sign-in");
        await page.ClickAsync("[data-passkey] button");

        await Assertions.Expect(page.Locator("[data-when=cancelled]")).ToBeVisibleAsync();
    }

    [Test]
    public async Task Pages_WithoutJavaScript_SayThatAPasskeyNeedsIt_AndOfferTheAuthenticator()
    {
        using var person = await ConsoleBrowser.SignedInAsync(_api, ApiKeyRole.Operator);
        var page = await OpenAsync("zh-CN", 1280, javaScript: false);
        await page.GotoAsync("/console/sign-in");
        await Assertions.Expect(page.Locator("[data-when=script]")).ToContainTextAsync("JavaScript");
        await Assertions.Expect(page.Locator("[data-passkey] button")).ToBeHiddenAsync();
        await EnterAsync(page, person);
        await page.GotoAsync("/console/me/passkeys");

        await Assertions.Expect(page.Locator("[data-when=script]")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("main a[href='/console/me/factor']")).ToBeVisibleAsync();
    }

    [Test]
    public async Task Console_OpenedAtAnotherAddress_SaysWherePasskeysWork()
    {
        var page = await _browser.OpenAsync(_api.Address, "zh-CN");
        await page.GotoAsync("/console/sign-in");

        await Assertions.Expect(page.Locator("[data-when=elsewhere] a")).ToHaveAttributeAsync("href", $"{_console}console");
    }

    private static async Task EnterAsync(IPage page, ConsoleBrowser person)
    {
        await page.GotoAsync("/console/sign-in");
        await page.FillAsync("#login", person.Login);
        await page.FillAsync("#password", person.Password);
        await page.ClickAsync("main form button:not([hidden])");
    }

    private static Task CheckAsync(IPage page, string name, string language, int width) =>
        BrowserTests.CheckAsync(page, $"console-{name}-{language}-{width}");

    private Task<IPage> OpenAsync(string language, int width, bool javaScript = true) => _browser.OpenAsync(
        _console, language, width == 360 ? ColorScheme.Dark : ColorScheme.Light, width, javaScript);
}
