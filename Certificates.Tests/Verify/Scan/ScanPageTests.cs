using System.Text.Json;
using Microsoft.Playwright;

namespace Certificates.Tests.Verify.Scan;

/// <summary>The page as a person meets it, its headers, and what it keeps.</summary>
[TestFixture]
internal sealed class ScanPageTests : BrowserTests
{
    private readonly StatusLists _lists = new();

    [OneTimeTearDown]
    public void End() => _lists.Dispose();

    [TestCase("zh-CN", ColorScheme.Light, 1000)]
    [TestCase("zh-CN", ColorScheme.Dark, 360)]
    [TestCase("en", ColorScheme.Light, 360)]
    [TestCase("en", ColorScheme.Dark, 1000)]
    public async Task Page_WithEveryAnswer_PassesAxeAndFitsAPhone(string language, ColorScheme scheme, int width)
    {
        var page = await Browser.OpenAsync(Site, language, scheme, width);
        var (own, ended) = (TestRegister.TokenOf(TestRegister.Pictured), TestRegister.TokenOf(TestRegister.Revoked));
        await _lists.ServeAsync(page, _lists.Sign(DateTimeOffset.UtcNow.AddMinutes(-5), ended));
        await page.InstallAsync();
        await CheckAsync(page, $"scan/idle-{language}-{scheme}-{width}");
        (string Name, string Text)[] answers =
        [
            ("genuine", $"HTTPS://127.0.0.1:5081/Q/{own}"), ("ended", ended), ("forged", ForgedTokens.Make()),
            ("elsewhere", $"HTTPS://FAKE.EXAMPLE.COM/Q/{own}"), ("unreadable", "2KCE"),
            ("sm2", ForgedTokens.MakeSm2()),
        ];
        foreach (var (name, text) in answers)
        {
            await page.EnterAsync(text);
            await CheckAsync(page, $"scan/{name}-{language}-{scheme}-{width}");
            await page.Locator("[data-again]").ClickAsync();
        }

        await page.EvaluateAsync("navigator.mediaDevices.getUserMedia = async () => document.createElement('canvas').captureStream(10)");
        await page.Locator("[data-camera]").ClickAsync();
        await page.Locator("[data-stop]").WaitForAsync();
        await CheckAsync(page, $"scan/camera-{language}-{scheme}-{width}");
        await page.Locator("[data-stop]").ClickAsync();
        await page.ChooseAsync("no picture"u8.ToArray());
        await CheckAsync(page, $"scan/no-picture-{language}-{scheme}-{width}");
        await page.Context.CloseAsync();
    }

    [Test]
    public async Task Page_WhateverIsDoneOnIt_AsksNobodyElseAndKeepsItsPolicy()
    {
        var page = await Browser.OpenAsync(Site);
        List<string> asked = [];
        List<string> said = [];
        page.Context.Request += (_, request) => asked.Add(request.Url);
        page.Console += (_, message) => said.Add(message.Text);
        await page.InstallAsync();
        var before = asked.Count;
        await page.ChooseAsync(await ScanBrowser.PictureOfAsync(TestRegister.Valid));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(asked.Select(address => new Uri(address).Authority), Is.Not.Empty.And.All.EqualTo(Site.Address.Authority));
            Assert.That(asked.Skip(before).Select(address => new Uri(address).AbsolutePath),
                Is.All.AnyOf("/v1/keys", "/v1/catalogue", "/status/list"), "nothing of a picture leaves the page");
            Assert.That(said.Where(line => line.Contains("Content Security Policy", StringComparison.Ordinal)), Is.Empty);
        }

