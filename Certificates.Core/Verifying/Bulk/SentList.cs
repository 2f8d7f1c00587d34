using System.Runtime.CompilerServices;
using System.Text.Json;
using Certificates.Core.Coding;
using Certificates.Core.Files;
using Certificates.Core.Files.Tables;
using Certificates.Core.Files.Workbooks;

namespace Certificates.Core.Verifying.Bulk;

/// <summary>A list to check, in any of its forms; rows stream, as often as they are asked for.</summary>
/// <param name="file">Seekable; read from its beginning each time.</param>
/// <param name="limits">How much of it is read.</param>
/// <param name="sheet">The sheet of a workbook to read; null where its columns are to tell.</param>
internal sealed class SentList(Stream file, FileLimits limits, string? sheet = null)
{
    private readonly RoundedNumbers _rounded = new();
    private TableReading? _table;
    private bool _isRead;

    /// <summary>Its form; known once rows were read.</summary>
    public FileForm Form { get; private set; }

    /// <summary>True when it names its columns in English; known once a row was read.</summary>
    public bool IsEnglish => _table?.Header is { } header && ListColumns.AreEnglish(header);

    /// <summary>
    /// The headings of its columns, empty above one without; null for JSON. Whole once the list was read through, for a column counts
    /// where anything in it holds something.
    /// </summary>
    public IReadOnlyList<string>? Header => _table?.Header is { } header ? Fields(header.Headings) : null;

    /// <summary>The row of the header as the screen numbers it, from 1; 0 for JSON. Known once a row was read.</summary>
    public int HeaderRow => _table?.Header?.Row ?? 0;

    /// <summary>The sheet that is read; null for text and JSON. Known once a row was read.</summary>
    public string? Sheet => _table?.Report.Sheet;

    /// <summary>What separates the fields of text.</summary>
    public char Separator => _table?.Separator ?? ',';

    public Stream File => file;

    /// <summary>How much of it is read.</summary>
    public FileLimits Limits => limits;

    /// <summary>
    /// The rows, blank ones left out; ends with a refusal where the list is refused. What only the whole list tells of a row is said once
    /// it was read through.
    /// </summary>
    public async IAsyncEnumerable<Result<ListRow>> RowsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (rows, isAgain) = (0, _isRead);
        await foreach (var read in SentAsync(cancellationToken))
        {
            if (!read.TryGet(out var row, out _))
            {
                yield return read;
                yield break;
            }

            rows++;
            if (!isAgain)
            {
                _rounded.Add(rows, row.Question.IdNumber, row.HasLostDigits);
            }

            yield return isAgain && _rounded.Has(rows) ? row.WithRoundedIdNumber() : read;
        }

        _isRead = true;
    }

    private async IAsyncEnumerable<Result<ListRow>> SentAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!(await FileForms.DetectAsync(file, cancellationToken)).TryGet(out var form, out var refusals))
        {
            yield return refusals;
            yield break;
        }

        Form = form;
        if (Form == FileForm.Json)
        {
            await foreach (var item in JsonRows.ReadAsync(file, "items", limits, Item, cancellationToken))
            {
                yield return item;
            }

            yield break;
        }

        _table ??= new TableReading(ListColumns.Form, file, Form, limits, sheet);
        await foreach (var read in _table.RowsAsync(cancellationToken))
        {
            yield return read.TryGet(out var row, out refusals) ? Row(row) : refusals;
        }
    }

    /// <summary>What cells show in the columns that hold something; in all up to the last, where that is not far to the right.</summary>
    public string[] Fields(IReadOnlyList<SheetCell> cells)
    {
        var held = _table?.Held is { Count: > 0 } holding ? holding : [];
        var isNear = held is [.., < FileLimits.Columns];
        var fields = new string[isNear ? held[^1] + 1 : held.Count];
        Array.Fill(fields, "");
        for (var i = 0; i < cells.Count; i++)
        {
            var (column, cell) = cells[i];
            var at = isNear ? column : held.BinarySearch(column);
            if (at >= 0 && at < fields.Length)
            {
                fields[at] = cell.Shown;
            }
        }

        return fields;
    }

    /// <summary>A row of a table. One that is no person keeps its line, and asks nothing.</summary>
    private static ListRow Row(TableRow row)
    {
        var spoilt = ListColumns.Spoilt(row.Faults);
        string? At(int column) => row.IsPerson && row.Faults[column] == CellFault.None ? row.Texts[column] : null;
        return new ListRow(
            row.Cells, Question(At), Reference: null)
        {
            SheetRow = row.Number,
            Spoilt = spoilt,
            HasLostDigits = row.Faults[ListColumns.IdNumber] == CellFault.LostDigits,
        };
    }

    private static ListRow Item(JsonElement item)
    {
        Cell Read(string name) => item.TryGetProperty(name, out var value) ? JsonRows.Cell(value) ?? "" : "";
        var faults = ListColumns.Form.Columns.Select(column => CellText.FaultOf(Read(column.English), column.Use)).ToArray();
        string? At(int column) => faults[column] != CellFault.None ? null
            : CellText.Of(Read(ListColumns.Form.Columns[column].English), ListColumns.Form.Columns[column].Use);
        var reference = item.TryGetProperty("reference", out var sent) ? JsonRows.Text(sent) : null;
        return new ListRow([], Question(At), reference)
        {
            Spoilt = ListColumns.Spoilt(faults),
            HasLostDigits = faults[ListColumns.IdNumber] == CellFault.LostDigits,
        };
    }

    private static Question Question(Func<int, string?> at) =>
        new(at(ListColumns.Number), at(ListColumns.Name), at(ListColumns.IdNumber)) { IssuedBy = at(ListColumns.IssuedBy) };
}
