using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Certificates.Tests.Verify;

/// <summary>A file sent by a program, chosen in the form, or dropped on the page.</summary>
[TestFixture]
internal sealed class PdfTests
{
    private TestSite _site = null!;
    private HttpClient _client = null!;
    private byte[] _pdf = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _site = await TestSite.StartAsync();
        _client = _site.Client();
        _pdf = await TestRegister.PdfOfAsync(TestRegister.Valid);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _client.Dispose();
        await _site.DisposeAsync();
    }

    [Test]
    public async Task Pdf_AsIssued_IsValidByBytesSignatureAndRegister()
    {
        using var response = await SendAsync(_pdf);
        var verdict = await response.Content.ReadFromJsonAsync<JsonObject>();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)verdict!["verdict"], Is.EqualTo("valid"));
            Assert.That(verdict["file"]!.ToJsonString(), Is.EqualTo("""{"bytes":"same","signature":"valid","register":"found"}"""));
        }
    }

    [TestCase(1, HttpStatusCode.BadRequest, "not_a_pdf")]
    [TestCase(0, HttpStatusCode.BadRequest, "file_empty")]
    [TestCase((5 * 1024 * 1024) + 1, HttpStatusCode.RequestEntityTooLarge, "file_too_large")]
    [TestCase(8 * 1024 * 1024, HttpStatusCode.RequestEntityTooLarge, "file_too_large")]
    public async Task File_EmptyOrTooLarge_IsRefused(int length, HttpStatusCode status, string code)
    {
        using var response = await SendAsync(new byte[length]);
        var problem = await response.Content.ReadFromJsonAsync<JsonObject>();
        Assert.That((response.StatusCode, (string?)problem!["code"]), Is.EqualTo((status, code)));
    }

    [Test]
    [Category(Categories.Browser)]
    public async Task Form_WithOriginalThenTamperedFile_SaysValidThenAltered([Values] bool javaScript)
    {
        await using var chromium = await Chromium.StartAsync();
        var page = await chromium.OpenAsync(_site, javaScript: javaScript);
        Assert.That(await CheckAsync(page, _pdf), Is.EqualTo("证书有效"));
        Assert.That(await CheckAsync(page, Tampered()), Is.EqualTo("文件内容被改动，与签发时不一致"));
    }

    [TestCase("", "它是图片（JPEG）", "请扫描其中的二维码")]
    [TestCase("?lang=en", "It is a picture (JPEG)", "scan its QR code")]
    public async Task Form_WithAPicture_SaysWhatItIsAndWhatToDoAtTheField(string language, string kind, string advice)
    {
        using var visitor = new FormBrowser(_site);
        await visitor.ReadAsync($"/{language}");
        using var form = new MultipartFormDataContent
        {
            { new StringContent(await visitor.TokenAsync()), "__RequestVerificationToken" },
            { new ByteArrayContent([0xFF, 0xD8, 0xFF, 0xE0, 0, 0]), "file", "scan.jpg" },
        };
        using var response = await visitor.PostAsync("/pdf", form);
        var page = System.Net.WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(page, Does.Contain("href=\"#file\"").And.Contain(kind).And.Contain(advice));
    }

    [Test]
    [Category(Categories.Browser)]
    public async Task File_DroppedOnThePage_IsCheckedAtOnce()
    {
        await using var chromium = await Chromium.StartAsync();
        var page = await chromium.OpenAsync(_site);
        await page.GotoAsync("/");
        var file = await page.EvaluateHandleAsync(
            """
            base64 => {
              const transfer = new DataTransfer();
              transfer.items.add(new File([Uint8Array.from(atob(base64), c => c.charCodeAt(0))], 'certificate.pdf', { type: 'application/pdf' }));
              return transfer;
            }
            """,
            Convert.ToBase64String(_pdf));
        await page.DispatchEventAsync("form[data-drop]", "drop", new { dataTransfer = file });
        await page.WaitForURLAsync("**/pdf");
        Assert.That((await page.Locator("h1").TextContentAsync())?.Trim(), Is.EqualTo("证书有效"));
    }

    private static async Task<string?> CheckAsync(IPage page, byte[] file)
    {
        await page.GotoAsync("/");
        await page.Locator("#file").SetInputFilesAsync(new FilePayload { Name = "certificate.pdf", MimeType = "application/pdf", Buffer = file });
        await page.GetByRole(AriaRole.Button, new() { Name = "查验文件" }).ClickAsync();
        return (await page.Locator("h1").TextContentAsync())?.Trim();
    }

    /// <summary>One byte of the page is another; the signature is as it was.</summary>
    private byte[] Tampered()
    {
        var tampered = (byte[])_pdf.Clone();
        tampered[tampered.Length / 3] ^= 1;
        return tampered;
    }

    private async Task<HttpResponseMessage> SendAsync(byte[] file)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(file), "file", "certificate.pdf" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/verifications/pdf") { Content = form };

        // The site refuses a body by its length and closes: who asks before sending is sure to read why.
        request.Headers.ExpectContinue = true;
        return await _client.SendAsync(request);
    }
}
