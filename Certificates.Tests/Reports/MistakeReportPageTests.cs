using Certificates.Tests.Lifecycle;
using Certificates.Tests.Verify;
using Microsoft.Playwright;

namespace Certificates.Tests.Reports;

/// <summary>The same road with the holder in a real browser.</summary>
[Category(Categories.Browser)]
[TestFixture]
internal sealed class MistakeReportPageTests
{
    private BothServices _services = null!;
    private Chromium _browser = null!;

    [OneTimeSetUp]
    public async Task OpenAsync()
    {
        _browser = await Chromium.StartAsync();
        _services = await BothServices.OpenAsync();
    }

    [OneTimeTearDown]
    public async Task CloseAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
            await _services.DisposeAsync();
        }
    }

    [Test]
    public async Task Holder_WithAndWithoutJavaScript_ReportsAndReadsTheAnswer([Values] bool javaScript)
    {
        var issued = (await _services.IssueAsync())[0];
        var page = await _browser.OpenAsync(_services.Site, javaScript: javaScript, width: 360);
        await page.GotoAsync("/my");
        await page.Locator("#number").FillAsync(issued.Number);
        await page.Locator("#idNumber").FillAsync(issued.IdNumber);
        await page.Locator("#claimCode").FillAsync(_services.ClaimCode(issued.Number));
        await page.Locator("form.lookup button").ClickAsync();

        await page.GetByText("证书内容有误？").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "报告给签发机构" }).ClickAsync();
        var fault = await page.Locator($"#item-error-{issued.Number}").TextContentAsync();
        await page.Locator($"#item-{issued.Number}").SelectOptionAsync("照片");
        await page.Locator($"#text-{issued.Number}").FillAsync("照片不是我\n应为蓝底");
        await page.GetByRole(AriaRole.Button, new() { Name = "报告给签发机构" }).ClickAsync();
        var waiting = await page.Locator(".reports").InnerTextAsync();
        var report = (await _services.GetAsync("operator", "/v1/mistake-reports?state=open"))["items"]!.AsArray()
            .Single(each => (string)each!["certificateNumber"]! == issued.Number)!;
        await BothServices.DoneAsync(_services.PostAsync("operator", $"/v1/mistake-reports/{report["id"]}/answer", new { answer = "已受理，请等候更正版本" }));
        await page.GotoAsync("/my");

        Assert.That(fault, Is.EqualTo("请选择哪一项有误。"));
        Assert.That(waiting, Does.Contain("照片不是我\n应为蓝底").And.Contain("等待答复"));
        Assert.That(((string)report["item"]!, (string)report["text"]!), Is.EqualTo(("photo", "照片不是我\n应为蓝底")));
        Assert.That(await page.Locator(".reports").InnerTextAsync(), Does.Contain("已受理，请等候更正版本").And.Contain("已答复"));
        await page.Context.CloseAsync();
    }
}
