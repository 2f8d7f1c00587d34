using System.Text;
using System.Text.Json;
using Spectre.Console;

namespace Certificates.Bench;

/// <summary>
/// Looking up by number and name over HTTP, beside a bare endpoint that answers the same bytes: in turn, several times, so that
/// both meet the same machine.
/// </summary>
internal static class LookupBench
{
    private const int Runs = 3;
    private const int Seconds = 10;
    private const int Questions = 50_000;

    public static async Task RunAsync(int certificates, CancellationToken cancellationToken)
    {
        await using var folder = await BenchFolder.OpenAsync(cancellationToken);
        await FilledRegister.FillAsync(folder, certificates, cancellationToken);
        var bodies = Path.Combine(folder.Path, "bodies.jsonl");
        await File.WriteAllLinesAsync(bodies, Bodies(certificates), cancellationToken);
        await using var site = await ServiceProcess.StartAsync("Certificates.Verify", folder, folder.Secret, cancellationToken);
        var answer = Path.Combine(folder.Path, "answer.json");
        await KeepAnswerAsync(site.Client, bodies, answer, cancellationToken);
        await using var bare = await ServiceProcess.StartAsync(
            url => [typeof(LookupBench).Assembly.Location, BareEndpoint.Command, url, answer], null, cancellationToken);

        var (own, limit) = (new double[Runs], new double[Runs]);
        await LoadAsync(site, bodies, null, cancellationToken);
        for (var i = 0; i < Runs; i++)
        {
            (own[i], _) = await LoadAsync(site, bodies, null, cancellationToken);
            (limit[i], _) = await LoadAsync(bare, bodies, null, cancellationToken);
        }

        var (perSecond, bareRate) = (Figures.Median(own), Figures.Median(limit));
        AnsiConsole.WriteLine($"{certificates} certificates: {perSecond:0} look-ups a second, bare endpoint {bareRate:0}: {perSecond / bareRate:0.0%}");
        var (half, p99) = await LoadAsync(site, bodies, perSecond / 2, cancellationToken);
        AnsiConsole.WriteLine($"at {half:0} a second: p99 {p99:0.0} ms; peak memory {site.PeakMegabytes} MB");
    }

    private static Task<(double PerSecond, double P99)> LoadAsync(ServiceProcess process, string bodies, double? load, CancellationToken cancellationToken) =>
        Wrk.RunAsync(new Uri(process.Client.BaseAddress!, "/v1/verifications"), bodies, Seconds, load, cancellationToken);

    /// <summary>Spread over the register: every so many-th certificate, in an order that jumps.</summary>
    private static IEnumerable<string> Bodies(int certificates) => Enumerable.Range(0, Math.Min(Questions, certificates))
        .Select(i => (int)(i * 7919L % certificates))
        .Select(i => JsonSerializer.Serialize(new { number = FilledRegister.Number(i), name = SampleFile.Fields(i)[1] }));

    /// <summary>Writes the bytes of one answer to a file, and its headers to another; the server's own (Date) are not among them.</summary>
    private static async Task KeepAnswerAsync(HttpClient client, string bodies, string file, CancellationToken cancellationToken)
    {
        using var content = new StringContent(File.ReadLines(bodies).First(), Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(new Uri("/v1/verifications", UriKind.Relative), content, cancellationToken);
        await File.WriteAllBytesAsync(file, await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(cancellationToken), cancellationToken);
        var headers = response.Headers.Concat(response.Content.Headers).Where(header => header.Key is not ("Date" or "Content-Length" or "Transfer-Encoding"));
        await File.WriteAllLinesAsync(BareEndpoint.HeadersOf(file), headers.Select(header => $"{header.Key}: {string.Join(", ", header.Value)}"), cancellationToken);
    }
}
