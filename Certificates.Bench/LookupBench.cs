using System.Text;
using System.Text.Json;
using Certificates.Core.Data;
using Microsoft.Extensions.DependencyInjection;

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

    private const string SelectPeople = """
        SELECT c.Number, v.Name FROM Certificate c JOIN CertificateVersion v ON v.CertificateId = c.Id AND v.Version = 1
        WHERE c.Id % @every = 0 AND c.Status = 1
        """;

    public static async Task RunAsync(int certificates, CancellationToken cancellationToken)
    {
        await using var folder = await BenchFolder.OpenAsync(cancellationToken);
        await FilledRegister.FillAsync(folder, certificates, cancellationToken);
        var measured = await MeasureAsync(folder, certificates, Seconds, cancellationToken);
        var report = new Report("lookup", $"Look-ups by number and name over HTTP, {certificates} certificates.");
        report.MeasureBy("bare endpoint with the same bytes and headers", measured.Bare);
        report.AddRate("look-ups", measured.PerSecond);
        report.Add("median at half that load", measured.AtHalf.P50, "ms");
        report.Add("p99 at half that load", measured.AtHalf.P99, "ms");
        report.Add("peak memory of the site", measured.PeakMegabytes, "MB");
        var (seal, events) = (await TrustCost.SealAsync(folder, cancellationToken), await TrustCost.EventsAsync(folder, certificates, cancellationToken));
        report.Add("processor time of the site, each look-up", measured.ProcessorMicroseconds, "µs");
        report.Add("the check of its seal", seal, "µs");
        report.Add("the count of its events", events, "µs");
        report.Add("both, of what a look-up takes", (seal + events) / measured.ProcessorMicroseconds * 100, "%");
        await report.EndAsync(cancellationToken);
    }

    /// <summary>Loads a site of its own on a folder, and the bare endpoint in turn.</summary>
    /// <param name="folder">Its register holds the copies of <see cref="FilledRegister"/>.</param>
    /// <param name="certificates">How many.</param>
    /// <param name="seconds">How long each load lasts.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="loadForLatency">So many a second where latency is measured; null is half of what goes.</param>
    public static async Task<LookUps> MeasureAsync(
        BenchFolder folder, int certificates, int seconds, CancellationToken cancellationToken, double? loadForLatency = null)
    {
        var bodies = Path.Combine(folder.Path, "bodies.jsonl");
        await File.WriteAllLinesAsync(bodies, await BodiesAsync(folder, certificates, cancellationToken), cancellationToken);
        await using var site = await ServiceProcess.StartAsync("Certificates.Verify", folder, folder.Secret, cancellationToken);
        var answer = Path.Combine(folder.Path, "answer.json");
        await KeepAnswerAsync(site.Client, bodies, answer, cancellationToken);
        await using var bare = await ServiceProcess.StartAsync(
            url => [typeof(LookupBench).Assembly.Location, BareEndpoint.Command, url, answer], null, cancellationToken);

        var (own, limit) = (new double[Runs], new double[Runs]);
        await LoadAsync(site, null);
        var (processor, answered) = (TimeSpan.Zero, 0d);
        for (var i = 0; i < Runs; i++)
        {
            var before = site.ProcessorTime;
            own[i] = (await LoadAsync(site, null)).PerSecond;
            (processor, answered) = (processor + site.ProcessorTime - before, answered + (own[i] * seconds));
            limit[i] = (await LoadAsync(bare, null)).PerSecond;
        }

        var perSecond = Figures.Median(own);
        return new LookUps(perSecond, Figures.Median(limit), await LoadAsync(site, loadForLatency ?? (perSecond / 2)), site.PeakMegabytes)
        {
            ProcessorMicroseconds = processor.TotalMicroseconds / answered,
        };

        Task<Load> LoadAsync(ServiceProcess process, double? load) =>
            Wrk.RunAsync(new Uri(process.Client.BaseAddress!, "/v1/verifications"), bodies, seconds, load, cancellationToken);
    }

    /// <summary>Questions spread over a register: every so many-th certificate, in an order that jumps.</summary>
    public static async Task<IEnumerable<string>> BodiesAsync(BenchFolder folder, int certificates, CancellationToken cancellationToken)
    {
        var every = Math.Max(1, certificates / Questions);
        return (await PeopleAsync(folder, every, cancellationToken)).OrderBy(person => string.GetHashCode(person.Number.AsSpan()[^5..], StringComparison.Ordinal))
            .Select(person => JsonSerializer.Serialize(new { number = person.Number, name = person.Name }));
    }

    /// <summary>Every so many-th certificate that is valid.</summary>
    public static Task<IReadOnlyList<Person>> PeopleAsync(BenchFolder folder, int every, CancellationToken cancellationToken) =>
        folder.Services.GetRequiredService<Database>().QueryAsync<Person>(SelectPeople, new { every }, cancellationToken);

    /// <summary>Writes the bytes of one answer to a file, and its headers to another; the server's own (Date) are not among them.</summary>
    private static async Task KeepAnswerAsync(HttpClient client, string bodies, string file, CancellationToken cancellationToken)
    {
        using var content = new StringContent(File.ReadLines(bodies).First(), Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(new Uri("/v1/verifications", UriKind.Relative), content, cancellationToken);
        await File.WriteAllBytesAsync(file, await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(cancellationToken), cancellationToken);
        var headers = response.Headers.Concat(response.Content.Headers).Where(header => header.Key is not ("Date" or "Content-Length" or "Transfer-Encoding"));
        await File.WriteAllLinesAsync(BareEndpoint.HeadersOf(file), headers.Select(header => $"{header.Key}: {string.Join(", ", header.Value)}"), cancellationToken);
    }

    internal sealed class Person
    {
        public required string Number { get; init; }
        public required string Name { get; init; }
    }
}

/// <summary>What a site answered.</summary>
/// <param name="PerSecond">Look-ups a second, at most.</param>
/// <param name="Bare">Answers a second of the bare endpoint.</param>
/// <param name="AtHalf">At a load below the highest.</param>
/// <param name="PeakMegabytes">Most memory of the site.</param>
internal sealed record LookUps(double PerSecond, double Bare, Load AtHalf, int PeakMegabytes)
{
    /// <summary>Processor time of the site for a look-up, µs.</summary>
    public required double ProcessorMicroseconds { get; init; }
}
