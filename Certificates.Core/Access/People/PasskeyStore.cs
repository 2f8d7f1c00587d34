using System.Security.Cryptography;
using Certificates.Core.Data;

namespace Certificates.Core.Access.People;

/// <summary>Passkeys, and what they signed lately.</summary>
internal sealed class PasskeyStore(Database database, AccessSeals seals)
{
    private const int TransportsLength = 200;

    private const string Columns = """
        SELECT p.Id, p.AccountId, p.Name, p.CredentialId, p.PublicKey, p.SignCount, p.Transports, p.IsBackupEligible, p.IsBackedUp,
            p.MadeAt, p.UsedAt
        FROM Passkey p
        """;

    private const string SelectOfAccount = Columns + " WHERE p.AccountId = @accountId ORDER BY p.Id";
    private const string SelectByCredential = Columns + " WHERE p.CredentialHash = @credentialHash";

    private const string Insert = """
        INSERT INTO Passkey (Id, AccountId, Name, CredentialHash, CredentialId, PublicKey, SignCount, Transports, IsBackupEligible,
            IsBackedUp, MadeAt)
        SELECT @id, @AccountId, @Name, @credentialHash, @CredentialId, @PublicKey, @SignCount, @transports, @IsBackupEligible,
            @IsBackedUp, @MadeAt
        WHERE NOT EXISTS (SELECT 1 FROM Passkey p WHERE p.CredentialHash = @credentialHash)
        """;

    // A count that does not rise is that of a copy.
    private const string UpdateUsed = """
        UPDATE Passkey SET SignCount = @signCount, IsBackedUp = @isBackedUp, UsedAt = @at
        WHERE Id = @id AND (SignCount < @signCount OR (SignCount = 0 AND @signCount = 0))
        """;

    private const string Delete = "DELETE FROM Passkey WHERE Id = @id AND AccountId = @accountId";
    private const string DeleteAll = "DELETE FROM Passkey WHERE AccountId = @accountId";

    private const string InsertChallenge = """
        INSERT INTO UsedChallenge (Hash, EndsAt)
        SELECT @hash, @endsAt WHERE NOT EXISTS (SELECT 1 FROM UsedChallenge c WHERE c.Hash = @hash)
        """;

    private const string DeleteChallenges = "DELETE FROM UsedChallenge WHERE EndsAt < @at";

    /// <summary>Those of an account, the oldest first.</summary>
    public Task<IReadOnlyList<Passkey>> ListAsync(long accountId, CancellationToken cancellationToken) =>
        database.QueryAsync<Passkey>(SelectOfAccount, new { accountId }, cancellationToken);

    /// <summary>The one that its authenticator calls so.</summary>
    public Task<Passkey?> FindAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        database.FindAsync<Passkey>(SelectByCredential, new { credentialHash = SHA256.HashData(credentialId) }, cancellationToken);

    /// <summary>Keeps one, and uses up what it signed; false when either was there before.</summary>
    public Task<bool> AddAsync(PasskeyUse made, DateTimeOffset at, CancellationToken cancellationToken) => database.WriteAsync(
        async write =>
        {
            if (!await UseUpAsync(write, made, at, cancellationToken))
            {
                return false;
            }

            var id = await write.ScalarAsync<long>(
                database.Dialect.TakeIds, new { name = Ansi.Of("Passkey", 60), count = 1 }, cancellationToken);
            var passkey = made.Passkey;
            var row = new
            {
                id,
                passkey.AccountId,
                passkey.Name,
                credentialHash = SHA256.HashData(passkey.CredentialId),
                passkey.CredentialId,
                passkey.PublicKey,
                passkey.SignCount,
                transports = Ansi.Of(passkey.Transports, TransportsLength),
                passkey.IsBackupEligible,
                passkey.IsBackedUp,
                MadeAt = at,
            };
            return await seals.ChangeAsync(
                write, passkey.AccountId, () => write.ExecuteAsync(Insert, row, cancellationToken), cancellationToken) == 1;
        },
        cancellationToken);

    /// <summary>Notes a use, and uses up what was signed; false when that was done before, or the count did not rise.</summary>
    public Task<bool> UseAsync(PasskeyUse use, DateTimeOffset at, CancellationToken cancellationToken) => database.WriteAsync(
        async write =>
        {
            var (id, signCount, isBackedUp) = (use.Passkey.Id, use.Passkey.SignCount, use.Passkey.IsBackedUp);
            return await UseUpAsync(write, use, at, cancellationToken)
                && await write.ExecuteAsync(UpdateUsed, new { id, signCount, isBackedUp, at }, cancellationToken) == 1;
        },
        cancellationToken);

    /// <summary>Forgets one of an account.</summary>
    public Task DeleteAsync(long accountId, long id, CancellationToken cancellationToken) =>
        database.WriteIdempotentAsync(
            write => seals.ChangeAsync(
                write, accountId, () => write.ExecuteAsync(Delete, new { accountId, id }, cancellationToken), cancellationToken),
            cancellationToken);

    /// <summary>Forgets all of an account.</summary>
    public static Task<int> DeleteAllAsync(WriteTransaction write, long accountId, CancellationToken cancellationToken) =>
        write.ExecuteAsync(DeleteAll, new { accountId }, cancellationToken);

    private static async Task<bool> UseUpAsync(
        WriteTransaction write, PasskeyUse use, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await write.ExecuteAsync(DeleteChallenges, new { at }, cancellationToken);
        return await write.ExecuteAsync(InsertChallenge, new { hash = use.Challenge, endsAt = use.EndsAt }, cancellationToken) == 1;
    }
}
