using Certificates.Core.Register;
using Microsoft.Playwright;

namespace Certificates.Tests.Verify;

/// <summary>The holder's page in a real browser, and the other browser that a share code is sent to.</summary>
[TestFixture]
internal sealed class HolderPageTests : BrowserTests
{
    private static VersionRecord Own => TestRegister.Pictured;

    [Test]
    public async Task Holder_WithAndWithoutJavaScript_DownloadsSharesAndRevokes([Values] bool javaScript)
    {
        var holder = await Browser.OpenAsync(Site, javaScript: javaScript);
        await SignInAsync(holder);
        var download = await holder.RunAndWaitForDownloadAsync(() => holder.GetByText("下载电子证书（PDF）").ClickAsync());
        var code = await ShareAsync(holder);
        var other = await Browser.OpenAsync(Site, javaScript: javaScript, width: 360);
        await other.GotoAsync($"/s/{code}");
        var opened = await other.Locator("h1").TextContentAsync();
        var photoWidth = await other.Locator("img.photo").BoundingBoxAsync();

        await RevokeAsync(holder);
        await other.ReloadAsync();

        Assert.That(await File.ReadAllBytesAsync(await download.PathAsync()), Is.EqualTo(await TestRegister.PdfOfAsync(Own)));
        Assert.That(opened, Does.Contain("证书有效"));
        Assert.That(photoWidth!.Width, Is.GreaterThan(90));
        Assert.That(await other.Locator("h1").TextContentAsync(), Does.Contain("分享码无效"));
        await holder.Context.CloseAsync();
        await other.Context.CloseAsync();
    }

    [TestCase("zh-CN", ColorScheme.Light, 360)]
    [TestCase("zh-CN", ColorScheme.Dark, 1000)]
    [TestCase("en", ColorScheme.Light, 1000)]
    [TestCase("en", ColorScheme.Dark, 360)]
    public async Task Pages_OfHolderAndShareCode_PassAxeAndFitAPhone(string language, ColorScheme scheme, int width)
    {
        var page = await Browser.OpenAsync(Site, language, scheme, width);
        await page.GotoAsync("/my");
        await CheckAsync(page, $"holder/sign-in-{language}-{scheme}-{width}");
        await page.Locator("form.lookup button").ClickAsync();
        await CheckAsync(page, $"holder/sign-in-error-{language}-{scheme}-{width}");
        await SignInAsync(page);
        var code = await ShareAsync(page);
        await CheckAsync(page, $"holder/made-{language}-{scheme}-{width}");
        Assert.That(await ScannedAsync(page), Does.EndWith($"/s/{code}"), "the code on the screen is the link");
        await page.GotoAsync("/my");
        await page.EvaluateAsync("for (const details of document.querySelectorAll('details')) details.open = true");
        await CheckAsync(page, $"holder/own-{language}-{scheme}-{width}");
        await page.GotoAsync($"/s/{code}");
        await CheckAsync(page, $"holder/shared-{language}-{scheme}-{width}");
        await page.GotoAsync("/my");
        await RevokeAsync(page);
        await page.GotoAsync($"/s/{code}");
        await CheckAsync(page, $"holder/share-ended-{language}-{scheme}-{width}");
        await page.Context.CloseAsync();
    }

    [TestCase("zh-CN", ColorScheme.Light, 360)]
    [TestCase("en", ColorScheme.Dark, 1000)]
    public async Task Report_RefusedAndSent_PassesAxeAndFitsAPhone(string language, ColorScheme scheme, int width)
    {
        await using var site = await TestSite.StartAsync();
        var page = await Browser.OpenAsync(site, language, scheme, width);
        await SignInAsync(page);
        await page.Locator($"#report-{Own.Number} > summary").ClickAsync();
        await CheckAsync(page, $"holder/report-{language}-{scheme}-{width}");
        await page.Locator($"#report-{Own.Number} button").ClickAsync();
        await CheckAsync(page, $"holder/report-error-{language}-{scheme}-{width}");
        await page.Locator($"#item-{Own.Number}").SelectOptionAsync("name");
        await page.Locator($"#text-{Own.Number}").FillAsync("姓名应为“陈大闻”，\n护照上也是如此。");
        await page.Locator($"#report-{Own.Number} button").ClickAsync();
        await page.Locator(".reports").WaitForAsync();
        await CheckAsync(page, $"holder/reported-{language}-{scheme}-{width}");
        await page.Context.CloseAsync();
    }

    [TestCase("zh-CN", ColorScheme.Light, 1000)]
    [TestCase("en", ColorScheme.Dark, 360)]
    public async Task Copy_RefusedAndOrdered_PassesAxeAndFitsAPhone(string language, ColorScheme scheme, int width)
    {
        await using var site = await TestSite.StartAsync();
        var page = await Browser.OpenAsync(site, language, scheme, width);
        await SignInAsync(page);
        await page.Locator($"#copy-copy-{Own.Number} summary").ClickAsync();
        await page.Locator($"#copy-copy-{Own.Number} button").ClickAsync();
        await CheckAsync(page, $"holder/copy-error-{language}-{scheme}-{width}");
        Assert.That(await page.Locator($"#copy-purpose-{Own.Number}").GetAttributeAsync("aria-invalid"), Is.EqualTo("true"));

        await page.Locator($"#copy-purpose-{Own.Number}").SelectOptionAsync("job");
        await page.Locator($"#copy-copy-{Own.Number} button").ClickAsync();
        await page.Locator($"#credential-{Own.Number} button").ClickAsync();
        await CheckAsync(page, $"holder/ordered-{language}-{scheme}-{width}");
        Assert.That(await page.Locator($"#credential-{Own.Number} [role=status]").CountAsync(), Is.EqualTo(1), "nobody signs here: it is said to wait");
        await page.Context.CloseAsync();
    }

    [Test]
    public async Task SignIn_ByKeyboardAlone_GoesFromFieldToFieldAndIn()
    {
        var page = await Browser.OpenAsync(Site, "en");
        await page.GotoAsync("/my");
        await page.Locator("#number").FocusAsync();
        foreach (var typed in (string[])[Own.Number, TestRegister.PicturedIdNumber, TestRegister.ClaimCodeOf(Own).Replace("-", " ", StringComparison.Ordinal)])
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
        var page = await Browser.OpenAsync(Site, "en");
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
        await page.Locator("#idNumber").FillAsync(TestRegister.PicturedIdNumber);
        await page.Locator("#claimCode").FillAsync(TestRegister.ClaimCodeOf(Own));
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

    /// <summary>What a phone reads off the screen.</summary>
    private static async Task<string> ScannedAsync(IPage page)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("certificates-scan-").FullName, "screen.png");
        await page.Locator(".scan svg").ScreenshotAsync(new() { Path = path });
        return Tool.Run("zbarimg", "-q", "--raw", path).Trim();
    }

    private static async Task RevokeAsync(IPage page)
    {
        await page.Locator(".codes .live summary").ClickAsync();
        await page.Locator(".codes .live button").ClickAsync();
        await page.Locator(".codes .live").WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }
}
