using System.Net;
using System.Security.Cryptography;
using Certificates.Core.Data;

namespace Certificates.Core.Access.People;

/// <summary>
/// The way in by a passkey, in the place of login, password and second factor; and the second factor by one. Recorded, limited and answered
/// like the other ways.
/// </summary>
public sealed class PasskeySignIns
{
    private const string Succeeded = "passkey_right";
    private const string Wrong = "wrong_passkey";
    private static readonly Refusal Refused = new(RefusalCode.PasskeyRefused);
    private static readonly Refusal Limited = new(RefusalCode.RateLimited);

    private readonly PasskeyStore _passkeys;
    private readonly AccountStore _accounts;
    private readonly Attempts _attempts;
    private readonly Sessions _sessions;
    private readonly TimeProvider _clock;
    private readonly bool _isDemo;

    internal PasskeySignIns(
        PasskeyStore passkeys, AccountStore accounts, Attempts attempts, Sessions sessions, TimeProvider clock, StorageOptions storage) =>
        (_passkeys, _accounts, _attempts, _sessions, _clock, _isDemo) =
        (passkeys, accounts, attempts, sessions, clock, storage.IsSpecimen);

    /// <summary>Tries to sign in by a passkey.</summary>
    /// <param name="credentialId">What the browser says that it is called; null when it says nothing that can be read.</param>
    /// <param name="judge">Checks the signature; null when it is wrong.</param>
    /// <param name="address">From where.</param>
    /// <param name="browser">What the browser calls itself.</param>
    /// <param name="cancellationToken">Stops before the write.</param>
    /// <returns>The secret of a session; or <c>passkey_refused</c>, <c>rate_limited</c>.</returns>
    public async Task<Result<string>> EnterAsync(
        byte[]? credentialId, Func<Task<PasskeyUse?>> judge, IPAddress? address, string? browser, CancellationToken cancellationToken)
    {
        var known = credentialId is null ? null : await _passkeys.FindAsync(credentialId, cancellationToken);
        var record = known is null ? null : await _accounts.FindAsync(known.AccountId, cancellationToken);

        // What nobody has is counted under its own name.
        var name = record?.Login ?? $"passkey {Convert.ToHexStringLower(SHA256.HashData(credentialId ?? []))}";
        if (await _attempts.AreTooManyAsync(name, record?.Id, address, cancellationToken))
        {
            return Limited;
        }

        if (record is not { IsOpen: true } || record.IsDemo != _isDemo
            || !await IsRightAsync(record.Id, judge, cancellationToken))
        {
            await _attempts.NoteAsync(name, record?.Id, address, Wrong, cancellationToken);
            return Refused;
        }

        await _attempts.NoteAsync(name, record.Id, address, Succeeded, cancellationToken);
        return await _sessions.OpenAsync(record.Read(), hasGivenFactor: true, address, browser, cancellationToken);
    }

    /// <summary>Tries a passkey as the second factor of a session; <c>passkey_refused</c>, <c>rate_limited</c>.</summary>
    public async Task<Result<bool>> PassAsync(
        SignedIn session, Func<Task<PasskeyUse?>> judge, IPAddress? address, CancellationToken cancellationToken)
    {
        var account = session.Account;
        if (await _attempts.AreTooManyAsync(account.Login, account.Id, address, cancellationToken))
        {
            return Limited;
        }

        var isRight = await IsRightAsync(account.Id, judge, cancellationToken);
        await _attempts.NoteAsync(account.Login, account.Id, address, isRight ? Succeeded : Wrong, cancellationToken);
        if (!isRight)
        {
            return Refused;
        }

        await _sessions.PassFactorAsync(session, cancellationToken);
        return true;
    }

    private async Task<bool> IsRightAsync(long accountId, Func<Task<PasskeyUse?>> judge, CancellationToken cancellationToken) =>
        await judge() is { } use && use.Passkey.AccountId == accountId
        && await _passkeys.UseAsync(use, _clock.GetUtcNow(), cancellationToken);
}
