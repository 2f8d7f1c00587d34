namespace Certificates.Tests.Verify;

/// <summary>What people open and send, fuzzed; the forms carry their token and a holder's session, or nothing would get past those.</summary>
[TestFixture]
internal sealed class PageFuzzTests : FuzzedSite
{
    private string _cookies = "";
    private string _token = "";

    [TestCase("/")]
    [TestCase("/pdf")]
    [TestCase("/bulk")]
    [TestCase("/my")]
    [TestCase("/docs")]
    [TestCase("/{0}")]
    public Task Page_WithAnyQueryCookieAndMethod_NeverFails(string address) => SendAsync(random =>
    {
        HttpMethod[] methods = [HttpMethod.Get, HttpMethod.Get, HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete, HttpMethod.Head];
        var asked = string.Format(System.Globalization.CultureInfo.InvariantCulture, address, Uri.EscapeDataString(Scrub(AnyText(random))));
        var request = new HttpRequestMessage(methods[random.Next(methods.Length)], $"{asked}?lang={Uri.EscapeDataString(Scrub(AnyText(random)))}");
        request.Headers.TryAddWithoutValidation("Cookie", $"lang={random.Next()}; form={random.Next()}; holder={random.Next()}");
        request.Headers.TryAddWithoutValidation("Accept", random.Next(2) == 0 ? "text/html" : "application/json");
        if (request.Method == HttpMethod.Post)
        {
            request.Content = new FormUrlEncodedContent([new("number", Scrub(AnyText(random))), new("name", Marker)]);
        }

        return request;
    });

    [TestCase("/", "number", "name", "idNumber")]
    [TestCase("/my", "number", "idNumber", "claimCode")]
    [TestCase("/my/share-codes", "number", "purpose", "days", "withPhoto")]
    [TestCase("/my/share-codes/revocation", "id")]
    [TestCase("/my/reports", "number", "item", "text")]
    public Task Form_OfASignedInHolderWithAnyFields_NeverFails(string address, params string[] fields) => SendAsync(random =>
    {
        var filled = fields.Where(_ => random.Next(10) > 0).Select(field => KeyValuePair.Create(field, Scrub(Value(random))));
        return new(HttpMethod.Post, address)
        {
            Headers = { { "Cookie", _cookies } },
            Content = new FormUrlEncodedContent([.. filled, new("__RequestVerificationToken", random.Next(20) == 0 ? AnyText(random) : _token)]),
        };
    });

    [Test]
    public Task OwnPdf_OfAnyNumber_NeverFails() => SendAsync(random =>
        new(HttpMethod.Get, $"/my/certificates/{Uri.EscapeDataString(Scrub(Value(random)))}/pdf") { Headers = { { "Cookie", _cookies } } });

    [TestCase("/pdf")]
    [TestCase("/bulk")]
    public Task FileForm_OfAnyBytes_NeverFails(string address) => SendAsync(random =>
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(random.Next(3) == 0 ? $"number,name\n{AnyText(random)},{AnyText(random)}\n" : AnyText(random));
        var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), random.Next(10) == 0 ? "other" : "file", "list.csv" } };
        form.Add(new StringContent(_token), "__RequestVerificationToken");
        form.Add(new StringContent(Scrub(AnyText(random))), "purpose");
        return new(HttpMethod.Post, address) { Headers = { { "Cookie", _cookies } }, Content = form };
    });

    protected override async Task PrepareAsync()
    {
        using var holder = new FormBrowser(Site);
        await holder.SignInAsync();
        _token = await holder.TokenAsync();
        _cookies = string.Join("; ", holder.Cookies.Select(cookie => $"{cookie.Name}={cookie.Value}"));
    }

    private static string Value(Random random) => random.Next(4) switch
    {
        0 => TestRegister.Pictured.Number,
        1 when random.Next(3) == 0 => "id_document",
        1 => random.Next(-5, 400).ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => AnyText(random),
    };
}
