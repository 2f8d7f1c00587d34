using Certificates.Core.Catalogue;
using Certificates.Core.Intake;
using Certificates.Core.Register;

namespace Certificates.Core.Batches.Templates;

/// <summary>What an institution may fill in, for a form to be filled in: its own occupations, their directions and grades.</summary>
/// <param name="Form">The columns.</param>
/// <param name="Occupations">Those of the institution, by number.</param>
public sealed record ResultsTemplate(ResultsForm Form, IReadOnlyList<OfferedOccupation> Occupations)
{
    /// <summary>The values that a column is chosen from, each once; none where anything may be written.</summary>
    public IReadOnlyList<string> Choices(ResultsColumn column) => column switch
    {
        ResultsColumn.IdType => [.. Enum.GetValues<IdType>().Select(type => type.Chinese())],
        ResultsColumn.OccupationCode => [.. Occupations.Select(each => each.Code)],
        ResultsColumn.Direction => [.. Occupations.SelectMany(each => each.Directions).Distinct(StringComparer.Ordinal)],
        ResultsColumn.Grade => [.. Occupations.SelectMany(each => each.Grades).Distinct().Order().Select(grade => grade.Chinese())],
        ResultsColumn.FinalTest => ["是", "否"],
        _ => [],
    };
}

/// <summary>An occupation an institution has a right for.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Directions">Directions at one of the grades.</param>
/// <param name="Grades">The grades of the right.</param>
public sealed record OfferedOccupation(string Code, string Name, IReadOnlyList<string> Directions, IReadOnlyList<Grade> Grades);

/// <summary>Makes templates out of the lists as they stand this moment.</summary>
public sealed class ResultsTemplates
{
    private readonly CatalogueReader _catalogue;
    private readonly TimeProvider _clock;

    internal ResultsTemplates(CatalogueReader catalogue, TimeProvider clock) => (_catalogue, _clock) = (catalogue, clock);

    /// <summary>The template of an institution; for results, with the rights whose results are taken today.</summary>
    /// <param name="institutionId">Whose.</param>
    /// <param name="kind">Of which certificates.</param>
    /// <param name="origin">Results, or certificates issued before this system.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<ResultsTemplate> OfAsync(
        long institutionId, CertificateKind kind, CertificateOrigin origin, CancellationToken cancellationToken)
    {
        var (lists, today) = (await _catalogue.ReadAsync(cancellationToken), _clock.Today());
        var offered = lists.Authorisations
            .Where(right => right.InstitutionId == institutionId && right.Kind == kind && right.ValidFrom <= today
                && (origin == CertificateOrigin.Imported || right.TakesResultsOn(today)))
            .GroupBy(right => right.OccupationNumber, right => right.Grades, StringComparer.Ordinal)
            .OrderBy(rights => rights.Key, StringComparer.Ordinal)
            .Select(rights => Offered(lists, rights.Key, [.. rights.SelectMany(grades => grades).Distinct().Order()]))
            .OfType<OfferedOccupation>();
        return new ResultsTemplate(ResultsForm.Of(kind, origin), [.. offered]);
    }

    private static OfferedOccupation? Offered(CatalogueSnapshot lists, string number, IReadOnlyList<Grade> grades) =>
        lists.Occupations.Where(each => each.Number == number).MaxBy(edition => edition.ValidFrom) is { } occupation
            ? new OfferedOccupation(
                occupation.Code,
                occupation.Name,
                [.. occupation.Directions.Where(each => each.Grades.Intersect(grades).Any()).Select(each => each.Name)],
                grades)
            : null;
}
