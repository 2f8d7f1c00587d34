using Certificates.Core.Data;

namespace Certificates.Core.Catalogue;

/// <summary>Fills the lists of a new register; several processes may try at once.</summary>
internal sealed class CatalogueStore(Database database)
{
    private const string CountOccupations = "SELECT COUNT(*) FROM Occupation";
    private const string CountInstitutions = "SELECT COUNT(*) FROM Institution";

    /// <summary>Fills an empty list of occupations.</summary>
    public Task<bool> SeedOccupationsAsync(IReadOnlyList<Occupation> occupations, CancellationToken cancellationToken) => SeedAsync(
        CountOccupations,
        async write =>
        {
            await InsertAsync(write, Occupation.Columns, occupations, cancellationToken);
            await InsertAsync(
                write, Occupation.DirectionColumns, occupations.SelectMany(o => o.Directions.Select(d => (o, d))), cancellationToken);
        },
        cancellationToken);

    /// <summary>Fills an empty directory with institutions and their authorisations.</summary>
    public Task<bool> SeedInstitutionsAsync(
        IReadOnlyList<Institution> institutions, IReadOnlyList<Authorisation> authorisations, CancellationToken cancellationToken) =>
        SeedAsync(
            CountInstitutions,
            async write =>
            {
                await InsertAsync(write, Institution.Columns, institutions, cancellationToken);
                var versionId = await TakeIdsAsync(write, "InstitutionVersion", institutions.Count, cancellationToken);
                await InsertAsync(
                    write, Institution.VersionColumns, institutions.Select((each, i) => each with { VersionId = versionId + i }),
                    cancellationToken);
                var first = await TakeIdsAsync(write, "Authorisation", authorisations.Count, cancellationToken);
                await InsertAsync(
                    write, Authorisation.Columns, authorisations.Select((each, i) => each with { Id = first + i }), cancellationToken);
            },
            cancellationToken);

    private Task InsertAsync<T>(
        WriteTransaction write, TableColumns<T> columns, IEnumerable<T> records, CancellationToken cancellationToken) =>
        database.Dialect.InsertAsync(write.Transaction, columns, records, cancellationToken);

    private Task<long> TakeIdsAsync(WriteTransaction write, string name, int count, CancellationToken cancellationToken) =>
        write.ScalarAsync<long>(database.Dialect.TakeIds, new { name = Ansi.Of(name, 60), count }, cancellationToken);

    private Task<bool> SeedAsync(string count, Func<WriteTransaction, Task> fill, CancellationToken cancellationToken) =>
        database.WriteIdempotentAsync(
            async write =>
            {
                var isEmpty = await write.ScalarAsync<long>(count, null, cancellationToken) == 0;
                if (isEmpty)
                {
                    await TakeIdsAsync(write, CatalogueReader.Changes, 1, cancellationToken);
                    await fill(write);
                }

                return isEmpty;
            },
            cancellationToken);
}
