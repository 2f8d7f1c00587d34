using System.Text;
using System.Text.Json.Nodes;
using Certificates.Core.Coding;
using Certificates.Core.Register;
using Certificates.Core.Signing.Notes;
using Certificates.Core.Signing.Qr;
using Certificates.Tests.Api;
using Certificates.Tests.Issuing;
using Certificates.Tests.Log;
using Certificates.Tests.Log.Outsider;
using Microsoft.Playwright;

namespace Certificates.Tests.Verify;

/// <summary>What proves a verdict by the public log, as a person asks for it on the page: without a script, and in no address.</summary>
[Category(Categories.Browser)]
internal sealed class ProofPageTests
{
    private Chromium _browser = null!;
    private TestIssuing _issuing = null!;
    private TestSite _site = null!;
    private VersionRecord _version = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _browser = await Chromium.StartAsync();
        _issuing = await TestIssuing.OpenAsync(embedded: true);
        _site = await TestSite.StartForAsync(_issuing.Folder);
        var received = await _issuing.SendAsync(Encoding.UTF8.GetBytes(Csv.File(issued: 3)));
        Assert.That(received.TryGet(out var reception, out var refusals), Is.True, refusals?.First.Message);
        await _issuing.IssueAsync(reception!.Batch.Id);
        await _issuing.SequenceAsync();
        _version = (await _issuing.Get<CertificateReader>().ByIdsAsync([2], CancellationToken.None)).Single();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
            await _site.DisposeAsync();
            await _issuing.DisposeAsync();
        }
    }

    [TestCase("zh-CN", ColorScheme.Light, 1000)]
    [TestCase("zh-CN", ColorScheme.Dark, 360)]
    [TestCase("en", ColorScheme.Light, 360)]
    [TestCase("en", ColorScheme.Dark, 1000)]
    public async Task Page_AskedForTheProof_ShowsIt_AndPassesAxe(string language, ColorScheme scheme, int width)
    {
        var page = await _browser.OpenAsync(_site, language, scheme, width);
        await AskAsync(page);
        await BrowserTests.CheckAsync(page, $"site/proof-offered-{language}-{scheme}-{width}");
        await page.ClickAsync("button[name=proof]");
        await BrowserTests.CheckAsync(page, $"site/proof-{language}-{scheme}-{width}");

        Assert.That(await page.Locator(".proved").InnerTextAsync(), Does.Contain("3").And.Contain("2026"));
        await page.Context.CloseAsync();
    }

    [Test]
    public async Task Proof_WithoutAScript_IsShownInBothLanguagesAndDownloaded_AndNoAddressTellsWhoItIsAbout()
    {
        var page = await _browser.OpenAsync(_site, javaScript: false);
        List<string> addresses = [];
        page.Request += (_, request) => addresses.Add(Uri.UnescapeDataString(request.Url));
        await AskAsync(page);
        var before = await page.Locator(".proved").CountAsync();
        await page.ClickAsync("button[name=proof]");
        var chinese = await page.Locator(".proved").InnerTextAsync();
        await page.ClickAsync("button.language");
        var english = await page.Locator(".proved").InnerTextAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("button[name=proof]"), new() { Timeout = 20_000 });
        var answer = JsonNode.Parse(await File.ReadAllTextAsync((await download.PathAsync())!))!;
        await page.Context.CloseAsync();

        Assert.That(before, Is.Zero, "on request alone");
        Assert.That(chinese, Does.Contain("在公开日志中").And.Contain("条目序号"));
        Assert.That(english, Does.Contain("In the public log").And.Contain("Entries of the log"));
        Assert.That(addresses, Has.None.Contains(_version.Number).And.None.Contains(_version.Name).And.None.Contains("proof"));
        Assert.That(download.SuggestedFilename, Is.EqualTo("proof.json"));
        Assert.That((string)answer["certificate"]!["number"]!, Is.EqualTo(_version.Number));
        Proves(answer["log"]!);
    }

    [Test]
    public async Task Proof_OfAPrintedCode_IsShownToo()
    {
        using var browser = new FormBrowser(_site);
        Assert.That(CertificateNumber.TryParse(_version.Number, out var number, out _), Is.True);
        var address = $"/q/{_issuing.Get<QrTokenSigner>().Sign(new QrClaims(number!, 1, _version.Name, _version.IssuedOn)).Text}";
        var offered = await browser.ReadAsync(address);
        var token = System.Text.RegularExpressions.Regex.Match(offered, "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value;
        using var shown = await browser.PostBareAsync(address, ("proof", "1"), ("__RequestVerificationToken", token));
        using var file = await browser.PostBareAsync(address, ("proof", "json"), ("__RequestVerificationToken", token));

        Assert.That(offered, Does.Contain("name=\"proof\" value=\"1\"").And.Not.Contain("class=\"proved\""));
        Assert.That(await shown.Content.ReadAsStringAsync(), Does.Contain("class=\"proved\"").And.Contain("value=\"json\""));
        Assert.That(file.Content.Headers.ContentDisposition?.ToString(), Is.EqualTo("attachment; filename=\"proof.json\""));
        Proves(JsonNode.Parse(await file.Content.ReadAsStringAsync())!["log"]!);
    }

    [Test]
    public async Task Page_WithTheProof_Printed_IsOneSheet()
    {
        var page = await _browser.OpenAsync(_site);
        await AskAsync(page);
        await page.ClickAsync("button[name=proof]");
        var pdf = await page.PdfAsync(new() { Format = "A4", PreferCSSPageSize = true });
        await page.Context.CloseAsync();

        using var document = UglyToad.PdfPig.PdfDocument.Open(pdf);
        Assert.That(document.NumberOfPages, Is.EqualTo(1));
    }

    private void Proves(JsonNode log)
    {
        var key = _issuing.Get<SignerKey>().Verifier.ToString();
        var checkpoint = OutsideNote.Open(Encoding.UTF8.GetBytes((string)log["checkpoint"]!), key);
        var hashes = log["hashes"]!.AsArray().Select(hash => Convert.FromBase64String((string)hash!)).ToList();
        var leaf = RfcTree.LeafHash(Convert.FromBase64String((string)log["leaf"]!));
        Assert.That(RfcProofs.Includes(checkpoint.Root, checkpoint.Size, leaf, (long)log["index"]!, hashes), Is.True);
    }

    private async Task AskAsync(IPage page)
    {
        await page.GotoAsync("/");
        await page.FillAsync("#number", _version.Number);
        await page.FillAsync("#name", _version.Name);
        await page.ClickAsync("form[action='/'] button.button");
        await page.WaitForSelectorAsync(".proof", new() { Timeout = 20_000 });
    }
}
