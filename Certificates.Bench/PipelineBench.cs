using System.Diagnostics;
using Certificates.Core.Batches;
using Certificates.Core.Files;
using Certificates.Core.Intake;
using Certificates.Core.Issuing;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Certificates.Bench;

/// <summary>The pipeline without HTTP: from a spooled file to the last durable row.</summary>
internal static class PipelineBench
{
    public static async Task RunAsync(int rows, CancellationToken cancellationToken)
    {
        await using var folder = await BenchFolder.OpenAsync(cancellationToken);
        var spooled = await SpoolStream.FillAsync(
            new MemoryStream(SampleFile.Csv(rows, withPhotos: false)), Path.Combine(folder.Path, "spool"), ResultsFile.MaxLength, cancellationToken);
        if (!spooled.TryGet(out var results, out var refusals))
        {
            throw new InvalidOperationException(refusals.First.Message);
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var run = folder.Services.GetRequiredService<IssuingRun>().RunAsync(stop.Token);
        var batches = folder.Services.GetRequiredService<InstitutionBatches>();
        var start = Stopwatch.GetTimestamp();
        var received = await folder.Services.GetRequiredService<BatchReceiver>().ReceiveAsync(
            new Submission { Sender = folder.Sender, FileName = "bench.csv", Results = results }, cancellationToken);
        var receipt = received.TryGet(out var reception, out refusals) ? reception : throw new InvalidOperationException(refusals.First.Message);
        var judged = Stopwatch.GetElapsedTime(start);
        await foreach (var summary in batches.WatchAsync(receipt.Batch.Id, cancellationToken))
        {
            AnsiConsole.MarkupLine($"{Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s  issued {summary.Counts.Issued}");
        }

        var all = Stopwatch.GetElapsedTime(start);
        AnsiConsole.MarkupLine($"received in {judged.TotalSeconds:0.00} s; {rows / all.TotalSeconds:0}/s end to end; peak {Process.GetCurrentProcess().PeakWorkingSet64 / 1_000_000} MB");
        await stop.CancelAsync();
        await run;
    }
}
