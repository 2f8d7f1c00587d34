using Certificates.Core.Access;
using Microsoft.Playwright;

namespace Certificates.Tests.Verify;

/// <summary>
/// The pictures of the README, one for each audience, made of the pages as they are. They are kept beside the other screenshots;
/// the variable <c>CERTIFICATES_SAMPLES</c> names the folder of samples to put them into.
/// </summary>
[TestFixture]
internal sealed class ReadmePictureTests : BrowserTests
{
    private const int LargestPicture = 160 * 1024;

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

    /// <summary>Keeps what the window shows, or a part of the page alone.</summary>
    private static async Task KeepAsync(IPage page, string name, ILocator? part = null)
    {
        var picture = part is null ? await page.ScreenshotAsync() : await part.ScreenshotAsync();
        var folder = Directory.CreateDirectory(Path.Combine(TestContext.CurrentContext.WorkDirectory, "screenshots"));
        await File.WriteAllBytesAsync(Path.Combine(folder.FullName, name), picture);
        if (Environment.GetEnvironmentVariable("CERTIFICATES_SAMPLES") is { Length: > 0 } samples)
        {
            await File.WriteAllBytesAsync(Path.Combine(samples, name), picture);
        }

        Assert.That(picture, Has.Length.InRange(5 * 1024, LargestPicture));
        await page.Context.CloseAsync();
    }
}
