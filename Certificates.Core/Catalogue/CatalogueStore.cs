using Certificates.Core.Data;

namespace Certificates.Core.Catalogue;

/// <summary>The published lists: occupations, institutions, authorisations.</summary>
internal sealed class CatalogueStore(Database database)
{
    public const string SelectOccupations = """
        SELECT Number, Edition, Code, FormerCode, Name, EnglishName, TheoryPass, AbilityPass, ValidFrom, ValidTo
        FROM Occupation ORDER BY Number, ValidFrom
        """;

    public const string SelectDirections =
        "SELECT OccupationNumber, Edition, Number, Name, Grades FROM Direction ORDER BY OccupationNumber, Edition, Number";

    public const string InstitutionVersions = """
        SELECT v.Id AS VersionId, i.Id, i.Code, i.CreditCode, v.ValidFrom, v.RecordedAt, v.Name, v.EnglishName, v.ProvinceCode,
            v.Contact, v.IsTraining,
            v.IsAssessment, v.State, v.NeedsApproval, v.PublicityDays, v.RecordedBy
        FROM InstitutionVersion v JOIN Institution i ON i.Id = v.InstitutionId
        """;

    private const string SelectAuthorisations = """
        SELECT Id, InstitutionId, Kind, OccupationNumber, Grades, ValidFrom, ValidTo, ResultsUntil, Document, RecordedAt
        FROM Authorisation WHERE WithdrawnAt IS NULL ORDER BY Id
        """;

    public const string InsertOccupation = """
        INSERT INTO Occupation (Number, Edition, Code, FormerCode, Name, EnglishName, TheoryPass, AbilityPass, ValidFrom, ValidTo)
        VALUES (@Number, @Edition, @Code, @FormerCode, @Name, @EnglishName, @TheoryPass, @AbilityPass, @ValidFrom, @ValidTo)
        """;

    public const string InsertDirection = """
        INSERT INTO Direction (OccupationNumber, Edition, Number, Name, Grades)
        VALUES (@OccupationNumber, @Edition, @Number, @Name, @Grades)
        """;

    public const string InsertInstitution = "INSERT INTO Institution (Id, Code, CreditCode) VALUES (@Id, @Code, @CreditCode)";

    public const string InsertInstitutionVersion = """
        INSERT INTO InstitutionVersion (Id, InstitutionId, ValidFrom, RecordedAt, Name, EnglishName, ProvinceCode, Contact, IsTraining,
            IsAssessment, State, NeedsApproval, PublicityDays, RecordedBy)
        VALUES (@VersionId, @Id, @ValidFrom, @RecordedAt, @Name, @EnglishName, @ProvinceCode, @Contact, @IsTraining,
            @IsAssessment, @State, @NeedsApproval, @PublicityDays, @RecordedBy)
        """;

    public const string InsertAuthorisation = """
        INSERT INTO Authorisation (Id, InstitutionId, Kind, OccupationNumber, Grades, ValidFrom, ValidTo, ResultsUntil, Document,
            RecordedAt)
        VALUES (@Id, @InstitutionId, @Kind, @OccupationNumber, @Grades, @ValidFrom, @ValidTo, @ResultsUntil, @Document, @RecordedAt)
        """;

    private const string SelectInstitutions = InstitutionVersions + " ORDER BY i.Code, v.ValidFrom, v.Id";

    private const string SelectContacts = """
        SELECT v.InstitutionId, v.Contact FROM InstitutionVersion v
        WHERE v.InstitutionId IN @institutionIds AND v.ValidFrom <= @today AND NOT EXISTS (
            SELECT 1 FROM InstitutionVersion w WHERE w.InstitutionId = v.InstitutionId AND w.ValidFrom <= @today
            AND (w.ValidFrom > v.ValidFrom OR (w.ValidFrom = v.ValidFrom AND w.Id > v.Id)))
        """;

    private const string CountOccupations = "SELECT COUNT(*) FROM Occupation";
    private const string CountInstitutions = "SELECT COUNT(*) FROM Institution";

    /// <summary>All lists, read on one connection.</summary>
    public Task<CatalogueRecord> ReadAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(
            async (connection, token) => new CatalogueRecord(
                await connection.QueryAsync<OccupationRecord>(SelectOccupations, token),
                await connection.QueryAsync<DirectionRecord>(SelectDirections, token),
                await connection.QueryAsync<InstitutionRecord>(SelectInstitutions, token),
                await connection.QueryAsync<AuthorisationRecord>(SelectAuthorisations, token)),
            cancellationToken);

    /// <summary>
    /// How institutions are reached, by the version in force on a day; some may be empty, and one that is not there yet is absent.
    /// </summary>
    public async Task<IReadOnlyDictionary<long, string>> ContactsAsync(
        IReadOnlyCollection<long> institutionIds, DateOnly today, CancellationToken cancellationToken) =>
        (await database.QueryAsync<(long InstitutionId, string Contact)>(SelectContacts, new { institutionIds, today }, cancellationToken))
            .ToDictionary(each => each.InstitutionId, each => each.Contact);

    /// <summary>Fills an empty list of occupations; several processes may try at once.</summary>
    public Task<bool> SeedOccupationsAsync(
        IReadOnlyList<OccupationRecord> occupations, IReadOnlyList<DirectionRecord> directions, CancellationToken cancellationToken) =>
        SeedAsync(
            CountOccupations,
            async write =>
            {
                await write.ExecuteAsync(InsertOccupation, occupations, cancellationToken);
                await write.ExecuteAsync(InsertDirection, directions, cancellationToken);
            },
            cancellationToken);

    /// <summary>Fills an empty directory with institutions and their authorisations.</summary>
    public Task<bool> SeedInstitutionsAsync(
        IReadOnlyList<InstitutionRecord> institutions, IReadOnlyList<AuthorisationRecord> authorisations,
            CancellationToken cancellationToken) =>
        SeedAsync(
            CountInstitutions,
            async write =>
            {
                await write.ExecuteAsync(InsertInstitution, institutions, cancellationToken);
                var versionId = await TakeIdsAsync(write, "InstitutionVersion", institutions.Count, cancellationToken);
                await write.ExecuteAsync(InsertInstitutionVersion,
                    institutions.Select((each, i) => each with { VersionId = versionId + i }), cancellationToken);
                var first = await TakeIdsAsync(write, "Authorisation", authorisations.Count, cancellationToken);
                await write.ExecuteAsync(InsertAuthorisation, authorisations.Select((a, i) => a with { Id = first + i }),
                    cancellationToken);
            },
            cancellationToken);

    private Task<long> TakeIdsAsync(WriteTransaction write, string name, int count, CancellationToken cancellationToken) =>
        write.ScalarAsync<long>(database.Dialect.TakeIds, new { name = Ansi.Of(name, 60), count }, cancellationToken);

    private Task<bool> SeedAsync(string count, Func<WriteTransaction, Task> fill, CancellationToken cancellationToken) =>
        database.WriteIdempotentAsync(
            async write =>
            {
                var isEmpty = await write.ScalarAsync<long>(count, null, cancellationToken) == 0;
                if (isEmpty)
                {
                    await fill(write);
                }

                return isEmpty;
            },
            cancellationToken);
}
