using System.Globalization;
using Certificates.Core;
using Microsoft.Playwright;

namespace Certificates.Tests.Api.ConsolePages;

/// <summary>What people do at the console, each in a browser of their own: the same walks on a host of the tests and on the demo.</summary>
internal static class ConsoleWalks
{
    /// <summary>Tries a file, and sends what was tried; the batch.</summary>
    public static async Task<string> SendAsync(IPage clerk, string csv)
    {
        await ConsoleWalker.TryAsync(clerk, "成绩.csv", System.Text.Encoding.UTF8.GetBytes(csv));
        await clerk.ClickAsync(".decide form .button");
        return new Uri(clerk.Url).AbsolutePath;
    }

    /// <summary>Finds a batch in the inbox and approves it.</summary>
    public static async Task ApproveAsync(IPage approver, string batch)
    {
        await approver.GotoAsync("/console/inbox");
        await approver.ClickAsync($"main a[href='{batch}']");
        await approver.ClickAsync($"form[action='{batch}/approval'] button");
        await Assertions.Expect(approver.Locator("[data-state]")).Not.ToHaveTextAsync("待审批");
    }

    /// <summary>The open page of a batch tells by itself that all are issued, and then has their numbers; the first.</summary>
    public static async Task<string> AwaitAsync(IPage clerk, int issued)
    {
        await Assertions.Expect(clerk.Locator("[data-count=issued]")).ToHaveTextAsync($"{issued}", new() { Timeout = 60_000 });
        return await clerk.Locator("table.rows a.number").First.InnerTextAsync();
    }

    /// <summary>One asks for a revocation, another makes it.</summary>
    public static async Task RevokeAsync(IPage asker, IPage decider, string number)
    {
        await asker.GotoAsync($"/console/certificates/{number}");
        var form = asker.Locator("form[action$='/revocation']");
        await asker.Locator("details", new() { Has = form }).Locator("summary").ClickAsync();
        await FillGroundAsync(form);
        await form.Locator(".button").ClickAsync();
        await Assertions.Expect(asker.Locator(".said")).ToBeVisibleAsync();

        await decider.GotoAsync("/console/inbox");
        await decider.ClickAsync($"main tr:has-text('{number}') a");
        await Assertions.Expect(decider.Locator(".decide")).ToContainTextAsync("撤销");
        await decider.ClickAsync("form[action$='/approval'] button");
        await asker.ReloadAsync();
        await Assertions.Expect(asker.Locator("p.state .tag")).ToHaveTextAsync("已撤销");
        await Assertions.Expect(asker.Locator(".timeline li").First).ToContainTextAsync("考试作弊");
    }

    /// <summary>One asks that all certificates of a batch be suspended, another suspends them.</summary>
    public static async Task RecallAsync(IPage asker, IPage decider, string batch, string number)
    {
        await asker.GotoAsync(batch);
        await asker.ClickAsync("a[href$='/recall']");
        await FillGroundAsync(asker.Locator("form[action$='/recall']"));
        await asker.ClickAsync("form[action$='/recall'] .button");
        await asker.ClickAsync(".said a");
        await decider.GotoAsync(new Uri(asker.Url).AbsolutePath);
        await decider.ClickAsync("form[action$='/approval'] button");
        await asker.GotoAsync($"/console/certificates/{number}");
        await Assertions.Expect(asker.Locator("p.state .tag")).ToHaveTextAsync("暂停使用");
    }

    /// <summary>One asks for another name; each of the authority sees old and new beside each other, and both agree.</summary>
    public static async Task CorrectAsync(IPage asker, IPage first, IPage second, string number, string before, string after)
    {
        await asker.GotoAsync($"/console/certificates/{number}/correction");
        await asker.FillAsync("#name", after);
        await asker.FillAsync("form.beside [name=reason]", "户口簿登记有别");
        await asker.ClickAsync("form.beside .button");
        await Assertions.Expect(asker.Locator(".said")).ToBeVisibleAsync();
        foreach (var authority in new[] { first, second })
        {
            await authority.GotoAsync("/console/inbox");
            await authority.ClickAsync($"main tr:has-text('{number}') a");
            await Assertions.Expect(authority.Locator("main table tr", new() { HasText = after })).ToContainTextAsync(before);
            await authority.ClickAsync("form[action$='/approval'] button");
            await asker.ReloadAsync();
            await Assertions.Expect(asker.Locator("h1")).ToContainTextAsync(authority == first ? before : after);
        }

        await Assertions.Expect(asker.Locator("table th[scope=row]")).ToHaveCountAsync(2);
    }

    /// <summary>Gives an institution another name from tomorrow on.</summary>
    public static async Task RenameFromTomorrowAsync(IPage authority, string institution)
    {
        await authority.GotoAsync($"/console/directories/institutions/{institution}");
        var tomorrow = TimeProvider.System.Today().AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var form = authority.Locator("form[action='/console/directories/institutions']");
        await form.Locator("[name=name]").FillAsync("明日之名");
        await form.Locator("[name=validFrom]").FillAsync(tomorrow);
        await form.Locator("[name=document]").FillAsync("批文〔2026〕9 号");
        await form.Locator(".button").ClickAsync();

        await Assertions.Expect(authority.Locator(".said")).ToBeVisibleAsync();
        await Assertions.Expect(authority.Locator("tr:has-text('明日之名')")).ToContainTextAsync("尚未生效");
        await Assertions.Expect(authority.Locator("h1")).Not.ToContainTextAsync("明日之名");
    }

