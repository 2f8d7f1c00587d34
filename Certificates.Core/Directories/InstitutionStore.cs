using Certificates.Core.Catalogue;
using Certificates.Core.Data;

namespace Certificates.Core.Directories;

/// <summary>Institutions with every version of theirs.</summary>
internal sealed class InstitutionStore(Database database)
{
    private const string SelectOne = CatalogueReader.InstitutionVersions + " WHERE i.Code = @code ORDER BY v.ValidFrom, v.Id";
    private const string SelectAll = CatalogueReader.InstitutionVersions + " ORDER BY i.Code, v.ValidFrom, v.Id";
    private const string SelectByCreditCode = "SELECT Code FROM Institution WHERE CreditCode = @creditCode ORDER BY Code";
    private const string SelectNextId = "SELECT COALESCE(MAX(Id), 0) + 1 FROM Institution";

    /// <summary>All versions of one, in the order in which they take over; empty when there is none.</summary>
    public Task<IReadOnlyList<Institution>> VersionsAsync(string code, CancellationToken cancellationToken) =>
        database.QueryAsync<Institution>(SelectOne, new { code = Ansi.Of(code, 4) }, cancellationToken);

    /// <summary>The same within a write.</summary>
    public static Task<IReadOnlyList<Institution>> VersionsAsync(
        WriteTransaction write, string code, CancellationToken cancellationToken) =>
        write.QueryAsync<Institution>(SelectOne, new { code = Ansi.Of(code, 4) }, cancellationToken);

    /// <summary>All versions of all, by code.</summary>
    public Task<IReadOnlyList<Institution>> ListAsync(CancellationToken cancellationToken) =>
        database.QueryAsync<Institution>(SelectAll, null, cancellationToken);

    /// <summary>Codes of the institutions with this credit code.</summary>
    public static Task<IReadOnlyList<string>> CodesOfAsync(
        WriteTransaction write, string creditCode, CancellationToken cancellationToken) =>
        write.QueryAsync<string>(SelectByCreditCode, new { creditCode = Ansi.Of(creditCode, 18) }, cancellationToken);

    public static Task<long> NextIdAsync(WriteTransaction write, CancellationToken cancellationToken) =>
        write.ScalarAsync<long>(SelectNextId, null, cancellationToken);

    /// <summary>Adds a version, and with the first one the institution.</summary>
    public async Task AddAsync(WriteTransaction write, Institution version, bool isFirst, CancellationToken cancellationToken)
    {
        if (isFirst)
        {
            await database.Dialect.InsertAsync(write.Transaction, Institution.Columns, [version], cancellationToken);
        }

        await database.Dialect.InsertAsync(write.Transaction, Institution.VersionColumns, [version], cancellationToken);
    }
}
