namespace Certificates.Core.Catalogue;

/// <summary>The three lists as they stand in the register.</summary>
internal sealed record CatalogueRecord(
    IReadOnlyList<OccupationRecord> Occupations,
    IReadOnlyList<DirectionRecord> Directions,
    IReadOnlyList<InstitutionRecord> Institutions,
    IReadOnlyList<AuthorisationRecord> Authorisations);

/// <summary>An edition of an occupation; pass marks as decimal text.</summary>
internal sealed record OccupationRecord
{
    public required string Number { get; init; }
    public required string Edition { get; init; }
    public required string Code { get; init; }
    public string? FormerCode { get; init; }
    public required string Name { get; init; }
    public required string EnglishName { get; init; }
    public required string TheoryPass { get; init; }
    public required string AbilityPass { get; init; }
    public required DateOnly ValidFrom { get; init; }
    public DateOnly? ValidTo { get; init; }
}

/// <summary>A direction of an edition; grades are codes joined by commas.</summary>
internal sealed record DirectionRecord
{
    public required string OccupationNumber { get; init; }
    public required string Edition { get; init; }
    public required string Number { get; init; }
    public required string Name { get; init; }
    public required string Grades { get; init; }
}

/// <summary>A version of an institution, with what is common to all its versions.</summary>
internal sealed record InstitutionRecord
{
    public long VersionId { get; init; }
    public required long Id { get; init; }
    public required string Code { get; init; }
    public required string CreditCode { get; init; }
    public required DateOnly ValidFrom { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public required string Name { get; init; }
    public required string EnglishName { get; init; }
    public required string ProvinceCode { get; init; }
    public required string Contact { get; init; }
    public required bool IsTraining { get; init; }
    public required bool IsAssessment { get; init; }
    public required long State { get; init; }
    public required bool NeedsApproval { get; init; }
    public required long PublicityDays { get; init; }
    public long? RecordedBy { get; init; }
}

/// <summary>An authorisation; grades are codes joined by commas.</summary>
internal sealed record AuthorisationRecord
{
    public long Id { get; init; }
    public required long InstitutionId { get; init; }
    public required string Kind { get; init; }
    public required string OccupationNumber { get; init; }
    public required string Grades { get; init; }
    public required DateOnly ValidFrom { get; init; }
    public DateOnly? ValidTo { get; init; }
    public DateOnly? ResultsUntil { get; init; }
    public required string Document { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public DateTimeOffset? WithdrawnAt { get; init; }
}
