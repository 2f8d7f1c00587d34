using Certificates.Core.Files.Workbooks;

namespace Certificates.Core.Files.Tables;

/// <summary>What is said of a table that is refused as a whole.</summary>
internal static class TableRefusals
{
    private const int MostHeadings = 30, LongestHeading = 20, MostDigits = 4;

    /// <summary>A header in which two headings name one column: which is meant cannot be told.</summary>
    public static Refusal Duplicated(IReadOnlyList<SheetCell> headings) => new(
        RefusalCode.ColumnsDuplicated,
        "file",
        $"These headings name one column twice: {Named(headings, ", ")}. Keep one of them and send the file again.",
        $"以下列含义相同：{Named(headings, "、")}。请每项只保留一列后重新上传。");

    /// <summary>Columns of ours that the screen does not show.</summary>
    public static Refusal Hidden(IReadOnlyList<SheetCell> headings) => new(
        RefusalCode.ColumnsHidden,
        "file",
        $"These columns are hidden: {Named(headings, ", ")}. Show them, see that they are right, and send the file again.",
        $"以下列被隐藏，看不到内容：{Named(headings, "、")}。请取消隐藏，核对无误后重新上传。");

    /// <summary>A header that lacks columns: what was read, and where.</summary>
    public static Refusal Missing(SheetRow row, string? sheet, IReadOnlyList<TableColumn> missing) => new(
        RefusalCode.ColumnsMissing,
        "file",
        $"Row {row.Number}{Of(sheet)} was read as the header, with {Read(row)}. Add these columns and send the file again: "
            + $"{English(missing)}.",
        $"{In(sheet)}第 {row.Number} 行被读作表头（读到：{Read(row)}），缺少以下列，请补齐后重新上传：{Chinese(missing)}。");

    /// <summary>A table without a row that could be the header.</summary>
    public static Refusal NotFound(SheetRow row, string? sheet, TableForm form) => new(
        RefusalCode.HeaderNotFound,
        "file",
        $"No row among the first {HeaderSearch.MostRows}{Of(sheet)} names the columns; row {row.Number} has {Read(row)}. "
            + $"Put one row above the data that names them: {English(Needed(form))}.",
        $"{In(sheet)}前 {HeaderSearch.MostRows} 行中没有找到表头（第 {row.Number} 行读到：{Read(row)}），"
            + $"请在数据上方用一行写明各列名称：{Chinese(Needed(form))}。");

    /// <summary>A header in two rows.</summary>
    public static Refusal TwoLevels(int first, int second) => new(
        RefusalCode.HeaderNotFound,
        "file",
        $"Rows {first} and {second} are a two-level heading: name every column in one row, without merged cells, and delete the other.",
        $"第 {first} 行和第 {second} 行是两级表头：请取消合并单元格，用一行写明每一列的名称，并删除另一行。");

    /// <summary>Two visible sheets with the columns.</summary>
    public static Refusal Ambiguous(IEnumerable<string> sheets)
    {
        var names = sheets.Select(Quoted).ToList();
        return new Refusal(
            RefusalCode.SheetsAmbiguous,
            "file",
            $"More than one visible sheet has the columns: {string.Join(", ", names)}. Keep one, hide the others, or name one with "
                + "?sheet=.",
            $"有多个可见工作表含有所需的列：{string.Join("、", names)}。请只保留一个，隐藏其余的，或用参数 sheet 指定。");
    }

    /// <summary>A sheet that is not there, or that the screen does not show.</summary>
    public static Refusal Unknown(IEnumerable<string> visible)
    {
        var names = visible.Select(Quoted).ToList();
        return new Refusal(
            RefusalCode.SheetUnknown,
            "sheet",
            $"No visible sheet has this name; there are {string.Join(", ", names)}.",
            $"没有此名称的可见工作表；可见的有：{string.Join("、", names)}。");
    }

    /// <summary>Cells of people's rows that were made one.</summary>
    public static Refusal Merged(MergedCells merged) => new(
        RefusalCode.CellsMerged,
        "file",
        $"There are merged cells in the data ({merged}): unmerge them and fill in every row, then send the file again.",
        $"数据区有合并单元格（{merged}）：请取消合并并逐行填写后重新上传。");

    private static IReadOnlyList<TableColumn> Needed(TableForm form) =>
        form.Columns.Any(column => column.IsRequired) ? [.. form.Columns.Where(column => column.IsRequired)] : form.Columns;

    private static string English(IEnumerable<TableColumn> columns) => string.Join(", ", columns.Select(column => column.Bilingual));

    private static string Chinese(IEnumerable<TableColumn> columns) => string.Join("、", columns.Select(column => column.Chinese));

    private static string Of(string? sheet) => sheet is null ? "" : $" of the sheet {Quoted(sheet)}";

    private static string In(string? sheet) => sheet is null ? "" : $"工作表{Quoted(sheet)}";

    private static string Quoted(string name) => $"“{name}”";

    private static string Named(IEnumerable<SheetCell> headings, string between) => string.Join(
        between, headings.Select(cell => $"{Quoted(Heading(cell.Cell.Shown))} ({MergedCells.Letters(cell.Column)})"));

    private static string Read(SheetRow row) =>
        string.Join(" | ", row.Cells.Take(MostHeadings).Select(cell => Heading(cell.Cell.Shown)))
            + (row.Cells.Count > MostHeadings ? " …" : "");

    /// <summary>A heading as it may be said: what has many digits may be a person's number, where the header is none.</summary>
    public static string Heading(string text)
    {
        var heading = string.Concat(text.Where(character => !char.IsControl(character))).Trim();
        return heading.Count(char.IsDigit) > MostDigits ? "…"
            : heading.Length <= LongestHeading ? heading
            : $"{heading[..(char.IsHighSurrogate(heading[LongestHeading - 1]) ? LongestHeading - 1 : LongestHeading)]}…";
    }
}
