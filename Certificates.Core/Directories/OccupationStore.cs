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

    // One seek a direction: a register of millions has few of them, and none that was not of an edition.
    private const string SelectUsedDirections = """
        SELECT DISTINCT d.Number FROM Direction d
        WHERE d.OccupationNumber = @number AND EXISTS (
            SELECT 1 FROM Certificate c WHERE c.OccupationNumber = d.OccupationNumber AND c.DirectionNumber = d.Number)
        """;

    /// <summary>Numbers of the directions that a certificate of this occupation bears.</summary>
    public Task<IReadOnlyList<string>> UsedDirectionsAsync(string number, CancellationToken cancellationToken) =>
        database.QueryAsync<string>(SelectUsedDirections, new { number = Ansi.Of(number, 2) }, cancellationToken);

    public async Task AddAsync(WriteTransaction write, Occupation edition, CancellationToken cancellationToken)
    {
        await database.Dialect.InsertAsync(write.Transaction, Occupation.Columns, [edition], cancellationToken);
        await AddAsync(write, edition, edition.Directions, cancellationToken);
    }

    /// <summary>Corrects an edition, and the directions it had; others are added.</summary>
    public async Task CorrectAsync(WriteTransaction write, Occupation edition, Occupation before, CancellationToken cancellationToken)
    {
        await write.ExecuteAsync(
            UpdateEdition,
            new
            {
                edition.Number,
                edition.Edition,
                edition.Code,
                edition.FormerCode,
                edition.Name,
                edition.EnglishName,
                TheoryPass = Occupation.Mark(edition.TheoryPass),
                AbilityPass = Occupation.Mark(edition.AbilityPass),
                edition.ValidFrom,
                edition.ValidTo,
            },
            cancellationToken);
        var directions = edition.Directions.ToLookup(direction => before.Directions.Any(known => known.Number == direction.Number));
        await write.ExecuteAsync(
            UpdateDirection,
            directions[true].Select(
                d => new { d.Name, Grades = d.Grades.Codes(), OccupationNumber = edition.Number, edition.Edition, d.Number }),
            cancellationToken);
        await AddAsync(write, edition, directions[false], cancellationToken);
    }

    /// <summary>Sets the last day of editions that another takes over from.</summary>
    public static Task EndAsync(WriteTransaction write, IEnumerable<(string Number, string Edition, DateOnly ValidTo)> ends,
        CancellationToken cancellationToken) =>
        write.ExecuteAsync(UpdateEnd, ends.Select(end => new { end.Number, end.Edition, end.ValidTo }), cancellationToken);

    private Task AddAsync(
        WriteTransaction write, Occupation edition, IEnumerable<Direction> directions, CancellationToken cancellationToken) =>
        database.Dialect.InsertAsync(
            write.Transaction, Occupation.DirectionColumns, directions.Select(direction => (edition, direction)), cancellationToken);
}
