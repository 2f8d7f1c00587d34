using System.Text.RegularExpressions;
using Certificates.Core.Coding;
using Certificates.Core.Files.Workbooks;

namespace Certificates.Core.Files.Tables;

/// <summary>
/// What a cell of one of our columns says, and what is wrong with it before anybody reads a value from it. One set of rules for results,
/// earlier certificates and lists, whatever file they come in.
/// </summary>
internal static partial class CellText
{
    private static readonly char[] Exponents = [.. "EeＥｅ"];
    private const int LongestPower = 30;

    private static readonly string[] ErrorWords =
    [
        "null", "(null)", "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#N/A!", "#SPILL!", "#CALC!", "#GETTING_DATA",
    ];

    /// <summary>What programs write for nothing, as they write it: NAN and Nil may be people's names.</summary>
    private static readonly string[] ExportWords = ["nan", "NaN", "None", "NaT", "<NA>", "nil", "undefined", "(blank)", "(空白)"];

    /// <summary>The text of a cell in a column: where that holds numbers of things, what the sheet shows of one.</summary>
    public static string Of(Cell cell, ColumnUse use) =>
        cell.Kind == CellKind.Number && (use.IsNumberOfThings() || use == ColumnUse.File) ? cell.Shown : cell.Text;

    /// <summary>What is wrong with a cell in a column, whatever value it should have.</summary>
    public static CellFault FaultOf(Cell cell, ColumnUse use) => cell.Kind switch
    {
        CellKind.Error => CellFault.Error,
        CellKind.NoResult => CellFault.NoResult,
        CellKind.Date when use == ColumnUse.Day => cell.ShowsWholeDay ? CellFault.None : CellFault.PartOfDay,
        CellKind.Date => use.IsNumberOfThings() ? CellFault.OtherFormat : CellFault.None,
        CellKind.Number when use == ColumnUse.Quantity => cell.ShowsItsValue ? CellFault.None : CellFault.OtherFormat,
        CellKind.Number when !use.IsNumberOfThings() || cell.IsPlainNumber => CellFault.None,
        CellKind.Number => cell.HasLostDigits ? CellFault.LostDigits : CellFault.OtherFormat,
        CellKind.Text => FaultOf(TypedText.Visible(Of(cell, use)), use),
    };

    private static CellFault FaultOf(string text, ColumnUse use) =>
        text is ['#' or 'n' or 'N' or '(', ..] && ErrorWords.Contains(text, StringComparer.OrdinalIgnoreCase) ? CellFault.Error
        : text is ['n' or 'N' or '<' or 'u' or '(', ..] && ExportWords.Contains(text) ? CellFault.Error
        : use.IsNumberOfThings() && text.Length is > 0 and <= LongestPower && char.IsDigit(text[0]) && text.IndexOfAny(Exponents) > 0
            && Powers().IsMatch(string.Concat(text.Select(TypedText.Fold))) ? CellFault.LostDigits
        : use == ColumnUse.IdNumber && IsRounded(IdDocument.Compact(text)) ? CellFault.LostDigits
        : CellFault.None;

    /// <summary>
    /// True for what is left of a number of 18 digits that was a quantity on its way: spreadsheets keep 15 of them, and 000 stands for the
    /// rest. The check digit tells it from a number that ends so.
    /// </summary>
    private static bool IsRounded(string number) =>
        number.Length == Gb11643.Length && number.EndsWith("000", StringComparison.Ordinal) && number.All(char.IsAsciiDigit)
        && Gb11643.Fault(number) is not null;

    /// <summary>A number by its powers of ten, as spreadsheets show long ones; no passport's has a sign or a point in it.</summary>
    [GeneratedRegex(
        @"^[0-9]([.,][0-9]+)?E\+[0-9]+$|^[0-9][.,][0-9]+E[0-9]+$",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Powers();
}

/// <summary>What can be wrong with a cell before a value is read from it.</summary>
internal enum CellFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It is a number of more digits than a cell keeps.</summary>
    LostDigits,

    /// <summary>It is a number or a date, and what its format shows are not the digits it has.</summary>
    OtherFormat,

    /// <summary>It is a date whose format leaves out the day, the month or the year: what it leaves out nobody meant.</summary>
    PartOfDay,

    /// <summary>It is the error of a formula or of an export.</summary>
    Error,

    /// <summary>It is a formula, and its result is not in the file.</summary>
    NoResult,
}

/// <summary>The words for what is wrong with a cell.</summary>
internal static class CellFaults
{
    /// <summary>What is wrong and what to do, in both languages, of a column by its names.</summary>
    public static (string English, string Chinese) Words(this CellFault fault, string bilingual, string chinese) => fault switch
    {
        CellFault.LostDigits => (
            $"{bilingual} is stored as a number, which loses digits: format the column as text and enter the numbers again.",
            $"{chinese}被存成了数字，末几位已丢失：请把该列设为文本后重新填写。"),
        CellFault.OtherFormat => (
            $"{bilingual} is stored as a number or a date that the sheet shows otherwise: format the column as text and enter it again.",
            $"{chinese}被存成了数字或日期，显示的内容与存储的不同：请把该列设为文本后重新填写。"),
        CellFault.PartOfDay => (
            $"{bilingual} is a date that the sheet shows without its day, its month or its year: write it in full, as 2026-04-25.",
            $"{chinese}的单元格没有显示完整的年、月、日：请写明完整日期（如 2026-04-25）后重新上传。"),
        CellFault.NoResult => (
            $"{bilingual} is a formula without a result: open the file in Excel or WPS, save it and send it again.",
            $"{chinese}是公式，文件中没有它的计算结果：请用 Excel 或 WPS 打开文件并保存后重新上传。"),
        _ => (
            $"{bilingual} holds a formula or export error in the cell (such as #N/A or null): enter what belongs there.",
            $"{chinese}的单元格中是公式错误或导出错误（如 #N/A、null）：请填写实际内容。"),
    };
}
