using System.Globalization;

namespace Certificates.Core.Catalogue;

/// <summary>Reads the lists out of the register, as they stand this moment: a change there shows with the next file.</summary>
internal sealed class CatalogueReader(CatalogueStore store)
{
    public async Task<CatalogueSnapshot> ReadAsync(CancellationToken cancellationToken)
    {
        var record = await store.ReadAsync(cancellationToken);
        var directions = record.Directions.ToLookup(d => (d.OccupationNumber, d.Edition));
        return new CatalogueSnapshot(
            [.. record.Occupations.Select(o => Occupation(o, directions[(o.Number, o.Edition)]))],
            [.. record.Institutions.Select(Institution)],
            record.Authorisations.Select(Authorisation));
    }

    private static Occupation Occupation(OccupationRecord record, IEnumerable<DirectionRecord> directions) => new()
    {
        Number = record.Number,
        Edition = record.Edition,
        Code = record.Code,
        FormerCode = record.FormerCode,
        Name = record.Name,
        EnglishName = record.EnglishName,
        TheoryPass = decimal.Parse(record.TheoryPass, CultureInfo.InvariantCulture),
        AbilityPass = decimal.Parse(record.AbilityPass, CultureInfo.InvariantCulture),
        ValidFrom = record.ValidFrom,
        ValidTo = record.ValidTo,
        Directions = [.. directions.Select(d => new Direction(d.Number, d.Name, GradeCodes.Read(d.Grades)))],
    };

    private static Institution Institution(InstitutionRecord record) => new()
    {
        Id = record.Id,
        Code = record.Code,
        CreditCode = record.CreditCode,
        ProvinceCode = record.ProvinceCode,
        Name = record.Name,
        EnglishName = record.EnglishName,
        IsTraining = record.IsTraining,
        IsAssessment = record.IsAssessment,
        State = (InstitutionState)record.State,
        NeedsApproval = record.NeedsApproval,
        PublicityDays = (int)record.PublicityDays,
        ValidFrom = record.ValidFrom,
    };

    private static Authorisation Authorisation(AuthorisationRecord record) => new()
    {
        InstitutionId = record.InstitutionId,
        Kind = (CertificateKind)record.Kind[0],
        OccupationNumber = record.OccupationNumber,
        Grades = GradeCodes.Read(record.Grades),
        ValidFrom = record.ValidFrom,
        ValidTo = record.ValidTo,
        ResultsUntil = record.ResultsUntil,
    };
}
