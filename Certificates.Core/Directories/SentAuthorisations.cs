namespace Certificates.Core.Directories;

/// <summary>All the rights that the authority wants an institution to have: those left out are withdrawn.</summary>
/// <param name="Items">The rights.</param>
/// <param name="Document">The document the change rests on.</param>
public sealed record SentAuthorisations(IReadOnlyList<SentAuthorisation>? Items, string? Document);

/// <summary>A right that the authority wants an institution to have.</summary>
/// <param name="Id">The id of the right this was, when it is changed or kept; nothing for a new one.</param>
/// <param name="Kind">grade or training.</param>
/// <param name="OccupationNumber">职业序号.</param>
/// <param name="Grades">Codes of the grades.</param>
/// <param name="ValidFrom">First assessment day.</param>
/// <param name="ValidTo">Last assessment day; nothing without end.</param>
/// <param name="ResultsUntil">Last day results may arrive; nothing is 90 days after the end.</param>
/// <param name="Document">The document that grants it.</param>
public sealed record SentAuthorisation(
    long? Id,
    string? Kind,
    string? OccupationNumber,
    IReadOnlyList<string>? Grades,
    string? ValidFrom,
    string? ValidTo,
    string? ResultsUntil,
    string? Document);
