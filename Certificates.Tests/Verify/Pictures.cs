using Microsoft.Playwright;

namespace Certificates.Tests.Verify;

/// <summary>
/// Pictures of pages for README and docs. They are kept beside the other screenshots; the variable <c>CERTIFICATES_SAMPLES</c> names the
/// folder of samples to put them into.
/// </summary>
internal static class Pictures
{
    private const int Largest = 160 * 1024;

    /// <summary>Keeps what the window shows, or a part of the page alone.</summary>
    public static async Task KeepAsync(IPage page, string name, ILocator? part = null)
    {
        var picture = part is null ? await page.ScreenshotAsync() : await part.ScreenshotAsync();
        var folder = Directory.CreateDirectory(Path.Combine(TestContext.CurrentContext.WorkDirectory, "screenshots"));
        await File.WriteAllBytesAsync(Path.Combine(folder.FullName, name), picture);
        if (Environment.GetEnvironmentVariable("CERTIFICATES_SAMPLES") is { Length: > 0 } samples)
        {
            await File.WriteAllBytesAsync(Path.Combine(samples, name), picture);
        }

        Assert.That(picture, Has.Length.InRange(5 * 1024, Largest));
    }
}
