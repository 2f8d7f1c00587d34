using System.Net;
using System.Text;
using System.Text.Json;

namespace Certificates.Tests.Verify;

/// <summary>Whatever is sent, the answer is right or says what is wrong with it: never a 5xx, and nothing of it in the log.</summary>
[TestFixture]
internal sealed class FuzzTests
{
    private const int Requests = 10_000;
    private const string Marker = "阿依古丽";

    private static readonly string[] Fragments =
    [
        Marker, SampleVerdicts.Number, "990101199001010015", "\u0000", "\uD83D", "\u202E", "𬭎", "'; DROP TABLE Certificate --", "{0}", "%", "../..",
        "\r\n", "ＺＺ００", new string('A', 3000), " ", "null", "\"", "<script>", "\uFFFF", "１２３", "-1", "1e999",
    ];

    private TestSite _site = null!;
    private HttpClient _client = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _site = await TestSite.StartAsync(("Limits:RequestsPerMinute", "100000000"));
        _client = _site.Client();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _client.Dispose();
        await _site.DisposeAsync();
    }

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

    [Test]
    public Task Pages_WithAnyQueryCookieAndMethod_NeverFail() => SendAsync(random =>
    {
        string[] paths = ["/", "/pdf", "/bulk", "/docs", "/v1/keys", "/v1/catalogue", "/assets/x", "/assets/site.css", "/" + Uri.EscapeDataString(Scrub(AnyText(random)))];
        HttpMethod[] methods = [HttpMethod.Get, HttpMethod.Get, HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete, HttpMethod.Head];
        var request = new HttpRequestMessage(
            methods[random.Next(methods.Length)], $"{paths[random.Next(paths.Length)]}?lang={Uri.EscapeDataString(Scrub(AnyText(random)))}");
        request.Headers.TryAddWithoutValidation("Cookie", $"lang={random.Next()}; form={random.Next()}");
        if (request.Method == HttpMethod.Post)
        {
            request.Content = new FormUrlEncodedContent([new("number", Scrub(AnyText(random))), new("name", Marker)]);
        }

        return request;
    });

    private static string AnyText(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => Fragments[random.Next(Fragments.Length)]));

    /// <summary>Half a surrogate pair cannot be put into an address; a marker of its own stands for it.</summary>
    private static string Scrub(string text) => text.Replace("\uD83D", "%", StringComparison.Ordinal).Replace("\0", "%00", StringComparison.Ordinal);

    private static string AnyJson(Random random)
    {
        string Value() => random.Next(8) switch
        {
            0 => "null",
            1 => random.Next().ToString(System.Globalization.CultureInfo.InvariantCulture),
            2 => "[1]",
            3 => "\"\\ud83d\"",
            _ => JsonSerializer.Serialize(AnyText(random)),
        };
        var json = $"{{\"number\":{Value()},\"name\":{Value()},\"idNumber\":{Value()},\"{random.Next()}\":{Value()}}}";
        return random.Next(10) == 0 ? json[..random.Next(json.Length)] : json;
    }

    private async Task SendAsync(Func<Random, HttpRequestMessage> make)
    {
        var seeds = Enumerable.Range(0, Requests);
        var failures = new System.Collections.Concurrent.ConcurrentBag<string>();
        await Parallel.ForEachAsync(seeds, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (seed, token) =>
        {
            using var request = make(new Random(seed));
            using var response = await _client.SendAsync(request, token);
            if (response.StatusCode >= HttpStatusCode.InternalServerError && response.StatusCode != HttpStatusCode.ServiceUnavailable)
            {
                failures.Add($"seed {seed}: {(int)response.StatusCode}");
            }
        });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(failures, Is.Empty);
            Assert.That(
                _site.Log.Lines.Where(line => line.Contains(Marker, StringComparison.Ordinal)
                    || line.Contains(SampleVerdicts.Number, StringComparison.OrdinalIgnoreCase)
                    || line.Contains("990101199001010015", StringComparison.Ordinal)
                    || line.Contains("/q/", StringComparison.OrdinalIgnoreCase)),
                Is.Empty);
        }
    }
}
