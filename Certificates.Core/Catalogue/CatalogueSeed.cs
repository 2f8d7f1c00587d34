using System.Globalization;
using Certificates.Core.Storage;

namespace Certificates.Core.Catalogue;

/// <summary>What the lists of a new register begin with; afterwards the authority keeps them.</summary>
internal sealed class CatalogueSeed(CatalogueStore store, TimeProvider clock)
{
    private static readonly DateOnly DemoAuthorisedFrom = new(2021, 10, 1);

    /// <summary>The published occupations, into an empty list.</summary>
    public Task OccupationsAsync(CancellationToken cancellationToken)
    {
        var occupations = OccupationCatalogue.Embedded();
        return store.SeedOccupationsAsync(
            [.. occupations.Select(Record)],
            [.. occupations.SelectMany(o => o.Directions.Select(d => Record(o, d)))],
            cancellationToken);
    }

    /// <summary>The demonstration institution <c>0001</c> with every occupation and grade, into an empty directory.</summary>
    public Task DemoInstitutionAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var institution = new InstitutionRecord
        {
            Id = 1,
            Code = "0001",
            CreditCode = "52990000MJ0000001W",
            ValidFrom = DemoAuthorisedFrom,
            RecordedAt = now,
            Name = "示范数字技术评价中心",
            EnglishName = "Demonstration Centre for Digital Technology Assessment",
            ProvinceCode = "11",
            Contact = "",
            IsTraining = false,
            IsAssessment = true,
            State = (long)InstitutionState.Listed,
            NeedsApproval = false,
            PublicityDays = 0,
        };
        var rights = OccupationCatalogue.Embedded().Select(o => new AuthorisationRecord
        {
            InstitutionId = institution.Id,
            Kind = ((char)CertificateKind.Grade).ToString(),
            OccupationNumber = o.Number,
            Grades = GradeCodes.Write(Enum.GetValues<Grade>()),
            ValidFrom = DemoAuthorisedFrom,
            Document = "示范授权",
            RecordedAt = now,
        });
        return store.SeedInstitutionAsync(institution, [.. rights], cancellationToken);
    }

    private static OccupationRecord Record(Occupation o) => new()
    {
        Number = o.Number,
        Edition = o.Edition,
        Code = o.Code,
        FormerCode = o.FormerCode,
        Name = o.Name,
        EnglishName = o.EnglishName,
        TheoryPass = o.TheoryPass.ToString(CultureInfo.InvariantCulture),
        AbilityPass = o.AbilityPass.ToString(CultureInfo.InvariantCulture),
        ValidFrom = o.ValidFrom,
        ValidTo = o.ValidTo,
    };

    private static DirectionRecord Record(Occupation o, Direction d) => new()
    {
        OccupationNumber = o.Number,
        Edition = o.Edition,
        Number = d.Number,
        Name = d.Name,
        Grades = GradeCodes.Write(d.Grades),
    };
}
