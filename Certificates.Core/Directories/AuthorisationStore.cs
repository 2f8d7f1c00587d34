using Certificates.Core.Catalogue;
using Certificates.Core.Data;

namespace Certificates.Core.Directories;

/// <summary>The rights of institutions, withdrawn ones too.</summary>
internal sealed class AuthorisationStore(Database database)
{
    private const string SelectOfInstitution = CatalogueReader.Authorisations + " WHERE InstitutionId = @institutionId ORDER BY Id";

    private const string UpdateWithdrawn = "UPDATE Authorisation SET WithdrawnAt = @at WHERE Id = @id AND WithdrawnAt IS NULL";

    /// <summary>All that an institution has or had.</summary>
    public Task<IReadOnlyList<Authorisation>> ListAsync(long institutionId, CancellationToken cancellationToken) =>
        database.QueryAsync<Authorisation>(SelectOfInstitution, new { institutionId }, cancellationToken);

    /// <summary>The same within a write.</summary>
    public static Task<IReadOnlyList<Authorisation>> ListAsync(WriteTransaction write, long institutionId,
        CancellationToken cancellationToken) =>
        write.QueryAsync<Authorisation>(SelectOfInstitution, new { institutionId }, cancellationToken);

    /// <summary>Withdraws some and adds others.</summary>
    public async Task ChangeAsync(
        WriteTransaction write, IEnumerable<long> withdrawn, IEnumerable<Authorisation> added, DateTimeOffset at,
            CancellationToken cancellationToken)
    {
        await write.ExecuteAsync(UpdateWithdrawn, withdrawn.Select(id => new { id, at }), cancellationToken);
        await database.Dialect.InsertAsync(write.Transaction, Authorisation.Columns, added, cancellationToken);
    }
}
