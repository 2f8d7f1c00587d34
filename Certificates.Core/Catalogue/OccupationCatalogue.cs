using System.Text.Json;

namespace Certificates.Core.Catalogue;

/// <summary>The occupations a new database begins with, from <c>occupations.json</c>; the authority edits them there afterwards.</summary>
public static class OccupationCatalogue
{
    /// <summary>The occupations of the embedded file.</summary>
    public static IReadOnlyList<Occupation> Embedded()
    {
        using var stream = typeof(OccupationCatalogue).Assembly.GetManifestResourceStream("occupations.json")!;
        var file = JsonSerializer.Deserialize<CatalogueFile>(stream, JsonSerializerOptions.Web)!;
        return [.. file.Occupations.Select(entry => entry.Build(file.Edition))];
    }

    private static Grade GradeOf(string word) =>
        Grades.TryParse(word, out var grade) ? grade : throw new JsonException($"occupations.json has the unknown grade {word}.");

    private sealed record CatalogueFile(string Edition, IReadOnlyList<OccupationEntry> Occupations);

    private sealed record PassMarks(decimal Theory, decimal Ability);

    private sealed record DirectionEntry(string Number, string Name, string EnglishName, IReadOnlyList<string> Grades)
    {
        public Direction Build() => new(Number, Name, [.. Grades.Select(GradeOf)]) { EnglishName = EnglishName };
    }

    private sealed record OccupationEntry(
        string Number, string Code, string? FormerCode, string Name, string EnglishName, PassMarks PassMarks,
            IReadOnlyList<DirectionEntry> Directions)
    {
        public Occupation Build(string edition) => new()
        {
            Number = Number,
            Edition = edition,
            Code = Code,
            FormerCode = FormerCode,
            Name = Name,
            EnglishName = EnglishName,
            TheoryPass = PassMarks.Theory,
            AbilityPass = PassMarks.Ability,

            // The file gives no day: the institutions' authorisations bound what can be issued.
            ValidFrom = DateOnly.MinValue,
            Directions = [.. Directions.Select(entry => entry.Build())],
        };
    }
}
