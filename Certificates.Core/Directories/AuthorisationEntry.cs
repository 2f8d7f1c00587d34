using Certificates.Core.Catalogue;

namespace Certificates.Core.Directories;

/// <summary>A right of an institution, as it was granted.</summary>
/// <param name="Id">Its id; a changed right has a new one.</param>
/// <param name="Kind">grade or training: 专业技术等级证书 or 培训合格证书.</param>
/// <param name="OccupationNumber">职业序号.</param>
/// <param name="Grades">Codes of the grades.</param>
/// <param name="ValidFrom">First assessment day.</param>
/// <param name="ValidTo">Last assessment day; null without end.</param>
/// <param name="ResultsUntil">Last day results may arrive; null without end.</param>
/// <param name="Document">The document that granted it.</param>
/// <param name="RecordedAt">When it was written.</param>
/// <param name="WithdrawnAt">When it was withdrawn, or written anew in another form; null while it holds.</param>
public sealed record AuthorisationEntry(
    long Id,
    string Kind,
    string OccupationNumber,
    IReadOnlyList<string> Grades,
    DateOnly ValidFrom,
    DateOnly? ValidTo,
    DateOnly? ResultsUntil,
    string Document,
    DateTimeOffset RecordedAt,
    DateTimeOffset? WithdrawnAt)
{
    internal static AuthorisationEntry Of(AuthorisationRecord r) => new(
        r.Id,
        ((CertificateKind)r.Kind[0]).Code(),
        r.OccupationNumber,
        [.. GradeCodes.Read(r.Grades).Select(grade => grade.Code())],
        r.ValidFrom,
        r.ValidTo,
        r.ResultsUntil ?? r.ValidTo?.AddDays(Authorisation.DefaultDaysForResults),
        r.Document,
        r.RecordedAt,
        r.WithdrawnAt);
}

/// <summary>The rights of an institution.</summary>
/// <param name="Items">Those that hold; where a day was asked for, those that covered it.</param>
/// <param name="History">Those withdrawn or written anew; null where a day was asked for.</param>
public sealed record AuthorisationList(
    IReadOnlyList<AuthorisationEntry> Items,
    [property: System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
    IReadOnlyList<AuthorisationEntry>? History);

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

/// <summary>All the rights that the authority wants an institution to have: those left out are withdrawn.</summary>
/// <param name="Items">The rights.</param>
/// <param name="Document">The document the change rests on.</param>
public sealed record SentAuthorisations(IReadOnlyList<SentAuthorisation>? Items, string? Document);
