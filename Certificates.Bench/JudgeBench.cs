using System.Diagnostics;
using Certificates.Core.Batches;
using Certificates.Core.Files;
using Certificates.Core.Intake;
using Microsoft.Extensions.DependencyInjection;
using MiniExcelLibs;

namespace Certificates.Bench;

/// <summary>Judging a file of 100,000 rows, register look-ups included, nothing kept.</summary>
internal static class JudgeBench
{
    private const int Rows = 100_000;
    private const int Runs = 3;

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        var report = new Report("judge", $"Judging {Rows} rows, register look-ups included, nothing kept.");
        await using var folder = await BenchFolder.OpenAsync(cancellationToken);
        var before = BareEcdsa.PerSecond();
        var (csv, xlsx) = (
            await MeasureAsync(folder, SampleFile.Csv(Rows, withPhotos: false), cancellationToken), await MeasureAsync(folder, Xlsx(), cancellationToken));
        report.MeasureBy(BareEcdsa.Name, (before + BareEcdsa.PerSecond()) / 2);
        report.AddRate("rows from CSV", Rows / csv);
        report.AddRate("rows from XLSX", Rows / xlsx);
        report.Add("100,000 rows from CSV", csv, "s");
        report.Add("100,000 rows from XLSX", xlsx, "s");
        await report.EndAsync(cancellationToken);
    }

    private static async Task<double> MeasureAsync(BenchFolder folder, byte[] file, CancellationToken cancellationToken)
    {
        var filled = await SpoolStream.FillAsync(
            new MemoryStream(file), Path.Combine(folder.Path, "spool"), ResultsFile.MaxLength, cancellationToken);
        if (!filled.TryGet(out var results, out var refusals))
        {
            throw new InvalidOperationException(refusals.First.Message);
        }

        await using var spool = results;
        var receiver = folder.Services.GetRequiredService<BatchReceiver>();
        var submission = new Submission { Sender = folder.Sender, FileName = "bench", Results = results };
        var seconds = new double[Runs];
        for (var i = 0; i < Runs; i++)
        {
            var start = Stopwatch.GetTimestamp();
            var judged = await receiver.TryAsync(submission, cancellationToken);
            seconds[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            _ = judged.TryGet(out var dryRun, out refusals) && dryRun.Counts.Pending == Rows
                ? true
                : throw new InvalidOperationException(refusals?.First.Message ?? "A row was not judged good.");
        }

        return Figures.Median(seconds);
    }

    private static byte[] Xlsx()
    {
        var headers = SampleFile.Header(withPhotos: false).Split(',');
        using var bytes = new MemoryStream();
        bytes.SaveAs(Enumerable.Range(0, Rows).Select(i =>
            headers.Zip(SampleFile.Fields(i)).ToDictionary(pair => pair.First, object (pair) => pair.Second, StringComparer.Ordinal)));
        return bytes.ToArray();
    }
}
