using System.Text;
using Certificates.Core.Access;
using Certificates.Tests.Verify;
using Microsoft.Playwright;

namespace Certificates.Tests.Api.ConsolePages;

/// <summary>
/// The work of a round, from signing in to signing out, with the keyboard alone and in browsers that run no script: a file is tried and
/// sent, approved by another person, a certificate of it is revoked by two.
/// </summary>
[Category(Categories.Browser)]
internal sealed class HandWalkTests
{
    private const string Institution = "0655";
    private RunningApi _api = null!;
    private Chromium _browser = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _browser = await Chromium.StartAsync();
        _api = await RunningApi.StartAsync();
        await _api.AddInstitutionAsync(Institution, needsApproval: true);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await (_browser?.DisposeAsync() ?? default);
        await (_api?.DisposeAsync() ?? default);
    }

    [Test]
    public Task Round_ByKeyboardAlone_IsDoneFromSigningInToSigningOut() => GoAroundAsync(page => new KeyboardHand(page), javaScript: true);

    [Test]
    public Task Round_WithoutJavaScript_IsDoneFromSigningInToSigningOut() => GoAroundAsync(page => new MouseHand(page), javaScript: false);

    [Test]
    public async Task SkipLink_IsTheFirstStop_AndLeadsPastTheNavigation()
    {
        var page = await _browser.OpenAsync(_api.Address);
        await page.GotoAsync("/console/sign-in");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator(".skip")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator("#login")).ToBeFocusedAsync();
    }

    private async Task GoAroundAsync(Func<IPage, Hand> hand, bool javaScript)
    {
        var clerk = await SignInAsync(ApiKeyRole.Operator, hand, javaScript);
        var approver = await SignInAsync(ApiKeyRole.Approver, hand, javaScript);
        var batch = await SendAsync(clerk);
        await ApproveAsync(approver, batch);
        using (var auditor = _api.Client("auditor"))
        {
            await auditor.GetStringAsync($"/v1/batches/{batch.Split('/')[^1]}/events");
        }

        // With a script the page loads itself anew at the end.
        if (!javaScript)
        {
            await clerk.Page.ReloadAsync();
        }

        await Assertions.Expect(clerk.Page.Locator("a[href$='certificates.zip']")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        var number = await AskAsync(clerk);
        await DecideAsync(approver, number);
        await clerk.Page.ReloadAsync();
        await Assertions.Expect(clerk.Page.Locator("p.state .tag")).ToHaveTextAsync("已撤销");
        await clerk.PushAsync("form[action='/console/sign-out'] button");
        await Assertions.Expect(clerk.Page.Locator("#password")).ToBeVisibleAsync();
    }

    private async Task<Hand> SignInAsync(ApiKeyRole role, Func<IPage, Hand> hand, bool javaScript)
    {
        using var person = await ConsoleBrowser.SignedInAsync(_api, role, Institution);
        var worker = hand(await _browser.OpenAsync(_api.Address, "zh-CN", ColorScheme.Light, 1280, javaScript));
        await worker.Page.GotoAsync("/console");
        await worker.TypeAsync("#login", person.Login);
        await worker.TypeAsync("#password", person.Password);
        await worker.PushAsync("main form:has(#password) button");
        if (person.Account.NeedsFactor)
        {
            await Assertions.Expect(worker.Page.Locator("#code")).ToBeVisibleAsync();
            await worker.TypeAsync("#code", person.CodeAt());
            await worker.PushAsync("main form:has(#code) button");
        }

        await Assertions.Expect(worker.Page.Locator("nav a[aria-current]")).ToBeVisibleAsync();
        return worker;
    }

    private static async Task<string> SendAsync(Hand clerk)
    {
        await clerk.PushAsync("nav a[href='/console/batches/new']");
        await Assertions.Expect(clerk.Page.Locator("#file")).ToBeVisibleAsync();
        await clerk.TakeFileAsync("#file", new FilePayload { Name = "成绩.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(Csv.File()) });
        await clerk.PushAsync("main form:has(#file) .button");
        await clerk.PushAsync(".decide form .button");
        await Assertions.Expect(clerk.Page.Locator("[data-state]")).ToHaveTextAsync("待审批");
        return new Uri(clerk.Page.Url).AbsolutePath;
    }

    private static async Task ApproveAsync(Hand approver, string batch)
    {
        await approver.PushAsync("nav a[href='/console/inbox']");
        await approver.PushAsync($"main a[href='{batch}']");
        await approver.PushAsync($"form[action='{batch}/approval'] button");
        await Assertions.Expect(approver.Page.Locator("[data-state]")).Not.ToHaveTextAsync("待审批");
    }

    /// <summary>Asks that the one certificate of the batch on the page be revoked; its number.</summary>
    private static async Task<string> AskAsync(Hand clerk)
    {
        var number = await clerk.Page.Locator("table.rows a.number").InnerTextAsync();
        await clerk.PushAsync("table.rows a.number");
        var form = $"form[action$='{number}/revocation']";
        await clerk.PushAsync($"details:has({form}) summary");
        await clerk.ChooseAsync($"{form} [name=category]");
        await clerk.TypeAsync($"{form} [name=reason]", "监考记录第 12 号");
        await clerk.PushAsync($"{form} .button");
        await Assertions.Expect(clerk.Page.Locator(".said")).ToBeVisibleAsync();
        return number;
    }

    private static async Task DecideAsync(Hand approver, string number)
    {
        await approver.PushAsync("nav a[href='/console/inbox']");
        await approver.PushAsync($"main tr:has-text('{number}') a");
        await approver.PushAsync("form[action$='/approval'] button");
        await Assertions.Expect(approver.Page.Locator("form[action$='/approval']")).ToHaveCountAsync(0);
    }
}
