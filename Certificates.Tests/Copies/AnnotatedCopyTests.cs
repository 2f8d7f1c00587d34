using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography.Pkcs;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Certificates.Core.Pdf.Reading;
using Certificates.Core.Signing;
using Certificates.Core.Signing.Cms;
using Certificates.Tests.Lifecycle;
using Certificates.Tests.Style.Golden;
using Certificates.Tests.Verify;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Tests.Copies;

/// <summary>Annotated copies from the holder's page to whoever is shown one: by its QR code, and by its file.</summary>
[TestFixture]
internal sealed partial class AnnotatedCopyTests
{
    private const string Words = "应聘某某公司一二七";
    private BothServices _services = null!;

    [OneTimeSetUp]
    public async Task OpenAsync() => _services = await BothServices.OpenAsync();

    [OneTimeTearDown]
    public async Task CloseAsync() => await _services.DisposeAsync();

    [Test]
    public async Task Copy_Checked_IsSaidToBeOneForItsPurposeUntilItsEnd()
    {
        var (issued, holder) = await SignInAsync();
        var copy = await OrderAsync(holder, issued);
        var verdict = await CheckAsync(copy);

        Assert.That(((string)verdict["verdict"]!, verdict["reasons"]!.ToJsonString()), Is.EqualTo(("not_valid", "[\"copy\"]")), "it is not the certificate itself");
        Assert.That(((string)verdict["copy"]!["purpose"]!, (string)verdict["copy"]!["words"]!), Is.EqualTo(("job", Words)));
        Assert.That((string)verdict["copy"]!["endsOn"]!, Is.EqualTo(InChina(29)), "thirty days, today among them");
        Assert.That((string)verdict["copy"]!["certificate"]!, Is.EqualTo("valid"));
        Assert.That((string)verdict["certificate"]!["number"]!, Is.EqualTo(issued.Number));
        Assert.That(((string)verdict["file"]!["bytes"]!, (string)verdict["file"]!["signature"]!, (string)verdict["file"]!["register"]!), Is.EqualTo(("same", "valid", "found")));

        await BothServices.DoneAsync(_services.ChangeAsync("authority", issued.Number, "revocation"));
        var revoked = await CheckAsync(copy);
        Assert.That(revoked["reasons"]!.ToJsonString(), Is.EqualTo("[\"revoked\",\"copy\"]"));
        Assert.That((string)revoked["copy"]!["certificate"]!, Is.EqualTo("not_valid"));
        holder.Dispose();
    }

    [Test]
    public async Task QrCode_IsTheCopysOwn_AndAnswersPurposeEndAndTheLiveVerdict()
    {
        var (issued, holder) = await SignInAsync();
        var copy = await OrderAsync(holder, issued);
        using var original = await holder.GetAsync($"/my/certificates/{issued.Number}/pdf");
        var code = GoldenRegister.Scan(copy);
        var token = GoldenRegister.Scan(await original.Content.ReadAsByteArrayAsync());

        Assert.That(code, Does.Match("^[2-9A-Z]{16}$").And.Not.EqualTo(token));
        var live = await OpenAsync(code);
        Assert.That(((string)live["verdict"]!, (string)live["copy"]!["purpose"]!, (string)live["copy"]!["endsOn"]!), Is.EqualTo(("valid", "job", InChina(29))));
        var page = await holder.ReadAsync($"/C/{code}");
        Assert.That(page, Does.Contain("证书有效").And.Contain("持证人自述用途").And.Contain("求职").And.Contain(Words).And.Contain(issued.Name));
        Assert.That(page, Does.Not.Contain(issued.IdNumber));

        await BothServices.DoneAsync(_services.ChangeAsync("authority", issued.Number, "suspension"));
        Assert.That((await OpenAsync(code))["reasons"]!.ToJsonString(), Is.EqualTo("[\"suspended\"]"));
        holder.Dispose();
    }

