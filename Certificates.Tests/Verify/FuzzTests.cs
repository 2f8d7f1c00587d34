using System.Text;

namespace Certificates.Tests.Verify;

/// <summary>What programs ask, fuzzed.</summary>
[TestFixture]
internal sealed class FuzzTests : FuzzedSite
{
    [Test]
    public Task Verifications_OfAnyJson_NeverFail() => SendAsync(random => new(HttpMethod.Post, "/v1/verifications")
    {
        Content = new StringContent(AnyJson(random), Encoding.UTF8, random.Next(20) == 0 ? "text/plain" : "application/json"),
    });

    [Test]
    public Task Tokens_OfAnyText_NeverFail() => SendAsync(random =>
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/q/{Uri.EscapeDataString(Scrub(AnyText(random)))}");
        request.Headers.TryAddWithoutValidation("Accept", random.Next(2) == 0 ? "application/json" : Scrub(AnyText(random)));
        return request;
    });

    [Test]
    public Task Files_OfAnyBytes_NeverFail() => SendAsync(random =>
    {
        var bytes = new byte[random.Next(2000)];
        random.NextBytes(bytes);
        if (random.Next(2) == 0)
        {
            "%PDF-1.7\n"u8.CopyTo(bytes.Length < 9 ? bytes = new byte[9] : bytes);
        }

        var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), random.Next(10) == 0 ? "other" : "file", "a.pdf" } };
        return new(HttpMethod.Post, "/v1/verifications/pdf") { Content = random.Next(10) == 0 ? new ByteArrayContent(bytes) : form };
    });

    [Test]
    public Task Lists_OfAnyBytes_NeverFail() => SendAsync(random =>
    {
        var list = Encoding.UTF8.GetBytes(random.Next(3) switch
        {
            0 => $"number,name{AnyText(random)}\n{AnyText(random)},{AnyText(random)}\n",
            1 => $"{{\"items\":[{AnyJson(random)}]}}",
            _ => "PK\u0003\u0004" + AnyText(random),
        });
        var form = new MultipartFormDataContent { { new ByteArrayContent(list), random.Next(10) == 0 ? "other" : "file", "a.csv" } };
        var request = new HttpRequestMessage(HttpMethod.Post, random.Next(10) == 0 ? "/bulk" : "/v1/verifications/bulk")
        {
            Content = random.Next(10) == 0 ? new ByteArrayContent(list) : form,
        };
        request.Headers.TryAddWithoutValidation("X-Purpose", Scrub(AnyText(random)).Replace("\r\n", "%0D", StringComparison.Ordinal));
        return request;
    });

    [TestCase("/s/{0}")]
    [TestCase("/s/{0}/photo")]
    [TestCase("/v1/keys")]
    [TestCase("/v1/catalogue")]
    [TestCase("/assets/{0}")]
    [TestCase("/health/ready")]
    public Task Address_WithAnyTextQueryAndMethod_NeverFails(string address) => SendAsync(random =>
    {
        HttpMethod[] methods = [HttpMethod.Get, HttpMethod.Get, HttpMethod.Get, HttpMethod.Post, HttpMethod.Delete, HttpMethod.Head];
        var asked = string.Format(System.Globalization.CultureInfo.InvariantCulture, address, Uri.EscapeDataString(Scrub(Code(random))));
        var request = new HttpRequestMessage(methods[random.Next(methods.Length)], $"{asked}?format={Uri.EscapeDataString(Scrub(AnyText(random)))}");
        request.Headers.TryAddWithoutValidation("Accept", random.Next(3) == 0 ? Scrub(AnyText(random)) : "application/json");
        return request;
    });

    /// <summary>Any text, or one that could be a share code.</summary>
    private static string Code(Random random) =>
        random.Next(2) == 0 ? AnyText(random) : new string([.. Enumerable.Range(0, 16).Select(_ => "23456789ABCDEFGHJKMNPQRSTVWXYZ"[random.Next(30)])]);
}
