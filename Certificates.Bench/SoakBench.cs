using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Certificates.Core.Register;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Certificates.Bench;

/// <summary>Half an hour of everything at once: what grows, what fails, and how long a look-up takes meanwhile.</summary>
internal static class SoakBench
{
    private const int Certificates = 20_000, RowsOfABatch = 500, RowsOfAList = 2_000, SecondsOfALoad = 50;
    private const double LookUpsPerSecond = 500;
    private static readonly TimeSpan BetweenBatches = TimeSpan.FromSeconds(20), BetweenLists = TimeSpan.FromSeconds(10), BetweenFiles = TimeSpan.FromSeconds(2);

    public static async Task RunAsync(int minutes, CancellationToken cancellationToken)
    {
        var report = new Report("soak", $"{minutes} minutes of look-ups, lists, PDFs and batches at once, {Certificates} certificates at the start.");
        await using var folder = await BenchFolder.OpenAsync(cancellationToken);

        // Each with its PDF: the service checks what it keeps, and says nothing of a certificate whose file is missing.
        await using var api = await ServiceProcess.StartAsync("Certificates.Api", folder, folder.Secret, cancellationToken);
        await IssueBench.SendAsync(api.Client, SampleFile.Csv(Certificates, withPhotos: false), null, cancellationToken);
        var people = await LookupBench.PeopleAsync(folder, every: 1, cancellationToken);
        var list = Encoding.UTF8.GetBytes(
            $"证书编号,姓名\n{string.Concat(people.Take(RowsOfAList).Select(person => $"{person.Number},{person.Name}\n"))}");
        var bodies = Path.Combine(folder.Path, "bodies.jsonl");
        await File.WriteAllLinesAsync(bodies, await LookupBench.BodiesAsync(folder, Certificates, cancellationToken), cancellationToken);
        await using var site = await ServiceProcess.StartAsync(
            "Certificates.Verify", folder, await folder.CheckerAsync(cancellationToken), cancellationToken);
        var pdf = await PdfAsync(folder, cancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var (batches, lists, files) = (new Work(), new Work(), new Work());
        var others = Task.WhenAll(
            batches.RepeatAsync(BetweenBatches, i => SendAsync(api, i, stop.Token), stop.Token),
            lists.RepeatAsync(BetweenLists, _ => CheckListAsync(site, list, stop.Token), stop.Token),
            files.RepeatAsync(BetweenFiles, _ => CheckFileAsync(site, pdf, stop.Token), stop.Token));
        var minutesSeen = new List<Minute>();
        for (var minute = 1; minute <= minutes; minute++)
        {
            var start = Stopwatch.GetTimestamp();
            var load = await Wrk.RunAsync(new Uri(site.Client.BaseAddress!, "/v1/verifications"), bodies, SecondsOfALoad, LookUpsPerSecond, cancellationToken);
            minutesSeen.Add(new Minute(minute, load.P99, api.ResidentMegabytes, site.ResidentMegabytes, api.Handles, site.Handles));
            AnsiConsole.WriteLine(minutesSeen[^1].ToString());
            var rest = TimeSpan.FromMinutes(1) - Stopwatch.GetElapsedTime(start);
            await Task.Delay(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, cancellationToken);
        }

        await stop.CancelAsync();
        await others;
        Tell(report, minutesSeen, batches, lists, files);
        await report.EndAsync(cancellationToken);
    }

    /// <summary>The first tenth is left out: what is made once is made by then.</summary>
    private static void Tell(Report report, List<Minute> minutes, Work batches, Work lists, Work files)
    {
        var settled = minutes[Math.Min(minutes.Count - 1, minutes.Count / 10)];
        var last = minutes[^1];
        report.Add("errors", batches.Errors + lists.Errors + files.Errors, "");
        report.Add("batches issued", batches.Done, "");
        report.Add("lists checked", lists.Done, "");
        report.Add("PDFs checked", files.Done, "");
        report.Add("p99 of a look-up, median of the minutes", Figures.Median([.. minutes.Select(minute => minute.P99)]), "ms");
        report.Add("p99 of a look-up, worst minute", minutes.Max(minute => minute.P99), "ms");
        report.Add("memory of the issuing service, settled", settled.ApiMegabytes, "MB");
        report.Add("memory of the issuing service, at the end", last.ApiMegabytes, "MB");
        report.Add("memory of the site, settled", settled.SiteMegabytes, "MB");
        report.Add("memory of the site, at the end", last.SiteMegabytes, "MB");
        report.Add("handles of the issuing service, settled", settled.ApiHandles, "");
        report.Add("handles of the issuing service, at the end", last.ApiHandles, "");
        report.Add("handles of the site, settled", settled.SiteHandles, "");
        report.Add("handles of the site, at the end", last.SiteHandles, "");
    }

    private static Task<TimeSpan> SendAsync(ServiceProcess api, int i, CancellationToken cancellationToken) =>
        IssueBench.SendAsync(api.Client, SampleFile.Csv(RowsOfABatch, withPhotos: false, from: 40_000_000 + (i * RowsOfABatch)), null, cancellationToken);

    private static async Task CheckListAsync(ServiceProcess site, byte[] list, CancellationToken cancellationToken)
    {
        var valid = await BulkBench.CheckAsync(site.Client, list, BulkBench.CountCsvAsync, cancellationToken);
        if (valid != RowsOfAList)
        {
            throw new HttpRequestException($"{valid} of {RowsOfAList} rows are valid.");
        }
    }

    private static async Task CheckFileAsync(ServiceProcess site, byte[] pdf, CancellationToken cancellationToken)
    {
        using var file = new ByteArrayContent(pdf);
        using var form = new MultipartFormDataContent { { file, "file", "certificate.pdf" } };
        using var answer = await site.Client.PostAsync(new Uri("/v1/verifications/pdf", UriKind.Relative), form, cancellationToken);
        var said = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>(cancellationToken);
        if ((string?)said?["verdict"] != "valid")
        {
            throw new HttpRequestException($"The PDF is {said?["verdict"]}.");
        }
    }

    private static async Task<byte[]> PdfAsync(BenchFolder folder, CancellationToken cancellationToken)
    {
        var first = (await folder.Services.GetRequiredService<CertificateReader>().ByIdsAsync([1], cancellationToken))[0];
        return (await folder.Services.GetRequiredService<PdfArchive>().FindAsync(first, cancellationToken))!.Bytes.ToArray();
    }

    private sealed record Minute(int Number, double P99, int ApiMegabytes, int SiteMegabytes, int ApiHandles, int SiteHandles);

    /// <summary>Something done again and again, and how often it failed.</summary>
    private sealed class Work
    {
        public int Done { get; private set; }

        public int Errors { get; private set; }

        public async Task RepeatAsync(TimeSpan every, Func<int, Task> work, CancellationToken cancellationToken)
        {
            for (var i = 0; !cancellationToken.IsCancellationRequested; i++)
            {
                try
                {
                    await work(i);
                    Done++;
                }
                catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
                {
                    return;
                }
                catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
                {
                    AnsiConsole.WriteLine(fault.Message);
                    Errors++;
                }

                await Task.Delay(every, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
