using System.Globalization;
using System.Text.Json.Serialization;
using Certificates.Core.Catalogue;

namespace Certificates.Core.Directories;

/// <summary>An edition of an occupation.</summary>
/// <param name="Number">职业序号, never used again for another occupation.</param>
/// <param name="Edition">Name of the edition.</param>
/// <param name="Code">Its code in that edition.</param>
/// <param name="FormerCode">The code before; files with it still pass.</param>
/// <param name="Name">As printed.</param>
/// <param name="EnglishName">As printed below it.</param>
/// <param name="TheoryPass">理论知识 pass mark out of 100.</param>
/// <param name="AbilityPass">专业能力 pass mark out of 100.</param>
/// <param name="ValidFrom">First assessment day.</param>
/// <param name="ValidTo">Last assessment day; null while no end is set.</param>
/// <param name="Directions">Its directions.</param>
public sealed record OccupationEntry(
    string Number,
    string Edition,
    string Code,
    string? FormerCode,
    string Name,
    string EnglishName,
    decimal TheoryPass,
    decimal AbilityPass,
    DateOnly ValidFrom,
    DateOnly? ValidTo,
    IReadOnlyList<DirectionEntry> Directions)
{
    /// <summary>
    /// Every edition, oldest first; null in lists and for a day. What an edition was before it was corrected stands in the directory's
    /// events.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<OccupationEntry>? History { get; init; }

    internal static OccupationEntry Of(OccupationRecord o, IEnumerable<DirectionRecord> directions) => new(
        o.Number,
        o.Edition,
        o.Code,
        o.FormerCode,
        o.Name,
        o.EnglishName,
        decimal.Parse(o.TheoryPass, CultureInfo.InvariantCulture),
        decimal.Parse(o.AbilityPass, CultureInfo.InvariantCulture),
        o.ValidFrom,
        o.ValidTo,
        [.. directions.Select(d => new DirectionEntry(d.Number, d.Name, [.. GradeCodes.Read(d.Grades).Select(grade => grade.Code())]))]);

    internal OccupationRecord Record() => new()
    {
        Number = Number,
        Edition = Edition,
        Code = Code,
        FormerCode = FormerCode,
        Name = Name,
        EnglishName = EnglishName,
        TheoryPass = TheoryPass.ToString(CultureInfo.InvariantCulture),
        AbilityPass = AbilityPass.ToString(CultureInfo.InvariantCulture),
        ValidFrom = ValidFrom,
        ValidTo = ValidTo,
    };

    internal IEnumerable<DirectionRecord> DirectionRecords() => Directions.Select(d => new DirectionRecord
    {
        OccupationNumber = Number,
        Edition = Edition,
        Number = d.Number,
        Name = d.Name,
        Grades = string.Join(',', d.Grades),
    });
}

/// <summary>A direction of an edition.</summary>
/// <param name="Number">方向序号, 01–99; it never changes its meaning.</param>
/// <param name="Name">As printed.</param>
/// <param name="Grades">Codes of the grades that know it.</param>
public sealed record DirectionEntry(string Number, string Name, IReadOnlyList<string> Grades);

/// <summary>
/// What the authority sends of an edition. What is left out stays as the edition has it, or, for a new edition, as the one before it
/// had; a new edition with another code keeps the code before as the former one.
/// </summary>
/// <param name="Edition">Name of the edition: a known one is corrected, another one is added.</param>
/// <param name="Code">Its code.</param>
/// <param name="FormerCode">The code before.</param>
/// <param name="Name">As printed.</param>
/// <param name="EnglishName">As printed below it.</param>
/// <param name="TheoryPass">0–100, at most 2 decimals.</param>
/// <param name="AbilityPass">0–100, at most 2 decimals.</param>
/// <param name="ValidFrom">First assessment day; the edition before ends on the day before it.</param>
/// <param name="ValidTo">Last assessment day.</param>
/// <param name="Directions">All directions of the edition.</param>
/// <param name="Document">The document the change rests on.</param>
public sealed record SentOccupation(
    string? Edition,
    string? Code,
    string? FormerCode,
    string? Name,
    string? EnglishName,
    decimal? TheoryPass,
    decimal? AbilityPass,
    string? ValidFrom,
    string? ValidTo,
    IReadOnlyList<SentDirection>? Directions,
    string? Document);

/// <summary>A direction as sent.</summary>
/// <param name="Number">方向序号, 01–99.</param>
/// <param name="Name">As printed.</param>
/// <param name="Grades">Codes of the grades that know it.</param>
public sealed record SentDirection(string? Number, string? Name, IReadOnlyList<string>? Grades);
