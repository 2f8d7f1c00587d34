using Certificates.Core.Files.Workbooks;

namespace Certificates.Core.Files.Tables;

/// <summary>Tells rows of people from those that say something of the table.</summary>
internal static class PersonRows
{
    private static readonly string[] Labels =
    [
        "合计", "小计", "总计", "共计", "制表", "审核", "填表", "备注", "总人数", "注:", "说明:", "平均", "及格率", "合格率", "通过率",
    ];

    /// <summary>
    /// False where the row has no number that tells a person or a certificate from others and begins with a word such as 合计, or has
    /// nothing else of a person: what is filled down a column, <c>以下空白</c>, <c>负责人：</c> and the mark that ends old text files make none.
    /// </summary>
    public static bool Is(TableForm form, IEnumerable<SheetCell> cells, IReadOnlyList<string> texts)
    {
        var filled = form.Columns.Zip(texts, (column, text) => (column.Use, Text: text)).Where(each => !IsBlank(each.Text));
        return filled.Any(each => each.Use.TellsApart() && !IsNoNumber(each.Text))
            || (!IsLabel(First(cells)) && filled.Any(each =>
                !each.Use.TellsApart() && each.Use != ColumnUse.Word && !IsCaption(each.Text)));
    }

    /// <summary>True for text of which nothing is seen.</summary>
    public static bool IsBlank(string text) => TypedText.Visible(text).All(character => character == ' ' || char.IsControl(character));

    private static string First(IEnumerable<SheetCell> cells) =>
        cells.Select(cell => cell.Cell.Shown).FirstOrDefault(text => !IsBlank(text)) ?? "";

    /// <summary>True for what is no number of anything: without a digit, or <c>日期：2026-11-29</c>, <c>共 2 人</c>, <c>第 1 页</c>.</summary>
    private static bool IsNoNumber(string text) =>
        IsLabel(text) || IsCaption(text) || !text.Any(char.IsDigit)
        || string.Concat(text.Where(character => !char.IsWhiteSpace(character))) is ['共' or '第', .., '人' or '名' or '条' or '页'];

    /// <summary>True for words before a colon, which in a time of day stands behind a digit.</summary>
    private static bool IsCaption(string text) => text.IndexOfAny([':', '：']) is var at and > 0 && !char.IsDigit(text[at - 1]);

    private static bool IsLabel(string text)
    {
        var word = string.Concat(text.Where(character => !char.IsWhiteSpace(character)).Take(8).Select(TypedText.Fold));
        return Labels.Any(label => word.StartsWith(label, StringComparison.Ordinal));
    }
}
