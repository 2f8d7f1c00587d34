using Certificates.Core.Data;

namespace Certificates.Core.Access;

/// <summary>Clients' keys.</summary>
internal sealed class ApiKeyStore(Database database, PersonStore people, AccessSeals seals)
{
    /// <summary>Keys with all that their seals are over; a condition follows.</summary>
    public const string Columns = """
        SELECT k.Id, k.Role, k.InstitutionId, i.Code AS InstitutionCode, k.Person, k.CreatedAt, k.ExpiresAt, k.RevokedAt,
            k.LastUsedAt, k.IsDemo, k.PersonId, k.Hash, k.ProposalId, k.Seal
        FROM ApiKey k LEFT JOIN Institution i ON i.Id = k.InstitutionId
        """;

    private const string SelectByHash = Columns + " WHERE k.Hash = @hash";
    private const string SelectAll = """
        SELECT k.Id, k.Role, k.InstitutionId, i.Code AS InstitutionCode, k.Person, k.CreatedAt, k.ExpiresAt, k.RevokedAt,
            k.LastUsedAt, k.IsDemo, CAST(CASE WHEN a.Id IS NULL THEN 0 ELSE 1 END AS bit) AS IsSeat
        FROM ApiKey k LEFT JOIN Institution i ON i.Id = k.InstitutionId LEFT JOIN Account a ON a.KeyId = k.Id ORDER BY k.Id
        """;
    private const string SelectId = "SELECT Id FROM ApiKey WHERE Hash = @Hash";
    private const string SelectInstitution = "SELECT Id FROM Institution WHERE Code = @code";

    private const string Insert = """
        INSERT INTO ApiKey (Id, Role, InstitutionId, Person, PersonId, Hash, CreatedAt, ExpiresAt, IsDemo, ProposalId)
        VALUES (@id, @Role, @InstitutionId, @Person, @personId, @Hash, @CreatedAt, @ExpiresAt, @IsDemo, @ProposalId)
        """;

    private const string UpdateUse = "UPDATE ApiKey SET LastUsedAt = @at WHERE Id = @id";

    // The seat of an account ends with the account.
    private const string UpdateRevoked = """
        UPDATE ApiKey SET RevokedAt = COALESCE(RevokedAt, @at)
        WHERE Id = @id AND (@institutionId IS NULL OR InstitutionId = @institutionId)
            AND NOT EXISTS (SELECT 1 FROM Account a WHERE a.KeyId = ApiKey.Id)
        """;

    public Task<ApiKeyRecord?> FindAsync(byte[] hash, CancellationToken cancellationToken) =>
        database.FindAsync<ApiKeyRecord>(SelectByHash, new { hash }, cancellationToken);

    /// <summary>All keys by id, the seats of accounts too.</summary>
    public Task<IReadOnlyList<ApiKeyRecord>> ListAsync(CancellationToken cancellationToken) =>
        database.QueryAsync<ApiKeyRecord>(SelectAll, null, cancellationToken);

    /// <summary>An institution's id by its code.</summary>
    public Task<long?> InstitutionIdAsync(string code, CancellationToken cancellationToken) =>
        database.FindAsync<long?>(SelectInstitution, new { code = Ansi.Of(code, 4) }, cancellationToken);

    /// <summary>Stores a key; its id.</summary>
    public Task<long> InsertAsync(NewApiKey key, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async write =>
            {
                var personId = await people.KeepAsync(write, key.InstitutionId, key.Owner, cancellationToken);
                var id = await write.ScalarAsync<long>(database.Dialect.TakeIds, new { name = Ansi.Of("ApiKey", 60), count = 1 },
                    cancellationToken);
                await write.ExecuteAsync(
                    Insert,
                    new
                    {
                        id,
                        key.Role,
                        key.InstitutionId,
                        key.Person,
                        personId,
                        key.Hash,
                        key.CreatedAt,
                        key.ExpiresAt,
                        key.IsDemo,
                        key.ProposalId,
                    },
                    cancellationToken);
                await seals.SealKeyAsync(write, id, cancellationToken);
                return id;
            },
            async write => await write.FindAsync<long?>(SelectId, new { key.Hash }, cancellationToken) is { } id
                ? Found<long>.There(id)
                : default,
            cancellationToken);

    /// <summary>Keeps when a key was last used.</summary>
    public Task RecordUseAsync(long id, DateTimeOffset at, CancellationToken cancellationToken) =>
        database.ExecuteIdempotentAsync(UpdateUse, new { id, at }, cancellationToken);

    /// <summary>Ends a key, of one institution or of any, the first time for good.</summary>
    public async Task<bool> RevokeAsync(long id, long? institutionId, DateTimeOffset at, CancellationToken cancellationToken) =>
        await database.WriteIdempotentAsync(
            write => seals.EndKeyAsync(
                write, id, () => write.ExecuteAsync(UpdateRevoked, new { id, institutionId, at }, cancellationToken), cancellationToken),
            cancellationToken) == 1;
}
