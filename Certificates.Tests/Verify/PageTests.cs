using Microsoft.Playwright;

namespace Certificates.Tests.Verify;

/// <summary>Every page as a person meets it: both languages, both colour schemes, wide and narrow, with and without JavaScript.</summary>
[TestFixture]
internal sealed class PageTests : BrowserTests
{
    private static readonly string[] Pages =
        ["/", .. SampleVerdicts.All.Keys.Select(name => $"/sample/{name}"), "/samples", "/bulk", "/sample-bulk-refused", "/v1/catalogue", "/sample-found", "/sample-not-found",
            "/sample-pdf-refused", "/no-such-page"];

    private static readonly (string Sample, string Chinese, string English)[] Words =
    [
        ("valid", "证书有效", "This certificate is valid"),
        ("suspended", "证书核查中，暂停使用", "Under review: not to be relied on for now"),
        ("superseded", "该版本已更正，请以第 2 版为准", "Corrected: version 2 is the one in force"),
        ("revoked", "该证书曾经发放，现已撤销，处于无效状态", "Issued once, now revoked: not valid"),
        ("cancelled", "该证书曾经发放，现已注销", "Issued once, now cancelled"),
        ("altered", "文件内容被改动，与签发时不一致", "The file was changed after it was signed"),
        ("copied", "文件含有本系统的签名，但不是原文件", "It contains our signature, but it is not the original file"),
        ("copy", "这是加注件，不是证书原件", "This is an annotated copy, not the certificate itself"),
        ("copy_ended", "这是已到期的加注件，不是证书原件", "This is an annotated copy that has ended, not the certificate itself"),
        ("foreign", "文件由他人签名，不是本系统签发的证书", "It was signed by somebody else: it is no certificate of this system"),
        ("forged", "签名不是本系统所作", "The signature is not ours"),
        ("not_found", "未查询到", "Not found"),
        ("unavailable", "暂时无法核验，这不代表证书无效，请稍后再试", "We cannot check right now. This does not mean that the certificate is not valid"),
    ];

    [TestCase("zh-CN", ColorScheme.Light, 1000)]
    [TestCase("zh-CN", ColorScheme.Dark, 360)]
    [TestCase("en", ColorScheme.Light, 360)]
    [TestCase("en", ColorScheme.Dark, 1000)]
    public async Task Pages_OnADesktopAndAPhone_PassAxeAndNeedNoSidewaysScrolling(string language, ColorScheme scheme, int width)
    {
        var page = await Browser.OpenAsync(Site, language, scheme, width);
        foreach (var address in Pages)
        {
            await page.GotoAsync(address);
            await CheckAsync(page, $"site/{(address == "/" ? "home" : address[1..].Replace('/', '-'))}-{language}-{scheme}-{width}");
        }

        await page.Context.CloseAsync();
    }

