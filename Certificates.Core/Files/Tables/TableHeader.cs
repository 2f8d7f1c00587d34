using Certificates.Core.Files.Workbooks;

namespace Certificates.Core.Files.Tables;

/// <summary>The row that names the columns: none of ours stands in it twice.</summary>
internal sealed class TableHeader
{
    private static readonly string[] OwnResults = ["结果", "原因", "证书编号", "领取码"];
    private readonly TableForm _form;
    private readonly SheetRow _row;
    private readonly SheetRow? _above;
    private readonly int[] _columnAt;

    private TableHeader(TableForm form, SheetRow row, SheetRow? above, int[] columnAt)
    {
        (_form, _row, _above, _columnAt) = (form, row, above, columnAt);
        Missing = [.. form.Columns.Where((column, i) => column.IsRequired && !columnAt.Contains(i))];
    }

    /// <summary>Its row number in the sheet.</summary>
    public int Row => _row.Number;

    /// <summary>The headings as they were sent, and where.</summary>
    public IReadOnlyList<SheetCell> Headings => _row.Cells;

    /// <summary>The last column with a heading, from 0.</summary>
    public int LastColumn => _columnAt.Length - 1;

    /// <summary>Required columns that it does not name.</summary>
    public IReadOnlyList<TableColumn> Missing { get; }

    /// <summary>Reads a row as the header: <c>columns_duplicated</c>.</summary>
    /// <param name="form">What is looked for.</param>
    /// <param name="row">The row.</param>
    /// <param name="above">The row before it that holds something.</param>
    public static Result<TableHeader> Read(TableForm form, SheetRow row, SheetRow? above)
    {
        var columnAt = new int[row.Cells[^1].Column + 1];
        Array.Fill(columnAt, -1);
        var own = form.KeepsOthers ? [] : OwnColumns(row.Cells);
        var doubled = new List<TableColumn>();
        foreach (var named in row.Cells.Where(cell => !own.Contains(cell.Column)).GroupBy(cell => form.Find(cell.Cell.Shown)))
        {
            if (named.Key is not { } column)
            {
                continue;
            }

            var words = form.Columns[column].Words;
            var exact = named.Where(cell => words.Any(word => Tables.Headings.IsExact(cell.Cell.Shown, word))).ToList();
            var found = exact.Count > 0 ? exact : [.. named];
            columnAt[found[0].Column] = column;
            doubled.AddRange(found.Count > 1 ? [form.Columns[column]] : Array.Empty<TableColumn>());
        }

        return doubled.Count > 0 ? TableRefusals.Duplicated(doubled) : new TableHeader(form, row, above, columnAt);
    }

    /// <summary>Our column at a position; null for one of the sender's own, and beyond the last.</summary>
    public int? ColumnAt(int position) => position < _columnAt.Length && _columnAt[position] >= 0 ? _columnAt[position] : null;

    /// <summary>Why the header is refused that lacks columns: it may stand in two rows.</summary>
    /// <param name="below">The row below it that holds something; null where there is none.</param>
    /// <param name="sheet">The sheet's name; null for text.</param>
    public Refusal Lacks(SheetRow? below, string? sheet) =>
        below is not null && (Names(below) || IsSecondLevel(below)) ? TableRefusals.TwoLevels(Row, below.Number)
        : _above is not null && Names(_above) ? TableRefusals.TwoLevels(_above.Number, Row)
        : TableRefusals.Missing(_row, sheet, Missing);

    /// <summary>
    /// Refuses a row of groups above the header: two or more short words without digits, one of them over several columns. What a table
    /// is called, who made it and when stands there as well, and is none.
    /// </summary>
    public Refusal? RefuseGroups(IEnumerable<MergedCells> merged) =>
        _above is { Cells.Count: >= 2 } above && above.Number == Row - 1 && above.Cells.All(cell => IsWord(cell.Cell.Shown))
        && merged.Any(range => range.FirstRow == above.Number && range.LastRow == above.Number && range.LastColumn > range.FirstColumn)
            ? TableRefusals.TwoLevels(above.Number, Row)
            : null;

    private bool Names(SheetRow row) => row.Cells.Any(cell =>
        _form.Find(cell.Cell.Shown) is { } column && Missing.Contains(_form.Columns[column]));

    /// <summary>True for a row that has words only, and nothing where names and numbers of people stand.</summary>
    private bool IsSecondLevel(SheetRow row) => row.Cells.All(cell => IsWord(cell.Cell.Shown)
        && !(ColumnAt(cell.Column) is { } column && IsOfPerson(_form.Columns[column].Use)));

    private static bool IsOfPerson(ColumnUse use) => use == ColumnUse.Name || use.TellsApart();

    private static bool IsWord(string text) => text.Trim().Length <= 12 && !text.Any(char.IsDigit) && text.IndexOfAny([':', '：']) < 0;

    /// <summary>The columns that a batch's own file of rows adds, which comes back corrected: they are ours to write.</summary>
    private static HashSet<int> OwnColumns(IReadOnlyList<SheetCell> cells)
    {
        for (var i = 0; i + 2 < cells.Count; i++)
        {
            if (OwnResults.Take(3).Select((word, j) => cells[i + j].Cell.Shown == word).All(isSame => isSame))
            {
                var last = cells.Skip(i + 3).Take(1).Where(cell => cell.Cell.Shown == OwnResults[^1]);
                return [.. cells.Skip(i).Take(3).Concat(last).Select(cell => cell.Column)];
            }
        }

        return [];
    }
}

/// <summary>Looks for the header: the first of a sheet's first rows that has at least half of the columns.</summary>
internal sealed class HeaderSearch(TableForm form)
{
    /// <summary>In how many rows that hold something it is looked for.</summary>
    public const int MostRows = 20;

    private SheetRow? _above;
    private SheetRow? _best;
    private int _rows;

    /// <summary>How many of the columns the best row so far names.</summary>
    public int Known { get; private set; }

    /// <summary>True when it was looked for in vain.</summary>
    public bool IsOver => _rows >= MostRows;

    /// <summary>True when there was a row at all.</summary>
    public bool HasRows => _rows > 0;

    /// <summary>Takes the next row that holds something; true when it is the header.</summary>
    public bool Take(SheetRow row)
    {
        _rows++;
        var known = form.Known(row.Cells.Select(cell => cell.Cell.Shown));
        if (known > Known || _best is null || (known == Known && known == 0 && row.Cells.Count > _best.Cells.Count))
        {
            (_best, Known) = (row, known);
        }

        if (known * 2 >= form.Expected)
        {
            return true;
        }

        _above = row;
        return false;
    }

    /// <summary>The row that was found, as the header.</summary>
    public Result<TableHeader> Header(SheetRow row) => TableHeader.Read(form, row, _above);

    /// <summary>Why there is no header; what was read is said.</summary>
    public Refusal NotFound(string? sheet)
    {
        if (Known > 0 && TableHeader.Read(form, _best!, null).TryGet(out var header, out _))
        {
            return TableRefusals.Missing(_best!, sheet, header.Missing.Count > 0 ? header.Missing : form.Columns);
        }

        return TableRefusals.NotFound(_best!, sheet, form);
    }
}
