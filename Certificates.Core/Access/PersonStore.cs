using Certificates.Core.Data;

namespace Certificates.Core.Access;

/// <summary>Who answers for keys: within an institution, or outside all, one name is one person.</summary>
internal sealed class PersonStore(Database database)
{
    private const string SelectId = """
        SELECT Id FROM Person
        WHERE NormalisedName = @key AND (InstitutionId = @institutionId OR (InstitutionId IS NULL AND @institutionId IS NULL))
        """;

    private const string Insert =
        "INSERT INTO Person (Id, InstitutionId, Name, NormalisedName) VALUES (@id, @institutionId, @name, @key)";

    private const string SelectSame =
        "SELECT COUNT(*) FROM ApiKey a JOIN ApiKey b ON b.PersonId = a.PersonId WHERE a.Id = @one AND b.Id = @other";

    private const string CountOfAuthority = """
        SELECT COUNT(DISTINCT k.PersonId) FROM Account a JOIN ApiKey k ON k.Id = a.KeyId WHERE a.State = 1 AND k.Role = @role
        """;

    private const string CountOfRole = "SELECT COUNT(*) FROM ApiKey WHERE Id = @keyId AND Role = @role";

    // What a program's key sent, the person sent who answers for it: their accounts count, and the making of the key itself.
    private const string CountMade = """
        SELECT COUNT(*) FROM ApiKey d JOIN ApiKey m ON m.PersonId = d.PersonId WHERE d.Id = @by AND (
            EXISTS (
                SELECT 1 FROM ApiKey o JOIN ApiKey s ON s.PersonId = o.PersonId JOIN Account a ON a.KeyId = s.Id
                JOIN AccountChange c ON c.AccountId = a.Id
                WHERE o.Id = @of AND c.IsConfirmed = 1 AND c.DecidedAt >= @since AND (c.AskedBy = m.Id OR c.DecidedBy = m.Id))
            OR EXISTS (
                SELECT 1 FROM ApiKey o JOIN Proposal p ON p.Id = o.ProposalId
                WHERE o.Id = @of AND p.IsDone = 1 AND p.DecidedAt >= @since AND (p.AskedBy = m.Id OR p.DecidedBy = m.Id)))
        """;

    private const string SelectOwners =
        "SELECT k.Id, p.Name AS Owner FROM ApiKey k JOIN Person p ON p.Id = k.PersonId";

    private const string SelectUnowned = "SELECT Id, InstitutionId, Person FROM ApiKey WHERE PersonId IS NULL ORDER BY Id";
    private const string UpdateOwner = "UPDATE ApiKey SET PersonId = @personId WHERE Id = @id";

    // The seat of an account is no key that anyone has: it ends with the account.
    private const string UpdateEnds = """
        UPDATE ApiKey SET ExpiresAt = @ends
        WHERE ExpiresAt IS NULL AND RevokedAt IS NULL AND NOT EXISTS (SELECT 1 FROM Account a WHERE a.KeyId = ApiKey.Id)
        """;

    /// <summary>
    /// True when a deed waits for another person of the authority: for people of the console, as soon as it has two. A program's key of
    /// this role acts alone, for making it took both.
    /// </summary>
    public async Task<bool> TakesTwoAsync(ApiKey actor, CancellationToken cancellationToken) =>
        actor is { IsSeat: true, Role: ApiKeyRole.Authority } && await AreTwoOfAuthorityAsync(cancellationToken);

    /// <summary>True when two persons of the authority have accounts.</summary>
    public async Task<bool> AreTwoOfAuthorityAsync(CancellationToken cancellationToken) => await database.FindAsync<long>(
        CountOfAuthority, new { role = Ansi.Of(ApiKeyRole.Authority.Code(), 20) }, cancellationToken) > 1;

    /// <summary>True when a key has a role.</summary>
    public async Task<bool> IsOfRoleAsync(long keyId, ApiKeyRole role, CancellationToken cancellationToken) =>
        await database.FindAsync<long>(CountOfRole, new { keyId, role = Ansi.Of(role.Code(), 20) }, cancellationToken) == 1;

    /// <summary>True when one person answers for both keys.</summary>
    public async Task<bool> IsSameAsync(long oneKeyId, long otherKeyId, CancellationToken cancellationToken) => oneKeyId == otherKeyId
        || await database.FindAsync<long>(SelectSame, new { one = oneKeyId, other = otherKeyId }, cancellationToken) > 0;

    /// <summary>
    /// True when the person of one key asked for, confirmed or reset an account of the other's person since an instant, or made the other
    /// key: who makes a second person does not agree with them.
    /// </summary>
    public async Task<bool> HasMadeAsync(long byKeyId, long ofKeyId, DateTimeOffset since, CancellationToken cancellationToken) =>
        await database.FindAsync<long>(CountMade, new { by = byKeyId, of = ofKeyId, since }, cancellationToken) > 0;

    /// <summary>The names of those who answer for keys, by the key's id.</summary>
    public async Task<IReadOnlyDictionary<long, string>> OwnersAsync(CancellationToken cancellationToken) =>
        (await database.QueryAsync<(long Id, string Owner)>(SelectOwners, null, cancellationToken))
            .ToDictionary(key => key.Id, key => key.Owner);

    /// <summary>The id of a person, who is added when unknown.</summary>
    public async Task<long> KeepAsync(WriteTransaction write, long? institutionId, string name, CancellationToken cancellationToken)
    {
        var key = PersonText.KeyOf(name);
        if (await write.FindAsync<long?>(SelectId, new { key, institutionId }, cancellationToken) is { } known)
        {
            return known;
        }

        var id = await write.ScalarAsync<long>(
            database.Dialect.TakeIds, new { name = Ansi.Of("Person", 60), count = 1 }, cancellationToken);
        await write.ExecuteAsync(Insert, new { id, institutionId, name, key }, cancellationToken);
        return id;
    }

    /// <summary>
    /// Gives keys that were made before there were persons the person of their text, and keys without an end the given one. Run again it
    /// finds nothing to do.
    /// </summary>
    public Task<bool> AdoptAsync(DateTimeOffset ends, CancellationToken cancellationToken) =>
        database.WriteIdempotentAsync(
            async write =>
            {
                foreach (var key in await write.QueryAsync<UnownedKey>(SelectUnowned, null, cancellationToken))
                {
                    var personId = await KeepAsync(write, key.InstitutionId, PersonText.Cleaned(key.Person), cancellationToken);
                    await write.ExecuteAsync(UpdateOwner, new { id = key.Id, personId }, cancellationToken);
                }

                await write.ExecuteAsync(UpdateEnds, new { ends }, cancellationToken);
                return true;
            },
            cancellationToken);

    private sealed class UnownedKey
    {
        public required long Id { get; init; }
        public long? InstitutionId { get; init; }
        public required string Person { get; init; }
    }
}
