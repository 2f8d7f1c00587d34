using System.Security.Cryptography;
using Certificates.Core.Data;

namespace Certificates.Core.Access.People;

/// <summary>
/// The people of the console. An account, and every new password or second factor that its person did not choose, is asked for by one
/// person and confirmed by another: an approver of the institution, else the authority. So nobody makes a second person to agree with.
/// </summary>
public sealed class Accounts
{
    private readonly AccountStore _store;
    private readonly AccountChangeStore _changes;
    private readonly SessionStore _sessions;
    private readonly ApiKeyStore _keys;
    private readonly PersonStore _people;
    private readonly Passwords _passwords;
    private readonly TimeProvider _clock;
    private readonly bool _isDemo;

    internal Accounts(
        AccountStore store, AccountChangeStore changes, SessionStore sessions, ApiKeyStore keys, PersonStore people, Passwords passwords,
        TimeProvider clock, StorageOptions storage) =>
        (_store, _changes, _sessions, _keys, _people, _passwords, _clock, _isDemo) =
        (store, changes, sessions, keys, people, passwords, clock, storage.IsSpecimen);

    /// <summary>Accounts the reader may see: of the own institution, or all.</summary>
    public async Task<IReadOnlyList<Account>> ListAsync(ApiKey reader, CancellationToken cancellationToken) =>
        [.. (await _store.ListAsync(reader.InstitutionId, cancellationToken)).Select(record => record.Read())];

    /// <summary>What waits for another person, as far as the reader may see it.</summary>
    public async Task<IReadOnlyList<AccountChange>> OpenChangesAsync(ApiKey reader, CancellationToken cancellationToken)
    {
        var accounts = (await ListAsync(reader, cancellationToken)).ToDictionary(account => account.Id);
        return
        [
            .. (await _changes.OpenAsync(cancellationToken)).Where(change => accounts.ContainsKey(change.AccountId)).Select(change =>
                new AccountChange(
                    change.Id, accounts[change.AccountId], change.Kind, change.AskedBy, change.AskedByPerson!, change.AskedAt)),
        ];
    }

    /// <summary>Asks for an account.</summary>
    /// <param name="asker">An approver, for their institution; or the authority.</param>
    /// <param name="asked">Who it is for.</param>
    /// <param name="cancellationToken">Stops before the write.</param>
    /// <returns>Its id; or what is wrong with what was asked for.</returns>
    public async Task<Result<long>> AskAsync(ApiKey asker, AskedAccount asked, CancellationToken cancellationToken)
    {
        var institution = asker.InstitutionCode ?? asked.InstitutionCode;
        if (!AccountRules.MayAskFor(asker, asked.Role))
        {
            return new Refusal(RefusalCode.RoleNotAllowed, "role");
        }

        return await MakeAsync(asked with { InstitutionCode = institution }, password: null, asker, cancellationToken);
    }

    /// <summary>
    /// Makes an account that is open at once, with its first password: for the first people, by whoever runs the service.
    /// </summary>
    public async Task<Result<FirstPassword>> OpenAsync(AskedAccount asked, CancellationToken cancellationToken)
    {
        var first = Passwords.First();
        var made = await MakeAsync(asked, first, asker: null, cancellationToken);
        return made.TryGet(out var id, out var refusals) ? new FirstPassword((await FindAsync(id, cancellationToken))!, first) : refusals;
    }

