using System.Globalization;

namespace Certificates.Core.Directories;

/// <summary>Reads the fields of an entry that was sent and gathers every fault, so that all are told at once.</summary>
/// <param name="prefix">What stands before the name of a field, such as <c>items[2].</c>.</param>
internal sealed class SentFields(string prefix = "")
{
    private const int LongestText = 200;
    private readonly List<Refusal> _faults = [];

    /// <summary>True while nothing was at fault.</summary>
    public bool IsEmpty => _faults.Count == 0;

    /// <summary>Every fault so far.</summary>
    public Refusal[] Faults => [.. _faults];

    /// <summary>Adds a fault.</summary>
    public void Add(string code, string field, string message) => _faults.Add(new Refusal(code, prefix + field, message));

    /// <summary>Adds a fault unless something holds.</summary>
    public void Require(bool holds, string code, string field, string message)
    {
        if (!holds)
        {
            Add(code, field, message);
        }
    }

    /// <summary>A text on one line, trimmed; what stood before when none was sent, and a fault when there is neither.</summary>
    public string Text(string field, string? sent, string? before)
    {
        var text = sent?.Trim() ?? before ?? "";
        Require(text.Length > 0, $"{Snake(field)}_missing", field, $"{field} is missing.");
        return OptionalText(field, text, null)!;
    }

    /// <summary>A text on one line, trimmed, that may be absent.</summary>
    public string? OptionalText(string field, string? sent, string? before)
    {
        var text = sent?.Trim() ?? before;
        Require(
            text is null || (text.Length <= LongestText && !text.Any(char.IsControl)),
            $"{Snake(field)}_invalid",
            field,
            $"{field} is one line of at most {LongestText} characters.");
        return text;
    }

    /// <summary>A day; what stood before when none was sent.</summary>
    public DateOnly? Day(string field, string? sent, DateOnly? before)
    {
        if (string.IsNullOrEmpty(sent))
        {
            return before;
        }

        if (TryDay(sent, out var day))
        {
            return day;
        }

        Add($"{Snake(field)}_invalid", field, $"{field} is a day written as yyyy-MM-dd.");
        return before;
    }

    /// <summary>A set of grades; what stood before when none was sent.</summary>
    public IReadOnlyList<Grade> Grades(string field, IReadOnlyList<string>? sent, IReadOnlyList<Grade>? before)
    {
        var grades = sent is null ? before ?? [] : [.. sent.Select(code => Core.Grades.TryParse(code, out var grade) ? grade : (Grade?)null).OfType<Grade>().Distinct().Order()];
        Require(
            grades.Count > 0 && (sent is null || sent.All(code => Core.Grades.TryParse(code, out _))),
            "grades_invalid",
            field,
            $"{field} lists at least one of junior, intermediate and senior.");
        return grades;
    }

    /// <summary>Reads a day of the contract.</summary>
    public static bool TryDay(string sent, out DateOnly day) =>
        DateOnly.TryParseExact(sent, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    private static string Snake(string field) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(field);
}
