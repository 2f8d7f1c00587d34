using System.Drawing;
using System.Globalization;
using Certificates.Core.Files;
using Certificates.Core.Intake;
using SpreadCheetah;
using SpreadCheetah.Styling;
using SpreadCheetah.Worksheets;

namespace Certificates.Api.Batches;

/// <summary>
/// Rows as a workbook, to be corrected and sent again: every column is text, so that no spreadsheet takes a number for a quantity, and the
/// cells at fault stand out, each with a note that says what is wrong and what to do.
/// </summary>
internal static class RowsXlsx
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Notes are kept in memory until the end, and spreadsheets open slowly with more; the column 原因 says it all.</summary>
    private const int MostNotes = 20_000;

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
        var notes = 0;
        await foreach (var row in rows.RowsAsync(cancellationToken))
        {
            var faults = CellFaults.Of(row, rows.Form, columns);
            notes += Note(workbook, faults, notes);
            var added = rows.Added(row, string.Join("；", row.Reasons.Select(reason => reason.In("zh").TrimEnd('。'))));
            await workbook.AddRowAsync(
                [
                    .. columns.Select((column, i) => new StyledCell(
                        NewWorkbook.Writable(row.Sent[column]), faults.ContainsKey(i) ? faulty : text)),
                    .. added.Select(word => new StyledCell(NewWorkbook.Writable(word), text)),
                ],
                cancellationToken);
        }

        if (rows.Remark is { } remark)
        {
            await workbook.AddRowAsync([new StyledCell(remark, text)], cancellationToken);
        }

        await workbook.FinishAsync(cancellationToken);
        await output.FlushAsync(cancellationToken);
    }

    /// <summary>Notes what is wrong at the cells of the row that is written next; how many notes it took.</summary>
    private static int Note(Spreadsheet workbook, IReadOnlyDictionary<int, string> faults, int before)
    {
        if (before + faults.Count > MostNotes)
        {
            return 0;
        }

        foreach (var (column, words) in faults)
        {
            var cell = string.Create(
                CultureInfo.InvariantCulture, $"{SpreadsheetUtility.GetColumnName(column + 1)}{workbook.NextRowNumber}");
            workbook.AddNote(cell, NewWorkbook.Writable(words));
        }

        return faults.Count;
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
}
