using System.Text.Json.Serialization;
using Certificates.Core.Data;

namespace Certificates.Core.Catalogue;

/// <summary>
/// An institution's right to issue for one occupation at some grades. It is judged on the assessment date, within an inclusive
/// span, and results must arrive by <see cref="ResultsUntil"/>, so that nobody struck off the list can back-date.
/// </summary>
public sealed record Authorisation
{
    /// <summary>Days after <see cref="ValidTo"/> in which results are still taken, where the authority set no other day.</summary>
    public const int DefaultDaysForResults = 90;

    internal static readonly TableColumns<Authorisation> Columns = new(
        "Authorisation",
        ("Id", a => a.Id),
        ("InstitutionId", a => a.InstitutionId),
        ("Kind", a => a.Kind.Letter()),
        ("OccupationNumber", a => a.OccupationNumber),
        ("Grades", a => a.Grades.Codes()),
        ("ValidFrom", a => a.ValidFrom),
        ("ValidTo", a => a.ValidTo),
        ("ResultsUntil", a => a._resultsUntil),
        ("Document", a => a.Document),
        ("RecordedAt", a => a.RecordedAt));

    private readonly DateOnly? _resultsUntil;

    /// <summary>Its id; a changed right has a new one.</summary>
    public long Id { get; init; }

    /// <summary>Whose right.</summary>
    [JsonIgnore]
    public long InstitutionId { get; init; }

    /// <summary>The kind of certificate.</summary>
    public required CertificateKind Kind { get; init; }

    /// <summary>职业序号.</summary>
    public required string OccupationNumber { get; init; }

    /// <summary>The grades it extends to.</summary>
    public required IReadOnlyList<Grade> Grades { get; init; }

    /// <summary>First assessment day.</summary>
    public required DateOnly ValidFrom { get; init; }

    /// <summary>Last assessment day; null without end.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Last day results may arrive; null without end.</summary>
    public DateOnly? ResultsUntil
    {
        get => _resultsUntil ?? ValidTo?.AddDays(DefaultDaysForResults);
        init => _resultsUntil = value;
    }

    /// <summary>The document that granted it.</summary>
    public string Document { get; init; } = "";

    /// <summary>When it was written.</summary>
    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>When it was withdrawn, or written anew in another form; null while it holds.</summary>
    public DateTimeOffset? WithdrawnAt { get; init; }

    /// <summary>True when an assessment of that day is within the span.</summary>
    public bool Covers(DateOnly assessedOn) => ValidFrom <= assessedOn && assessedOn <= (ValidTo ?? DateOnly.MaxValue);

    /// <summary>True when results that arrive on that day are still taken.</summary>
    public bool TakesResultsOn(DateOnly day) => day <= (ResultsUntil ?? DateOnly.MaxValue);
}