    /// <summary>One asks for an account, another confirms it and hands over its first password; whoever it is for signs in.</summary>
    public static async Task OpenAccountAsync(IPage asker, IPage other, IPage newcomer, string login, string? institution = null)
    {
        await asker.GotoAsync("/console/people");
        await asker.FillAsync("#person", "新来的经办人");
        await asker.FillAsync("#login", login);
        if (institution is not null)
        {
            await asker.FillAsync("#institutionCode", institution);
        }

        await asker.ClickAsync("form[action='/console/people'] button:not([type=button])");
        await ConfirmAsync(other, login);
        var first = await other.Locator(".made .secret").InnerTextAsync();
        await ConsoleWalker.EnterAsync(newcomer, login, first);
        await newcomer.FillAsync("#present", first);
        await newcomer.FillAsync("#password", "seven green umbrellas");
        await newcomer.FillAsync("#again", "seven green umbrellas");
        await newcomer.ClickAsync("main form button");
        await Assertions.Expect(newcomer.Locator("a.me")).ToBeVisibleAsync();
    }

    /// <summary>
    /// Looks through the pages of what waits to be confirmed over accounts, for the one that says something, and confirms it there.
    /// </summary>
    public static async Task ConfirmAsync(IPage other, string what)
    {
        await other.GotoAsync("/console/inbox");
        var waiting = await other.Locator("main a[href*='/people/changes/']").EvaluateAllAsync<string[]>("links => links.map(link => link.pathname)");
        foreach (var change in waiting.Reverse())
        {
            await other.GotoAsync(change);
            if ((await other.Locator("main").InnerTextAsync()).Contains(what, StringComparison.Ordinal))
            {
                await other.ClickAsync($"form[action='{change}/confirmation'] button:not([type=button])");
                return;
            }
        }

        Assert.Fail($"nothing about {what} waits to be confirmed");
    }

    /// <summary>Who made the account that a batch was sent by is refused, if only for thirty days.</summary>
    public static async Task RefuseMakerAsync(IPage maker, string batch)
    {
        await maker.GotoAsync(batch);
        await maker.ClickAsync($"form[action='{batch}/approval'] button:not([type=button])");
        await Assertions.Expect(maker.Locator("main")).ToContainTextAsync("30 天内");
    }

    /// <summary>A browser with an authenticator of the platform, as a phone or a computer has it; the person touches it at once.</summary>
    public static async Task AddAuthenticatorAsync(IPage page, bool verifies = true)
    {
        var chromium = await page.Context.NewCDPSessionAsync(page);
        await chromium.SendAsync("WebAuthn.enable");
        await chromium.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["options"] = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = verifies,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }

    /// <summary>Adds a passkey, signs out, and signs in by it.</summary>
    public static async Task ReturnByPasskeyAsync(IPage page)
    {
        await page.GotoAsync("/console/me/passkeys");
        await page.FillAsync("#name", "办公室电脑");
        await page.ClickAsync("main form .button:not([type=button])");
        await Assertions.Expect(page.Locator("main table").First).ToContainTextAsync("办公室电脑");
        await page.ClickAsync("form[action='/console/sign-out'] button");
        await page.ClickAsync("[data-passkey] button");
        await Assertions.Expect(page.Locator("nav a[aria-current]")).ToBeVisibleAsync();
    }

    /// <summary>Links a person to a subject of the provider: one of the authority asks on the person's page, another confirms.</summary>
    public static async Task LinkAsync(IPage asker, IPage other, string person, string subject)
    {
        await asker.GotoAsync(person);
        await asker.FillAsync("#subject", subject);
        await asker.ClickAsync("form[action$='/link'] button:not([type=button])");
        await Assertions.Expect(asker.Locator(".said")).ToBeVisibleAsync();
        await ConfirmAsync(other, subject);
        await Assertions.Expect(other.Locator(".said")).ToBeVisibleAsync();
    }

    /// <summary>Goes to the provider and says there who one is.</summary>
    public static async Task EnterByProviderAsync(IPage page, string subject, string acr)
    {
        await page.GotoAsync("/console/sign-in");
        await page.ClickAsync("a[href^='/console/sign-in/provider']");
        await TellAsync(page, subject, acr);
    }

    /// <summary>Says at the provider who one is.</summary>
    public static async Task TellAsync(IPage page, string subject, string acr)
    {
        await page.FillAsync("[name=who]", subject);
        await page.FillAsync("[name=acr]", acr);
        await page.ClickAsync("button");
    }

    /// <summary>A person who is signed in twice ends the other session, and the authority the one that is left.</summary>
    public static async Task EndElsewhereAsync(IPage office, IPage home, IPage authority, string person)
    {
        await home.GotoAsync("/console/me");
        await home.ClickAsync("form[action='/console/me/sessions/end'] button");
        await office.ClickAsync("nav a[href='/console/batches']");
        await Assertions.Expect(office.Locator("#password")).ToBeVisibleAsync();

        await authority.GotoAsync("/console/people");
        await authority.Locator("main th a", new() { HasText = person }).ClickAsync();
        await authority.ClickAsync("form[action$='/sessions/end'] button.button:not(.quiet)");
        await Assertions.Expect(authority.Locator(".said")).ToBeVisibleAsync();
        await home.ClickAsync("nav a[href='/console/batches']");
        await Assertions.Expect(home.Locator("#password")).ToBeVisibleAsync();
    }

    /// <summary>Says why a certificate is to be changed.</summary>
    public static async Task FillGroundAsync(ILocator form)
    {
        await form.Locator("[name=category]").SelectOptionAsync("cheating");
        await form.Locator("[name=reason]").FillAsync("监考记录第 12 号");
    }
}
