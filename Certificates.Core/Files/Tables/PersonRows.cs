using System.Buffers;
using Certificates.Core.Files.Workbooks;

namespace Certificates.Core.Files.Tables;

/// <summary>Tells rows of people from those that say something of the table.</summary>
internal static class PersonRows
{
    private static readonly string[] Labels =
    [
        "合计", "小计", "总计", "共计", "制表", "审核", "填表", "备注", "总人数", "注:", "说明:", "平均", "及格率", "合格率", "通过率",
    ];
    private static readonly SearchValues<char> FirstOfLabels = SearchValues.Create([.. Labels.Select(label => label[0])]);

    /// <summary>
    /// False where the row has no number that tells a person or a certificate from others and begins with a word such as 合计, or has
    /// nothing else of a person: what is filled down a column, <c>以下空白</c>, <c>负责人：</c> and the mark that ends old text files make none.
    /// </summary>
    /// <param name="form">The columns.</param>
    /// <param name="cells">What the row holds.</param>
    /// <param name="texts">What our columns say.</param>
    /// <param name="isAtFault">
    /// True where a cell of ours cannot be read: somebody's row, unless it is labelled as a sum. An average is an error where nobody came.
    /// </param>
    public static bool Is(TableForm form, IEnumerable<SheetCell> cells, string[] texts, bool isAtFault)
    {
        var hasOther = isAtFault;
        for (var i = 0; i < texts.Length; i++)
        {
            var use = form.Columns[i].Use;
            if (use == ColumnUse.Word || IsBlank(texts[i]))
            {
                continue;
            }

            if (use.TellsApart() && !IsNoNumber(texts[i]))
            {
                return true;
            }

            hasOther |= !use.TellsApart() && !IsCaption(texts[i]);
        }

        return hasOther && !IsLabel(First(cells));
    }

    /// <summary>True for text of which nothing is seen.</summary>
    public static bool IsBlank(string text)
    {
        if (text is [var first, ..] && TypedText.IsPlain(first))
        {
            return false;
        }

        foreach (var character in TypedText.Visible(text))
        {
            if (character != ' ' && !char.IsControl(character))
            {
                return false;
            }
        }

        return true;
    }

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
        if (text.AsSpan().TrimStart() is not [var first, ..] || !FirstOfLabels.Contains(first))
        {
            return false;
        }

        var word = string.Concat(text.Where(character => !char.IsWhiteSpace(character)).Take(8).Select(TypedText.Fold));
        return Labels.Any(label => word.StartsWith(label, StringComparison.Ordinal));
    }
}
