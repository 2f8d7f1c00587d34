using System.Collections.Concurrent;
using System.Security.Cryptography;
using Certificates.Core.Data;
using Certificates.Core.Privacy;
using Microsoft.Extensions.Logging;

namespace Certificates.Core.Access;

/// <summary>
/// Seals what a key may do, and how a person signs in: whoever has the database alone can give nobody a role, a password or a passkey. A
/// seal is made in the write that changes what it is over, and checked whenever somebody is let in. One that is broken is not mended by a
/// change; it ends with the key or account.
/// </summary>
public sealed partial class AccessSeals
{
    private const int MostKept = 100;
    private const string SelectKey = ApiKeyStore.Columns + " WHERE k.Id = @id";
    private const string SelectKeys = ApiKeyStore.Columns + " ORDER BY k.Id";
    private const string SelectAccount = SealedAccount.Columns + " WHERE a.Id = @id";
    private const string SelectAccounts = SealedAccount.Columns + " ORDER BY a.Id";
    private const string SelectPasskeys = SealedPasskey.Columns + " WHERE p.AccountId = @id ORDER BY p.Id";
    private const string CountSealed = """
        SELECT (SELECT COUNT(*) FROM ApiKey WHERE Seal IS NOT NULL) + (SELECT COUNT(*) FROM Account WHERE Seal IS NOT NULL)
        """;

    // Written first, so that two changes at once do not seal each what the other does not see.
    private const string LockAccount = "UPDATE Account SET Seal = Seal WHERE Id = @id";
    private const string LockKey = "UPDATE ApiKey SET Seal = Seal WHERE Id = @id";
    private const string UpdateKey = "UPDATE ApiKey SET Seal = @seal WHERE Id = @id";
    private const string UpdateAccount = "UPDATE Account SET Seal = @seal WHERE Id = @id";

    private readonly Database _database;
    private readonly SealHashes _hashes;
    private readonly ILogger<AccessSeals> _log;
    private readonly ConcurrentDictionary<string, bool> _found = new(StringComparer.Ordinal);

    internal AccessSeals(Database database, SealHashes hashes, ILogger<AccessSeals> log) =>
        (_database, _hashes, _log) = (database, hashes, log);

