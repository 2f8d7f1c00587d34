using System.Text;
using Certificates.Core;
using Certificates.Core.Batches;
using Certificates.Core.Files;
using Certificates.Core.Intake;

namespace Certificates.Api.Batches;

/// <summary>
/// A batch's rows as a file for a spreadsheet: the sent columns, then how each row ended, in words a clerk reads. UTF-8 with BOM,
/// without which spreadsheets take Chinese for something else.
/// </summary>
internal sealed class RowsCsv(InstitutionBatches batches, Guid id, ResultsForm form, bool withClaimCodes)
{
    public const string ContentType = "text/csv; charset=utf-8";

    private const int PageSize = 1000;
    private static readonly string[] AddedColumns = ["结果", "原因", "证书编号", "领取码"];

    /// <summary>Writes header and rows.</summary>
    public async Task WriteAsync(Stream body, CancellationToken cancellationToken)
    {
        var columns = await SentColumnsAsync(cancellationToken);
        await using var text = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await text.WriteAsync(SpreadsheetLine.Of(columns.Select(form.Chinese).Concat(AddedColumns)));
        string? after = null;
        do
        {
            var page = await batches.RowsAsync(id, outcome: null, after, PageSize, cancellationToken);
            foreach (var row in page.Items)
            {
                await text.WriteAsync(SpreadsheetLine.Of(columns.Select(column => row.Sent[column]).Concat(Added(row)))
                    .AsMemory(), cancellationToken);
            }

            after = page.Next;
        }
        while (after is not null);
    }

    /// <summary>The columns of the form; 培训证书编号, which few files have, only where a row has it.</summary>
    private async Task<IReadOnlyList<ResultsColumn>> SentColumnsAsync(CancellationToken cancellationToken)
    {
        string? after = null;
        do
        {
            var page = await batches.RowsAsync(id, outcome: null, after, PageSize, cancellationToken);
            if (page.Items.Any(row => row.Sent[ResultsColumn.TrainingCertificate].Length > 0))
            {
                return form.Columns;
            }

            after = page.Next;
        }
        while (after is not null);
        return [.. form.Columns.Where(column => column != ResultsColumn.TrainingCertificate)];
    }

    private string[] Added(BatchRow row) =>
    [
        RowWords.Of(row),
        string.Join("；", row.Reasons.Select(RowWords.Of)),
        row.CertificateNumber ?? "",
        withClaimCodes ? row.ClaimCode ?? "" : "",
    ];
}