    [Test]
    public async Task Pages_WhateverTheyShow_AskNobodyElseAndKeepTheirPolicy()
    {
        var page = await Browser.OpenAsync(Site);
        List<string> hosts = [];
        List<string> said = [];
        page.Request += (_, request) => hosts.Add(new Uri(request.Url).Authority);
        page.Console += (_, message) => said.Add(message.Text);
        foreach (var address in (string[])[.. Pages, "/docs/"])
        {
            await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.NetworkIdle });
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(hosts, Is.Not.Empty.And.All.EqualTo(Site.Address.Authority));
            Assert.That(said.Where(line => line.Contains("Content Security Policy", StringComparison.Ordinal)), Is.Empty);
        }

        await page.Context.CloseAsync();
    }

    [Test]
    public async Task Verdict_InEachLanguage_SaysItsWordsFirst(
        [Values("zh-CN", "en")] string language)
    {
        var page = await Browser.OpenAsync(Site, language, javaScript: false);
        foreach (var (sample, chinese, english) in Words)
        {
            await page.GotoAsync($"/sample/{sample}");
            var heading = page.Locator("h1, h2, h3").First;
            using (Assert.EnterMultipleScope())
            {
                Assert.That((await heading.TextContentAsync())?.Trim(), Is.EqualTo(language == "en" ? english : chinese));
                Assert.That(await heading.Locator("svg").CountAsync(), Is.EqualTo(1));
                Assert.That(await page.Locator("html").GetAttributeAsync("lang"), Is.EqualTo(language));
            }
        }

        await page.Context.CloseAsync();
    }

    [Test]
    public async Task Verdict_OfACertificate_ShowsDataStateTimeDomainAndNextStep()
    {
        var page = await Browser.OpenAsync(Site);
        await page.GotoAsync("/sample/revoked");
        var text = await page.Locator("article").InnerTextAsync();
        string[] inOrder =
        [
            "该证书曾经发放", "登记库中的记录", "王𬭎", "Z0001 11 01 04 26 1 0000123 J", "高级", "2026年3月1日",
            "2026年11月20日", "2026年11月24日 00:30:05", "下一步", "127.0.0.1:5081",
        ];
        var places = inOrder.Select(part => text.IndexOf(part, StringComparison.Ordinal)).ToArray();
        Assert.That(places, Is.Ordered.And.All.Not.Negative);
        await page.Context.CloseAsync();
    }

    [Test]
    public async Task Verdict_Printed_IsOneSheetOfA4(
        [Values("valid", "complete", "file", "imported", "revoked", "copied", "not_found")] string sample, [Values("zh-CN", "en")] string language)
    {
        var page = await Browser.OpenAsync(Site, language);
        await page.GotoAsync($"/sample/{sample}");
        var pdf = await page.PdfAsync(new() { Format = "A4", PreferCSSPageSize = true });
        await page.Context.CloseAsync();

        using var document = UglyToad.PdfPig.PdfDocument.Open(pdf);
        Assert.That(document.NumberOfPages, Is.EqualTo(1));
    }

    [Test]
    public async Task Number_TypedOrPasted_IsGrouped()
    {
        var page = await Browser.OpenAsync(Site);
        await page.GotoAsync("/");
        await page.Locator("#number").PressSequentiallyAsync("z00011101042610000123j");
        Assert.That(await page.Locator("#number").InputValueAsync(), Is.EqualTo("Z0001 11 01 04 26 1 0000123 J"));
        await page.Context.CloseAsync();
    }

    [Test]
    public async Task Form_ByKeyboardAloneWithOneField_LinksTheErrorToItsField()
    {
        var page = await Browser.OpenAsync(Site, "en");
        await page.GotoAsync("/");
        await page.Locator("#number").FocusAsync();
        await page.Keyboard.TypeAsync(SampleVerdicts.Number);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync(".errors");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await page.EvaluateAsync<string>("document.activeElement.getAttribute('href') ?? document.activeElement.id"), Is.AnyOf("name", "#name"));
            Assert.That(page.Url, Does.EndWith("/#name"));
            Assert.That(await page.Locator("#name").GetAttributeAsync("aria-invalid"), Is.EqualTo("true"));
            Assert.That(await page.Locator("#number").InputValueAsync(), Does.Contain("0000123"));
        }

        await page.Context.CloseAsync();
    }

    [Test]
    public async Task Language_Switched_IsRememberedOnTheNextPage()
    {
        var page = await Browser.OpenAsync(Site, javaScript: false);
        await page.GotoAsync("/sample/valid");
        await page.GetByRole(AriaRole.Link, new() { Name = "English" }).ClickAsync();
        var switched = await page.Locator("h1").TextContentAsync();
        await page.GotoAsync("/");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(switched, Does.Contain("This certificate is valid"));
            Assert.That(await page.Locator("h1").TextContentAsync(), Is.EqualTo("Check a certificate"));
        }

        await page.Context.CloseAsync();
    }
}
