namespace Certificates.Core;

/// <summary>The three grades of 专业技术等级, in rising skill. Their digits in a number fall (see <c>ZJ-2021</c>): never compare those.</summary>
public enum Grade
{
    /// <summary>初级, digit 3.</summary>
    Junior = 1,

    /// <summary>中级, digit 2.</summary>
    Intermediate = 2,

    /// <summary>高级, digit 1.</summary>
    Senior = 3,
}

/// <summary>The words a grade goes by in files, on paper and in JSON.</summary>
public static class Grades
{
    /// <summary>初级, 中级 or 高级.</summary>
    public static string Chinese(this Grade grade) => grade switch
    {
        Grade.Junior => "初级",
        Grade.Intermediate => "中级",
        Grade.Senior => "高级",
    };

    /// <summary>Junior, Intermediate or Senior.</summary>
    public static string English(this Grade grade) => grade.ToString();

    /// <summary>The code in JSON: junior, intermediate, senior.</summary>
    public static string Code(this Grade grade) => grade switch
    {
        Grade.Junior => "junior",
        Grade.Intermediate => "intermediate",
        Grade.Senior => "senior",
    };

    /// <summary>Grades as the register keeps them: their codes joined by commas.</summary>
    internal static string Codes(this IEnumerable<Grade> grades) => string.Join(',', grades.Select(Code));

    /// <summary>Reads what <see cref="Codes"/> wrote.</summary>
    internal static IReadOnlyList<Grade> OfCodes(string codes) =>
    [
        .. codes.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(code => TryParse(code, out var grade)
            ? grade
            : throw new InvalidOperationException($"The register has the unknown grade {code}.")),
    ];

    /// <summary>Reads the Chinese word or the code in any case; spaces do not count.</summary>
    public static bool TryParse(string? text, out Grade grade)
    {
        var word = TypedText.Visible(text).Replace(" ", "", StringComparison.Ordinal);
        foreach (var candidate in Enum.GetValues<Grade>())
        {
            if (word == candidate.Chinese() || string.Equals(word, candidate.Code(), StringComparison.OrdinalIgnoreCase))
            {
                grade = candidate;
                return true;
            }
        }

        grade = default;
        return false;
    }
}
