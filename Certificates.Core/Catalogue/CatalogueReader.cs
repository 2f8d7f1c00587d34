using System.Collections.Frozen;
using System.Data.Common;
using System.Diagnostics;
using Certificates.Core.Data;

namespace Certificates.Core.Catalogue;

/// <summary>
/// Reads the lists out of the register, as they stand this moment: a change there shows with the next file. What was read is kept for as
/// long as the register tells the same version of the lists, one number, which every change of a directory moves on in its own write.
/// </summary>
internal sealed class CatalogueReader(Database database)
{
    /// <summary>The series of ids whose next one is the version.</summary>
    public const string Changes = "DirectoryChange";

    /// <summary>What is written past the directories, by hand, moves no version on, and shows after this long.</summary>
    private static readonly TimeSpan KeepFor = TimeSpan.FromMinutes(1);

    private volatile Kept? _kept;

    public const string InstitutionVersions = """
        SELECT v.Id AS VersionId, i.Id, i.Code, i.CreditCode, v.ValidFrom, v.RecordedAt, v.Name, v.EnglishName, v.ProvinceCode,
            v.Contact, v.IsTraining, v.IsAssessment, v.State, v.NeedsApproval, v.PublicityDays, v.RecordedBy
        FROM InstitutionVersion v JOIN Institution i ON i.Id = v.InstitutionId
        """;

    public const string Authorisations = """
        SELECT Id, InstitutionId, UNICODE(Kind) AS Kind, OccupationNumber, Grades, ValidFrom, ValidTo, ResultsUntil, Document, RecordedAt,
            WithdrawnAt
        FROM Authorisation
        """;

    private const string SelectOccupations = """
        SELECT Number, Edition, Code, FormerCode, Name, EnglishName, TheoryPass, AbilityPass, ValidFrom, ValidTo
        FROM Occupation ORDER BY Number, ValidFrom
        """;

    private const string SelectDirections =
        "SELECT OccupationNumber, Edition, Number, Name, EnglishName, Grades FROM Direction ORDER BY OccupationNumber, Edition, Number";

    private const string SelectInstitutions = InstitutionVersions + " ORDER BY i.Code, v.ValidFrom, v.Id";

    private const string SelectAuthorisations = Authorisations + " WHERE WithdrawnAt IS NULL ORDER BY Id";

    private const string SelectVersion = $"SELECT Next FROM IdSeries WHERE Name = '{Changes}'";

    private const string SelectContacts = """
        SELECT v.InstitutionId, v.Contact FROM InstitutionVersion v
        WHERE v.InstitutionId IN @institutionIds AND v.ValidFrom <= @today AND NOT EXISTS (
            SELECT 1 FROM InstitutionVersion w WHERE w.InstitutionId = v.InstitutionId AND w.ValidFrom <= @today
            AND (w.ValidFrom > v.ValidFrom OR (w.ValidFrom = v.ValidFrom AND w.Id > v.Id)))
        """;

    /// <summary>All lists of one version.</summary>
    public Task<CatalogueSnapshot> ReadAsync(CancellationToken cancellationToken) => database.ReadAsync(
        async (connection, token) =>
        {
            // Before the lists: what changes while they are read belongs to a later version, with which they are read again.
            var version = await connection.QueryAsync<long>(SelectVersion, token) is [var next, ..] ? next : 0;
            if (_kept is { } kept && kept.Version == version && Stopwatch.GetElapsedTime(kept.ReadAt) < KeepFor)
            {
                return kept.Lists;
            }

            var readAt = Stopwatch.GetTimestamp();
            var lists = new CatalogueSnapshot(
                await OccupationsAsync(connection, token),
                await connection.QueryAsync<Institution>(SelectInstitutions, token),
                await connection.QueryAsync<Authorisation>(SelectAuthorisations, token));
            _kept = new Kept(version, readAt, lists);
            return lists;
        },
        cancellationToken);

    /// <summary>All editions of all occupations.</summary>
    public Task<IReadOnlyList<Occupation>> OccupationsAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(OccupationsAsync, cancellationToken);

