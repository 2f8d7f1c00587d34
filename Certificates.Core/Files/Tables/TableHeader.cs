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
    private readonly int[] _positions;

    private TableHeader(TableForm form, SheetRow row, SheetRow? above, int[] columnAt, IReadOnlyList<string> unread)
    {
        HiddenColumns = unread;
        (_form, _row, _above, _columnAt) = (form, row, above, columnAt);
        _positions = [.. Enumerable.Range(0, columnAt.Length).Where(at => columnAt[at] >= 0)];
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

    /// <summary>Headings of columns that the screen does not show and that were not read, for a visible one has their name.</summary>
    public IReadOnlyList<string> HiddenColumns { get; }

    /// <summary>
    /// Reads a row as the header: <c>columns_duplicated</c>, <c>columns_hidden</c>. Which of two columns of one name is meant nobody can
    /// tell; but what is seen is meant before what is not, and what nobody sees is not read.
    /// </summary>
    /// <param name="form">What is looked for.</param>
    /// <param name="row">The row.</param>
    /// <param name="above">The row before it that holds something.</param>
    /// <param name="isHidden">Says of a column whether the screen leaves it out.</param>
    public static Result<TableHeader> Read(TableForm form, SheetRow row, SheetRow? above, Func<int, bool> isHidden)
    {
        var columnAt = new int[row.Cells[^1].Column + 1];
        Array.Fill(columnAt, -1);
        var own = form.KeepsOthers ? [] : OwnColumns(row.Cells);
        var (doubled, unseen, unread) = (new List<SheetCell>(), new List<SheetCell>(), new List<string>());
        foreach (var (column, named) in Named(form, [.. row.Cells.Where(cell => !own.Contains(cell.Column))]))
        {
            var seen = named.FindAll(cell => !isHidden(cell.Column));
            doubled.AddRange(seen.Count > 1 ? seen : []);
            unseen.AddRange(seen.Count == 0 ? named : []);
            if (seen is [var meant])
            {
                columnAt[meant.Column] = column;
                unread.AddRange(named.Where(cell => cell.Column != meant.Column).Select(cell => TableRefusals.Heading(cell.Cell.Shown)));
            }
        }

        return doubled.Count > 0 ? TableRefusals.Duplicated(doubled)
            : unseen.Count > 0 ? TableRefusals.Hidden(unseen)
            : new TableHeader(form, row, above, columnAt, unread);
    }

    /// <summary>The columns that are named, with all headings that name each.</summary>
    private static List<(int Column, List<SheetCell> Headings)> Named(TableForm form, IReadOnlyList<SheetCell> cells)
    {
        var named = cells.GroupBy(cell => form.Find(cell.Cell.Shown)).Where(group => group.Key is not null)
            .Select(group => (Column: group.Key!.Value, Headings: group.ToList())).ToList();
        var ofCertificates = cells.Where(cell => form.IsNamedNumber(cell.Cell.Shown)).ToList();
        return form.NamedNumber is not { } number || ofCertificates.Count == 0 || named.Exists(each => each.Column == number)
            ? named
            : [.. named, (number, ofCertificates)];
    }

    /// <summary>Our column at a position; null for one of the sender's own, and beyond the last.</summary>
    public int? ColumnAt(int position) => position < _columnAt.Length && _columnAt[position] >= 0 ? _columnAt[position] : null;

    /// <summary>Where the columns of ours stand, in order.</summary>
    public IReadOnlyList<int> Positions => _positions;

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
    /// <param name="row">The row.</param>
    /// <param name="isHidden">Says of a column whether the screen leaves it out.</param>
    public Result<TableHeader> Header(SheetRow row, Func<int, bool> isHidden) => TableHeader.Read(form, row, _above, isHidden);

    /// <summary>Why there is no header; what was read is said.</summary>
    public Refusal NotFound(string? sheet)
    {
        if (Known > 0 && TableHeader.Read(form, _best!, null, _ => false).TryGet(out var header, out _))
        {
            return TableRefusals.Missing(_best!, sheet, header.Missing.Count > 0 ? header.Missing : form.Columns);
        }

        return TableRefusals.NotFound(_best!, sheet, form);
    }
}
