using Certificates.Core.Catalogue;

namespace Certificates.Core.Verifying;

/// <summary>The published lists (目录清单) as they stand today.</summary>
public sealed class PublishedCatalogue
{
    private readonly CatalogueReader _reader;
    private readonly TimeProvider _clock;

    internal PublishedCatalogue(CatalogueReader reader, TimeProvider clock) => (_reader, _clock) = (reader, clock);

    /// <summary>Reads them.</summary>
    /// <exception cref="System.Data.Common.DbException">The register cannot be asked.</exception>
    public async Task<CatalogueLists> ReadAsync(CancellationToken cancellationToken)
    {
        var asOf = _clock.GetUtcNow();
        var lists = await _reader.ReadAsync(cancellationToken);
        var terms = lists.Authorisations.ToLookup(right => right.InstitutionId);
        var codes = lists.Institutions.Select(institution => institution.Code).Distinct(StringComparer.Ordinal);
        return new CatalogueLists(
            [.. lists.Occupations.Select(Occupation)],
            [.. Enum.GetValues<Grade>().Select(grade => new ListedGrade(grade.Code(), grade.Chinese(), grade.English()))],
            [
                .. codes.Select(code => lists.FindInstitution(code, ChinaTime.DayOf(asOf))).OfType<Institution>()
                    .Select(institution => Listed(institution, terms[institution.Id])),
            ],
            asOf.UtcDateTime);
    }

    private static ListedOccupation Occupation(Occupation occupation) => new(
        occupation.Number,
        occupation.Edition,
        occupation.Code,
        occupation.FormerCode,
        occupation.Name,
        occupation.EnglishName,
        occupation.ValidTo,
        [.. occupation.Directions.Select(direction => new ListedDirection(direction.Number, direction.Name, Codes(direction.Grades)))]);

    private static ListedInstitution Listed(Institution institution, IEnumerable<Authorisation> terms) => new(
        institution.Code,
        institution.CreditCode,
        institution.Name,
        institution.EnglishName,
        institution.ProvinceCode,
        institution.Contact,
        institution.IsTraining,
        institution.IsAssessment,
        institution.State switch
        {
            InstitutionState.Listed => "listed",
            InstitutionState.Frozen => "frozen",
            InstitutionState.Removed => "removed",
        },
        [
            .. terms.Select(right => new ListedTerm(
                right.Kind.Code(),
                right.OccupationNumber,
                Codes(right.Grades),
                right.ValidFrom,
                right.ValidTo)),
        ]);

    private static IReadOnlyList<string> Codes(IEnumerable<Grade> grades) => [.. grades.Select(grade => grade.Code())];
}
