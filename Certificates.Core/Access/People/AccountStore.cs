using Certificates.Core.Data;

namespace Certificates.Core.Access.People;

/// <summary>Accounts with their seats, and the codes that stand in for a lost second factor.</summary>
internal sealed class AccountStore(Database database, PersonStore people, AccessSeals seals)
{
    /// <summary>Length of the column of logins.</summary>
    public const int LoginLength = 64;

    private const string Columns = """
        SELECT a.Id, a.KeyId, a.Login, a.State, a.PasswordHash, a.MustChangePassword, a.FactorCipher, a.FactorKeyId,
            a.FactorConfirmedAt, a.FactorStep, a.Subject, a.ContactCipher, a.ContactKeyId, k.Role, k.InstitutionId, i.Code AS InstitutionCode, k.Person, k.PersonId,
            k.CreatedAt, k.RevokedAt, k.IsDemo, (SELECT COUNT(*) FROM Passkey p WHERE p.AccountId = a.Id) AS Passkeys
        FROM Account a JOIN ApiKey k ON k.Id = a.KeyId LEFT JOIN Institution i ON i.Id = k.InstitutionId
        """;

    private const string SelectByLogin = Columns + " WHERE a.Login = @login";
    private const string SelectBySubject = Columns + " WHERE a.Issuer = @issuer AND a.Subject = @subject";
    private const string SelectById = Columns + " WHERE a.Id = @id";
    private const string SelectMany = Columns + " WHERE @institutionId IS NULL OR k.InstitutionId = @institutionId ORDER BY a.Id";

    private const string InsertKey = """
        INSERT INTO ApiKey (Id, Role, InstitutionId, Person, PersonId, Hash, CreatedAt, IsDemo)
        VALUES (@keyId, @role, @InstitutionId, @Person, @personId, @SeatHash, @CreatedAt, @IsDemo)
        """;

    private const string Insert = """
        INSERT INTO Account (Id, KeyId, Login, State, PasswordHash, MustChangePassword, FactorStep)
        VALUES (@id, @keyId, @login, @State, @PasswordHash, 1, 0)
        """;

    private const string UpdatePassword =
        "UPDATE Account SET PasswordHash = @hash, MustChangePassword = @isFirst, State = 1 WHERE Id = @id AND State <> 2";

    private const string UpdateFactor = """
        UPDATE Account SET FactorCipher = @cipher, FactorKeyId = @keyId, FactorConfirmedAt = NULL, FactorStep = 0 WHERE Id = @id
        """;

    private const string UpdateStep = """
        UPDATE Account SET FactorStep = @step, FactorConfirmedAt = COALESCE(FactorConfirmedAt, @at) WHERE Id = @id AND FactorStep < @step
        """;

    private const string UpdateSubject = """
        UPDATE Account SET Issuer = @issuer, Subject = @subject
        WHERE Id = @id AND NOT EXISTS (SELECT 1 FROM Account o WHERE o.Issuer = @issuer AND o.Subject = @subject AND o.Id <> @id)
        """;

    private const string UpdateContact = "UPDATE Account SET ContactCipher = @cipher, ContactKeyId = @keyId WHERE Id = @id";

    // The seat stays: what its person did is on record under it, whatever they may do now.
    private const string UpdateRole = """
        UPDATE ApiKey SET Role = @role WHERE Role = @former AND Id = (SELECT KeyId FROM Account WHERE Id = @id AND State = 1)
        """;

    private const string UpdateClosed = "UPDATE Account SET State = 2, PasswordHash = NULL, Issuer = NULL, Subject = NULL WHERE Id = @id";

    private const string UpdateRevoked =
        "UPDATE ApiKey SET RevokedAt = COALESCE(RevokedAt, @at) WHERE Id = (SELECT KeyId FROM Account WHERE Id = @id)";

    private const string DeleteCodes = "DELETE FROM RecoveryCode WHERE AccountId = @id";
    private const string InsertCode = "INSERT INTO RecoveryCode (AccountId, Hash) VALUES (@id, @hash)";
    private const string UpdateCode = "UPDATE RecoveryCode SET UsedAt = @at WHERE AccountId = @id AND Hash = @hash AND UsedAt IS NULL";
    private const string CountCodes = "SELECT COUNT(*) FROM RecoveryCode WHERE AccountId = @id AND UsedAt IS NULL";