    /// <summary>Keys and accounts that were asked for since the start and are not as they were sealed, such as <c>key/7</c>.</summary>
    public IReadOnlyList<string> Found => [.. _found.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Every key and account that is not as it was sealed.</summary>
    public async Task<IReadOnlyList<string>> BrokenAsync(CancellationToken cancellationToken)
    {
        var keys = await _database.QueryAsync<ApiKeyRecord>(SelectKeys, null, cancellationToken);
        var broken = keys.Where(key => !IsSealed(key)).Select(key => Name(key.Id)).ToList();
        foreach (var account in await _database.QueryAsync<SealedAccount>(SelectAccounts, null, cancellationToken))
        {
            var passkeys = await _database.QueryAsync<SealedPasskey>(SelectPasskeys, new { id = account.Id }, cancellationToken);
            if (!IsSealed(account, passkeys))
            {
                broken.Add(NameOfAccount(account.Id));
            }
        }

        return broken;
    }

    /// <summary>Seals all there is, where nothing at all is sealed: at the first start of a release that seals.</summary>
    internal async Task SealFirstAsync(CancellationToken cancellationToken)
    {
        if (await _database.FindAsync<long>(CountSealed, null, cancellationToken) == 0
            && await SealAllAsync(cancellationToken) is > 0 and var count)
        {
            LogSealed(count);
        }
    }

    /// <summary>Seals every key and account as it stands; how many.</summary>
    internal Task<int> SealAllAsync(CancellationToken cancellationToken) => _database.WriteIdempotentAsync(
        async write =>
        {
            var keys = await write.QueryAsync<ApiKeyRecord>(SelectKeys, null, cancellationToken);
            foreach (var key in keys)
            {
                await SealKeyAsync(write, key.Id, cancellationToken);
            }

            var accounts = await write.QueryAsync<SealedAccount>(SelectAccounts, null, cancellationToken);
            foreach (var account in accounts)
            {
                await SealAsync(write, account.Id, cancellationToken);
            }

            return keys.Count + accounts.Count;
        },
        cancellationToken);

    /// <summary>True when a key is as it was sealed.</summary>
    internal bool Holds(ApiKeyRecord key) => Noted(IsSealed(key), Name(key.Id));

    /// <summary>True when an account, its passkeys and its seat are as they were sealed.</summary>
    internal async Task<bool> HoldsAsync(long accountId, CancellationToken cancellationToken)
    {
        var account = await _database.FindAsync<SealedAccount>(SelectAccount, new { id = accountId }, cancellationToken);
        var passkeys = await _database.QueryAsync<SealedPasskey>(SelectPasskeys, new { id = accountId }, cancellationToken);
        var seat = account is null
            ? null
            : await _database.FindAsync<ApiKeyRecord>(SelectKey, new { id = account.KeyId }, cancellationToken);
        return account is not null && seat is not null
            && Noted(IsSealed(account, passkeys) && IsSealed(seat), NameOfAccount(accountId));
    }

    /// <summary>Seals a key as it stands in a write.</summary>
    internal async Task SealKeyAsync(WriteTransaction write, long id, CancellationToken cancellationToken)
    {
        if (await write.FindAsync<ApiKeyRecord>(SelectKey, new { id }, cancellationToken) is { } key)
        {
            await write.ExecuteAsync(UpdateKey, new { id, seal = Of(key) }, cancellationToken);
        }
    }

    /// <summary>Seals an account and its seat as they stand in a write.</summary>
    internal async Task SealAsync(WriteTransaction write, long accountId, CancellationToken cancellationToken)
    {
        if (await write.FindAsync<SealedAccount>(SelectAccount, new { id = accountId }, cancellationToken) is { } account)
        {
            var passkeys = await write.QueryAsync<SealedPasskey>(SelectPasskeys, new { id = accountId }, cancellationToken);
            await write.ExecuteAsync(UpdateAccount, new { id = accountId, seal = Of(account, passkeys) }, cancellationToken);
            await SealKeyAsync(write, account.KeyId, cancellationToken);
        }
    }

    /// <summary>Changes an account, its seat or its passkeys, and seals them anew where they held before.</summary>
    internal Task<T> ChangeAsync<T>(
        WriteTransaction write, long accountId, Func<Task<T>> change, CancellationToken cancellationToken) =>
        ChangeAsync(write, accountId, change, isEnd: false, cancellationToken);

    /// <summary>Ends an account, and seals that: nobody is let in by it any more, whatever somebody wrote into it.</summary>
    internal Task<T> EndAsync<T>(
        WriteTransaction write, long accountId, Func<Task<T>> change, CancellationToken cancellationToken) =>
        ChangeAsync(write, accountId, change, isEnd: true, cancellationToken);

    /// <summary>Ends a key, and seals that; how many rows it was.</summary>
    internal async Task<int> EndKeyAsync(WriteTransaction write, long id, Func<Task<int>> end, CancellationToken cancellationToken)
    {
        await write.ExecuteAsync(LockKey, new { id }, cancellationToken);
        var ended = await end();
        if (ended > 0)
        {
            await SealKeyAsync(write, id, cancellationToken);
        }

        return ended;
    }

    private async Task<T> ChangeAsync<T>(
        WriteTransaction write, long accountId, Func<Task<T>> change, bool isEnd, CancellationToken cancellationToken)
    {
        await write.ExecuteAsync(LockAccount, new { id = accountId }, cancellationToken);
        var isWhole = await write.FindAsync<SealedAccount>(SelectAccount, new { id = accountId }, cancellationToken) is { } account
            && IsSealed(account, await write.QueryAsync<SealedPasskey>(SelectPasskeys, new { id = accountId }, cancellationToken))
            && await write.FindAsync<ApiKeyRecord>(SelectKey, new { id = account.KeyId }, cancellationToken) is { } seat && IsSealed(seat);
        var changed = await change();
        if (isWhole || isEnd)
        {
            await SealAsync(write, accountId, cancellationToken);
        }

        return changed;
    }

    private static string Name(long keyId) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"key/{keyId}");

    private static string NameOfAccount(long id) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"account/{id}");

    private bool Noted(bool isSealed, string name)
    {
        if (isSealed)
        {
            if (!_found.IsEmpty)
            {
                _found.TryRemove(name, out _);
            }
        }
        else if (_found.Count < MostKept && _found.TryAdd(name, true))
        {
            LogBroken(name);
        }

        return isSealed;
    }

    private bool IsSealed(ApiKeyRecord key) => CryptographicOperations.FixedTimeEquals(Of(key), key.Seal);

    private bool IsSealed(SealedAccount account, IEnumerable<SealedPasskey> passkeys) =>
        CryptographicOperations.FixedTimeEquals(Of(account, passkeys), account.Seal);

    private byte[] Of(ApiKeyRecord key) => Hashed(new SealText().Add("key seal v1").Add(key.Id).Add(key.Role).Add(key.InstitutionId)
        .Add(key.InstitutionCode).Add(key.Person).Add(key.PersonId).Add(key.Hash).Add(key.CreatedAt).Add(key.ExpiresAt).Add(key.RevokedAt)
        .Add(key.IsDemo ? 1L : 0L).Add(key.ProposalId));

    private byte[] Of(SealedAccount account, IEnumerable<SealedPasskey> passkeys)
    {
        var text = account.WriteTo(new SealText().Add("account seal v1"));
        foreach (var passkey in passkeys)
        {
            passkey.WriteTo(text);
        }

        return Hashed(text);
    }

    private byte[] Hashed(SealText text)
    {
        var seal = new byte[HMACSHA256.HashSizeInBytes];
        _hashes.Write(text.Bytes, seal);
        return seal;
    }

    [LoggerMessage(LogLevel.Error, "{Row} is not as it was sealed: somebody changed the register. It lets nobody in.")]
    private partial void LogBroken(string row);

    [LoggerMessage(LogLevel.Warning,
        "{Count} keys and accounts were sealed as they stand. That happens once, at the first start of the release that seals them.")]
    private partial void LogSealed(int count);
}
