using System.Text;
using Certificates.Core.Data;
using Certificates.Core.Privacy;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Access.People;

/// <summary>
/// What one person asked for over accounts, and another confirms or refuses: an approver of the institution, else the authority.
/// </summary>
public sealed class AccountChanges
{
    private readonly AccountStore _store;
    private readonly AccountChangeStore _changes;
    private readonly PersonStore _people;
    private readonly Passwords _passwords;
    private readonly DataCipher _identity;
    private readonly TimeProvider _clock;

    internal AccountChanges(
        AccountStore store, AccountChangeStore changes, PersonStore people, Passwords passwords,
        [FromKeyedServices(SecretKeyPurpose.Identity)] DataCipher identity, TimeProvider clock) =>
        (_store, _changes, _people, _passwords, _identity, _clock) = (store, changes, people, passwords, identity, clock);

    /// <summary>What waits for another person, as far as the reader may see it; the oldest first.</summary>
    public async Task<IReadOnlyList<AccountChange>> OpenAsync(ApiKey reader, CancellationToken cancellationToken) =>
        await ReadAsync(await _changes.OpenAsync(cancellationToken), reader, cancellationToken);

    /// <summary>What the reader asked for and another refused, with the reason, for as long as a month; the newest first.</summary>
    public async Task<IReadOnlyList<AccountChange>> RefusedAsync(ApiKey reader, CancellationToken cancellationToken) => await ReadAsync(
        await _changes.RefusedAsync(reader.Id, _clock.GetUtcNow() - AccountRules.Told, cancellationToken), reader, cancellationToken);

    /// <summary>What was asked for and decided over an account, as far as the reader may see it; the newest first.</summary>
    public async Task<IReadOnlyList<AccountChange>> OfAsync(Account account, ApiKey reader, CancellationToken cancellationToken) =>
        await ReadAsync(await _changes.OfAsync(account.Id, cancellationToken), reader, cancellationToken);

    /// <summary>Confirms what another person asked for. Whoever confirms hands the first password over, and it is seen this once.</summary>
    /// <returns>The account and its first password; or <c>not_found</c>, <c>same_person</c>, <c>role_not_allowed</c>.</returns>
    public async Task<Result<FirstPassword>> ConfirmAsync(ApiKey decider, long changeId, CancellationToken cancellationToken)
    {
        if (!(await DecidableAsync(decider, changeId, cancellationToken)).TryGet(out var change, out var refusals))
        {
            return refusals;
        }

        var first = change.Kind is AccountChangeKind.Link or AccountChangeKind.Role ? null : Passwords.First();
        var (id, hash, now) = (change.Account.Id, first is null ? null : _passwords.Hash(first), _clock.GetUtcNow());
        var made = await _changes.WriteAsync<bool>(
            async write =>
            {
                if (!await AccountChangeStore.ConfirmAsync(write, changeId, decider.Id, now, cancellationToken))
                {
                    return new Refusal(RefusalCode.NotFound);
                }

                return await _store.ChangeAsync(
                    write, id,
                    () => hash is null
                        ? PutAsync(write, change, now, cancellationToken)
                        : BeginAnewAsync(write, change, hash, now, cancellationToken),
                    cancellationToken);
            },
            cancellationToken);
        return made.TryGet(out _, out refusals)
            ? new FirstPassword((await _store.FindAsync(id, cancellationToken))!.Read(), first)
            : refusals;
    }

    /// <summary>Refuses what another person asked for; an account that was not opened yet is closed.</summary>
    /// <param name="decider">Who decides.</param>
    /// <param name="changeId">Which.</param>
    /// <param name="reason">Why, told to whoever asked.</param>
    /// <param name="cancellationToken">Stops before the write.</param>
    /// <returns>Its id; or the refusals of <see cref="ConfirmAsync"/>, <c>reason_missing</c>, <c>reason_too_long</c>.</returns>
    public async Task<Result<long>> RefuseAsync(ApiKey decider, long changeId, string? reason, CancellationToken cancellationToken)
    {
        if (!(await DecidableAsync(decider, changeId, cancellationToken)).TryGet(out var change, out var refusals))
        {
            return refusals;
        }

        if (ReasonText.Fault(reason) is { } fault)
        {
            return fault;
        }

        var now = _clock.GetUtcNow();
        var cipher = _identity.Encrypt(Encoding.UTF8.GetBytes(reason!.Trim()), Places.AccountChange(changeId));
        return await _changes.WriteAsync<long>(
            async write =>
            {
                if (change.Kind == AccountChangeKind.Opening)
                {
                    await _store.CloseAsync(write, change.Account.Id, now, cancellationToken);
                }

                return await AccountChangeStore.RefuseAsync(write, changeId, decider.Id, now, cipher, _identity.KeyId, cancellationToken)
                    ? changeId
                    : new Refusal(RefusalCode.NotFound);
            },
            cancellationToken);
    }

