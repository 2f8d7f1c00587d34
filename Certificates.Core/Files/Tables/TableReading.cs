using System.Runtime.CompilerServices;
using Certificates.Core.Files.Workbooks;

namespace Certificates.Core.Files.Tables;

/// <summary>
/// A table being read from text or a workbook: its sheet, its header, its rows. The one set of rules for results, earlier certificates
/// and lists. Rows stream, as often as they are asked for.
/// </summary>
/// <param name="form">The columns that are looked for.</param>
/// <param name="file">Seekable; read from its beginning each time, and left open.</param>
/// <param name="kind">Text, or which workbook.</param>
/// <param name="limits">How much of it is read.</param>
/// <param name="sheet">The sheet to read; null where the file is to tell by its columns.</param>
internal sealed class TableReading(TableForm form, Stream file, FileForm kind, FileLimits limits, string? sheet)
{
    private readonly List<int> _held = [];
    private readonly List<int> _people = [];
    private Func<int, bool> _isHidden = _ => false;

    /// <summary>What is told to the sender; whole when all rows were read.</summary>
    public ReadingReport Report { get; private set; } = new();

    /// <summary>The header; null until it was read.</summary>
    public TableHeader? Header { get; private set; }

    /// <summary>What separates the fields of text; known once rows were read.</summary>
    public char Separator { get; private set; } = ',';

    /// <summary>The columns that hold something, from left to right; all of them when all rows were read.</summary>
    public List<int> Held => _held;

    /// <summary>The rows below the header that hold something; ends with a refusal where the file is refused.</summary>
    public async IAsyncEnumerable<Result<TableRow>> RowsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        (Report, Header) = (new ReadingReport(), null);
        _people.Clear();
        var search = new HeaderSearch(form);
        await foreach (var read in SourceAsync(cancellationToken))
        {
            if (!read.TryGet(out var row, out var refusals))
            {
                yield return refusals;
                yield break;
            }

            if (row.IsBlank)
            {
                continue;
            }

            if (Header is not null)
            {
                var taken = Take(row, Header);
                yield return taken;
                if (!taken.TryGet(out _, out _))
                {
                    yield break;
                }
            }
            else if (Look(search, row) is { } fault)
            {
                yield return fault;
                yield break;
            }
        }

