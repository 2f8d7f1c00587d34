using System.Text;

namespace Certificates.Core.Files;

/// <summary>What separates the fields of a text table.</summary>
/// <param name="Separator">A comma, a tab or a semicolon; or what the file itself says.</param>
/// <param name="HasDirective">True when its first line is <c>sep=</c>, by which spreadsheets are told.</param>
/// <param name="EndsByReturn">True when its lines end by a carriage return alone, as those of old Macs do.</param>
internal sealed record CsvDialect(char Separator, bool HasDirective, bool EndsByReturn)
{
    private const string Directive = "sep=";
    private const string Separators = ",\t;";

    /// <summary>As much of the beginning as the header is looked for in, in characters.</summary>
    private const int LongestStart = 64 * 1024;

    private const int MostRecords = 25;

    /// <summary>
    /// Finds it: that by which a record near the beginning has most of the headings that are looked for, else the one that stands there
    /// most often.
    /// </summary>
    public static async Task<CsvDialect> FindAsync(
        TextReader text, Func<IReadOnlyList<string>, int> knows, CancellationToken cancellationToken)
    {
        var buffer = new char[LongestStart];
        var start = new string(buffer, 0, await text.ReadBlockAsync(buffer, cancellationToken)).TrimStart('\uFEFF');
        var endsByReturn = start.Contains('\r', StringComparison.Ordinal) && !start.Contains('\n', StringComparison.Ordinal);
        if (start.StartsWith(Directive, StringComparison.OrdinalIgnoreCase) && start.Length > Directive.Length
            && (Separators + "|").Contains(start[Directive.Length], StringComparison.Ordinal)
            && (start.Length == Directive.Length + 1 || start[Directive.Length + 1] is '\r' or '\n'))
        {
            return new CsvDialect(start[Directive.Length], HasDirective: true, endsByReturn);
        }

        var separator = Separators
            .Select(each => (Separator: each, Records: Records(start, each)))
            .OrderByDescending(each => each.Records.Count == 0 ? 0 : each.Records.Max(knows))
            .ThenByDescending(each => each.Records.Count == 0 ? 0 : each.Records.Max(record => record.Count))
            .ThenBy(each => Separators.IndexOf(each.Separator, StringComparison.Ordinal))
            .First().Separator;
        return new CsvDialect(separator, HasDirective: false, endsByReturn);
    }

    /// <summary>The first records, as far as it takes to know headings: quotes are left out.</summary>
    private static List<List<string>> Records(string text, char separator)
    {
        var (records, record, field, isQuoted) = (new List<List<string>>(), new List<string>(), new StringBuilder(), false);
        foreach (var character in text)
        {
            if (character == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (isQuoted || (character != separator && character is not ('\r' or '\n')))
            {
                field.Append(character);
            }
            else
            {
                record.Add(field.ToString());
                field.Clear();
                if (character is '\r' or '\n')
                {
                    records.Add(record);
                    record = [];
                }
            }

            if (records.Count == MostRecords)
            {
                return records;
            }
        }

        record.Add(field.ToString());
        return [.. records, record];
    }
}
