using System.Buffers;

namespace Certificates.Core.Files;

/// <summary>
/// A line of CSV (RFC 4180) that is data and nothing else to a spreadsheet: a field that would be read as a formula gets an
/// apostrophe before it, which the spreadsheet shows as text.
/// </summary>
public static class SpreadsheetLine
{
    private const string FormulaStarts = "=+-@\t\r\n＝＋－＠";
    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(",\"\r\n'");
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    /// <summary>The line with its end.</summary>
    public static string Of(IEnumerable<string> fields) => string.Join(',', fields.Select(Field)) + "\r\n";

    private static string Field(string value)
    {
        var safe = IsFormula(value) ? $"'{value}" : value;
        return safe.AsSpan().ContainsAny(NeedsQuotes) ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    // A negative number stays one, and so does the dash that stands for "none": neither calculates anything.
    private static bool IsFormula(string value) =>
        value.Length > 0
        && FormulaStarts.Contains(value[0], StringComparison.Ordinal)
        && !(value[0] == '-' && (!value.AsSpan(1).ContainsAnyExcept(NumberCharacters) || !value.AsSpan().ContainsAnyExcept('-')));
}
