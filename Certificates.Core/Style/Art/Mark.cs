namespace Certificates.Core.Style.Art;

/// <summary>
/// Marked-content identifiers of the page: the label and the value of a fact are one paragraph. The last four are on training certificates
/// alone.
/// </summary>
internal enum Mark
{
#pragma warning disable CS1591, SA1602 // the names are those of StyleTexts
    Title,
    EnglishTitle,
    Statement,
    EnglishStatement,
    NameLabel,
    Name,
    IdTypeLabel,
    IdType,
    IdNumberLabel,
    IdNumber,
    OccupationLabel,
    Occupation,
    DirectionLabel,
    Direction,
    GradeLabel,
    Grade,
    NumberLabel,
    Number,
    Photo,
    InstitutionLabel,
    Institution,
    IssuedOnLabel,
    IssuedOn,
    QueryAddressLabel,
    QueryAddress,
    InstitutionListLabel,
    InstitutionList,
    Qr,
    ScanLabel,
    Scan,
    LicenceIdentifierLabel,
    LicenceIdentifier,
    CompletedOnLabel,
    CompletedOn,
    HoursLabel,
    Hours,
#pragma warning restore CS1591, SA1602
}