    /// <summary>The same within a write.</summary>
    public static async Task<IReadOnlyList<Occupation>> OccupationsAsync(WriteTransaction write, CancellationToken cancellationToken) =>
        WithDirections(
            await write.QueryAsync<Occupation>(SelectOccupations, null, cancellationToken),
            await write.QueryAsync<DirectionRow>(SelectDirections, null, cancellationToken));

    /// <summary>
    /// How institutions are reached, by the version in force on a day; some may be empty, and one that is not there yet is absent.
    /// </summary>
    public async Task<IReadOnlyDictionary<long, string>> ContactsAsync(
        IReadOnlyCollection<long> institutionIds, DateOnly today, CancellationToken cancellationToken) =>
        (await database.QueryAsync<(long InstitutionId, string Contact)>(SelectContacts, new { institutionIds, today }, cancellationToken))
            .ToDictionary(each => each.InstitutionId, each => each.Contact);

    private static async Task<IReadOnlyList<Occupation>> OccupationsAsync(DbConnection connection, CancellationToken cancellationToken) =>
        WithDirections(
            await connection.QueryAsync<Occupation>(SelectOccupations, cancellationToken),
            await connection.QueryAsync<DirectionRow>(SelectDirections, cancellationToken));

    private static IReadOnlyList<Occupation> WithDirections(IEnumerable<Occupation> occupations, IEnumerable<DirectionRow> directions)
    {
        var of = directions.ToLookup(
            each => (each.OccupationNumber, each.Edition), each => new Direction(each.Number, each.Name, Grades.OfCodes(each.Grades))
            {
                EnglishName = each.EnglishName,
            });
        return [.. occupations.Select(occupation => occupation with { Directions = [.. of[(occupation.Number, occupation.Edition)]] })];
    }

    private sealed record Kept(long Version, long ReadAt, CatalogueSnapshot Lists);

    private sealed record DirectionRow(
        string OccupationNumber, string Edition, string Number, string Name, string EnglishName, string Grades);
}

/// <summary>
/// The three published lists (目录清单) as known at one moment: occupations, institutions, authorisations. Immutable, so that every
/// row of a file is judged by the same lists.
/// </summary>
public sealed class CatalogueSnapshot
{
    private readonly FrozenDictionary<string, Occupation[]> _occupations;
    private readonly ILookup<string, Occupation> _editions;
    private readonly FrozenDictionary<string, Institution[]> _institutions;
    private readonly FrozenDictionary<(long Institution, CertificateKind Kind, string Occupation), Authorisation[]> _authorisations;

