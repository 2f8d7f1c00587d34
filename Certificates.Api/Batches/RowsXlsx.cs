using System.Drawing;
using Certificates.Core;
using Certificates.Core.Files;
using Certificates.Core.Intake;
using SpreadCheetah;
using SpreadCheetah.Styling;
using SpreadCheetah.Worksheets;

namespace Certificates.Api.Batches;

/// <summary>
/// A batch's rows as a workbook, to be corrected and sent again: every column is text, so that no spreadsheet takes a number for a
/// quantity, and the cells at fault stand out.
/// </summary>
internal static class RowsXlsx
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private const double Narrow = 14, Wide = 26, Reasons = 60;

    /// <summary>Writes header and rows as they are read: memory does not grow with the batch.</summary>
    public static async Task WriteAsync(RowsFile rows, Stream body, CancellationToken cancellationToken)
    {
        var columns = await rows.ColumnsAsync(cancellationToken);
        await using var output = new DeferredStream(body);
        await using var workbook = await NewWorkbook.CreateAsync(output, cancellationToken);
        var text = workbook.AddStyle(new Style { Format = Text });
        var heading = workbook.AddStyle(Bold(Color.FromArgb(0xE7, 0xEE, 0xF7)));
        var faulty = workbook.AddStyle(Bold(Color.FromArgb(0xFF, 0xC7, 0xCE)));
        await workbook.StartWorksheetAsync("结果", Options(columns), cancellationToken);
        var headings = columns.Select(rows.Form.Chinese).Concat(RowsFile.AddedColumns);
        await workbook.AddRowAsync([.. headings.Select(word => new StyledCell(word, heading))], cancellationToken);
        await foreach (var row in rows.RowsAsync(cancellationToken))
        {
            var faults = row.Reasons.Select(reason => reason.Field).OfType<string>().ToHashSet(StringComparer.Ordinal);
            var added = rows.Added(row, string.Join("；", row.Reasons.Select(reason => reason.In("zh").TrimEnd('。'))));
            await workbook.AddRowAsync(
                [
                    .. columns.Select(column => new StyledCell(
                        NewWorkbook.Writable(row.Sent[column]), IsAtFault(rows.Form, column, faults) ? faulty : text)),
                    .. added.Select(word => new StyledCell(NewWorkbook.Writable(word), text)),
                ],
                cancellationToken);
        }

        await workbook.FinishAsync(cancellationToken);
        await output.FlushAsync(cancellationToken);
    }

    private static NumberFormat Text => NumberFormat.Custom("@");

    private static Style Bold(Color fill) => new() { Format = Text, Font = { Bold = true }, Fill = { Color = fill } };

    private static WorksheetOptions Options(IReadOnlyList<ResultsColumn> columns)
    {
        var options = new WorksheetOptions { FrozenRows = 1 };
        for (var i = 0; i < columns.Count + RowsFile.AddedColumns.Count; i++)
        {
            var column = options.Column(i + 1);
            column.DefaultStyle = new Style { Format = Text };
            column.Width = i == columns.Count + 1 ? Reasons
                : i == columns.Count + 2 ? Wide
                : i < columns.Count && columns[i] is ResultsColumn.IdNumber or ResultsColumn.Number ? Wide : Narrow;
        }

        return options;
    }

    /// <summary>A fault names its field as the form does, or as all forms do.</summary>
    private static bool IsAtFault(ResultsForm form, ResultsColumn column, HashSet<string> fields) =>
        fields.Contains(form.English(column)) || fields.Contains(column.English());
}
