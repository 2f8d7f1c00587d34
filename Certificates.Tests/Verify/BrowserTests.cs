using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Certificates.Tests.Verify;

/// <summary>Tests that open one site in a real browser.</summary>
[Category(Categories.Browser)]
internal abstract class BrowserTests
{
    protected TestSite Site { get; private set; } = null!;

    protected Chromium Browser { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        Browser = await Chromium.StartAsync();
        Site = await TestSite.StartAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (Browser is not null)
        {
            await Browser.DisposeAsync();
            await Site.DisposeAsync();
        }
    }

    /// <summary>Axe finds nothing, nothing needs sideways scrolling; a picture is kept to be looked at.</summary>
    public static async Task CheckAsync(IPage page, string name)
    {
        var result = await page.RunAxe();
        var width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        var folder = Path.Combine(TestContext.CurrentContext.WorkDirectory, "screenshots");
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Violations.Select(v => $"{v.Id}: {string.Join(" | ", v.Nodes.Select(n => n.Html))}"), Is.Empty, name);
            Assert.That(width, Is.LessThanOrEqualTo(page.ViewportSize!.Width), name);
        }
    }
}
