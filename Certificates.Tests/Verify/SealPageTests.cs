using Certificates.Tests.Lifecycle;
using Certificates.Tests.Signing.Gm;
using Microsoft.Playwright;

namespace Certificates.Tests.Verify;

/// <summary>The holder's page of a certificate with an electronic seal, in a real browser.</summary>
[TestFixture, Category(Categories.Process)]
internal sealed class SealPageTests : BrowserTests
{
    private Sm2Authority _authority = null!;
    private BothServices _services = null!;

    [OneTimeSetUp]
    public async Task OpenAsync()
    {
        _authority = new Sm2Authority();
        _services = await BothServices.OpenAsync((_, _) => { }, SealMaker.Settings(_authority));
    }

    [OneTimeTearDown]
    public async Task CloseAsync()
    {
        await (_services?.DisposeAsync() ?? default);
        _authority.Dispose();
    }

    [TestCase("zh-CN", ColorScheme.Light, 360, "下载签章数据")]
    [TestCase("en", ColorScheme.Dark, 1000, "Download the seal")]
    public async Task Page_OfASealedCertificate_OffersTheSealAndPassesAxe(string language, ColorScheme scheme, int width, string words)
    {
        var issued = (await _services.IssueAsync())[0];
        var page = await Browser.OpenAsync(_services.Site, language, scheme, width);
        await page.GotoAsync("/my");
        await page.Locator("#number").FillAsync(issued.Number);
        await page.Locator("#idNumber").FillAsync(issued.IdNumber);
        await page.Locator("#claimCode").FillAsync(_services.ClaimCode(issued.Number));
        await page.Locator("form.lookup button").ClickAsync();
        await page.WaitForSelectorAsync(".own");
        await CheckAsync(page, $"holder/sealed-{language}-{scheme}-{width}");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByText(words).ClickAsync());

        Assert.That(download.SuggestedFilename, Is.EqualTo($"{issued.Number}-seal.der"));
        await page.Context.CloseAsync();
    }
}
