using System.Runtime.CompilerServices;
using Certificates.Core.Batches;
using Certificates.Core.Intake;

namespace Certificates.Api.Batches;

/// <summary>Rows as a file for people has them: the sent columns, then how each row ended, in words a clerk reads.</summary>
internal sealed class RowsFile
{
    private const int PageSize = 1000;
    private readonly Func<CancellationToken, IAsyncEnumerable<BatchRow>> _rows;
    private readonly bool _withClaimCodes;

    private RowsFile(ResultsForm form, Func<CancellationToken, IAsyncEnumerable<BatchRow>> rows, bool withClaimCodes) =>
        (Form, _rows, _withClaimCodes) = (form, rows, withClaimCodes);

    /// <summary>Headings of what is added to the sent columns. Such a file is taken in again without what stands below them.</summary>
    public static readonly IReadOnlyList<string> AddedColumns = ["结果", "原因", "证书编号", "领取码"];

    /// <summary>The columns' headings and words.</summary>
    public ResultsForm Form { get; }

    /// <summary>What stands below the rows; null is nothing.</summary>
    public string? Remark { get; private init; }

    /// <summary>The rows of a batch.</summary>
    /// <param name="batches">Where they are.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="outcome">How they ended; null for all.</param>
    /// <param name="withClaimCodes">
    /// True for the institution that hands 领取码 out: they open the holder's own page, and are not for whoever oversees.
    /// </param>
    public static RowsFile Of(InstitutionBatches batches, BatchSummary batch, RowOutcome? outcome, bool withClaimCodes) =>
        new(batch.Form, token => RowsAsync(batches, batch.Id, outcome, token), withClaimCodes);

    /// <summary>The rows of a dry run that ended so; null for all that are not pending.</summary>
    public static RowsFile Of(DryRun dryRun, ResultsForm form, RowOutcome? outcome) => new(
        form, _ => dryRun.Items.Where(row => outcome is null || row.Outcome == outcome).ToAsyncEnumerable(), withClaimCodes: false)
    {
        Remark = dryRun.Truncated ? $"备注：未通过的行过多，本表只含前 {dryRun.Items.Count} 行中的，更正后请再次试算。" : null,
    };

    /// <summary>The columns of the form; 培训证书编号, which few files have, only where a row has it.</summary>
    public async Task<IReadOnlyList<ResultsColumn>> ColumnsAsync(CancellationToken cancellationToken) =>
        await RowsAsync(cancellationToken).AnyAsync(row => row.Sent[ResultsColumn.TrainingCertificate].Length > 0, cancellationToken)
            ? Form.Columns
            : [.. Form.Columns.Where(column => column != ResultsColumn.TrainingCertificate)];

    /// <summary>The rows in the order of the file.</summary>
    public IAsyncEnumerable<BatchRow> RowsAsync(CancellationToken cancellationToken) => _rows(cancellationToken);

    /// <summary>How a row ended, the reasons in the words of the file.</summary>
    public IReadOnlyList<string> Added(BatchRow row, string reasons) =>
        [RowWords.Of(row), reasons, row.CertificateNumber ?? "", _withClaimCodes ? row.ClaimCode ?? "" : ""];

    private static async IAsyncEnumerable<BatchRow> RowsAsync(
        InstitutionBatches batches, Guid id, RowOutcome? outcome, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? after = null;
        do
        {
            var page = await batches.RowsAsync(id, outcome, after, PageSize, cancellationToken);
            foreach (var row in page.Items)
            {
                yield return row;
            }

            after = page.Next;
        }
        while (after is not null);
    }
}
