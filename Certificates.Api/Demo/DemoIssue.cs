using Certificates.Core;
using Certificates.Core.Access;
using Certificates.Core.Batches;
using Certificates.Core.Coding;
using Certificates.Core.Composition;
using Certificates.Core.Directories;
using Certificates.Core.Files;
using Certificates.Core.Intake;
using Certificates.Core.Privacy;
using Certificates.Core.Register;
using Spectre.Console;

namespace Certificates.Api.Demo;

/// <summary>Issues a sample as an institution would, and shows how it goes on.</summary>
internal static class DemoIssue
{
    private const string PhotosFileName = "photos.zip";

    /// <summary>
    /// Has an approver decide over each batch of the institution that trains, as a new institution has; whatever was put after the
    /// register was made stays.
    /// </summary>
    public static async Task LetApproveAsync(IServiceProvider services, DataDirectory data, CancellationToken cancellationToken)
    {
        var directory = services.GetRequiredService<InstitutionDirectory>();
        if (await directory.FindAsync(DemoApiKeys.TrainingInstitution, on: null, cancellationToken) is not { History: [_] })
        {
            return;
        }

        var people = await DemoApiKeys.All.KeepAsync(services, data, cancellationToken);
        var put = await directory.PutAsync(
            DemoApiKeys.TrainingInstitution, SentInstitution.Nothing with { NeedsApproval = true }, people[ApiKeyRole.Authority],
            cancellationToken);
        _ = put.TryGet(out _, out var refusals) ? true : throw new InvalidOperationException(refusals.First.Message);
    }

    /// <summary>Sends a sample, once ever, has it approved where that is needed, and waits until every row has ended.</summary>
    public static async Task<BatchSummary> RunAsync(
        IServiceProvider services, DemoSample sample, IReadOnlyDictionary<ApiKeyRole, ApiKey> people, DataDirectory data,
        CancellationToken cancellationToken)
    {
        var batches = services.GetRequiredService<InstitutionBatches>();
        var receiver = services.GetRequiredService<BatchReceiver>();
        var batch = await SendAsync(receiver, sample, people[ApiKeyRole.Operator], data, cancellationToken);
        if (batch.Status == BatchStatus.AwaitingApproval)
        {
            var approved = await services.GetRequiredService<BatchDecisions>()
                .ApproveAsync(batch.Id, people[ApiKeyRole.Approver], cancellationToken);
            batch = approved.TryGet(out var decided, out var refusals)
                ? decided
                : throw new InvalidOperationException(refusals.First.Message);
        }

        await AnsiConsole.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn())
            .StartAsync(async progress =>
        {
            var bar = progress.AddTask(sample.Label, maxValue: batch.Counts.Received);
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
        var page = await services.GetRequiredService<InstitutionBatches>()
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

    private static async Task<BatchSummary> SendAsync(
        BatchReceiver receiver, DemoSample sample, ApiKey sender, DataDirectory data, CancellationToken cancellationToken)
    {
        await using var results = await SpoolAsync(sample.FileName, data, cancellationToken);
        await using var photos = await SpoolAsync(PhotosFileName, data, cancellationToken);
        var submission = new Submission
        {
            Sender = sender,
            Kind = sample.Kind,
            FileName = sample.FileName,
            Results = results,
            Photos = photos,
            IdempotencyKey = sample.IdempotencyKey,
        };
        return (await receiver.ReceiveAsync(submission, cancellationToken)).TryGet(out var reception, out var refusals)
            ? reception.Batch
            : throw new InvalidOperationException(refusals.First.Message);
    }

    private static async Task<SpoolStream> SpoolAsync(string name, DataDirectory data, CancellationToken cancellationToken)
    {
        await using var sample = DemoCommand.Sample(name);
        return (await SpoolStream.FillAsync(sample, data.Spool, sample.Length, cancellationToken)).TryGet(out var spool, out var refusals)
            ? spool
            : throw new InvalidOperationException(refusals.First.Message);
    }
}

/// <summary>A file of the demo's.</summary>
/// <param name="Kind">The kind of certificate it leads to.</param>
/// <param name="FileName">Its name among the samples.</param>
/// <param name="IdempotencyKey">So that a second start sends nothing new.</param>
/// <param name="Label">What is shown while it is issued.</param>
internal sealed record DemoSample(CertificateKind Kind, string FileName, string IdempotencyKey, string Label)
{
    /// <summary>Results of assessments.</summary>
    public static readonly DemoSample Results = new(CertificateKind.Grade, "results-240.csv", "demo-sample", "Issuing the sample · 签发样例");

    /// <summary>Results of training, some of the same people.</summary>
    public static readonly DemoSample Training = new(
        CertificateKind.Training, "training-28.csv", "demo-training", "Issuing training certificates · 签发培训合格证书");
}

/// <summary>A certificate to try.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Name">Its holder, who does not exist.</param>
/// <param name="Path">Where its PDF lies.</param>
internal sealed record DemoCertificate(CertificateNumber Number, string Name, string Path);
