using System.Globalization;

namespace Certificates.Core.Access.People;

/// <summary>The passkeys of accounts: named, listed and removed by their owner.</summary>
public sealed class Passkeys
{
    private const int Most = 10;
    private readonly PasskeyStore _store;
    private readonly AccountStore _accounts;
    private readonly TimeProvider _clock;

    internal Passkeys(PasskeyStore store, AccountStore accounts, TimeProvider clock) =>
        (_store, _accounts, _clock) = (store, accounts, clock);

    /// <summary>Those of an account, the oldest first.</summary>
    public Task<IReadOnlyList<Passkey>> ListAsync(Account account, CancellationToken cancellationToken) =>
        _store.ListAsync(account.Id, cancellationToken);

    /// <summary>The one that its authenticator calls so; null when there is none.</summary>
    public Task<Passkey?> FindAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        _store.FindAsync(credentialId, cancellationToken);

    /// <summary>The open account of an id.</summary>
    public async Task<Account?> OwnerAsync(long accountId, CancellationToken cancellationToken) =>
        await _accounts.FindAsync(accountId, cancellationToken) is { IsOpen: true } record ? record.Read() : null;

    /// <summary>What a passkey may be called: up to <see cref="Passkey.LongestName"/> characters; <c>passkey_unnamed</c>.</summary>
    public static Result<string> ReadName(string? typed)
    {
        var name = (typed ?? "").Trim();
        return name.Length is > 0 and <= Passkey.LongestName && name.EnumerateRunes().All(IsVisible)
            ? name
            : new Refusal(RefusalCode.PasskeyUnnamed, "name");
    }

    /// <summary>Keeps one whose making was found right; <c>passkey_refused</c> when it, or what it signed, was there before.</summary>
    public async Task<Result<bool>> AddAsync(Account account, PasskeyUse made, CancellationToken cancellationToken)
    {
        if (account.Passkeys >= Most)
        {
            return new Refusal(RefusalCode.PasskeysTooMany);
        }

        return await _store.AddAsync(made, _clock.GetUtcNow(), cancellationToken) ? true : new Refusal(RefusalCode.PasskeyRefused);
    }

    /// <summary>Removes one; <c>factor_last</c> for the only second factor of somebody who must have one.</summary>
    public async Task<Result<bool>> RemoveAsync(Account account, long id, CancellationToken cancellationToken)
    {
        if (account is { NeedsFactor: true, HasTotp: false, Passkeys: <= 1 })
        {
            return new Refusal(RefusalCode.FactorLast);
        }

        await _store.DeleteAsync(account.Id, id, cancellationToken);
        return true;
    }

    private static bool IsVisible(System.Text.Rune rune) => System.Text.Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control
        or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
