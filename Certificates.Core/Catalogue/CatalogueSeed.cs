namespace Certificates.Core.Catalogue;

/// <summary>What the lists of a new register begin with; afterwards the authority keeps them.</summary>
internal sealed class CatalogueSeed(CatalogueStore store, TimeProvider clock)
{
    private static readonly DateOnly DemoAuthorisedFrom = new(2021, 10, 1);

    /// <summary>The published occupations, into an empty list.</summary>
    public Task OccupationsAsync(CancellationToken cancellationToken) =>
        store.SeedOccupationsAsync(OccupationCatalogue.Embedded(), cancellationToken);

    /// <summary>
    /// The demonstration institutions, <c>0001</c> that assesses and <c>0002</c> that trains, with every occupation and grade, into an
    /// empty directory.
    /// </summary>
    public Task DemoInstitutionsAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        Institution[] institutions =
        [
            Demo(1, "0001", "52990000MJ0000001W", "示范数字技术评价中心", "Demonstration Centre for Digital Technology Assessment",
                CertificateKind.Grade, now),
            Demo(2, "0002", "52990000MJ00000020", "示范数字技术培训中心", "Demonstration Centre for Digital Technology Training",
                CertificateKind.Training, now),
        ];
        var occupations = OccupationCatalogue.Embedded();
        var rights = institutions.SelectMany(institution => occupations.Select(o => new Authorisation
        {
            InstitutionId = institution.Id,
            Kind = institution.IsTraining ? CertificateKind.Training : CertificateKind.Grade,
            OccupationNumber = o.Number,
            Grades = Enum.GetValues<Grade>(),
            ValidFrom = DemoAuthorisedFrom,
            Document = "示范授权",
            RecordedAt = now,
        }));
        return store.SeedInstitutionsAsync(institutions, [.. rights], cancellationToken);
    }

    private static Institution Demo(
        long id, string code, string creditCode, string name, string englishName, CertificateKind kind, DateTimeOffset now) => new()
        {
            Id = id,
            Code = code,
            CreditCode = creditCode,
            ValidFrom = DemoAuthorisedFrom,
            RecordedAt = now,
            Name = name,
            EnglishName = englishName,
            ProvinceCode = "11",
            Contact = "证书管理部 010-00000000（示例）",
            IsTraining = kind == CertificateKind.Training,
            IsAssessment = kind == CertificateKind.Grade,
            State = InstitutionState.Listed,
            NeedsApproval = false,
        };
}
