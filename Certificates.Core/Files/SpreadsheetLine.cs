using System.Buffers;
using System.Globalization;

namespace Certificates.Core.Files;

/// <summary>
/// A line of CSV (RFC 4180) that is data and nothing else to a spreadsheet: a field that would be read as a formula gets an
/// apostrophe before it, which the spreadsheet shows as text.
/// </summary>
public static class SpreadsheetLine
{
    private const string FormulaStarts = "=+-@＝＋－＠";
    private const string Separators = "\t\r\n";
    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(",\"\r\n'");
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    /// <summary>The line with its end.</summary>
    /// <param name="fields">As they are.</param>
    /// <param name="separator">What stands between them.</param>
    public static string Of(IEnumerable<string> fields, char separator = ',') =>
        string.Join(separator, fields.Select(field => Field(field, separator))) + "\r\n";

    private static string Field(string value, char separator)
    {
        var safe = IsFormula(value) ? $"'{value}" : value;
        return safe.AsSpan().ContainsAny(NeedsQuotes) || safe.Contains(separator, StringComparison.Ordinal)
            ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : safe;
    }

    // A negative number stays one, and so does the dash that stands for "none": neither calculates anything. What nobody sees before a
    // formula, some spreadsheets leave out.
    private static bool IsFormula(string value)
    {
        var shown = value.AsSpan();
        while (shown.Length > 0 && (char.IsWhiteSpace(shown[0]) || char.IsControl(shown[0]) || IsInvisible(shown[0])))
        {
            shown = shown[1..];
        }

        return (value.Length > 0 && Separators.Contains(value[0], StringComparison.Ordinal))
            || (shown.Length > 0
                && FormulaStarts.Contains(shown[0], StringComparison.Ordinal)
                && !(shown[0] == '-' && (!shown[1..].ContainsAnyExcept(NumberCharacters) || !shown.ContainsAnyExcept('-'))));
    }

    private static bool IsInvisible(char character) => char.GetUnicodeCategory(character) == UnicodeCategory.Format;
}
