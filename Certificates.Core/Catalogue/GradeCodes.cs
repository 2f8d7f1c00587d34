namespace Certificates.Core.Catalogue;

/// <summary>A set of grades as the register stores it: their codes joined by commas.</summary>
internal static class GradeCodes
{
    public static string Write(IEnumerable<Grade> grades) => string.Join(',', grades.Select(g => g.Code()));

    public static IReadOnlyList<Grade> Read(string codes) =>
    [
        .. codes.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(code => Grades.TryParse(code, out var grade)
            ? grade
            : throw new InvalidOperationException($"The register has the unknown grade {code}.")),
    ];
}
