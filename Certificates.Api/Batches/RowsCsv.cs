using System.Text;
using Certificates.Core.Files;

namespace Certificates.Api.Batches;

/// <summary>
/// A batch's rows as text for a spreadsheet. UTF-8 with BOM, without which spreadsheets take Chinese for something else; what they make
/// of long numbers in it, a workbook (<see cref="RowsXlsx"/>) is spared.
/// </summary>
internal static class RowsCsv
{
    public const string ContentType = "text/csv; charset=utf-8";

    /// <summary>Writes header and rows.</summary>
    public static async Task WriteAsync(RowsFile rows, Stream body, CancellationToken cancellationToken)
    {
        var columns = await rows.ColumnsAsync(cancellationToken);
        await using var text = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await text.WriteAsync(SpreadsheetLine.Of(columns.Select(rows.Form.Chinese).Concat(RowsFile.AddedColumns)));
        await foreach (var row in rows.RowsAsync(cancellationToken))
        {
            var added = rows.Added(row, string.Join("；", row.Reasons.Select(RowWords.Of)));
            var line = SpreadsheetLine.Of(columns.Select(column => row.Sent[column]).Concat(added));
            await text.WriteAsync(line.AsMemory(), cancellationToken);
        }
    }
}
