using System.Text;
using Microsoft.Playwright;

namespace Certificates.Tests.Verify;

/// <summary>What the page makes of a result file: progress, counts, and the file itself for download.</summary>
[TestFixture]
internal sealed class BulkPageTests
{
    private const string Result = "\uFEFF姓名,查验结果\r\n\"a,\"\"b\r\n\",有效\r\nb,有效\r\nc,无效\r\nd,未查询到\r\n";

    [Test]
    public async Task List_Sent_IsCountedByOutcomeAndDownloadedAsItCame()
    {
        await using var chromium = await Chromium.StartAsync();
        await using var site = await TestSite.StartAsync();
        var page = await chromium.OpenAsync(site);
        await page.RouteAsync("**/v1/verifications/bulk", route => route.FulfillAsync(new() { ContentType = "text/csv; charset=utf-8", Body = Result }));
        await page.GotoAsync("/sample-bulk");
        await page.Locator("#file").SetInputFilesAsync(
            new FilePayload { Name = "list.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes("姓名\r\na\r\nb\r\nc\r\nd\r\n") });
        await page.Locator("form[data-bulk] button").ClickAsync();
        await page.WaitForSelectorAsync("[data-download]");
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("[data-download]").ClickAsync());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await page.Locator("[data-count]").AllTextContentsAsync(), Is.EqualTo(new[] { "2", "1", "1", "0", "0" }));
            Assert.That(await page.Locator("[data-progress-words]").TextContentAsync(), Does.StartWith("已完成 4 / 4 行"));
            Assert.That(download.SuggestedFilename, Is.EqualTo("checked-list.csv"));
            Assert.That(await File.ReadAllBytesAsync(await download.PathAsync()), Is.EqualTo(Encoding.UTF8.GetBytes(Result)));
        }
    }
}
