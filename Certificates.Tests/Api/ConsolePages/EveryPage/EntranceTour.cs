using Certificates.Core.Access;
using Microsoft.Playwright;
using OtpNet;

namespace Certificates.Tests.Api.ConsolePages.EveryPage;

/// <summary>What is seen before the work: the first page, signing in, the first password and the second factor, lists that are public.</summary>
internal sealed class EntranceTour(RunningApi api, PageWalk walk, PageScene scene)
{
    private const string Chosen = "seven green umbrellas";

    public async Task GoAsync()
    {
        var guest = await walk.SeatAsync();
        await walk.OpenAsync(guest, "home", "/");
        await walk.OpenAsync(guest, "no-such-page", "/console/nothing-here");
        await walk.OpenAsync(guest, "sign-in", "/console/sign-in");
        await walk.OpenAsync(guest, "sign-in-again", "/console/sign-in?again=true&next=/console/me/factor");
        await walk.DoAsync(guest, "sign-in-failed", () => EnterAsync(guest, "nobody-there", "not the password"));
        await walk.OpenAsync(guest, "notice", await NoticeAsync());
        await walk.OpenAsync(guest, "notice-ended", "/notice/0123456789abcdefghijkl");
        await FirstSignInAsync();
        await LaterSignInAsync();
    }

    private async Task FirstSignInAsync()
    {
        using var newcomer = new ConsoleBrowser(api);
        await newcomer.OpenAccountAsync(ApiKeyRole.Approver, PageScene.Institution, "新来的审批人");
        var page = await walk.SeatAsync();
        await page.GotoAsync("/console/sign-in");
        await walk.DoAsync(page, "password-first", () => EnterAsync(page, newcomer.Login, newcomer.Password));
        await walk.DoAsync(page, "password-refused", () => ChooseAsync(page, newcomer.Password, "short"));
        await walk.DoAsync(page, "enrol", () => ChooseAsync(page, newcomer.Password, Chosen));
        await walk.OpenAsync(page, "passkey-first", "/console/me/passkeys");
        await walk.OpenAsync(page, "enrol", "/console/me/factor");
        var secret = (await page.Locator("code.secret").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);
        await walk.DoAsync(page, "enrol-wrong", () => ConfirmAsync(page, "000000"));
        await walk.DoAsync(page, "recovery-codes", () => ConfirmAsync(page, new Totp(Base32Encoding.ToBytes(secret)).ComputeTotp()));
    }

    private async Task LaterSignInAsync()
    {
        var page = await walk.SeatAsync();
        await page.GotoAsync("/console/sign-in");
        await walk.DoAsync(page, "factor", () => EnterAsync(page, scene.SecondApprover.Login, scene.SecondApprover.Password));
        await walk.OpenAsync(page, "factor", "/console/sign-in/factor");
        await walk.DoAsync(page, "factor-wrong", () => ConfirmAsync(page, "000000"));
    }

    /// <summary>The list of the batch that is public, which its clerk opens.</summary>
    private async Task<string> NoticeAsync()
    {
        using var opened = await scene.PublicClerk.PostAsync(scene.Public, $"{scene.Public}/notice");
        return opened.Headers.Location!.ToString();
    }

    private static async Task EnterAsync(IPage page, string login, string password)
    {
        await page.FillAsync("#login", login);
        await page.FillAsync("#password", password);
        await page.ClickAsync("main form:has(#password) button");
    }

    private static async Task ChooseAsync(IPage page, string present, string chosen)
    {
        await page.FillAsync("#present", present);
        await page.FillAsync("#password", chosen);
        await page.FillAsync("#again", chosen);
        await page.ClickAsync("main form:has(#again) button");
    }

    private static async Task ConfirmAsync(IPage page, string code)
    {
        await page.FillAsync("#code", code);
        await page.ClickAsync("main form:has(#code) button:not([type=button])");
    }
}
