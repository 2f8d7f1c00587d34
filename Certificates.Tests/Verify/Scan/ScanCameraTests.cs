namespace Certificates.Tests.Verify.Scan;

/// <summary>The camera of the page, by a browser whose camera shows a file.</summary>
[TestFixture]
[Category(Categories.Browser)]
internal sealed class ScanCameraTests
{
    // The lower right of the page at 200 dots per inch.
    private static readonly string[] Corner = ["-jpeg", "-r", "200", "-x", "1600", "-y", "900", "-W", "640", "-H", "560"];

    private readonly StatusLists _lists = new();
    private string _folder = null!;
    private Chromium _browser = null!;
    private TestSite _site = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _folder = Directory.CreateTempSubdirectory("camera-").FullName;
        var film = Path.Combine(_folder, "certificate.mjpeg");
        await File.WriteAllBytesAsync(film, await ScanBrowser.PictureOfAsync(await TestRegister.PdfOfAsync(TestRegister.Valid), "jpg", Corner));
        _browser = await Chromium.StartAsync("--use-fake-device-for-media-stream", $"--use-file-for-fake-video-capture={film}");
        _site = await TestSite.StartAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _lists.Dispose();
        Directory.Delete(_folder, recursive: true);
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
            await _site.DisposeAsync();
        }
    }

    [Test]
    public async Task Camera_BeforeACertificate_ReadsItWithoutANetworkAndIsOffThen()
    {
        var page = await _browser.OpenAsync(_site, width: 360);
        await page.Context.GrantPermissionsAsync(["camera"]);
        await _lists.ServeAsync(page, _lists.Sign(DateTimeOffset.UtcNow));
        await page.InstallAsync();
        await page.ReopenOfflineAsync();
        await page.EvaluateAsync("""
            () => {
              const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
              navigator.mediaDevices.getUserMedia = async wish => { window.seen = await open(wish); window.wish = wish; return window.seen; };
            }
            """);
        await page.Locator("[data-camera]").ClickAsync();
        var article = page.Locator("[data-result] article");
        await article.WaitForAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await article.InnerTextAsync(), Does.StartWith("签名真实").And.Contain(TestRegister.ValidName));
            Assert.That(await page.EvaluateAsync<string>("window.seen.getTracks().map(track => track.readyState).join()"), Is.EqualTo("ended"));
            Assert.That(await page.EvaluateAsync<string>("window.wish.video.facingMode"), Is.EqualTo("environment"));
        }

        await page.Context.CloseAsync();
    }

    [Test]
    public async Task Camera_ThatIsRefused_IsToldInWords()
    {
        var page = await _browser.OpenAsync(_site);
        await page.InstallAsync();
        await page.Locator("[data-camera]").ClickAsync();
        await page.Locator("[data-say=camera_refused]").WaitForAsync();

        Assert.That(await page.Locator("[data-camera]").IsVisibleAsync(), Is.True);
        await page.Context.CloseAsync();
    }
}