    [Test]
    public async Task Signature_IsOfTheKeyOfCopies_AndTakenForNoCertificate()
    {
        var (issued, holder) = await SignInAsync();
        var copy = await OrderAsync(holder, issued);
        Assert.That(SignedPdf.TryRead(copy, out var signed, out _), Is.True);
        var cms = new SignedCms();
        cms.Decode(signed!.Cms.Span[..Length(signed.Cms.Span)]);
        var certificate = Convert.ToBase64String(cms.SignerInfos[0].Certificate!.RawData);
        var key = JsonNode.Parse(await _services.Public.GetStringAsync("/v1/keys"))!["keys"]!.AsArray()
            .Single(each => (string)each!["x5c"]![0]! == certificate)!;
        var ring = new PublicKeyRing(await _services.Api.Services.GetRequiredService<SigningKeyStore>().ListAsync(CancellationToken.None));

        Assert.That((string)key["purpose"]!, Is.EqualTo("copy"));
        Assert.That(new PdfSignatureReader(ring).CheckFile(copy)?.Finding, Is.EqualTo(PdfSignatureFinding.Foreign));
        Assert.That(new PdfSignatureReader(ring, KeyPurpose.Copy).CheckFile(copy)?.Finding, Is.EqualTo(PdfSignatureFinding.Valid));
        using var original = await holder.GetAsync($"/my/certificates/{issued.Number}/pdf");
        Assert.That(
            new PdfSignatureReader(ring, KeyPurpose.Copy).CheckFile(await original.Content.ReadAsByteArrayAsync())?.Finding,
            Is.EqualTo(PdfSignatureFinding.Foreign));
        holder.Dispose();
    }

    [Test]
    public async Task Copy_OneByteChanged_IsAltered()
    {
        var (issued, holder) = await SignInAsync();
        var copy = await OrderAsync(holder, issued);
        copy[copy.AsSpan().IndexOf("stream\n"u8) + 40] ^= 1;
        var verdict = await CheckAsync(copy);

        Assert.That(((string)verdict["verdict"]!, verdict["reasons"]!.ToJsonString()), Is.EqualTo(("not_valid", "[\"altered\"]")));
        Assert.That(verdict["copy"], Is.Null);
        holder.Dispose();
    }

    [TestCase("UPDATE CopyOrder SET EndsAt = '2026-01-01T00:00:00.000Z' WHERE Kind = 'copy'")]
    [TestCase("DELETE FROM CopyOrder WHERE Kind = 'copy'")]
    public async Task Copy_EndedOrForgotten_IsSaidToHaveEnded(string end)
    {
        var (issued, holder) = await SignInAsync();
        var copy = await OrderAsync(holder, issued);
        await AtDeskAsync(end);
        var verdict = await CheckAsync(copy);
        using var opened = await _services.Public.GetAsync($"/c/{GoldenRegister.Scan(copy)}");

        Assert.That(((string)verdict["verdict"]!, verdict["reasons"]!.ToJsonString()), Is.EqualTo(("not_valid", "[\"copy_ended\",\"copy\"]")));
        Assert.That((verdict["certificate"], verdict["copy"]), Is.EqualTo((default(JsonNode), default(JsonNode))), "nothing of whose it was");
        Assert.That(opened.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await holder.ReadAsync("/my"), Does.Not.Contain(Words));
        holder.Dispose();
    }

    [Test]
    public async Task Copies_OfACertificate_AreThreeAtATime()
    {
        var (issued, holder) = await SignInAsync();
        for (var i = 0; i < 3; i++)
        {
            using var taken = await PostAsync(holder, issued, "tender", "", "1");
            Assert.That(taken.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        }

        using var refused = await PostAsync(holder, issued, "tender", "", "1");
        Assert.That(WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync()), Does.Contain("加注件已达上限"));
        await AtDeskAsync("UPDATE CopyOrder SET EndsAt = '2026-01-01T00:00:00.000Z' WHERE Kind = 'copy'");
        using var again = await PostAsync(holder, issued, "tender", "", "1");
        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        holder.Dispose();
    }

