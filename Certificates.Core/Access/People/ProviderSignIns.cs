using System.Net;
using System.Security.Cryptography;
using System.Text;
using Certificates.Core.Data;

namespace Certificates.Core.Access.People;

/// <summary>
/// The way in by a provider of sign-ins (OpenID Connect), which says who somebody is and nothing else: two persons of ours linked them to
/// an account, and the account's role is ours. Nobody who was not linked gets one.
/// </summary>
public sealed class ProviderSignIns
{
    private const string Succeeded = "provider_right";
    private const string Wrong = "wrong_provider";
    private const string Nobody = "provider";
    private static readonly Refusal Refused = new(RefusalCode.ProviderFailed);

    private readonly AccountStore _accounts;
    private readonly Attempts _attempts;
    private readonly Sessions _sessions;
    private readonly bool _isDemo;

    internal ProviderSignIns(AccountStore accounts, Attempts attempts, Sessions sessions, StorageOptions storage) =>
        (_accounts, _attempts, _sessions, _isDemo) = (accounts, attempts, sessions, storage.IsSpecimen);

    /// <summary>Signs in whom the provider named.</summary>
    /// <param name="subject">Whom.</param>
    /// <param name="hasGivenFactor">True when the provider says that they gave two factors.</param>
    /// <param name="address">From where.</param>
    /// <param name="browser">What the browser calls itself.</param>
    /// <param name="cancellationToken">Stops before the write.</param>
    /// <returns>The secret of a session, which may still wait for the second factor; null for whoever is linked to no account.</returns>
    public async Task<string?> EnterAsync(
        Subject subject, bool hasGivenFactor, IPAddress? address, string? browser, CancellationToken cancellationToken)
    {
        var record = await _accounts.FindAsync(subject, cancellationToken);
        if (record is not { IsOpen: true } || record.IsDemo != _isDemo)
        {
            await _attempts.NoteAsync(NameOf(subject), record?.Id, address, Wrong, cancellationToken);
            return null;
        }

        await _attempts.NoteAsync(record.Login, record.Id, address, Succeeded, cancellationToken);
        return await _sessions.OpenAsync(record.Read(), hasGivenFactor, address, browser, cancellationToken);
    }

    /// <summary>
    /// Takes a new sign-in at the provider for the second factor of a session: one with two factors, or one that renews the factor which
    /// the session was given here.
    /// </summary>
    /// <param name="session">The hash the session stands under.</param>
    /// <param name="subject">Whom the provider named.</param>
    /// <param name="isNew">True when they signed in there since it was asked for, by what the provider says.</param>
    /// <param name="hasGivenFactor">True when the provider says that they gave two factors.</param>
    /// <param name="address">From where.</param>
    /// <param name="cancellationToken">Stops before the write.</param>
    /// <returns>True; or <c>provider_failed</c>.</returns>
    public async Task<Result<bool>> PassAsync(
        byte[] session, Subject subject, bool isNew, bool hasGivenFactor, IPAddress? address, CancellationToken cancellationToken)
    {
        if (await _sessions.ContinueAsync(session, cancellationToken) is not { } signedIn)
        {
            await _attempts.NoteAsync(NameOf(subject), accountId: null, address, Wrong, cancellationToken);
            return Refused;
        }

        var account = signedIn.Account;
        var isRight = isNew && (hasGivenFactor || signedIn.FactorAt is not null)
            && (await _accounts.FindAsync(subject, cancellationToken))?.Id == account.Id;
        await _attempts.NoteAsync(account.Login, account.Id, address, isRight ? Succeeded : Wrong, cancellationToken);
        if (!isRight)
        {
            return Refused;
        }

        await _sessions.PassFactorAsync(signedIn, cancellationToken);
        return true;
    }

    /// <summary>Keeps that somebody came back from the provider without a sign-in there that could be read; nobody knows who.</summary>
    public Task FailAsync(IPAddress? address, CancellationToken cancellationToken) =>
        _attempts.NoteSomeAsync(Nobody, accountId: null, address, Wrong, cancellationToken);

    private static string NameOf(Subject subject) =>
        $"subject {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{subject.Issuer} {subject.Id}")))}";
}
