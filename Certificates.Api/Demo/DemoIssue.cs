using Certificates.Core;
using Certificates.Core.Access;
using Certificates.Core.Coding;
using Certificates.Core.Files;
using Certificates.Core.Intake;
using Certificates.Core.Issuing;
using Spectre.Console;
using IssuingBatches = Certificates.Core.Issuing.Batches;

namespace Certificates.Api.Demo;

/// <summary>Issues the sample as an institution would, and shows how it goes on.</summary>
internal static class DemoIssue
{
    private const string ResultsFileName = "results-240.csv";
    private const string PhotosFileName = "photos.zip";

    /// <summary>Sends the sample, once ever, and waits until every row has ended.</summary>
    public static async Task<BatchSummary> RunAsync(IServiceProvider services, ApiKey sender, DataDirectory data, CancellationToken cancellationToken)
    {
        var batches = services.GetRequiredService<IssuingBatches>();
        var batch = await SendAsync(batches, sender, data, cancellationToken);
        await AnsiConsole.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn()).StartAsync(async progress =>
        {
            var bar = progress.AddTask("Issuing the sample · 签发样例", maxValue: batch.Counts.Received);
            await foreach (var now in batches.WatchAsync(batch.Id, cancellationToken))
            {
                batch = now;
                bar.Value = now.Counts.Received - now.Counts.Pending;
            }
        });
        return batch;
    }

    /// <summary>Writes one of its certificates, with a photo if there is one, as a file beside the register.</summary>
    public static async Task<DemoCertificate> PickAsync(
        IServiceProvider services, Guid batchId, ApiKey reader, DataDirectory data, CancellationToken cancellationToken)
    {
        var page = await services.GetRequiredService<IssuingBatches>()
            .RowsAsync(batchId, RowOutcome.Issued, after: null, limit: 1000, cancellationToken);
        var row = page.Items.FirstOrDefault(item => item.Sent[ResultsColumn.Photo].Length > 0) ?? page.Items[0];
        if (!CertificateNumber.TryParse(row.CertificateNumber, out var number, out var refusal))
        {
            throw new InvalidOperationException(refusal.Message);
        }

        var pdf = await services.GetRequiredService<IssuedCertificates>().PdfAsync(number, version: null, reader, cancellationToken)
            ?? throw new InvalidOperationException($"Certificate {number} has no PDF.");
        var path = Path.Combine(data.Path, $"{number}.pdf");
        File.Delete(path);
        await using var file = PrivateFiles.Create(path);
        await file.WriteAsync(pdf.Bytes, cancellationToken);
        return new DemoCertificate(number, row.Sent[ResultsColumn.Name], path);
    }

    private static async Task<BatchSummary> SendAsync(IssuingBatches batches, ApiKey sender, DataDirectory data, CancellationToken cancellationToken)
    {
        await using var results = await SpoolAsync(ResultsFileName, data, cancellationToken);
        await using var photos = await SpoolAsync(PhotosFileName, data, cancellationToken);
        var submission = new Submission
        {
            Sender = sender,
            FileName = ResultsFileName,
            Results = results,
            Photos = photos,
            IdempotencyKey = "demo-sample",
        };
        return (await batches.ReceiveAsync(submission, cancellationToken)).TryGet(out var reception, out var refusal)
            ? reception.Batch
            : throw new InvalidOperationException(refusal.Message);
    }

    private static async Task<SpoolStream> SpoolAsync(string name, DataDirectory data, CancellationToken cancellationToken)
    {
        await using var sample = DemoCommand.Sample(name);
        return (await SpoolStream.FillAsync(sample, data.Spool, sample.Length, cancellationToken)).TryGet(out var spool, out var refusal)
            ? spool
            : throw new InvalidOperationException(refusal.Message);
    }
}

/// <summary>A certificate to try.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Name">Its holder, who does not exist.</param>
/// <param name="Path">Where its PDF lies.</param>
internal sealed record DemoCertificate(CertificateNumber Number, string Name, string Path);
