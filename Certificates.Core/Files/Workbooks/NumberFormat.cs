using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Certificates.Core.Files.Workbooks;

/// <summary>How a workbook shows the numbers of a cell (ECMA-376, part 1, 18.8.31).</summary>
internal sealed class NumberFormat
{
    /// <summary>What a spreadsheet takes, in characters; a longer code is not read.</summary>
    public const int LongestCode = 255;

    private const string ChineseGeneral = "G/通用格式";

    /// <summary>A General cell shows larger integers by their powers of ten.</summary>
    private const double MostPlain = 999_999_999_999_999;

    private static readonly FrozenDictionary<int, string> BuiltInCodes = new (int Id, string Code)[]
    {
        (0, "General"), (1, "0"), (2, "0.00"), (3, "#,##0"), (4, "#,##0.00"), (9, "0%"), (10, "0.00%"), (11, "0.00E+00"),
        (37, "#,##0_);(#,##0)"), (38, "#,##0_);(#,##0)"), (39, "#,##0.00_);(#,##0.00)"), (40, "#,##0.00_);(#,##0.00)"), (49, "@"),
    }.ToFrozenDictionary(pair => pair.Id, pair => pair.Code);

    /// <summary>Those that show year, month and day, as the Chinese edition does.</summary>
    private static readonly FrozenSet<int> WholeDays = ((int[])[14, 15, 22, 30, 31]).ToFrozenSet();

    /// <summary>27–36 and 50–58 are the dates of Chinese, Japanese and Korean editions.</summary>
    private static readonly FrozenSet<int> BuiltInDates =
        ((int[])[14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]).ToFrozenSet();

    private static readonly FrozenSet<int> BuiltInTimes = ((int[])[18, 19, 20, 21, 22, 32, 33, 34, 35, 45, 46, 47]).ToFrozenSet();

    private readonly IReadOnlyList<NumberSection?> _sections;

    private NumberFormat(FormatKind kind, IReadOnlyList<NumberSection?> sections) => (Kind, _sections) = (kind, sections);

    /// <summary>Numbers as they are.</summary>
    public static NumberFormat General { get; } = new(FormatKind.Number, [NumberSection.General]);

    /// <summary>A day and its time: what a cell of ISO 8601 says by itself.</summary>
    public static NumberFormat Instant { get; } = new(FormatKind.Time, []) { ShowsWholeDay = true };

    /// <summary>What becomes of a number.</summary>
    public FormatKind Kind { get; }

    /// <summary>True where year, month and day are all to be seen: <c>Jun-26</c> leaves the day out, <c>6-24</c> the year.</summary>
    public bool ShowsWholeDay { get; private init; }

    /// <summary>A format that every workbook has, by its id; for another a number whose digits are not known to be shown.</summary>
    public static NumberFormat BuiltIn(int id) => BuiltInDates.Contains(id)
        ? new(FormatKind.Date, []) { ShowsWholeDay = WholeDays.Contains(id) }
        : BuiltInTimes.Contains(id) ? new(FormatKind.Time, []) { ShowsWholeDay = WholeDays.Contains(id) }
        : BuiltInCodes.TryGetValue(id, out var code) ? Of(code) : new(FormatKind.Number, [null]);

    /// <summary>
    /// Reads a code. One that names a part of a day is that of a date; <c>E</c> before a sign is the exponent, and <c>General</c> no date
    /// at all.
    /// </summary>
    public static NumberFormat Of(string code)
    {
        if (code.Length == 0 || code == ChineseGeneral)
        {
            return General;
        }

        if (code.Length > LongestCode)
        {
            return new NumberFormat(FormatKind.Number, [null]);
        }

        var sections = NumberSection.Split(code);
        var (kind, showsWholeDay) = DateCode.Read(sections[0]);
        return kind != FormatKind.Number
            ? new NumberFormat(kind, []) { ShowsWholeDay = showsWholeDay }
            : new NumberFormat(kind, [.. sections.Select(NumberSection.Read)]);
    }

    /// <summary>A number as the sheet shows it; null where the code has parts that are not known here.</summary>
    public string? Show(double number)
    {
        var negative = number < 0 && _sections.Count > 1;
        var section = negative ? _sections[1] : number == 0 && _sections.Count > 2 ? _sections[2] : First;
        return section?.Show(negative ? -number : number);
    }

