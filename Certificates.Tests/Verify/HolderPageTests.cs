using Certificates.Core.Storage;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Certificates.Tests.Verify;

/// <summary>The holder's page in a real browser, and the other browser that a share code is sent to.</summary>
[TestFixture]
internal sealed class HolderPageTests
{
    private TestSite _site = null!;
    private Chromium _chromium = null!;

    private static VersionRecord Own => SiteRegister.Pictured;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _chromium = await Chromium.StartAsync();
        _site = await TestSite.StartAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_chromium is not null)
        {
            await _chromium.DisposeAsync();
            await _site.DisposeAsync();
        }
    }

    [Test]
    public async Task Holder_WithAndWithoutJavaScript_DownloadsSharesAndRevokes([Values] bool javaScript)
    {
        var holder = await _chromium.OpenAsync(_site, javaScript: javaScript);
        await SignInAsync(holder);
        var download = await holder.RunAndWaitForDownloadAsync(() => holder.GetByText("下载电子证书（PDF）").ClickAsync());
        var code = await ShareAsync(holder);
        var other = await _chromium.OpenAsync(_site, javaScript: javaScript, width: 360);
        await other.GotoAsync($"/s/{code}");
        var opened = await other.Locator("h1").TextContentAsync();
        var photoWidth = await other.Locator("img.photo").BoundingBoxAsync();

        await RevokeAsync(holder);
        await other.ReloadAsync();

        Assert.That(await File.ReadAllBytesAsync(await download.PathAsync()), Is.EqualTo(await SiteRegister.PdfOfAsync(Own)));
        Assert.That(opened, Does.Contain("证书有效"));
        Assert.That(photoWidth!.Width, Is.GreaterThan(90));
        Assert.That(await other.Locator("h1").TextContentAsync(), Does.Contain("分享码无效"));
        await holder.Context.CloseAsync();
        await other.Context.CloseAsync();
    }

    [Test]
    public async Task Pages_OfHolderAndShareCode_PassAxeAndFitAPhone(
        [Values("zh-CN", "en")] string language, [Values(ColorScheme.Light, ColorScheme.Dark)] ColorScheme scheme, [Values(360, 1000)] int width)
    {
        var page = await _chromium.OpenAsync(_site, language, scheme, width);
        await page.GotoAsync("/my");
        await CheckAsync(page, $"sign-in-{language}-{scheme}-{width}");
        await page.Locator("form.lookup button").ClickAsync();
        await CheckAsync(page, $"sign-in-error-{language}-{scheme}-{width}");
        await SignInAsync(page);
        var code = await ShareAsync(page);
        await CheckAsync(page, $"made-{language}-{scheme}-{width}");
        await page.GotoAsync("/my");
        await page.EvaluateAsync("for (const details of document.querySelectorAll('details')) details.open = true");
        await CheckAsync(page, $"own-{language}-{scheme}-{width}");
        await page.GotoAsync($"/s/{code}");
        await CheckAsync(page, $"shared-{language}-{scheme}-{width}");
        await page.GotoAsync("/my");
        await RevokeAsync(page);
        await page.GotoAsync($"/s/{code}");
        await CheckAsync(page, $"share-ended-{language}-{scheme}-{width}");
        await page.Context.CloseAsync();
    }

    [Test]
    public async Task SignIn_ByKeyboardAlone_GoesFromFieldToFieldAndIn()
    {
        var page = await _chromium.OpenAsync(_site, "en");
        await page.GotoAsync("/my");
        await page.Locator("#number").FocusAsync();
        foreach (var typed in (string[])[Own.Number, SiteRegister.PicturedIdNumber, SiteRegister.ClaimCodeOf(Own).Replace("-", " ", StringComparison.Ordinal)])
        {
            await page.Keyboard.TypeAsync(typed);
            await page.Keyboard.PressAsync("Tab");
        }

        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync(".own");
        Assert.That(await page.Locator("h1").TextContentAsync(), Is.EqualTo("My certificates"));
        await page.Context.CloseAsync();
    }

    [Test]
    public async Task MadeCode_Copied_IsTheLinkAndIsSaidSo()
    {
        var page = await _chromium.OpenAsync(_site, "en");
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await SignInAsync(page);
        var code = await ShareAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Copy the link" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Copied" }).WaitForAsync();
        Assert.That(await page.EvaluateAsync<string>("navigator.clipboard.readText()"), Does.EndWith($"/s/{code}"));
        await page.GotoAsync("/my");
        await RevokeAsync(page);
        await page.Context.CloseAsync();
    }

    private static async Task SignInAsync(IPage page)
    {
        await page.GotoAsync("/my");
        await page.Locator("#number").FillAsync(Own.Number);
        await page.Locator("#idNumber").FillAsync(SiteRegister.PicturedIdNumber);
        await page.Locator("#claimCode").FillAsync(SiteRegister.ClaimCodeOf(Own));
        await page.Locator("form.lookup button").ClickAsync();
        await page.WaitForSelectorAsync(".own");
    }

    /// <summary>Makes a share code with photo, and reads it off the page.</summary>
    private static async Task<string> ShareAsync(IPage page)
    {
        await page.Locator($"#share-{Own.Number} > summary").ClickAsync();
        await page.Locator($"#purpose-{Own.Number}").FillAsync("应聘示例科技有限公司");
        await page.Locator($"#photo-{Own.Number}").CheckAsync();
        await page.Locator($"#share-{Own.Number} button").ClickAsync();
        var shown = await page.Locator(".made .code").TextContentAsync();
        return shown!.Replace("-", "", StringComparison.Ordinal);
    }

    private static async Task RevokeAsync(IPage page)
    {
        await page.Locator(".codes .live summary").ClickAsync();
        await page.Locator(".codes .live button").ClickAsync();
        await page.Locator(".codes .live").WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    /// <summary>Axe finds nothing, nothing needs sideways scrolling; a picture is kept to be looked at.</summary>
    private static async Task CheckAsync(IPage page, string name)
    {
        var result = await page.RunAxe();
        var width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        var folder = Path.Combine(TestContext.CurrentContext.WorkDirectory, "screenshots", "holder");
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Violations.Select(v => $"{v.Id}: {string.Join(" | ", v.Nodes.Select(n => n.Html))}"), Is.Empty, name);
            Assert.That(width, Is.LessThanOrEqualTo(page.ViewportSize!.Width), name);
        }
    }
}