    /// <summary>Takes the lists; withdrawn authorisations are left out by the caller.</summary>
    /// <param name="occupations">Every edition of every occupation.</param>
    /// <param name="institutions">Every version of every institution.</param>
    /// <param name="authorisations">Authorisations that were not withdrawn.</param>
    public CatalogueSnapshot(
        IReadOnlyCollection<Occupation> occupations, IReadOnlyCollection<Institution> institutions,
            IEnumerable<Authorisation> authorisations)
    {
        Occupations = occupations;
        Institutions = institutions;
        Authorisations = [.. authorisations];
        _occupations = occupations
            .SelectMany(occupation => Codes(occupation).Select(code => (code, occupation)))
            .GroupBy(pair => pair.code, pair => pair.occupation, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
        _editions = occupations.ToLookup(occupation => occupation.Number, StringComparer.Ordinal);
        _institutions = institutions
            .GroupBy(institution => institution.Code, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.OrderBy(version => version.ValidFrom).ToArray(), StringComparer.Ordinal);
        _authorisations = Authorisations
            .GroupBy(right => (right.InstitutionId, right.Kind, right.OccupationNumber))
            .ToFrozenDictionary(group => group.Key, group => group.ToArray());
    }

    /// <summary>Every edition.</summary>
    public IReadOnlyCollection<Occupation> Occupations { get; }

    /// <summary>Every version.</summary>
    public IReadOnlyCollection<Institution> Institutions { get; }

    /// <summary>Every authorisation that was not withdrawn.</summary>
    public IReadOnlyCollection<Authorisation> Authorisations { get; }

    /// <summary>
    /// The edition in force on a day of the occupation that has or had this code; null when there is none. Where a code went from one
    /// occupation to another, the edition that bears it itself comes first.
    /// </summary>
    public Occupation? FindOccupation(string code, DateOnly on) =>
        Newest(Editions(code), on)
        ?? Newest(Editions(code).Select(edition => edition.Number).Distinct(StringComparer.Ordinal)
            .SelectMany(number => _editions[number]), on);

    /// <summary>The institution as it stood on a day; null when it is unknown or was not in the directory yet.</summary>
    public Institution? FindInstitution(string code, DateOnly on) =>
        _institutions.TryGetValue(code, out var versions) ? versions.LastOrDefault(version => version.ValidFrom <= on) : null;

    /// <summary>
    /// Why an institution may not issue for an assessment; null when it may. The right is that of the assessment date, and the
    /// results must arrive while it still takes them.
    /// </summary>
    /// <param name="institutionCode">机构代码: frozen or not counts on the day of arrival, its lists, and whether it had left them, on the
    /// day of the assessment.</param>
    /// <param name="kind">The kind of certificate.</param>
    /// <param name="occupation">The occupation.</param>
    /// <param name="grade">The grade.</param>
    /// <param name="assessedOn">Day of the assessment.</param>
    /// <param name="arrivedOn">Day the results arrived.</param>
    /// <returns><c>institution_not_authorised</c>, or null.</returns>
    public Refusal? RefuseRight(
        string institutionCode, CertificateKind kind, Occupation occupation, Grade grade, DateOnly assessedOn, DateOnly arrivedOn)
    {
        if (FindInstitution(institutionCode, arrivedOn) is not { State: not InstitutionState.Frozen })
        {
            return NotAuthorised(null, "The institution is frozen or not in the directory", "机构已被冻结，或不在名录内");
        }

        if (FindInstitution(institutionCode, assessedOn) is not { State: not InstitutionState.Removed } institution
            || !institution.Issues(kind))
        {
            return NotAuthorised(
                "assessedOn",
                "On the day of the assessment the institution was not on the list that issues this kind",
                "考核当日机构不在签发此种证书的名录内");
        }

        var rights = _authorisations.GetValueOrDefault((institution.Id, kind, occupation.Number), [])
            .Where(right => right.Grades.Contains(grade)).ToList();
        if (rights.Count == 0)
        {
            return NotAuthorised(
                "occupationCode",
                $"The institution is not authorised for {occupation.Name} {grade.Chinese()} ({grade.Code()})",
                $"机构没有{occupation.Name}{grade.Chinese()}的资格");
        }

        rights.RemoveAll(right => !right.Covers(assessedOn));
        if (rights.Count == 0)
        {
            return NotAuthorised(
                "assessedOn", "The assessment was held outside the term of the institution's authorisation", "考核日期不在机构资格的有效期内");
        }

        return rights.Exists(right => right.TakesResultsOn(arrivedOn))
            ? null
            : NotAuthorised(
                "assessedOn",
                $"Results under this authorisation had to arrive by {rights.Max(right => right.ResultsUntil):yyyy-MM-dd}",
                $"此项资格的成绩应于 {rights.Max(right => right.ResultsUntil):yyyy-MM-dd} 前报送");
    }

    private static Refusal NotAuthorised(string? field, string reason, string chinese) => new(
        RefusalCode.InstitutionNotAuthorised,
        field,
        $"{reason}; ask the authority when its list is wrong.",
        $"{chinese}；名录有误的，请联系主管部门。");

    private static IEnumerable<string> Codes(Occupation occupation) =>
        occupation.FormerCode is { } former && former != occupation.Code ? [occupation.Code, former] : [occupation.Code];

    private static Occupation? Newest(IEnumerable<Occupation> editions, DateOnly on) =>
        editions.Where(edition => edition.IsInForce(on)).MaxBy(edition => edition.ValidFrom);

    private Occupation[] Editions(string code) => _occupations.GetValueOrDefault(code, []);
}