    /// <summary>One by its login; marked where it is not as it was sealed.</summary>
    public Task<AccountRecord?> FindAsync(string login, CancellationToken cancellationToken) =>
        JudgedAsync(SelectByLogin, new { login = Ansi.Of(login, LoginLength) }, cancellationToken);

    /// <summary>The same by its id.</summary>
    public Task<AccountRecord?> FindAsync(long id, CancellationToken cancellationToken) =>
        JudgedAsync(SelectById, new { id }, cancellationToken);

    /// <summary>The one that is linked to a subject.</summary>
    public Task<AccountRecord?> FindAsync(Subject subject, CancellationToken cancellationToken) =>
        JudgedAsync(SelectBySubject, new { issuer = subject.Issuer, subject = subject.Id }, cancellationToken);

    /// <summary>Changes an account or its ways in, and seals it anew, unless its seal was broken before.</summary>
    public Task<T> ChangeAsync<T>(WriteTransaction write, long id, Func<Task<T>> change, CancellationToken cancellationToken) =>
        seals.ChangeAsync(write, id, change, cancellationToken);

    /// <summary>Links an account to a subject, or to none; false when another is linked to it.</summary>
    public static async Task<bool> LinkAsync(WriteTransaction write, long id, Subject? subject, CancellationToken cancellationToken) =>
        await write.ExecuteAsync(UpdateSubject, new { id, issuer = subject?.Issuer, subject = subject?.Id }, cancellationToken) == 1;

    /// <summary>All of one institution, or all.</summary>
    public Task<IReadOnlyList<AccountRecord>> ListAsync(long? institutionId, CancellationToken cancellationToken) =>
        database.QueryAsync<AccountRecord>(SelectMany, new { institutionId }, cancellationToken);

    /// <summary>Stores an account with its seat; its id, or null when the login is taken.</summary>
    public async Task<long?> InsertAsync(WriteTransaction write, NewAccount account, CancellationToken cancellationToken)
    {
        var login = Ansi.Of(account.Login, LoginLength);
        if (await write.FindAsync<AccountRecord>(SelectByLogin, new { login }, cancellationToken) is not null)
        {
            return null;
        }

        var personId = await people.KeepAsync(write, account.InstitutionId, account.Person, cancellationToken);
        var keyId = await TakeIdAsync(write, "ApiKey", cancellationToken);
        var role = account.Role.Code();
        await write.ExecuteAsync(
            InsertKey,
            new { keyId, role, account.InstitutionId, account.Person, personId, account.SeatHash, account.CreatedAt, account.IsDemo },
            cancellationToken);
        var id = await TakeIdAsync(write, "Account", cancellationToken);
        await write.ExecuteAsync(Insert, new { id, keyId, login, account.State, account.PasswordHash }, cancellationToken);
        await seals.SealAsync(write, id, cancellationToken);
        return id;
    }

    /// <summary>Takes the next id of a series.</summary>
    public Task<long> TakeIdAsync(WriteTransaction write, string series, CancellationToken cancellationToken) =>
        write.ScalarAsync<long>(database.Dialect.TakeIds, new { name = Ansi.Of(series, 60), count = 1 }, cancellationToken)!;

    /// <summary>Keeps how its person is reached; null for nothing.</summary>
    public static Task<int> SetContactAsync(
        WriteTransaction write, long id, byte[]? cipher, string keyId, CancellationToken cancellationToken) =>
        write.ExecuteAsync(UpdateContact, new { id, cipher, keyId = cipher is null ? null : keyId }, cancellationToken);

    /// <summary>The same as a write of its own.</summary>
    public Task<int> SetContactAsync(long id, byte[]? cipher, string keyId, CancellationToken cancellationToken) =>
        database.WriteIdempotentAsync(write => SetContactAsync(write, id, cipher, keyId, cancellationToken), cancellationToken);

