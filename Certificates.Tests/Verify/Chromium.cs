using Microsoft.Playwright;

namespace Certificates.Tests.Verify;

/// <summary>The machine's own Chromium, with a font for what the pages say. Where one is missing, tests that need it are ignored, and fail under CI.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private const string Executable = "/usr/bin/chromium";

    // Milliseconds; Playwright's own half minute is over too soon on a machine that runs other tests, too.
    private const float Patience = 120_000;

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Chromium(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    /// <summary>Starts it.</summary>
    /// <param name="further">Arguments beside those of every test.</param>
    public static async Task<Chromium> StartAsync(params string[] further)
    {
        Tool.Require(File.Exists(Executable), Executable);
        Tool.Require(Tool.Run("fc-list", ":lang=zh", "family").Length > 0, "A font with Chinese characters");
        Assertions.SetDefaultExpectTimeout(Patience);
        var playwright = await Playwright.CreateAsync();
        return new Chromium(playwright, await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Executable,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", .. further,
            ],
        }));
    }

    /// <summary>A fresh browser profile with one page on <paramref name="site"/>.</summary>
    public Task<IPage> OpenAsync(
        TestSite site, string language = "zh-CN", ColorScheme scheme = ColorScheme.Light, int width = 1000, bool javaScript = true) =>
        OpenAsync(site.Address, language, scheme, width, javaScript);

    /// <summary>The same on a service of any sort.</summary>
    public async Task<IPage> OpenAsync(
        Uri site, string language = "zh-CN", ColorScheme scheme = ColorScheme.Light, int width = 1000, bool javaScript = true)
    {
        var context = await _browser.NewContextAsync(new()
        {
            BaseURL = site.ToString(),
            ColorScheme = scheme,
            JavaScriptEnabled = javaScript,
            ViewportSize = new() { Width = width, Height = 800 },
        });
        context.SetDefaultTimeout(Patience);
        await context.AddCookiesAsync([new() { Name = "lang", Value = language, Url = site.ToString() }]);
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
