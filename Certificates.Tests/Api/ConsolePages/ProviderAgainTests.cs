using Certificates.Core.Access;
using Certificates.Tests.Verify;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Certificates.Tests.Api.ConsolePages;

/// <summary>
/// Stepping up at a provider that states no class of its sign-ins (<c>acr</c>), in a real browser: a new sign-in there renews what was
/// given here, if the provider says that it is new.
/// </summary>
[Category(Categories.Browser)]
[Category(Categories.Process)]
internal sealed class ProviderAgainTests
{
    private const string Secret = "a secret of the tests alone";
    private readonly ShiftedClock _clock = new();
    private Chromium _browser = null!;
    private TestProvider _provider = null!;
    private RunningApi _api = null!;
    private Uri _console = null!;
    private string _secretFile = "";

    [OneTimeSetUp]
    public async Task OpenAsync() => _browser = await Chromium.StartAsync();

    [OneTimeTearDown]
    public async Task CloseAsync() => await (_browser?.DisposeAsync() ?? default);

    [TearDown]
    public async Task StopAsync()
    {
        _provider?.Dispose();
        File.Delete(_secretFile);
        await (_api?.DisposeAsync() ?? default);
    }

    [Test]
    public async Task StepUp_AtAProviderThatSignsInAnew_RenewsTheFactorGivenHere()
    {
        var (person, page) = await SignInAsync("");
        await page.ClickAsync("form[action='/console/people'] a[href^='/console/sign-in/provider/again']");
        await page.FillAsync("[name=who]", $"subject-{person.Account.Id}");
        await page.ClickAsync("button");
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(_console, "/console/people").ToString());
        await Assertions.Expect(page.Locator("[data-factor]")).ToHaveCountAsync(0);
    }

    [TestCase("deaf")]
    [TestCase("mute")]
    public async Task StepUp_AtAProviderThatSignsNobodyInAnew_IsRefused_AndTheCodeIsTakenHere(string manner)
    {
        var (person, page) = await SignInAsync(manner);

        // The provider's clock stands still, as it were: what it says of the sign-in is from before this was asked for.
        _clock.Advance(TimeSpan.FromMinutes(2));
        await page.ClickAsync("form[action='/console/people'] a[href^='/console/sign-in/provider/again']");
        await Assertions.Expect(page.Locator(".errors")).ToContainTextAsync("未能通过统一身份认证登录");
        await page.GotoAsync("/console/people");
        await Assertions.Expect(page.Locator("form[action='/console/people'] [name=factor]")).ToBeVisibleAsync();
        await page.GotoAsync("/console/sign-in/factor?next=/console/people");
        await page.FillAsync("#code", person.CodeAt());
        await page.ClickAsync("main form button:not([type=button])");
        await Assertions.Expect(page.Locator("form[action='/console/people']")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-factor]")).ToHaveCountAsync(0);
    }

    [Test]
    public async Task SecondFactor_ThatWasNotGivenHereYet_IsNotGivenAtTheProvider()
    {
        var (person, page) = await SignInAsync("", givesFactor: false);
        await Assertions.Expect(page.Locator("#code")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("a[href^='/console/sign-in/provider/again']")).ToHaveCountAsync(0);
        await page.GotoAsync("/console/sign-in/provider/again");
        await page.FillAsync("[name=who]", $"subject-{person.Account.Id}");
        await page.ClickAsync("button");
        await Assertions.Expect(page.Locator(".errors")).ToContainTextAsync("未能通过统一身份认证登录");
        await page.GotoAsync("/console");
        await Assertions.Expect(page.Locator("#code")).ToBeVisibleAsync();
    }

    /// <summary>A person of the authority who signed in at a provider of some manner, a while ago, at the page of people.</summary>
    private async Task<(ConsoleBrowser Person, IPage Page)> SignInAsync(string manner, bool givesFactor = true)
    {
        var port = FreePort.Next();
        _console = new Uri($"http://localhost:{port}");
        _provider = await TestProvider.StartAsync(_console, Secret, manner);
        _secretFile = Path.GetTempFileName();
        await File.WriteAllTextAsync(_secretFile, Secret);
        _api = await RunningApi.StartAsync(
            _clock, ("Urls", $"http://127.0.0.1:{port}"), ("Console:BaseUrl", $"http://localhost:{port}"),
            ("Console:Oidc:Authority", _provider.Authority), ("Console:Oidc:ClientId", "console"),
            ("Console:Oidc:ClientSecretFile", _secretFile), ("Console:Oidc:Name", "统一身份认证"));
        using var person = await ConsoleBrowser.SignedInAsync(_api, ApiKeyRole.Authority);
        await _api.ExecuteAsync(
            $"UPDATE Account SET Issuer = '{_provider.Authority}', Subject = 'subject-{person.Account.Id}' WHERE Id = {person.Account.Id}");
        await _api.Services.GetRequiredService<AccessSeals>().SealAllAsync(CancellationToken.None);

        var page = await _browser.OpenAsync(_console);
        await page.GotoAsync("/console/sign-in");
        await page.ClickAsync("a[href^='/console/sign-in/provider']");
        await page.FillAsync("[name=who]", $"subject-{person.Account.Id}");
        await page.ClickAsync("button");
        await Assertions.Expect(page.Locator("#code")).ToBeVisibleAsync();
        if (givesFactor)
        {
            await page.FillAsync("#code", person.CodeAt());
            await page.ClickAsync("main form button:not([type=button])");
            await Assertions.Expect(page.Locator("a.me strong")).ToBeVisibleAsync();
            await _api.ExecuteAsync($"UPDATE AccountSession SET FactorAt = '2026-01-01T00:00:00.000Z' WHERE AccountId = {person.Account.Id}");
            await page.GotoAsync("/console/people");
        }

        return (person, page);
    }
}
