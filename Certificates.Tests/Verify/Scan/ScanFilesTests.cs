using System.Text.Json;

namespace Certificates.Tests.Verify.Scan;

/// <summary>What a browser is told to keep.</summary>
[TestFixture]
internal sealed class ScanFilesTests
{
    [Test]
    public async Task Worker_NamesFilesThatAreThere_AndChangesWithTheSite()
    {
        await using var site = await TestSite.StartAsync();
        await using var other = await TestSite.StartAsync(("Verification:BaseUrl", "https://elsewhere.example.cn"));
        using var client = site.Client();
        var (kept, same, changed) = (await KeptAsync(client), await KeptAsync(client), await KeptAsync(other.Client()));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(kept.Version, Is.EqualTo(same.Version).And.Not.EqualTo(changed.Version));
            Assert.That(kept.Files, Has.Some.EndsWith("/jsqr.js").And.Some.EndsWith("/scan.css").And.Some.EndsWith("/icon-192.png"));
            Assert.That(await FaultsAsync(client, [.. kept.Files, .. kept.Pages]), Is.Empty);
            Assert.That(await FaultsAsync(client, changed.Files.Where(file => file.StartsWith("/scan/", StringComparison.Ordinal))),
                Is.EqualTo(changed.Files.Where(file => file.StartsWith("/scan/", StringComparison.Ordinal))), "files of two versions do not mix");
        }
    }

    private static async Task<(string Version, List<string> Files, List<string> Pages)> KeptAsync(HttpClient client)
    {
        using var answer = await client.GetAsync(new Uri("/scan/worker.js", UriKind.Relative));
        Assert.That(answer.Headers.GetValues("Service-Worker-Allowed").Single(), Is.EqualTo("/scan"));
        var first = (await answer.Content.ReadAsStringAsync()).Split('\n')[0];
        using var kept = JsonDocument.Parse(first["const scan = ".Length..^1]);
        var root = kept.RootElement;
        return (root.GetProperty("version").GetString()!, [.. root.GetProperty("files").EnumerateArray().Select(file => file.GetString()!)],
            [.. root.GetProperty("pages").EnumerateObject().Select(page => page.Value.GetString()!)]);
    }

    private static async Task<List<string>> FaultsAsync(HttpClient client, IEnumerable<string> addresses)
    {
        List<string> faults = [];
        foreach (var address in addresses)
        {
            using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
            if (!answer.IsSuccessStatusCode)
            {
                faults.Add(address);
            }
        }

        return faults;
    }
}