    /// <summary>Asks that a password or second factor be set anew, or closes an account.</summary>
    public async Task<Result<long>> AskAsync(ApiKey asker, long accountId, AccountChangeKind kind, CancellationToken cancellationToken)
    {
        if (await _store.FindAsync(accountId, cancellationToken) is not { State: AccountState.Open } record
            || !AccountRules.MayAskFor(asker, record.Read().Seat))
        {
            return new Refusal(RefusalCode.NotFound);
        }

        var now = _clock.GetUtcNow();
        var isDone = kind == AccountChangeKind.Closing;
        return await _changes.WriteAsync<long>(
            async write =>
            {
                var change = new AccountChangeRecord
                {
                    Id = await _store.TakeIdAsync(write, "AccountChange", cancellationToken),
                    AccountId = accountId,
                    Kind = kind,
                    AskedBy = asker.Id,
                    AskedAt = now,
                    DecidedBy = isDone ? asker.Id : null,
                    DecidedAt = isDone ? now : null,
                    IsConfirmed = isDone ? true : null,
                };
                if (isDone)
                {
                    await AccountStore.CloseAsync(write, accountId, now, cancellationToken);
                    await SessionStore.EndAllAsync(write, accountId, but: null, now, cancellationToken);
                }

                return await AccountChangeStore.InsertAsync(write, change, cancellationToken)
                    ? change.Id
                    : new Refusal(RefusalCode.ChangeWaits);
            },
            cancellationToken);
    }

    /// <summary>Confirms what another person asked for. Whoever confirms hands the first password over, and it is seen this once.</summary>
    /// <returns>The account and its first password; or <c>not_found</c>, <c>same_person</c>, <c>role_not_allowed</c>.</returns>
    public async Task<Result<FirstPassword>> ConfirmAsync(ApiKey decider, long changeId, CancellationToken cancellationToken)
    {
        if (!(await DecidableAsync(decider, changeId, cancellationToken)).TryGet(out var change, out var refusals))
        {
            return refusals;
        }

        var first = Passwords.First();
        var (id, hash, now) = (change.Account.Id, _passwords.Hash(first), _clock.GetUtcNow());
        var made = await _changes.WriteAsync<bool>(
            async write =>
            {
                if (!await AccountChangeStore.DecideAsync(write, changeId, decider.Id, now, isConfirmed: true, cancellationToken))
                {
                    return new Refusal(RefusalCode.NotFound);
                }

                await AccountStore.SetPasswordAsync(write, id, hash, isFirst: true, cancellationToken);
                await SessionStore.EndAllAsync(write, id, but: null, now, cancellationToken);
                if (change.Kind == AccountChangeKind.Factor)
                {
                    await AccountStore.SetFactorAsync(write, id, cipher: null, keyId: null, cancellationToken);
                }

                return true;
            },
            cancellationToken);
        return made.TryGet(out _, out refusals) ? new FirstPassword((await FindAsync(id, cancellationToken))!, first) : refusals;
    }

    /// <summary>Refuses what another person asked for; an account that was not opened yet is closed.</summary>
    public async Task<Result<long>> RefuseAsync(ApiKey decider, long changeId, CancellationToken cancellationToken)
    {
        if (!(await DecidableAsync(decider, changeId, cancellationToken)).TryGet(out var change, out var refusals))
        {
            return refusals;
        }

        var now = _clock.GetUtcNow();
        return await _changes.WriteAsync<long>(
            async write =>
            {
                if (change.Kind == AccountChangeKind.Opening)
                {
                    await AccountStore.CloseAsync(write, change.Account.Id, now, cancellationToken);
                }

                return await AccountChangeStore.DecideAsync(write, changeId, decider.Id, now, isConfirmed: false, cancellationToken)
                    ? changeId
                    : new Refusal(RefusalCode.NotFound);
            },
            cancellationToken);
    }

    /// <summary>Gives an account the password its person chose; all other sessions of it end.</summary>
    /// <returns>True; or <c>login_failed</c> where the present one is wrong, or why the new one cannot be one.</returns>
    public async Task<Result<bool>> ChangePasswordAsync(
        SignedIn session, string? present, string? chosen, CancellationToken cancellationToken)
    {
        var account = session.Account;
        var record = await _store.FindAsync(account.Id, cancellationToken);
        if (!_passwords.IsRight(record?.PasswordHash, present))
        {
            return new Refusal(RefusalCode.PasswordWrong, "present");
        }

        if (present == chosen)
        {
            return new Refusal(RefusalCode.PasswordSame, "password");
        }

        if (Passwords.Fault(chosen, account.Login, account.Seat.Person) is { } fault)
        {
            return fault;
        }

        await _store.SetPasswordAsync(account.Id, _passwords.Hash(chosen!), isFirst: false, cancellationToken);
        await _sessions.EndAllAsync(account.Id, session.Hash, _clock.GetUtcNow(), cancellationToken);
        return true;
    }

