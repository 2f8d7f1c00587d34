using System.Net;
using System.Text.Json;

namespace Certificates.Tests.Verify;

/// <summary>
/// Sends a site whatever comes to mind: the answer is right or says what is wrong with it, never a 5xx, and nothing of it stands
/// in the log. Each request comes from an address of its own, so that no limit hides what lies behind it.
/// </summary>
[Category(Categories.Fuzz)]
internal abstract class FuzzedSite
{
    protected const string Marker = "阿依古丽";
    private const int Requests = 10_000;

    private static readonly string[] Fragments =
    [
        Marker, SampleVerdicts.Number, "990101199001010015", "\u0000", "\uD83D", "\u202E", "𬭎", "'; DROP TABLE Certificate --", "{0}", "%", "../..",
        "\r\n", "ＺＺ００", new string('A', 3000), " ", "null", "\"", "<script>", "\uFFFF", "１２３", "-1", "1e999",
    ];

    protected TestSite Site { get; private set; } = null!;

    private HttpClient Client { get; set; } = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        Site = await TestSite.StartAsync(("Limits:RequestsPerMinute", "100000000"), ("Proxies:0", "127.0.0.1"));
        Client = Site.Client();
        await PrepareAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        Client.Dispose();
        await Site.DisposeAsync();
    }

    protected virtual Task PrepareAsync() => Task.CompletedTask;

    protected static string AnyText(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => Fragments[random.Next(Fragments.Length)]));

    /// <summary>Half a surrogate pair cannot be put into an address; a marker of its own stands for it.</summary>
    protected static string Scrub(string text) => text.Replace("\uD83D", "%", StringComparison.Ordinal).Replace("\0", "%00", StringComparison.Ordinal);

    protected static string AnyJson(Random random)
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

    protected async Task SendAsync(Func<Random, HttpRequestMessage> make)
    {
        var seeds = Enumerable.Range(0, Requests);
        var failures = new System.Collections.Concurrent.ConcurrentBag<string>();
        await Parallel.ForEachAsync(seeds, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (seed, token) =>
        {
            using var request = make(new Random(seed));
            request.Headers.TryAddWithoutValidation("X-Forwarded-For", $"10.{seed / 250}.{seed % 250}.1");
            using var response = await Client.SendAsync(request, token);
            if (response.StatusCode >= HttpStatusCode.InternalServerError)
            {
                failures.Add($"seed {seed}: {(int)response.StatusCode}");
            }
        });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(failures, Is.Empty);
            Assert.That(
                Site.Log.Lines.Where(line => line.Contains(Marker, StringComparison.Ordinal)
                    || line.Contains(SampleVerdicts.Number, StringComparison.OrdinalIgnoreCase)
                    || line.Contains("990101199001010015", StringComparison.Ordinal)
                    || line.Contains("/q/", StringComparison.OrdinalIgnoreCase)
                    || line.Contains("/s/", StringComparison.OrdinalIgnoreCase)),
                Is.Empty);
        }
    }
}
