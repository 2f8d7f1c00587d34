using System.Diagnostics;
using Certificates.Core.Data;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Certificates.Bench;

/// <summary>
/// What a register of ten times as many certificates costs: look-ups, issuing, bytes and start-up at each decade. The first 100,000 are
/// issued with their PDFs; those beyond are rows, events, seals and leaves without documents, because a million
/// signatures are not what is measured.
/// </summary>
internal static class GrowBench
{
    private const int Smallest = 10_000, WithDocuments = 100_000, Batch = 10_000, Measured = 5_000, Seconds = 5;
    private const long MostDisk = 40L << 30, BytesWithDocument = 60_000, BytesWithout = 2_500;

    public static async Task RunAsync(int largest, CancellationToken cancellationToken)
    {
        RequireDisk(largest);
        await using var folder = await BenchFolder.OpenAsync(cancellationToken);
        var report = new Report("grow", $"A register that grows to {largest} certificates; the first {WithDocuments} with their PDFs.");
        var steps = new List<Step>();
        for (var size = Smallest; size <= largest; size *= 10)
        {
            await FillAsync(folder, size, cancellationToken);
            steps.Add(await MeasureAsync(folder, size, steps.FirstOrDefault(), cancellationToken));
            AnsiConsole.WriteLine(steps[^1].ToString());
        }

        foreach (var step in steps)
        {
            report.MeasureBy("bare endpoint with the same bytes and headers", step.LookUps.Bare);
            report.AddRate($"{step.Size}: look-ups", step.LookUps.PerSecond);
            report.Add($"{step.Size}: median of a look-up at the same load", step.LookUps.AtHalf.P50, "ms");
            report.Add($"{step.Size}: p99 of a look-up at the same load", step.LookUps.AtHalf.P99, "ms");
            report.MeasureBy(BareEcdsa.Name, step.Ecdsa);
            report.AddRate($"{step.Size}: certificates issued", step.IssuedPerSecond);
            report.Add($"{step.Size}: bytes of the register a certificate", step.BytesEach, "B");
            report.Add($"{step.Size}: first answer of a started site", step.SiteStart, "ms");
            report.Add($"{step.Size}: first answer of a started issuing service", step.ApiStart, "ms");
        }

        await report.EndAsync(cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(Report.Folder, "grow.svg"), Drawn(steps), cancellationToken);
    }

    private static void RequireDisk(int largest)
    {
        var needed = (Math.Min(largest, WithDocuments) * BytesWithDocument) + (Math.Max(0, largest - WithDocuments) * BytesWithout);
        var free = new DriveInfo(Path.GetTempPath()).AvailableFreeSpace;
        if (needed > Math.Min(MostDisk, free * 9 / 10))
        {
            throw new InvalidOperationException(
                $"{largest} certificates take about {needed >> 30} GB; this may take {Math.Min(MostDisk, free * 9 / 10) >> 30} GB.");
        }
    }

    private static async Task FillAsync(BenchFolder folder, int size, CancellationToken cancellationToken)
    {
        var database = folder.Services.GetRequiredService<Database>();
        var there = (int)await database.FindAsync<long>("SELECT COUNT(*) FROM Certificate", null, cancellationToken);
        if (there < Math.Min(size, WithDocuments))
        {
            await using var api = await ServiceProcess.StartAsync("Certificates.Api", folder, folder.Secret, cancellationToken);
            for (; there < Math.Min(size, WithDocuments); there += Batch)
            {
                await IssueBench.SendAsync(api.Client, SampleFile.Csv(Batch, withPhotos: false, from: there), null, cancellationToken);
            }
        }

        if (there < size)
        {
            await FilledRegister.CopyAsync(folder, from: there, size - there, cancellationToken);
        }
    }

    private static async Task<Step> MeasureAsync(BenchFolder folder, int size, Step? first, CancellationToken cancellationToken)
    {
        var file = Path.Combine(folder.Path, "register.db");
        var bytes = new FileInfo(file).Length + (File.Exists(file + "-wal") ? new FileInfo(file + "-wal").Length : 0);
        var siteStart = await StartAsync("Certificates.Verify", folder, cancellationToken);
        var apiStart = await StartAsync("Certificates.Api", folder, cancellationToken);
        var load = first is null ? default(double?) : first.LookUps.AtHalf.PerSecond;
        var lookUps = await LookupBench.MeasureAsync(folder, size, Seconds, cancellationToken, load);
        var ecdsa = BareEcdsa.PerSecond();
        await using var api = await ServiceProcess.StartAsync("Certificates.Api", folder, folder.Secret, cancellationToken);
        await IssueBench.SendAsync(api.Client, SampleFile.Csv(200, withPhotos: false, from: 80_000_000 + size), null, cancellationToken);
        var issued = await IssueBench.SendAsync(
            api.Client, SampleFile.Csv(Measured, withPhotos: false, from: 50_000_000 + (size * 2)), null, cancellationToken);
        return new Step(size, lookUps, Measured / issued.TotalSeconds, ecdsa, bytes / (double)size, siteStart, apiStart);
    }

    private static async Task<double> StartAsync(string project, BenchFolder folder, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        await using var service = await ServiceProcess.StartAsync(project, folder, folder.Secret, cancellationToken);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static string Drawn(List<Step> steps) => Chart.Draw(
        [.. steps.Select(step => step.Size)],
        [
            ("Look-ups, share of a bare endpoint", [.. steps.Select(step => step.LookUps.PerSecond / step.LookUps.Bare)]),
            ("p99 of a look-up at half the load that the smallest takes, ms", [.. steps.Select(step => step.LookUps.AtHalf.P99)]),
            ("Certificates issued, share of bare ECDSA P-256", [.. steps.Select(step => step.IssuedPerSecond / step.Ecdsa)]),
            ("Bytes of the register a certificate", [.. steps.Select(step => step.BytesEach)]),
            ("First answer of a started site, ms", [.. steps.Select(step => step.SiteStart)]),
        ],
        $"The first {WithDocuments:N0} with their PDFs; those beyond are rows, events, seals and leaves without documents.");

    private sealed record Step(
        int Size, LookUps LookUps, double IssuedPerSecond, double Ecdsa, double BytesEach, double SiteStart, double ApiStart);
}