    /// <summary>Gives an open account another role; false when it has not the one before any more.</summary>
    public static async Task<bool> SetRoleAsync(
        WriteTransaction write, long id, ApiKeyRole former, ApiKeyRole role, CancellationToken cancellationToken) =>
        await write.ExecuteAsync(
            UpdateRole, new { id, former = Ansi.Of(former.Code(), 20), role = Ansi.Of(role.Code(), 20) }, cancellationToken) == 1;

    /// <summary>Sets a password, and opens the account unless it is closed.</summary>
    public static Task<int> SetPasswordAsync(
        WriteTransaction write, long id, string hash, bool isFirst, CancellationToken cancellationToken) =>
        write.ExecuteAsync(UpdatePassword, new { id, hash, isFirst }, cancellationToken);

    /// <summary>The same as a write of its own.</summary>
    public Task<int> SetPasswordAsync(long id, string hash, bool isFirst, CancellationToken cancellationToken) =>
        database.WriteIdempotentAsync(
            write => ChangeAsync(
                write, id, () => SetPasswordAsync(write, id, hash, isFirst, cancellationToken), cancellationToken),
            cancellationToken);

    /// <summary>Sets the secret of a second factor that is not confirmed yet, or takes it away; and its codes with it.</summary>
    public static async Task<bool> SetFactorAsync(
        WriteTransaction write, long id, byte[]? cipher, string? keyId, CancellationToken cancellationToken)
    {
        await write.ExecuteAsync(UpdateFactor, new { id, cipher, keyId }, cancellationToken);
        await write.ExecuteAsync(DeleteCodes, new { id }, cancellationToken);
        return true;
    }

    /// <summary>The same as a write of its own.</summary>
    public Task SetFactorAsync(long id, byte[]? cipher, string? keyId, CancellationToken cancellationToken) =>
        database.WriteIdempotentAsync(
            write => ChangeAsync(
                write, id, () => SetFactorAsync(write, id, cipher, keyId, cancellationToken), cancellationToken),
            cancellationToken);

    /// <summary>Uses a step up; false when it, or a later one, was used before.</summary>
    public async Task<bool> UseStepAsync(long id, long step, DateTimeOffset at, CancellationToken cancellationToken) =>
        await database.WriteAsync(
            write => ChangeAsync(
                write, id, () => write.ExecuteAsync(UpdateStep, new { id, step, at }, cancellationToken), cancellationToken),
            cancellationToken) == 1;

    /// <summary>Replaces all codes that stand in for the factor.</summary>
    public Task SetCodesAsync(long id, IReadOnlyList<byte[]> hashes, CancellationToken cancellationToken) =>
        database.WriteIdempotentAsync(
            async write =>
            {
                await write.ExecuteAsync(DeleteCodes, new { id }, cancellationToken);
                foreach (var hash in hashes)
                {
                    await write.ExecuteAsync(InsertCode, new { id, hash }, cancellationToken);
                }

                return true;
            },
            cancellationToken);

    /// <summary>Uses a code up; false when there is none, or it was used before.</summary>
    public async Task<bool> UseCodeAsync(long id, byte[] hash, DateTimeOffset at, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(UpdateCode, new { id, hash, at }, cancellationToken) == 1;

    /// <summary>How many codes are left.</summary>
    public Task<long> CountCodesAsync(long id, CancellationToken cancellationToken) =>
        database.FindAsync<long>(CountCodes, new { id }, cancellationToken);

    /// <summary>Ends an account, every way in, and its seat for good.</summary>
    public Task<bool> CloseAsync(WriteTransaction write, long id, DateTimeOffset at, CancellationToken cancellationToken) =>
        seals.EndAsync(
            write, id,
            async () =>
            {
                await write.ExecuteAsync(UpdateClosed, new { id }, cancellationToken);
                await write.ExecuteAsync(UpdateRevoked, new { id, at }, cancellationToken);
                await PasskeyStore.DeleteAllAsync(write, id, cancellationToken);
                return true;
            },
            cancellationToken);

    private async Task<AccountRecord?> JudgedAsync(string statement, object parameters, CancellationToken cancellationToken)
    {
        var record = await database.FindAsync<AccountRecord>(statement, parameters, cancellationToken);
        if (record is not null)
        {
            record.IsDoubted = !await seals.HoldsAsync(record.Id, cancellationToken);
        }

        return record;
    }
}