    /// <summary>A number as a General cell shows it.</summary>
    public static string Plainly(double number) => Math.Abs(number) <= MostPlain
        ? ((decimal)number).ToString(CultureInfo.InvariantCulture)
        : number.ToString("0.#####E+00", CultureInfo.InvariantCulture);

    private NumberSection? First => _sections.Count > 0 ? _sections[0] : null;
}

/// <summary>What a format makes of a number.</summary>
internal enum FormatKind
{
    /// <summary>It stays a number.</summary>
    Number,

    /// <summary>A day.</summary>
    Date,

    /// <summary>A day with a time of day, or the latter alone.</summary>
    Time,
}

/// <summary>
/// A section of a format code, for positive or negative numbers or zero, as a format of the platform; which has the same digits,
/// separators, per cent and exponents.
/// </summary>
internal sealed class NumberSection
{
    private const double MostDecimal = 7e28;
    private const string Plain = " -+()$¥￥:";
    private readonly string? _format;

    private NumberSection(string? format) => _format = format;

    /// <summary>Numbers as they are.</summary>
    public static NumberSection General { get; } = new(null);

    /// <summary>The sections of a code; a semicolon in quotes, behind an escape or in brackets separates nothing.</summary>
    public static IReadOnlyList<string> Split(string code)
    {
        var (sections, start, until) = (new List<string>(), 0, '\0');
        for (var i = 0; i < code.Length; i++)
        {
            if (until != '\0')
            {
                until = code[i] == until ? '\0' : until;
            }
            else if (code[i] == ';')
            {
                sections.Add(code[start..i]);
                start = i + 1;
            }
            else
            {
                until = code[i] == '"' ? '"' : code[i] == '[' ? ']' : '\0';
                i += code[i] is '\\' or '_' or '*' ? 1 : 0;
            }
        }

        return [.. sections, code[Math.Min(start, code.Length)..]];
    }

    /// <summary>Reads a section; null when it has parts that are not known here, such as conditions, fractions or Chinese digits.</summary>
    public static NumberSection? Read(string section)
    {
        var format = new StringBuilder();
        for (var i = 0; i < section.Length; i++)
        {
            switch (section[i])
            {
                case '0' or '#' or '.' or ',' or '%' or '?':
                    format.Append(section[i] == '?' ? '#' : section[i]);
                    break;
                case '@':
                    return General;
                case 'G' or 'g' when section.AsSpan(i).StartsWith("General", StringComparison.OrdinalIgnoreCase):
                    return General;
                case 'E' or 'e' when i + 1 < section.Length && section[i + 1] is '+' or '-':
                    format.Append('E').Append(section[++i]);
                    break;
                case '_' or '*':
                    i++;
                    break;
                default:
                    if (Literal(section, ref i) is not { } literal)
                    {
                        return null;
                    }

                    format.Append(string.Concat(literal.Select(character => $"\\{character}")));
                    break;
            }
        }

        return new NumberSection(format.ToString());
    }

    /// <summary>A number as the section shows it, without the spaces that align it.</summary>
    public string Show(double number) =>
        _format is null ? NumberFormat.Plainly(number)
        : _format.Length == 0 ? ""
        : Math.Abs(number) < MostDecimal ? ((decimal)number).ToString(_format, CultureInfo.InvariantCulture).Trim()
        : number.ToString(_format, CultureInfo.InvariantCulture).Trim();

    /// <summary>The text that stands at a place as it is; null where that is more than text.</summary>
    private static string? Literal(string section, ref int at)
    {
        var opening = section[at];
        if (opening == '\\' && at + 1 < section.Length)
        {
            return section[++at].ToString();
        }

        if (opening is not ('"' or '['))
        {
            return Plain.Contains(opening, StringComparison.Ordinal) ? opening.ToString() : null;
        }

        var (start, close) = (at + 1, section.IndexOf(opening == '"' ? '"' : ']', at + 1));
        at = close;
        return close < 0 ? null : Bracketed(opening, section[start..close]);
    }

    /// <summary>What quotes or brackets add to the text; null for a condition or other digits.</summary>
    private static string? Bracketed(char opening, string content) =>
        opening == '"' ? content
        : content.StartsWith('$') ? content[1..].Split('-')[0]
        : content.Length == 0 || content.StartsWith("DBNum", StringComparison.OrdinalIgnoreCase) ? null
        : content.All(char.IsAsciiLetterOrDigit) ? ""
        : null;
}