        await page.Context.CloseAsync();
    }

    [Test]
    public async Task Page_WithoutJavaScript_LeadsToTheForm()
    {
        var page = await Browser.OpenAsync(Site, javaScript: false);
        await page.GotoAsync("/");
        await page.Locator("nav").GetByRole(AriaRole.Link, new() { Name = "离线核验" }).ClickAsync();
        await page.Locator("main .errors a").ClickAsync();

        Assert.That(new Uri(page.Url).AbsolutePath, Is.EqualTo("/"));
        await page.Context.CloseAsync();
    }

    [Test]
    public async Task Picture_ChosenWhileTheCameraRuns_IsReadAndTheCameraIsOff()
    {
        var page = await Browser.OpenAsync(Site);
        await page.InstallAsync();
        await page.EvaluateAsync("""
            () => {
              const canvas = document.createElement('canvas');
              const drawing = canvas.getContext('2d');
              setInterval(() => drawing.fillRect(0, 0, Math.random() * 9, 9), 50);
              window.seen = canvas.captureStream(10);
              navigator.mediaDevices.getUserMedia = async () => window.seen;
            }
            """);
        await page.Locator("[data-camera]").ClickAsync();
        await WaitAsync(page, "document.querySelector('video').videoWidth > 0");
        var answer = await page.ChooseAsync(await ScanBrowser.PictureOfAsync(TestRegister.Valid));
        await WaitAsync(page, "window.seen.getTracks().every(track => track.readyState === 'ended')");

        Assert.That(await answer.InnerTextAsync(), Does.Contain(TestRegister.ValidName));
        await page.Context.CloseAsync();
    }

    [Test]
    public async Task Picture_Pasted_OfTwelveMegapixels_IsRead()
    {
        var page = await Browser.OpenAsync(Site);
        await page.InstallAsync();
        var photo = Convert.ToBase64String(await ScanBrowser.PictureOfAsync(await TestRegister.PdfOfAsync(TestRegister.Valid), "jpg", "-jpeg", "-r", "360"));
        await page.EvaluateAsync("""
            async photo => {
              const bytes = Uint8Array.from(atob(photo), character => character.charCodeAt(0));
              const held = new DataTransfer();
              held.items.add(new File([bytes], 'photo.jpg', { type: 'image/jpeg' }));
              document.dispatchEvent(new ClipboardEvent('paste', { clipboardData: held }));
            }
            """, photo);
        var article = page.Locator("[data-result] article");
        await article.WaitForAsync(new() { Timeout = 60_000 });

        Assert.That(await article.InnerTextAsync(), Does.Contain(TestRegister.ValidName));
        await page.Context.CloseAsync();
    }

    [Test]
    public async Task Headers_OfThisPageAlone_AllowCameraWorkerAndManifest()
    {
        using var client = Site.Client();
        async Task<(string Content, string Devices)> HeadersAsync(string address)
        {
            using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
            return (answer.Headers.GetValues("Content-Security-Policy").Single(), answer.Headers.GetValues("Permissions-Policy").Single());
        }

        var (scan, home) = (await HeadersAsync("/scan"), await HeadersAsync("/"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(scan.Devices, Is.EqualTo(home.Devices.Replace("camera=()", "camera=(self)", StringComparison.Ordinal)));
            Assert.That(scan.Content, Is.EqualTo($"{home.Content}; worker-src 'self'; manifest-src 'self'"));
        }
    }

    [Test]
    public async Task Manifest_OfThePage_CanBeInstalled()
    {
        var page = await Browser.OpenAsync(Site);
        await page.InstallAsync();
        var session = await page.Context.NewCDPSessionAsync(page);
        var manifest = (await session.SendAsync("Page.getAppManifest"))!.Value;
        using var data = JsonDocument.Parse(manifest.GetProperty("data").GetString()!);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(manifest.GetProperty("errors").GetArrayLength(), Is.Zero);
            Assert.That(data.RootElement.GetProperty("name").GetString(), Is.EqualTo("专业技术等级证书离线核验"));
        }

        var installability = (await session.SendAsync("Page.getInstallabilityErrors"))!.Value;
        Assert.That(installability.GetProperty("installabilityErrors").EnumerateArray().Select(fault => fault.GetProperty("errorId").GetString())
            .Where(fault => fault != "in-incognito"), Is.Empty);
        await page.Context.CloseAsync();
    }

    /// <summary>Waits for what a page comes to; Playwright's own way evaluates a text in the page, which the policy refuses.</summary>
    private static async Task WaitAsync(IPage page, string what) => Assert.That(
        await page.EvaluateAsync<bool>(
            $"async () => {{ for (let i = 0; i < 400 && !({what}); i++) await new Promise(next => setTimeout(next, 50)); return {what}; }}"),
        Is.True, what);
}
