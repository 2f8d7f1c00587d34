using Certificates.Core.Data;
using Certificates.Core.Signing;

namespace Certificates.Core.Oversight.Keys;

/// <summary>Watches the keys of institutions: what keeps the certificates of one back keeps no other's, so the service goes on.</summary>
public sealed class InstitutionKeys
{
    private const string SelectCodes = "SELECT Code FROM Institution";
    private readonly Database _database;
    private readonly KeyRing _keys;
    private readonly SigningOptions _options;

    internal InstitutionKeys(Database database, KeyRing keys, SigningOptions options) =>
        (_database, _keys, _options) = (database, keys, options);

    /// <summary>
    /// A sentence for each institution whose certificates wait for a key, and for each that a setting names and the directory does not
    /// know: it may be put in later, and until then its key does nothing.
    /// </summary>
    /// <exception cref="System.Data.Common.DbException">The register cannot be asked.</exception>
    public async Task<IReadOnlyList<string>> FaultsAsync(CancellationToken cancellationToken)
    {
        var known = _options.Institutions.Count == 0 ? [] : await _database.QueryAsync<string>(SelectCodes, null, cancellationToken);
        var strangers = _options.Institutions.Keys.Except(known, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(code => $"{SigningOptions.Section}:{nameof(SigningOptions.Institutions)}:{code}: no institution has this code.");
        return [.. _keys.Faults, .. strangers];
    }
}
