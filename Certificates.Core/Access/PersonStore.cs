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

    private const string CountMade = """
        SELECT COUNT(*) FROM Account a JOIN AccountChange c ON c.AccountId = a.Id
        JOIN ApiKey m ON m.Id = c.AskedBy OR m.Id = c.DecidedBy JOIN ApiKey d ON d.PersonId = m.PersonId
        WHERE a.KeyId = @of AND d.Id = @by AND c.IsConfirmed = 1 AND c.DecidedAt >= @since
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

    /// <summary>True when one person answers for both keys.</summary>
    public async Task<bool> IsSameAsync(long oneKeyId, long otherKeyId, CancellationToken cancellationToken) => oneKeyId == otherKeyId
        || await database.FindAsync<long>(SelectSame, new { one = oneKeyId, other = otherKeyId }, cancellationToken) > 0;

    /// <summary>
    /// True when the person of one key asked for, confirmed or reset the account of the other since an instant: who makes a second person
    /// does not agree with them.
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
