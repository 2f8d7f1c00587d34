using System.Runtime.CompilerServices;
using Certificates.Core.Batches;
using Certificates.Core.Intake;

namespace Certificates.Api.Batches;

/// <summary>A batch's rows as a file for people has them: the sent columns, then how each row ended, in words a clerk reads.</summary>
/// <param name="batches">Where they are.</param>
/// <param name="id">The batch.</param>
/// <param name="form">Its columns.</param>
/// <param name="withClaimCodes">
/// True for the institution that hands 领取码 out: they open the holder's own page, and are not for whoever oversees.
/// </param>
internal sealed class RowsFile(InstitutionBatches batches, Guid id, ResultsForm form, bool withClaimCodes)
{
    private const int PageSize = 1000;

    /// <summary>Headings of what is added to the sent columns. Such a file is taken in again without what stands below them.</summary>
    public static readonly IReadOnlyList<string> AddedColumns = ["结果", "原因", "证书编号", "领取码"];

    /// <summary>The columns' headings and words.</summary>
    public ResultsForm Form => form;

    /// <summary>The columns of the form; 培训证书编号, which few files have, only where a row has it.</summary>
    public async Task<IReadOnlyList<ResultsColumn>> ColumnsAsync(CancellationToken cancellationToken) =>
        await RowsAsync(cancellationToken).AnyAsync(row => row.Sent[ResultsColumn.TrainingCertificate].Length > 0, cancellationToken)
            ? form.Columns
            : [.. form.Columns.Where(column => column != ResultsColumn.TrainingCertificate)];

    /// <summary>The rows in the order of the file.</summary>
    public async IAsyncEnumerable<BatchRow> RowsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? after = null;
        do
        {
            var page = await batches.RowsAsync(id, outcome: null, after, PageSize, cancellationToken);
            foreach (var row in page.Items)
            {
                yield return row;
            }

            after = page.Next;
        }
        while (after is not null);
    }

    /// <summary>How a row ended, the reasons in the words of the file.</summary>
    public IReadOnlyList<string> Added(BatchRow row, string reasons) =>
        [RowWords.Of(row), reasons, row.CertificateNumber ?? "", withClaimCodes ? row.ClaimCode ?? "" : ""];
}