    private async Task<Account?> FindAsync(long id, CancellationToken cancellationToken) =>
        (await _store.FindAsync(id, cancellationToken))?.Read();

    private async Task<Result<AccountChange>> DecidableAsync(ApiKey decider, long changeId, CancellationToken cancellationToken)
    {
        var change = (await OpenChangesAsync(decider, cancellationToken)).FirstOrDefault(open => open.Id == changeId);
        if (change is null)
        {
            return new Refusal(RefusalCode.NotFound);
        }

        if (!AccountRules.MayAskFor(decider, change.Account.Seat))
        {
            return new Refusal(RefusalCode.RoleNotAllowed);
        }

        // Nor may one confirm oneself in: a person who asked under another key, or whose own account it is.
        return await _people.IsSameAsync(change.AskedBy, decider.Id, cancellationToken)
            || await _people.IsSameAsync(change.Account.Seat.Id, decider.Id, cancellationToken)
            ? new Refusal(RefusalCode.SamePerson)
            : change;
    }

    private async Task<Result<long>> MakeAsync(
        AskedAccount asked, string? password, ApiKey? asker, CancellationToken cancellationToken)
    {
        if (!PersonText.Read("person", asked.Person).TryGet(out var person, out var refusals)
            || !Logins.Read(asked.Login).TryGet(out var login, out refusals))
        {
            return refusals;
        }

        if (asked.Role == ApiKeyRole.Checker || asked.Role.IsOfInstitution() != asked.InstitutionCode is not null)
        {
            return new Refusal(RefusalCode.InstitutionCodeInvalid, "institutionCode");
        }

        var institutionId = asked.InstitutionCode is { } code ? await _keys.InstitutionIdAsync(code, cancellationToken) : null;
        if (asked.InstitutionCode is not null && institutionId is null)
        {
            return new Refusal(RefusalCode.InstitutionUnknown, "institutionCode");
        }

        // The seat's hash is of nothing: no secret opens it.
        var account = new NewAccount(
            asked.Role, institutionId, person, login, password is null ? AccountState.Asked : AccountState.Open,
            password is null ? null : _passwords.Hash(password), RandomNumberGenerator.GetBytes(32), _clock.GetUtcNow(), _isDemo);
        return await _changes.WriteAsync<long>(write => KeepAsync(write, account, asker, cancellationToken), cancellationToken);
    }

    private async Task<Result<long>> KeepAsync(
        WriteTransaction write, NewAccount account, ApiKey? asker, CancellationToken cancellationToken)
    {
        if (await _store.InsertAsync(write, account, cancellationToken) is not { } id)
        {
            return new Refusal(RefusalCode.LoginTaken, "login");
        }

        if (asker is not null)
        {
            await AccountChangeStore.InsertAsync(
                write,
                new AccountChangeRecord
                {
                    Id = await _store.TakeIdAsync(write, "AccountChange", cancellationToken),
                    AccountId = id,
                    Kind = AccountChangeKind.Opening,
                    AskedBy = asker.Id,
                    AskedAt = account.CreatedAt,
                },
                cancellationToken);
        }

        return id;
    }
}

/// <summary>Whom an account is asked for.</summary>
/// <param name="Person">Their name.</param>
/// <param name="Login">What they shall sign in with.</param>
/// <param name="Role">Their role.</param>
/// <param name="InstitutionCode">The institution, for an operator or approver; null for the others.</param>
public sealed record AskedAccount(string? Person, string? Login, ApiKeyRole Role, string? InstitutionCode);

/// <summary>A password seen this once, by whoever hands it over.</summary>
/// <param name="Account">Whose.</param>
/// <param name="Password">The password.</param>
public sealed record FirstPassword(Account Account, string Password)
{
    /// <summary>Never prints it.</summary>
    public override string ToString() => nameof(FirstPassword);
}
