using Certificates.Core.Catalogue;
using Certificates.Core.Data;

namespace Certificates.Core.Directories;

/// <summary>Occupations with every edition of theirs.</summary>
internal sealed class OccupationStore(Database database)
{
    private const string UpdateEdition = """
        UPDATE Occupation SET Code = @Code, FormerCode = @FormerCode, Name = @Name, EnglishName = @EnglishName, TheoryPass = @TheoryPass,
            AbilityPass = @AbilityPass, ValidFrom = @ValidFrom, ValidTo = @ValidTo
        WHERE Number = @Number AND Edition = @Edition
        """;

    private const string UpdateDirection = """
        UPDATE Direction SET Name = @Name, Grades = @Grades
        WHERE OccupationNumber = @OccupationNumber AND Edition = @Edition AND Number = @Number
        """;

    private const string UpdateEnd = "UPDATE Occupation SET ValidTo = @ValidTo WHERE Number = @Number AND Edition = @Edition";

    private const string SelectUsedDirections = "SELECT DISTINCT DirectionNumber FROM Certificate WHERE OccupationNumber = @number";

    /// <summary>All editions of all occupations.</summary>
    public Task<EditionRecords> ListAsync(CancellationToken cancellationToken) => database.ReadAsync(
        async (connection, token) => new EditionRecords(
            await connection.QueryAsync<OccupationRecord>(CatalogueStore.SelectOccupations, token),
            await connection.QueryAsync<DirectionRecord>(CatalogueStore.SelectDirections, token)),
        cancellationToken);

    /// <summary>The same within a write.</summary>
    public static async Task<EditionRecords> ListAsync(WriteTransaction write, CancellationToken cancellationToken) => new(
        await write.QueryAsync<OccupationRecord>(CatalogueStore.SelectOccupations, null, cancellationToken),
        await write.QueryAsync<DirectionRecord>(CatalogueStore.SelectDirections, null, cancellationToken));

    /// <summary>Numbers of the directions that a certificate of this occupation bears.</summary>
    public Task<IReadOnlyList<string>> UsedDirectionsAsync(string number, CancellationToken cancellationToken) =>
        database.QueryAsync<string>(SelectUsedDirections, new { number }, cancellationToken);

    /// <summary>Adds an edition.</summary>
    public static async Task AddAsync(
        WriteTransaction write, OccupationRecord edition, IEnumerable<DirectionRecord> directions, CancellationToken cancellationToken)
    {
        await write.ExecuteAsync(CatalogueStore.InsertOccupation, edition, cancellationToken);
        await write.ExecuteAsync(CatalogueStore.InsertDirection, directions, cancellationToken);
    }

    /// <summary>Corrects an edition, and the directions it had; others are added.</summary>
    public static async Task CorrectAsync(
        WriteTransaction write,
        OccupationRecord edition,
        IEnumerable<DirectionRecord> corrected,
        IEnumerable<DirectionRecord> added,
        CancellationToken cancellationToken)
    {
        await write.ExecuteAsync(UpdateEdition, edition, cancellationToken);
        await write.ExecuteAsync(UpdateDirection, corrected, cancellationToken);
        await write.ExecuteAsync(CatalogueStore.InsertDirection, added, cancellationToken);
    }

    /// <summary>Sets the last day of editions that another takes over from.</summary>
    public static Task EndAsync(WriteTransaction write, IEnumerable<(string Number, string Edition, DateOnly ValidTo)> ends,
        CancellationToken cancellationToken) =>
        write.ExecuteAsync(UpdateEnd, ends.Select(end => new { end.Number, end.Edition, end.ValidTo }), cancellationToken);
}

/// <summary>Editions with their directions.</summary>
internal sealed record EditionRecords(IReadOnlyList<OccupationRecord> Occupations, IReadOnlyList<DirectionRecord> Directions);
