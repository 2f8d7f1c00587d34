using Certificates.Core.Access;
using Microsoft.Playwright;
using MiniExcelLibs;

namespace Certificates.Tests.Verify;

/// <summary>A list checked by a person: progress, counts, and the file itself for download.</summary>
[TestFixture]
internal sealed class BulkPageTests : BrowserTests
{
    private static readonly string[] Counts = ["50", "50", "50", "50", "0"];
    [Test]
    public async Task List_Of200Rows_IsCountedByOutcomeAndDownloaded()
    {
        var page = await FillAsync(SampleList.Csv(200), "list.csv", javaScript: true);
        await page.Locator("form[data-bulk] button").ClickAsync();
        await page.WaitForSelectorAsync("[data-download]");
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("[data-download]").ClickAsync());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await page.Locator("[data-count]").AllTextContentsAsync(), Is.EqualTo(Counts));
            Assert.That(await page.Locator("[data-progress-words]").TextContentAsync(), Does.StartWith("已完成 200 / 200 行"));
            Assert.That(download.SuggestedFilename, Is.EqualTo("checked-list.csv"));
            Assert.That(await WordsAsync(download), Is.EqualTo(SampleList.Words(200)));
            Assert.That(await page.Locator("[data-listed] tbody tr").CountAsync(), Is.EqualTo(150));
            Assert.That(await page.Locator("[data-listed] tbody tr").First.AllInnerTextsAsync(), Has.Some.Contain("3").And.Some.Contain("无效").And.Some.Contain("已撤销"));
            Assert.That(await page.Locator("[data-more]").IsVisibleAsync(), Is.False);
        }

        await CheckAsync(page, "site/bulk-listed-zh-CN");
    }

    [Test]
    public async Task Workbook_Checked_IsCountedToo()
    {
        using var list = new MemoryStream();
        await list.SaveAsAsync(SampleList.Rows(200).Select(row => new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["number"] = row.Number,
            ["name"] = row.Name,
            ["idNumber"] = row.IdNumber,
        }));
        var page = await FillAsync(list.ToArray(), "list.xlsx", javaScript: true);
        await page.Locator("form[data-bulk] button").ClickAsync();
        await page.WaitForSelectorAsync("[data-download]");
        Assert.That(await page.Locator("[data-count]").AllTextContentsAsync(), Is.EqualTo(Counts));
        Assert.That(await page.Locator("[data-listed] tbody tr").CountAsync(), Is.EqualTo(150));
        Assert.That(await page.Locator("[data-listed] tbody tr").First.InnerTextAsync(), Does.StartWith("3").And.Contain("not_valid"), "a list with English headers is answered in codes");
    }

    [Test]
    public async Task List_WithoutJavaScript_IsAnsweredWithTheFile()
    {
        var page = await FillAsync(SampleList.Csv(200), "list.csv", javaScript: false);
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("form[data-bulk] button").ClickAsync());
        Assert.That(await WordsAsync(download), Is.EqualTo(SampleList.Words(200)));
    }

    [Test]
    public async Task List_ThatIsRefused_IsSaidByThePage([Values] bool javaScript)
    {
        var page = await FillAsync(SampleList.Csv(21), "list.csv", javaScript);
        await page.Locator("#key").FillAsync("");
        await page.Locator("form[data-bulk] button").ClickAsync();
        await page.WaitForSelectorAsync(".errors[role=alert]");
        Assert.That(await page.Locator(".errors[role=alert] a").GetAttributeAsync("href"), Is.EqualTo("#key"));
    }

    private static async Task<IEnumerable<string>> WordsAsync(IDownload download) =>
        (await File.ReadAllLinesAsync(await download.PathAsync()))[1..].Select(line => line.Split(',')[4]);

    private async Task<IPage> FillAsync(byte[] list, string name, bool javaScript)
    {
        var page = await Browser.OpenAsync(Site, javaScript: javaScript);
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "查名单" }).ClickAsync();
        await page.Locator("#file").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "application/octet-stream", Buffer = list });
        await page.Locator("#key").FillAsync(await TestRegister.KeyAsync(ApiKeyRole.Checker));
        await page.Locator("#purpose").FillAsync("职称评审");
        return page;
    }
}