        if (Header is null ? search.HasRows : Header.Missing.Count > 0)
        {
            yield return Header?.Lacks(below: null, Report.Sheet) ?? search.NotFound(Report.Sheet);
        }
    }

    private Refusals? Look(HeaderSearch search, SheetRow row)
    {
        // Before the work: what is made of a heading is made of each.
        if (row.Cells.Count(cell => !string.IsNullOrWhiteSpace(cell.Cell.Shown)) > FileLimits.Columns)
        {
            return FileRefusals.TooManyColumns;
        }

        if (!search.Take(row))
        {
            return search.IsOver ? search.NotFound(Report.Sheet) : null;
        }

        if (!search.Header(row, _isHidden).TryGet(out var header, out var refusals))
        {
            return refusals;
        }

        (Header, Report.HiddenColumns) = (header, header.HiddenColumns);
        return Hold([.. row.Cells.Where(cell => !string.IsNullOrWhiteSpace(cell.Cell.Shown))]);
    }

    private Result<TableRow> Take(SheetRow row, TableHeader header)
    {
        if (header.Missing.Count > 0)
        {
            return header.Lacks(row, Report.Sheet);
        }

        if (form.KeepsOthers && Hold(row.Cells) is { } fault)
        {
            return fault;
        }

        var (texts, faults) = (new string[form.Columns.Count], new CellFault[form.Columns.Count]);
        Array.Fill(texts, "");
        var (isTooLong, isAtFault) = (false, false);
        for (var i = 0; i < row.Cells.Count; i++)
        {
            var (position, cell) = row.Cells[i];
            if (header.ColumnAt(position) is { } column)
            {
                var use = form.Columns[column].Use;
                (texts[column], faults[column]) = (CellText.Of(cell, use), CellText.FaultOf(cell, use));
                isAtFault |= faults[column] != CellFault.None;
            }

            isTooLong |= position > header.LastColumn && !string.IsNullOrWhiteSpace(cell.Shown);
        }

        var isPerson = PersonRows.Is(form, row.Cells, texts, isAtFault);
        Note(row, isPerson);
        return new TableRow(row.Number, row.Cells, texts, faults, isPerson, isTooLong);
    }

    private void Note(SheetRow row, bool isPerson)
    {
        if (!isPerson)
        {
            Report.Ignore(row.Number, row.Cells.Select(cell => cell.Cell.Shown));
        }
        else
        {
            Report.HiddenRows += row.IsHidden ? 1 : 0;
            if (kind != FileForm.Csv)
            {
                _people.Add(row.Number);
            }
        }
    }

    private Refusal? Hold(IReadOnlyList<SheetCell> cells)
    {
        for (var i = 0; i < cells.Count; i++)
        {
            if (_held.BinarySearch(cells[i].Column) is var at and < 0)
            {
                _held.Insert(~at, cells[i].Column);
            }
        }

        return _held.Count > FileLimits.Columns ? FileRefusals.TooManyColumns : null;
    }

    private IAsyncEnumerable<Result<SheetRow>> SourceAsync(CancellationToken cancellationToken) => kind == FileForm.Csv
        ? CsvRows.ReadAsync(file, limits, form.Known, found => Separator = found, cancellationToken)
        : Sheet(cancellationToken).ToAsyncEnumerable();

    private IEnumerable<Result<SheetRow>> Sheet(CancellationToken cancellationToken)
    {
        if (!WorkbookReading.Open(file, kind == FileForm.Xlsx, limits, cancellationToken).TryGet(out var workbook, out var refusals))
        {
            yield return refusals;
            yield break;
        }

        using (workbook)
        {
            if (!SheetChoice.Of(workbook, form, sheet).TryGet(out var chosen, out refusals))
            {
                yield return refusals;
                yield break;
            }

            (Report.Sheet, _isHidden) = (workbook.Sheets[chosen].Name, workbook.IsHidden);
            foreach (var row in workbook.Rows(chosen))
            {
                yield return row;
            }

            if (Header is { Missing.Count: 0 } header)
            {
                var merged = MergedInData.First(workbook.Merged, _people, header.Positions);
                if ((merged is { } range ? TableRefusals.Merged(range) : header.RefuseGroups(workbook.Merged)) is { } refusal)
                {
                    yield return refusal;
                }
            }
        }
    }
}

/// <summary>Says which sheet of a workbook holds the table: the visible one that has its columns. Hidden ones are never read.</summary>
internal static class SheetChoice
{
    /// <summary>
    /// Its place; <c>sheets_ambiguous</c>, <c>sheet_unknown</c>. Where no sheet has the columns, the one that has most of them: there it is
    /// said what is missing.
    /// </summary>
    public static Result<int> Of(WorkbookReading workbook, TableForm form, string? named)
    {
        var visible = Enumerable.Range(0, workbook.Sheets.Count).Where(i => workbook.Sheets[i].IsVisible).ToList();
        if (!string.IsNullOrWhiteSpace(named))
        {
            var chosen = visible.FindIndex(i =>
                string.Equals(workbook.Sheets[i].Name.Trim(), named.Trim(), StringComparison.OrdinalIgnoreCase));
            return chosen >= 0 ? visible[chosen] : TableRefusals.Unknown(visible.Select(i => workbook.Sheets[i].Name));
        }

        var known = new List<(int Sheet, int Known)>();
        foreach (var sheet in visible)
        {
            if (!Known(workbook.Rows(sheet), form).TryGet(out var columns, out var refusals))
            {
                return refusals;
            }

            known.Add((sheet, columns));
        }

        var found = known.FindAll(each => each.Known * 2 >= form.Expected);
        return found.Count > 1 ? TableRefusals.Ambiguous(found.Select(each => workbook.Sheets[each.Sheet].Name))
            : known.Count > 0 ? known.MaxBy(each => each.Known).Sheet
            : FileRefusals.NoVisibleSheet;
    }

    /// <summary>How many of the columns the best of its first rows names; less than none for a sheet without rows.</summary>
    private static Result<int> Known(IEnumerable<Result<SheetRow>> rows, TableForm form)
    {
        var search = new HeaderSearch(form);
        foreach (var read in rows)
        {
            if (!read.TryGet(out var row, out var refusals))
            {
                return refusals;
            }

            if (!row.IsBlank && (search.Take(row) || search.IsOver))
            {
                break;
            }
        }

        return search.HasRows ? search.Known : -1;
    }
}
