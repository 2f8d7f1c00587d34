namespace Certificates.Core.Files.Workbooks;

/// <summary>
/// What a section of a format code shows of a day (ECMA-376, part 1, 18.8.31). A letter outside quotes, escapes and brackets names a part
/// of it; <c>m</c> behind hours or before seconds is minutes, and <c>ddd</c> a day of the week.
/// </summary>
internal static class DateCode
{
    private const string Letters = "yYmMdDeEgGbBhHsS";

    /// <summary>Whether it makes a day or a time of day of a number, and whether year, month and day are all to be seen.</summary>
    public static (FormatKind Kind, bool ShowsWholeDay) Read(string section)
    {
        var (parts, isElapsed) = Parts(section.Replace("General", "", StringComparison.OrdinalIgnoreCase)
            .Replace("AM/PM", "", StringComparison.OrdinalIgnoreCase));
        var isTime = isElapsed || parts.Exists(part => part[0] is 'h' or 's');
        var hasMonth = parts.Where((part, i) => part is ['m', ..] && part.Length < 5 && !IsMinutes(parts, i)).Any();
        var isWhole = hasMonth && parts.Exists(part => part[0] is 'y' or 'e' or 'b') && parts.Exists(part => part is "d" or "dd");
        return (isTime ? FormatKind.Time : parts.Count > 0 ? FormatKind.Date : FormatKind.Number, isWhole);
    }

    private static bool IsMinutes(List<string> parts, int at) =>
        (at > 0 && parts[at - 1][0] == 'h') || (at + 1 < parts.Count && parts[at + 1][0] == 's');

    /// <summary>The runs of one letter, in lower case; brackets of such letters alone count what has elapsed.</summary>
    private static (List<string> Parts, bool IsElapsed) Parts(string section)
    {
        var (parts, isElapsed) = (new List<string>(), false);
        for (var i = 0; i < section.Length; i++)
        {
            switch (section[i])
            {
                case '"' or '[':
                    var close = section.IndexOf(section[i] == '"' ? '"' : ']', i + 1);
                    isElapsed |= section[i] == '[' && close > i && section[(i + 1)..close].All("hHmMsS".Contains);
                    i = close < 0 ? section.Length : close;
                    break;
                case '\\' or '_' or '*':
                    i++;
                    break;
                case 'e' or 'E' when i + 1 < section.Length && section[i + 1] is '+' or '-':
                    break;
                case var letter when Letters.Contains(letter, StringComparison.Ordinal):
                    var end = i + 1;
                    while (end < section.Length && char.ToUpperInvariant(section[end]) == char.ToUpperInvariant(letter))
                    {
                        end++;
                    }

                    parts.Add(new string((char)(letter | 0x20), end - i));
                    i = end - 1;
                    break;
            }
        }

        return (parts, isElapsed);
    }
}
