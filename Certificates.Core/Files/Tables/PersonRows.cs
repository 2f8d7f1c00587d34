using Certificates.Core.Files.Workbooks;

namespace Certificates.Core.Files.Tables;

/// <summary>Tells rows of people from those that say something of the table.</summary>
internal static class PersonRows
{
    private static readonly string[] Labels = ["合计", "小计", "总计", "共计", "制表", "审核", "填表", "备注", "总人数", "注:", "说明:"];

    /// <summary>
    /// False where the row begins with a word such as 合计 and has no number that tells a person or a certificate from others, and where it
    /// has nothing of a person at all: what is filled down a column, and the mark that ends old text files, make none.
    /// </summary>
    public static bool Is(TableForm form, IEnumerable<SheetCell> cells, IReadOnlyList<string> texts) =>
        Enumerable.Range(0, texts.Count).Any(i => form.Columns[i].Use != ColumnUse.Word && !IsBlank(texts[i]))
        && !(IsLabel(First(cells)) && Enumerable.Range(0, texts.Count)
            .All(i => form.Columns[i].Use != ColumnUse.Identity || IsNoNumber(texts[i])));

    /// <summary>True for text of which nothing is seen.</summary>
    public static bool IsBlank(string text) => TypedText.Visible(text).All(character => character == ' ' || char.IsControl(character));

    private static string First(IEnumerable<SheetCell> cells) =>
        cells.Select(cell => cell.Cell.Shown).FirstOrDefault(text => !IsBlank(text)) ?? "";

    private static bool IsNoNumber(string text) =>
        IsBlank(text) || IsLabel(text) || text.Contains(':', StringComparison.Ordinal) || text.Contains('：', StringComparison.Ordinal);

    private static bool IsLabel(string text)
    {
        var word = string.Concat(text.Where(character => !char.IsWhiteSpace(character)).Take(8).Select(TypedText.Fold));
        return Labels.Any(label => word.StartsWith(label, StringComparison.Ordinal));
    }
}