    [TestCase("", "", "30", "请选择用途")]
    [TestCase("visa", "", "30", "请选择用途")]
    [TestCase("other", " ", "30", "补充说明最多 30 个字")]
    [TestCase("job", "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一", "30", "补充说明最多 30 个字")]
    [TestCase("job", "应聘\u202E公司", "30", "补充说明最多 30 个字")]
    [TestCase("job", "应聘\n公司", "30", "补充说明最多 30 个字")]
    [TestCase("job", "", "0", "有效天数应为 1 至 90 的整数")]
    [TestCase("job", "", "91", "有效天数应为 1 至 90 的整数")]
    [TestCase("job", "", "x", "有效天数应为 1 至 90 的整数")]
    public async Task Order_ThatSaysWhatItMayNot_IsRefusedWithTheFaultAtItsField(string purpose, string words, string days, string fault)
    {
        var (issued, holder) = await SignInAsync();
        using var refused = await PostAsync(holder, issued, purpose, words, days);
        var page = WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync());

        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(page, Does.Contain(fault).And.Not.Contain("/pdf\" download aria-label=\"下载加注件"));
        holder.Dispose();
    }

    [Test]
    public async Task Words_NoFontShows_AreRefusedByTheIssuingService()
    {
        var (issued, holder) = await SignInAsync();
        using var ordered = await PostAsync(holder, issued, "job", "应聘🦊", "30");
        var page = "";
        for (var look = 0; look < 100 && !page.Contains("字库没有的字", StringComparison.Ordinal); look++)
        {
            await Task.Delay(100);
            page = await holder.ReadAsync("/my");
        }

        Assert.That(page, Does.Contain("字库没有的字"));
        holder.Dispose();
    }

    [Test]
    public async Task Stranger_WithTheAddressOfACopy_GetsNothing_AndNoLogNamesIt()
    {
        var (issued, holder) = await SignInAsync();
        var (_, stranger) = await SignInAsync();
        var copy = await OrderAsync(holder, issued);
        var address = Download().Match(await holder.ReadAsync("/my")).Value;
        using var fetched = await stranger.GetAsync(address);

        Assert.That(fetched.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        foreach (var log in (string[])[_services.Api.Logs.Text, string.Join('\n', _services.Site.Log.Lines)])
        {
            Assert.That(log, Does.Not.Contain(Words).And.Not.Contain(issued.Number).And.Not.Contain(GoldenRegister.Scan(copy)));
        }

        Assert.That(await _services.DeskTextAsync(), Does.Not.Contain(Words).And.Not.Contain(GoldenRegister.Scan(copy)));

        holder.Dispose();
        stranger.Dispose();
    }

    private static string InChina(int days) => DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds())
        .ToOffset(TimeSpan.FromHours(8)).AddDays(days).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static int Length(ReadOnlySpan<byte> der) => 4 + (der[2] << 8) + der[3];

    private static Task<HttpResponseMessage> PostAsync(FormBrowser holder, Issued issued, string purpose, string words, string days) =>
        holder.PostAsync("/my/copies", ("number", issued.Number), ("purpose", purpose), ("words", words), ("days", days));

    private static async Task<byte[]> OrderAsync(FormBrowser holder, Issued issued)
    {
        using (var ordered = await PostAsync(holder, issued, "job", Words, "30"))
        {
            Assert.That(ordered.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        }

        for (var look = 0; look < 100; look++)
        {
            if (Download().Match(await holder.ReadAsync("/my")) is { Success: true } found)
            {
                using var answer = await holder.GetAsync(found.Value);
                Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/pdf"));
                return await answer.Content.ReadAsByteArrayAsync();
            }

            await Task.Delay(100);
        }

        throw new TimeoutException("The copy was not signed within ten seconds.");
    }

    private async Task<(Issued Issued, FormBrowser Holder)> SignInAsync()
    {
        var issued = (await _services.IssueAsync())[0];
        var holder = new FormBrowser(_services.Site);
        using var answer = await holder.SignInAsync(issued.Number, issued.IdNumber, _services.ClaimCode(issued.Number));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        return (issued, holder);
    }

    private async Task<JsonNode> CheckAsync(byte[] file)
    {
        using var part = new ByteArrayContent(file);
        part.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        using var form = new MultipartFormDataContent { { part, "file", "copy.pdf" } };
        using var answer = await _services.Public.PostAsync("/v1/verifications/pdf", form);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    private async Task<JsonNode> OpenAsync(string code)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/c/{code}");
        request.Headers.Accept.ParseAdd("application/json");
        using var answer = await _services.Public.SendAsync(request);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    private async Task AtDeskAsync(string statement)
    {
        await using var desk = new SqliteConnection($"Data Source={Path.Combine(_services.Api.Folder, "desk.db")};Pooling=False");
        await desk.OpenAsync();
        await using var command = desk.CreateCommand();
#pragma warning disable CA2100 // a constant of this test
        command.CommandText = statement;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    [GeneratedRegex("/my/orders/[0-9a-f-]{36}/pdf", RegexOptions.None, 1000)]
    private static partial Regex Download();
}
