using Certificates.Core.Access;
using Certificates.Tests.Verify;
using Microsoft.Playwright;

namespace Certificates.Tests.Api.ConsolePages;

/// <summary>Files dropped anywhere on the page for results land in the field that takes their kind.</summary>
[Category(Categories.Browser)]
internal sealed class DropWalkTests
{
    private Chromium _browser = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _browser = await Chromium.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await (_browser?.DisposeAsync() ?? default);

    [TestCase("成绩.xlsx photos.zip", "成绩.xlsx", "photos.zip")]
    [TestCase("photos.ZIP", "", "photos.ZIP")]
    [TestCase("1.jpg 2.JPEG 成绩.csv", "成绩.csv", "photos.zip")]
    [TestCase("成绩.et", "成绩.et", "")]
    public async Task Files_DroppedOnThePage_LandInTheFieldOfTheirKind(string dropped, string results, string photos)
    {
        var page = await ConsoleWalker.SignInAsync(SharedApi.Running, _browser, ApiKeyRole.Operator, "0001");
        await page.GotoAsync("/console/batches/new");
        var files = await page.EvaluateHandleAsync(
            """
            names => {
              const transfer = new DataTransfer();
              for (const name of names) transfer.items.add(new File(['x'], name));
              return transfer;
            }
            """,
            dropped.Split(' '));
        await page.DispatchEventAsync("form[data-drop]", "drop", new { dataTransfer = files });

        Assert.That(() => NamesAsync(page), Is.EqualTo(new[] { results, photos }).After(5000, 50));
    }

    private static Task<string[]> NamesAsync(IPage page) => page.EvaluateAsync<string[]>(
        "['file', 'photos'].map(id => [...document.getElementById(id).files].map(file => file.name).join())");
}