    /// <summary>Gives an account its first password, and takes away what its person signed in by until then.</summary>
    private static async Task<Result<bool>> BeginAnewAsync(
        WriteTransaction write, AccountChange change, string hash, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var id = change.Account.Id;
        await AccountStore.SetPasswordAsync(write, id, hash, isFirst: true, cancellationToken);
        await SessionStore.EndAllAsync(write, id, but: null, now, cancellationToken);
        await PasskeyStore.DeleteAllAsync(write, id, cancellationToken);
        if (change.Kind == AccountChangeKind.Factor)
        {
            await AccountStore.SetFactorAsync(write, id, cipher: null, keyId: null, cancellationToken);
        }

        return true;
    }

    /// <summary>Puts a link or a role in place; who has another role signs in anew.</summary>
    private static async Task<Result<bool>> PutAsync(
        WriteTransaction write, AccountChange change, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (change is { Role: { } role, FormerRole: { } former })
        {
            await SessionStore.EndAllAsync(write, change.Account.Id, but: null, now, cancellationToken);
            return await AccountStore.SetRoleAsync(write, change.Account.Id, former, role, cancellationToken)
                ? true
                : new Refusal(RefusalCode.NotFound);
        }

        return await AccountStore.LinkAsync(write, change.Account.Id, change.Subject, cancellationToken)
            ? true
            : new Refusal(RefusalCode.SubjectTaken);
    }

    private async Task<Result<AccountChange>> DecidableAsync(ApiKey decider, long changeId, CancellationToken cancellationToken)
    {
        var change = (await OpenAsync(decider, cancellationToken)).FirstOrDefault(open => open.Id == changeId);
        if (change is null)
        {
            return new Refusal(RefusalCode.NotFound);
        }

        if (!AccountRules.MayAskFor(decider, change.Account.Seat)
            || (change.Role is { } role && !AccountRules.MayAskFor(decider, role)))
        {
            return new Refusal(RefusalCode.RoleNotAllowed);
        }

        // Nor may one confirm oneself in: a person who asked under another key, or whose own account it is, or whom one has just made.
        return await _people.IsSameAsync(change.AskedBy, decider.Id, cancellationToken)
            || await _people.IsSameAsync(change.Account.Seat.Id, decider.Id, cancellationToken)
            ? new Refusal(RefusalCode.SamePerson)
            : await _people.HasMadeAsync(decider.Id, change.AskedBy, _clock.GetUtcNow() - AccountRules.Apart, cancellationToken)
            ? new Refusal(RefusalCode.AccountMaker)
            : change;
    }

    private async Task<IReadOnlyList<AccountChange>> ReadAsync(
        IReadOnlyList<AccountChangeRecord> changes, ApiKey reader, CancellationToken cancellationToken)
    {
        var accounts = (await _store.ListAsync(reader.InstitutionId, cancellationToken)).ToDictionary(record => record.Id);
        return
        [
            .. changes.Where(change => accounts.ContainsKey(change.AccountId)).Select(change => new AccountChange(
                change.Id, accounts[change.AccountId].Read(), change.Kind, change.AskedBy, change.AskedByPerson!, change.AskedAt,
                change.Subject is null ? null : new Subject(change.Issuer!, change.Subject))
            {
                DecidedAt = change.DecidedAt,
                IsConfirmed = change.IsConfirmed,
                Role = ApiKeyRoles.TryParse(change.Role, out var role) ? role : null,
                FormerRole = ApiKeyRoles.TryParse(change.FormerRole, out var former) ? former : null,
                DecidedByPerson = change.DecidedByPerson,
                Reason = change.ReasonCipher is { } cipher
                    ? Encoding.UTF8.GetString(_identity.Decrypt(cipher, change.ReasonKeyId!, Places.AccountChange(change.Id)))
                    : null,
            }),
        ];
    }
}
