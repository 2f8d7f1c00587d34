using System.Globalization;

namespace Certificates.Core.Directories;

/// <summary>Reads the fields of an entry that was sent and gathers every fault, so that all are told at once.</summary>
/// <param name="prefix">What stands before the name of a field, such as <c>items[2].</c>.</param>
internal sealed class SentFields(string prefix = "")
{
    private const int LongestText = 200;
    private readonly List<Refusal> _faults = [];

    /// <summary>Every fault so far; null while there is none.</summary>
    public Refusals? Faults => Refusals.Of(_faults);

    public void Add(Refusal fault) => _faults.Add(fault with { Field = prefix + fault.Field });

    /// <summary>Adds a fault unless something holds; without a message the code's own sentence says it.</summary>
    public void Require(bool holds, RefusalCode code, string field, string? message = null, string? chinese = null)
    {
        if (!holds)
        {
            Add(new Refusal(code, field, message ?? code.English, chinese));
        }
    }

    /// <summary>A text on one line, trimmed; what stood before when none was sent, and a fault when there is neither.</summary>
    public string Text(SentField field, string? sent, string? before)
    {
        var text = sent?.Trim() ?? before ?? "";
        Require(text.Length > 0, field.Missing!, field.Name, $"{field.Name} is missing.", $"缺 {field.Name}，请填写。");
        return OptionalText(field, text, null)!;
    }

    /// <summary>A text on one line, trimmed, that may be absent.</summary>
    public string? OptionalText(SentField field, string? sent, string? before)
    {
        var text = sent?.Trim() ?? before;
        Require(
            text is null || (text.Length <= LongestText && !text.Any(char.IsControl)),
            field.Invalid,
            field.Name,
            $"{field.Name} is one line of at most {LongestText} characters.",
            $"{field.Name} 应为一行文字，最多 {LongestText} 个字。");
        return text;
    }

    /// <summary>A day; what stood before when none was sent.</summary>
    public DateOnly? Day(SentField field, string? sent, DateOnly? before)
    {
        if (string.IsNullOrEmpty(sent))
        {
            return before;
        }

        if (TryDay(sent, out var day))
        {
            return day;
        }

        Add(new Refusal(
            field.Invalid, field.Name, $"{field.Name} is a day written as yyyy-MM-dd.", $"{field.Name} 应为 yyyy-MM-dd 格式的日期。"));
        return before;
    }

    /// <summary>A set of grades; what stood before when none was sent.</summary>
    public IReadOnlyList<Grade> Grades(string field, IReadOnlyList<string>? sent, IReadOnlyList<Grade>? before)
    {
        var grades = sent is null
            ? before ?? []
            : [.. sent.Select(code => Core.Grades.TryParse(code, out var grade) ? grade : (Grade?)null).OfType<Grade>().Distinct().Order()];
        Require(
            grades.Count > 0 && (sent is null || sent.All(code => Core.Grades.TryParse(code, out _))),
            RefusalCode.GradesInvalid,
            field,
            $"{field} lists at least one of junior, intermediate and senior.", $"{field} 应至少列出 junior、intermediate、senior 中的一个。");
        return grades;
    }

    /// <summary>Reads a day of the contract.</summary>
    public static bool TryDay(string sent, out DateOnly day) =>
        DateOnly.TryParseExact(sent, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
