namespace Certificates.Core.Directories;

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
/// <param name="EnglishName">As printed below it; left out, it stays as it is.</param>
public sealed record SentDirection(string? Number, string? Name, IReadOnlyList<string>? Grades, string? EnglishName = null);
