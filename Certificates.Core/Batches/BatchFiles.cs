using System.Runtime.CompilerServices;
using Certificates.Core.Intake;
using Certificates.Core.Register;

namespace Certificates.Core.Batches;

/// <summary>The signed PDFs that batches led to.</summary>
public sealed class BatchFiles
{
    private const int FilesAtOnce = 200;
    private readonly BatchStore _batches;
    private readonly CertificateReader _reader;
    private readonly PdfArchive _archive;

    internal BatchFiles(BatchStore batches, CertificateReader reader, PdfArchive archive) =>
        (_batches, _reader, _archive) = (batches, reader, archive);

    /// <summary>The signed PDFs a batch led to, in the order of its rows; ask first whether the reader may see the batch.</summary>
    /// <param name="batchId">The batch.</param>
    /// <param name="names">What they are called; no two of a batch alike.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<NamedPdf> OfBatchAsync(
        Guid batchId, FileNaming names, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var given = new GivenNames();
        var behind = 0L;
        IReadOnlyList<BatchRowRecord> rows;
        do
        {
            rows = await _batches.RowsAsync(batchId.ToString(), RowOutcome.Issued, isHeld: null, behind, FilesAtOnce, cancellationToken);
            foreach (var row in rows)
            {
                var versions = await _reader.ByNumberAsync(row.CertificateNumber!, cancellationToken);
                if (versions.FirstOrDefault(v => v.Version == v.CurrentVersion) is { } current
                    && await _archive.FindAsync(current, cancellationToken) is { } pdf)
                {
                    yield return new NamedPdf(
                        names == FileNaming.Candidate ? given.Of(row.CandidateNumber, current.Name, pdf.Number) : $"{pdf.Number}.pdf", pdf);
                }

                behind = row.Row;
            }
        }
        while (rows.Count == FilesAtOnce);
    }
}
