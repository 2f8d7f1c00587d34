using System.Runtime.CompilerServices;
using Certificates.Core.Files;
using Certificates.Core.Files.Tables;

namespace Certificates.Core.Intake;

/// <summary>
/// A results file in any of its dresses: text, a workbook or JSON, told apart by what is in it. Rows stream: memory does not grow with
/// the file.
/// </summary>
/// <param name="form">Which columns it has.</param>
/// <param name="file">The received file, seekable; read from its beginning and left open.</param>
/// <param name="sheet">The sheet of a workbook to read; null where its columns are to tell.</param>
public sealed class ResultsFile(ResultsForm form, Stream file, string? sheet = null)
{
    /// <summary>The largest file, in bytes: 64 MB.</summary>
    public const long MaxLength = FileLimits.MaxLength;

    private static readonly FileLimits Limits = FileLimits.WithKey;

    /// <summary>The most rows of people.</summary>
    public const int MaxRows = 100_000;

    /// <summary>How the file was read; whole when the rows have ended.</summary>
    public ReadingReport Report { get; private set; } = new();

    /// <summary>
    /// Reads the rows of people in order. A file that is refused as a whole ends the sequence with its <see cref="Refusal"/>, which may
    /// come after good rows (an unclosed quote at the end): keep nothing until the sequence has ended well.
    /// </summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>
    /// Rows, and as last element one of <c>file_empty</c>, <c>file_unreadable</c>, <c>format_not_read</c>, <c>workbook_protected</c>,
    /// <c>encoding_mixed</c>, <c>sheets_ambiguous</c>, <c>sheet_unknown</c>, <c>header_not_found</c>, <c>columns_missing</c>,
    /// <c>columns_duplicated</c>, <c>columns_hidden</c>, <c>cells_merged</c>, <c>file_too_large</c>, <c>too_many_rows</c> where the file is
    /// refused.
    /// </returns>
    public async IAsyncEnumerable<Result<SentRow>> RowsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (file.Length is 0 or > MaxLength)
        {
            yield return file.Length == 0 ? Empty : FileRefusals.TooLarge;
            yield break;
        }

        if (!(await FileForms.DetectAsync(file, cancellationToken)).TryGet(out var kind, out var refusals))
        {
            yield return refusals;
            yield break;
        }

        var rows = 0;
        await foreach (var read in kind == FileForm.Json ? JsonAsync(cancellationToken) : TableAsync(kind, cancellationToken))
        {
            if (!read.TryGet(out var row, out refusals))
            {
                yield return refusals;
                yield break;
            }

            if (++rows > MaxRows)
            {
                yield return new Refusal(RefusalCode.TooManyRows, "file",
                    $"A file has at most {MaxRows} rows: send it in parts.",
                    $"一个文件最多 {MaxRows} 行，请拆分后分次上传。");
                yield break;
            }

            yield return row with { Number = rows };
        }

        if (rows == 0)
        {
            yield return Empty;
        }
    }

    private static Refusal Empty => new(RefusalCode.FileEmpty, "file",
        "The file has no data row: send a header row and at least one result.",
        "文件中没有数据行，表头下至少应有一行成绩。");

    private async IAsyncEnumerable<Result<SentRow>> TableAsync(
        FileForm kind, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var table = new TableReading(form.Table, file, kind, Limits, sheet);
        await foreach (var read in table.RowsAsync(cancellationToken))
        {
            Report = table.Report;
            if (!read.TryGet(out var row, out var refusals))
            {
                yield return refusals;
            }
            else if (row.IsPerson)
            {
                yield return SentRow.Of(form, row);
            }
        }
    }

    /// <summary>Results sent as JSON, <c>{"results":[{…}]}</c> with the English names; an item counts as a row of a sheet.</summary>
    private async IAsyncEnumerable<Result<SentRow>> JsonAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var items = 0;
        await foreach (var read in JsonRows.ReadAsync(file, "results", Limits, item => JsonItem.Read(form, item), cancellationToken))
        {
            if (!read.TryGet(out var cells, out var refusals))
            {
                yield return refusals;
                yield break;
            }

            items++;
            var isAtFault = cells.Faults.Any(fault => fault != CellFault.None);
            if (cells.IsMalformed || PersonRows.Is(form.Table, cells.Filled, cells.Texts, isAtFault))
            {
                yield return SentRow.Of(form, new TableRow(0, cells.Filled, cells.Texts, cells.Faults, IsPerson: true, cells.IsMalformed));
            }
            else if (!cells.Texts.All(PersonRows.IsBlank))
            {
                Report.Ignore(items, cells.Filled.Select(cell => cell.Cell.Shown));
            }
        }
    }
}
