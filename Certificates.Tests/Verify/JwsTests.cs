using System.Buffers.Text;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Certificates.Tests.Verify;

/// <summary>Verdicts to be kept: signed, and verified by the published JWK alone.</summary>
[TestFixture]
internal sealed class JwsTests : SiteTests
{
    [Test]
    public async Task Question_AskedForAJws_IsAnsweredWithTheSignedVerdict([Values] bool byHeader)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, byHeader ? "/v1/verifications" : "/v1/verifications?format=jws")
        {
            Content = JsonContent.Create(new { number = TestRegister.Valid.Number, name = TestRegister.ValidName }),
        };
        if (byHeader)
        {
            request.Headers.Accept.ParseAdd("application/jose");
        }

        var verdict = await VerifiedAsync(request);
        Assert.That(((string?)verdict["verdict"], (string?)verdict["asked"]), Is.EqualTo(("valid", TestRegister.Valid.Number)));
    }

    [Test]
    public async Task Token_AskedForAJws_IsAnsweredWithTheSignedVerdict()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/q/{TestRegister.TokenOf(TestRegister.Revoked)}");
        request.Headers.Accept.ParseAdd("application/jose");
        var verdict = await VerifiedAsync(request);
        Assert.That((string?)verdict["reasons"]![0], Is.EqualTo("revoked"));
    }

    [Test]
    public async Task Pdf_AskedForAJws_IsAnsweredWithTheSignedVerdict()
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(await TestRegister.PdfOfAsync(TestRegister.Valid)), "file", "a.pdf" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/verifications/pdf?format=jws") { Content = form };
        var verdict = await VerifiedAsync(request);
        Assert.That((string?)verdict["file"]!["signature"], Is.EqualTo("valid"));
    }

    /// <summary>The payload, once its signature was found good.</summary>
    private async Task<JsonObject> VerifiedAsync(HttpRequestMessage request)
    {
        using var response = await Client.SendAsync(request);
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/jose"));
        var parts = (await response.Content.ReadAsStringAsync()).Split('.');
        var header = JsonNode.Parse(Base64Url.DecodeFromChars(parts[0]))!;
        var keys = (await Client.GetFromJsonAsync<JsonObject>(new Uri("/v1/keys", UriKind.Relative)))!["keys"]!.AsArray();
        var jwk = keys.Single(key => (string?)key!["kid"] == (string?)header["kid"])!;
        using var key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new() { X = Base64Url.DecodeFromChars((string)jwk["x"]!), Y = Base64Url.DecodeFromChars((string)jwk["y"]!) },
        });
        Assert.That(
            key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256), Is.True);
        return JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!.AsObject();
    }
}
