using System.Net;
using System.Security.Cryptography;
using System.Text;
using Certificates.Core.Access;
using Certificates.Core.Data;
using Certificates.Tests.Verify;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Certificates.Tests.Api.ConsolePages;

/// <summary>The document that a change rests on: its hash is made in the browser and by the server, and the document is not kept.</summary>
internal sealed class EvidenceTests
{
    private const string Institution = "0349";
    private static readonly byte[] Document = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("监考记录第 3 页\n", 20_000)));
    private static readonly string Hash = Convert.ToHexStringLower(SHA256.HashData(Document));
    private readonly Queue<string> _numbers = [];

    private static RunningApi Api => SharedApi.Running;

    [OneTimeSetUp]
    public async Task IssueAsync()
    {
        await Api.AddInstitutionAsync(Institution);
        await Api.IssueAsync(Csv.File(issued: 8), $"{Institution}-operator");
        foreach (var number in await Api.Services.GetRequiredService<Database>().QueryAsync<string>(
            "SELECT c.Number FROM Certificate c JOIN Institution i ON i.Id = c.InstitutionId WHERE i.Code = '0349'", null, CancellationToken.None))
        {
            _numbers.Enqueue(number);
        }
    }

    [TestCase("")]
    [TestCase("the same")]
    public async Task Document_SentWithoutItsHashOrWithIt_IsOnRecordByTheHashOfTheServer(string typed)
    {
        using var clerk = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Operator, Institution);
        var page = $"/console/certificates/{_numbers.Dequeue()}";
        using var asked = await PostAsync(
            clerk, page, $"{page}/suspension", Document, ("evidenceSha256", typed.Length == 0 ? "" : Hash.ToUpperInvariant()));

        Assert.That(asked.Headers.Location?.ToString(), Does.EndWith("said=asked"), await asked.Content.ReadAsStringAsync());
        Assert.That(await clerk.ReadAsync($"/console/inbox/requests/{await NewestAsync()}"), Does.Contain(Hash));
    }

    [Test]
    public async Task Document_ThatIsNotTheOneOfTheHash_IsRefusedInWords_AndNothingIsAskedFor()
    {
        using var clerk = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Operator, Institution);
        var page = $"/console/certificates/{_numbers.Dequeue()}";
        var before = await NewestAsync();
        using var asked = await PostAsync(clerk, page, $"{page}/suspension", Document, ("evidenceSha256", new string('a', 64)));
        var shown = WebUtility.HtmlDecode(await asked.Content.ReadAsStringAsync());

        Assert.Multiple(async () =>
        {
            Assert.That((int)asked.StatusCode, Is.EqualTo(400));
            Assert.That(shown, Does.Contain("与所填的 SHA-256 不一致").And.Contain("来信编号 12"), "what was typed is still there");
            Assert.That(await NewestAsync(), Is.EqualTo(before));
        });
    }

    [Test]
    public async Task Document_OfARecallAndOfACorrectionWithItsPhoto_IsHashedToo()
    {
        using var clerk = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Operator, Institution);
        using (await PostAsync(
            clerk, "/console/certificates/recall", "/console/certificates/recall", Document, ("numbers", _numbers.Dequeue()), ("kind", "suspension")))
        {
        }

        Assert.That(await clerk.ReadAsync($"/console/inbox/requests/{await NewestAsync()}"), Does.Contain(Hash));
        var page = $"/console/certificates/{_numbers.Dequeue()}/correction";
        using (var corrected = await PostAsync(clerk, page, page, Document, ("name", "余敏婧")))
        {
            Assert.That(corrected.Headers.Location?.ToString(), Does.EndWith("said=asked"), await corrected.Content.ReadAsStringAsync());
        }

        Assert.That(await clerk.ReadAsync($"/console/inbox/requests/{await NewestAsync()}"), Does.Contain(Hash).And.Contain("余敏婧"));
    }

    [Test]
    public async Task Form_WithADocumentAndNoToken_OrThatIsNone_Is400()
    {
        using var clerk = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Operator, Institution);
        var page = new Uri($"/console/certificates/{_numbers.Peek()}/suspension", UriKind.Relative);
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Document), "evidence", "记录.pdf" } };
        using var bare = await clerk.Client.PostAsync(page, form);
        using var torn = new StringContent("--b\r\nContent-Disposition: form-data; name=\"reason\"\r\n\r\nx");
        torn.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");
        using var none = await clerk.Client.PostAsync(page, torn);

        Assert.That((bare.StatusCode, none.StatusCode), Is.EqualTo((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest)));
    }

    [Test]
    public async Task Form_WhoseTextsOrPhotoAreTooLong_Is413()
    {
        using var clerk = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Operator, Institution);
        var page = $"/console/certificates/{_numbers.Peek()}";
        using var texts = await PostAsync(clerk, page, $"{page}/suspension", Document, ("more", new string('x', 600 * 1024)));

        Assert.That((int)texts.StatusCode, Is.EqualTo(413));
    }

    [TestCase(true)]
    [TestCase(false)]
    [Category(Categories.Browser)]
    public async Task Document_ChosenInABrowser_IsHashed_WithJavaScriptAndWithout(bool javaScript)
    {
        await using var browser = await Chromium.StartAsync();
        using var person = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Operator, Institution);
        var page = await browser.OpenAsync(Api.Address, javaScript: javaScript);
        await ConsoleWalker.EnterAsync(page, person.Login, person.Password);
        await page.GotoAsync($"/console/certificates/{_numbers.Dequeue()}");
        var form = page.Locator("form[action$='/revocation']");
        await page.Locator("details", new() { Has = form }).Locator("summary").ClickAsync();
        await form.Locator("[name=evidence]").SetInputFilesAsync(new FilePayload { Name = "记录.pdf", MimeType = "application/pdf", Buffer = Document });
        await Assertions.Expect(form.Locator("[name=evidenceSha256]")).ToHaveValueAsync(javaScript ? Hash : "");
        await form.Locator("[name=category]").SelectOptionAsync("complaint");
        await form.Locator("[name=reason]").FillAsync("来信编号 12");
        await form.Locator("button").ClickAsync();
        await Assertions.Expect(page.Locator(".said")).ToBeVisibleAsync();

        Assert.That(await person.ReadAsync($"/console/inbox/requests/{await NewestAsync()}"), Does.Contain(Hash));
    }

    private static Task<long> NewestAsync() => Api.CountAsync(
        "SELECT COALESCE(MAX(r.Id), 0) FROM ChangeRequest r JOIN Institution i ON i.Id = r.InstitutionId WHERE i.Code = '0349'");

    private static async Task<HttpResponseMessage> PostAsync(
        ConsoleBrowser person, string page, string address, byte[] document, params (string Name, string Value)[] fields)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in ((string, string)[])
            [("__RequestVerificationToken", await person.TokenAsync(page)), ("category", "complaint"), ("reason", "来信编号 12"), .. fields])
        {
            form.Add(new StringContent(value), name);
        }

        form.Add(new ByteArrayContent(document), "evidence", "记录.pdf");
        return await person.Client.PostAsync(new Uri(address, UriKind.Relative), form);
    }
}
