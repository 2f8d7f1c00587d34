using Certificates.Core.Catalogue;
using Certificates.Core.Data;

namespace Certificates.Core.Directories;

/// <summary>Institutions with every version of theirs.</summary>
internal sealed class InstitutionStore(Database database)
{
    private const string SelectOne = CatalogueStore.InstitutionVersions + " WHERE i.Code = @code ORDER BY v.ValidFrom, v.Id";
    private const string SelectAll = CatalogueStore.InstitutionVersions + " ORDER BY i.Code, v.ValidFrom, v.Id";
    private const string SelectHead = "SELECT Id, Code, CreditCode FROM Institution WHERE Code = @code";
    private const string SelectByCreditCode = "SELECT Code FROM Institution WHERE CreditCode = @creditCode ORDER BY Code";
    private const string SelectNextId = "SELECT COALESCE(MAX(Id), 0) + 1 FROM Institution";

    /// <summary>All versions of one, in the order in which they take over; empty when there is none.</summary>
    public Task<IReadOnlyList<InstitutionRecord>> VersionsAsync(string code, CancellationToken cancellationToken) =>
        database.QueryAsync<InstitutionRecord>(SelectOne, new { code = Ansi.Of(code, 4) }, cancellationToken);

    /// <summary>The same within a write.</summary>
    public static Task<IReadOnlyList<InstitutionRecord>> VersionsAsync(WriteTransaction write, string code,
        CancellationToken cancellationToken) =>
        write.QueryAsync<InstitutionRecord>(SelectOne, new { code = Ansi.Of(code, 4) }, cancellationToken);

    /// <summary>All versions of all, by code.</summary>
    public Task<IReadOnlyList<InstitutionRecord>> ListAsync(CancellationToken cancellationToken) =>
        database.QueryAsync<InstitutionRecord>(SelectAll, null, cancellationToken);

    /// <summary>What is common to all versions; null when there is no such institution.</summary>
    public Task<InstitutionHead?> HeadAsync(string code, CancellationToken cancellationToken) =>
        database.FindAsync<InstitutionHead>(SelectHead, new { code = Ansi.Of(code, 4) }, cancellationToken);

    /// <summary>The same within a write.</summary>
    public static Task<InstitutionHead?> HeadAsync(WriteTransaction write, string code, CancellationToken cancellationToken) =>
        write.FindAsync<InstitutionHead>(SelectHead, new { code = Ansi.Of(code, 4) }, cancellationToken);

    /// <summary>Codes of the institutions with this credit code.</summary>
    public static Task<IReadOnlyList<string>> CodesOfAsync(WriteTransaction write, string creditCode,
        CancellationToken cancellationToken) =>
        write.QueryAsync<string>(SelectByCreditCode, new { creditCode = Ansi.Of(creditCode, 18) }, cancellationToken);

    /// <summary>Adds an institution without a version; its id.</summary>
    public static async Task<long> AddAsync(WriteTransaction write, string code, string creditCode, CancellationToken cancellationToken)
    {
        var id = await write.ScalarAsync<long>(SelectNextId, null, cancellationToken);
        await write.ExecuteAsync(CatalogueStore.InsertInstitution, new { Id = id, Code = code, CreditCode = creditCode },
            cancellationToken);
        return id;
    }

    /// <summary>Adds a version.</summary>
    public static Task AddVersionAsync(WriteTransaction write, InstitutionRecord version, CancellationToken cancellationToken) =>
        write.ExecuteAsync(CatalogueStore.InsertInstitutionVersion, version, cancellationToken);
}

/// <summary>What is common to all versions of an institution.</summary>
internal sealed class InstitutionHead
{
    public required long Id { get; init; }
    public required string Code { get; init; }
    public required string CreditCode { get; init; }
}
