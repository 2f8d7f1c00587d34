using Certificates.Core.Access;
using Certificates.Tests.Verify.Scan;
using Microsoft.Playwright;

namespace Certificates.Tests.Verify;

/// <summary>
/// The pictures of the README, one for each audience, made of the pages as they are.
/// </summary>
[TestFixture]
internal sealed class ReadmePictureTests : BrowserTests
{
    [Test]
    public async Task Employer_AnswerOnAPhone()
    {
        var page = await Browser.OpenAsync(Site, width: 360);
        await page.GotoAsync($"/q/{TestRegister.TokenOf(TestRegister.Valid)}");
        await page.Locator("article.verdict").WaitForAsync();
        await KeepAsync(page, "employer-page.png");
    }

    [Test]
    public async Task Department_ListOf200Checked()
    {
        var page = await Browser.OpenAsync(Site, width: 720);
        await page.GotoAsync("/bulk");
        await page.Locator("#file").SetInputFilesAsync(new FilePayload { Name = "list.csv", MimeType = "text/csv", Buffer = SampleList.Csv(200) });
        await page.Locator("#key").FillAsync(await TestRegister.KeyAsync(ApiKeyRole.Checker));
        await page.Locator("#purpose").FillAsync("2026 年职称评审");
        await page.Locator("form[data-bulk] button").ClickAsync();
        await page.WaitForSelectorAsync("[data-download]");
        await KeepAsync(page, "hr-page.png", page.Locator("main"));
    }

    [Test]
    public async Task Holder_OwnCertificateOnAPhone()
    {
        var (page, own) = (await Browser.OpenAsync(Site, width: 360), TestRegister.Pictured);
        await page.GotoAsync("/my");
        await page.Locator("#number").FillAsync(own.Number);
        await page.Locator("#idNumber").FillAsync(TestRegister.PicturedIdNumber);
        await page.Locator("#claimCode").FillAsync(TestRegister.ClaimCodeOf(own));
        await page.Locator("form.lookup button").ClickAsync();
        await page.WaitForSelectorAsync(".own");
        await KeepAsync(page, "holder-page.png");
    }

    [Test]
    public async Task Scan_AnswerOnAPhone()
    {
        using var lists = new StatusLists();
        var page = await Browser.OpenAsync(Site, width: 360);
        await lists.ServeAsync(page, lists.Sign(DateTimeOffset.UtcNow.AddMinutes(-5)));
        await page.InstallAsync();
        await page.EnterAsync(TestRegister.TokenOf(TestRegister.Valid));
        await KeepAsync(page, "scan-page.png");
    }

    private static async Task KeepAsync(IPage page, string name, ILocator? part = null)
    {
        await Pictures.KeepAsync(page, name, part);
        await page.Context.CloseAsync();
    }
}
