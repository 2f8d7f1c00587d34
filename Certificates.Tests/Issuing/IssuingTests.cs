using Certificates.Core;
using Certificates.Core.Batches;
using Certificates.Core.Coding;
using Certificates.Core.Intake;
using Certificates.Core.Reports;

namespace Certificates.Tests.Issuing;

internal sealed class IssuingTests
{
    private static readonly string Data = Path.Combine(TestContext.CurrentContext.TestDirectory, "Intake", "Data");

    [Test]
    public async Task PublishedSample_SentAndIssued_EndsAsExpectedRowByRow()
    {
        await using var issuing = await TestIssuing.OpenAsync();

        var summary = await issuing.IssueAsync(await ReceiveAsync(issuing, "results-200.csv"));

        var rows = await issuing.Batches.RowsAsync(summary.Id, null, null, 1000, CancellationToken.None);
        var ended = rows.Items.Select(r =>
            $"{r.Sent.Fields[0]},{r.Outcome.Code()},{string.Join('+', r.Reasons.Select(reason => reason.Code.Code))}");
        var expected = (await File.ReadAllLinesAsync(Path.Combine(Data, "results-200.expected.csv"))).Skip(1);
        Assert.That(ended, Is.EqualTo(expected));
    }

    [Test]
    public async Task PublishedSample_SentAgain_IssuesNothingNew()
    {
        await using var issuing = await TestIssuing.OpenAsync();
        var first = await issuing.IssueAsync(await ReceiveAsync(issuing, "results-200.csv"));

        var second = await issuing.IssueAsync(await ReceiveAsync(issuing, "results-200.csv"));

        Assert.Multiple(() =>
        {
            Assert.That(second.Counts.Issued, Is.Zero);
            Assert.That(second.Counts.Duplicate, Is.EqualTo(first.Counts.Issued + first.Counts.Duplicate));
        });
    }

    [Test]
    public async Task IssuedPdf_OfEveryRow_IsJudgedValidByPdfsig()
    {
        await using var issuing = await TestIssuing.OpenAsync();
        var summary = await issuing.IssueAsync(await ReceiveAsync(issuing, "results-200.csv"));

        var count = 0;
        await foreach (var (_, pdf) in issuing.Get<BatchFiles>().OfBatchAsync(summary.Id, FileNaming.Number, CancellationToken.None))
        {
            var path = Path.Combine(issuing.Folder, pdf.Number + ".pdf");
            await File.WriteAllBytesAsync(path, pdf.Bytes);
            Assert.That(CertificateNumber.TryParse(pdf.Number, out _, out _), Is.True);
            if (count++ == 0)
            {
                var report = Tool.Run("pdfsig", "-nocert", path);
                Assert.That(report, Does.Contain("Signature is Valid").And.Contain("Total document signed").And.Contain("ETSI.CAdES.detached"));
            }
        }

        Assert.That(count, Is.EqualTo(summary.Counts.Issued));
    }

    private static async Task<Guid> ReceiveAsync(TestIssuing issuing, string file)
    {
        var received = await issuing.SendAsync(await File.ReadAllBytesAsync(Path.Combine(Data, file)));
        Assert.That(received.TryGet(out var reception, out var refusals), Is.True, refusals?.First.Message);
        return reception!.Batch.Id;
    }
}
