using Certificates.Tests.Style.Golden;
using Microsoft.Playwright;

namespace Certificates.Tests.Verify.Scan;

/// <summary>The page once the network is gone.</summary>
[TestFixture]
internal sealed class ScanOfflineTests : BrowserTests
{
    private readonly StatusLists _lists = new();

    [OneTimeTearDown]
    public void End() => _lists.Dispose();

    [Test]
    public async Task Picture_OfAnIssuedFileWithoutANetwork_IsGenuineWithItsData([Values("zh-CN", "en")] string language)
    {
        var (page, own) = (await Browser.OpenAsync(Site, language, width: 360), TestRegister.Valid);
        await _lists.ServeAsync(page, _lists.Sign(DateTimeOffset.UtcNow));
        await page.InstallAsync();
        await page.ReopenOfflineAsync();

        var answer = await page.ChooseAsync(await ScanBrowser.PictureOfAsync(own));

        var text = await answer.InnerTextAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(text, Does.StartWith(language == "en" ? "Genuine, and not on the list" : "签名真实，不在失效清单上"));
            Assert.That(text, Does.Contain(own.Name).And.Contain("云计算工程技术人员").And.Contain("云计算运维").And.Contain("中级"));
            Assert.That(text, Does.Contain("示范数字技术评价中心").And.Contain("专业技术等级证书").And.Not.Contain("培训合格证书"));
            Assert.That(text, Does.Contain(language == "en" ? "23 Nov 2026" : "2026年11月23日"));
            Assert.That(text.Replace(" ", "", StringComparison.Ordinal), Does.Contain(own.Number));
            Assert.That(await page.Locator("[data-again]").CountAsync(), Is.EqualTo(1));
            Assert.That(await page.EvaluateAsync<string>("document.activeElement.tagName"), Is.EqualTo("H2"));
        }

        await page.Context.CloseAsync();
    }

    [Test]
    public async Task Page_WithoutANetwork_ComesInTheOtherLanguageToo()
    {
        var page = await Browser.OpenAsync(Site);
        await _lists.ServeAsync(page, _lists.Sign(DateTimeOffset.UtcNow));
        await page.InstallAsync();
        await page.ReopenOfflineAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "English" }).ClickAsync();
        await page.ReadyAsync();
        var switched = await page.Locator("h1").TextContentAsync();
        await page.GotoAsync("/scan");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(switched, Is.EqualTo("Check offline"));
            Assert.That(await page.Locator("h1").TextContentAsync(), Is.EqualTo("Check offline"));
            Assert.That(await page.Locator("html").GetAttributeAsync("lang"), Is.EqualTo("en"));
        }

        await page.Context.CloseAsync();
    }

    [Test]
    public async Task Token_OnTheStatusList_IsNoLongerInForce()
    {
        var page = await Browser.OpenAsync(Site);
        var token = GoldenRegister.Scan(await TestRegister.PdfOfAsync(TestRegister.Revoked));
        await _lists.ServeAsync(page, _lists.Sign(DateTimeOffset.UtcNow, token, "ANOTHER", "ONEMORE"));
        await page.InstallAsync();
        await page.ReopenOfflineAsync();

        var ended = await (await page.EnterAsync($"HTTPS://VERIFY.EXAMPLE.CN/Q/{token}")).InnerTextAsync();
        await page.Locator("[data-again]").ClickAsync();
        var other = await (await page.EnterAsync(TestRegister.TokenOf(TestRegister.Valid))).InnerTextAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended, Does.StartWith("这份证书已不再有效").And.Contain(TestRegister.RevokedName));
            Assert.That(other, Does.StartWith("签名真实，不在失效清单上"));
        }

        await page.Context.CloseAsync();
    }

    [Test]
    public async Task List_ThatIsMissingOrNotSigned_LeavesOpenWhetherTheCertificateHasEnded([Values] bool isThere)
    {
        var page = await Browser.OpenAsync(Site);
        var list = _lists.Sign(DateTimeOffset.UtcNow);
        list[^1] ^= 1;
        await _lists.ServeAsync(page, isThere ? list : null);
        await page.InstallAsync();
        await page.ReopenOfflineAsync();

        var answer = await page.EnterAsync(TestRegister.TokenOf(TestRegister.Valid));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await answer.InnerTextAsync(), Does.StartWith("签名真实，但无法判断是否已被撤销"));
            Assert.That(await page.Locator("[data-warn=no_list]").IsVisibleAsync(), Is.True);
        }

        await page.Context.CloseAsync();
    }

    [Test]
    public async Task Data_AfterSomeTime_SayHowOldTheyAre()
    {
        var (page, now) = (await Browser.OpenAsync(Site), DateTimeOffset.UtcNow);
        await _lists.ServeAsync(page, _lists.Sign(now.AddMinutes(-5.5)));
        await page.InstallAsync();
        var fresh = await page.Locator(".held dl").InnerTextAsync();
        await page.GoOfflineAsync();
        await page.Clock.SetFixedTimeAsync(now.AddHours(26).UtcDateTime);
        await page.ReloadAsync();
        await page.ReadyAsync();
        var later = await page.Locator(".held dl").InnerTextAsync();
        var answer = await page.EnterAsync(TestRegister.TokenOf(TestRegister.Valid));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(fresh, Does.Match("密钥\\s+刚刚更新").And.Match("状态清单\\s+5分钟前签署"));
            Assert.That(later, Does.Match("密钥\\s+1天前更新").And.Match("状态清单\\s+1天前签署"));
            Assert.That(await page.Locator("[data-warn=old_list]").IsVisibleAsync(), Is.True);
            Assert.That(await answer.Locator("[data-old]").IsVisibleAsync(), Is.True);
        }

        await page.Context.CloseAsync();
    }
}
