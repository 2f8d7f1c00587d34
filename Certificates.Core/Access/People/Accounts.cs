using System.Security.Cryptography;
using Certificates.Core.Data;

namespace Certificates.Core.Access.People;

/// <summary>
/// The people of the console. An account, and every new password or second factor that its person did not choose, is asked for by one
/// person and confirmed by another (<see cref="AccountChanges"/>), so that nobody makes a second person to agree with.
/// </summary>
public sealed class Accounts
{
    private const int LongestSubject = 255;
    private readonly AccountStore _store;
    private readonly AccountChangeStore _changes;
    private readonly SessionStore _sessions;
    private readonly ApiKeyStore _keys;
    private readonly Contacts _contacts;
    private readonly Passwords _passwords;
    private readonly TimeProvider _clock;
    private readonly bool _isDemo;

    internal Accounts(
        AccountStore store, AccountChangeStore changes, SessionStore sessions, ApiKeyStore keys, Contacts contacts,
        Passwords passwords, TimeProvider clock, StorageOptions storage) =>
        (_store, _changes, _sessions, _keys, _contacts, _passwords, _clock, _isDemo) =
        (store, changes, sessions, keys, contacts, passwords, clock, storage.IsSpecimen);

    /// <summary>Accounts the reader may see: of the own institution, or all.</summary>
    public async Task<IReadOnlyList<Account>> ListAsync(ApiKey reader, CancellationToken cancellationToken) =>
        [.. (await _store.ListAsync(reader.InstitutionId, cancellationToken)).Select(record => record.Read())];

    /// <summary>One the reader may see; null for any other.</summary>
    public async Task<Account?> FindAsync(ApiKey reader, long id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) is { } account
        && (reader.InstitutionId is null || reader.InstitutionId == account.Seat.InstitutionId) ? account : null;

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
    public Task<Result<long>> AskAsync(ApiKey asker, long accountId, AccountChangeKind kind, CancellationToken cancellationToken) =>
        AskAsync(asker, accountId, new Wanted(kind), cancellationToken);

    /// <summary>
    /// Asks that an account's person have another role: of an institution within it, of authority and auditor outside all;
    /// <c>role_not_allowed</c>.
    /// </summary>
    public async Task<Result<long>> AskRoleAsync(ApiKey asker, long accountId, ApiKeyRole role, CancellationToken cancellationToken) =>
        await _store.FindAsync(accountId, cancellationToken) is { } record && record.Read().Seat.Role is var former
        && (former == role || former.IsOfInstitution() != role.IsOfInstitution() || !AccountRules.MayAskFor(asker, role))
            ? new Refusal(RefusalCode.RoleNotAllowed, "role")
            : await AskAsync(asker, accountId, new Wanted(AccountChangeKind.Role) { Role = role }, cancellationToken);

    /// <summary>Asks that an account be linked to a subject; <c>subject_taken</c>, <c>subject_invalid</c>.</summary>
    public async Task<Result<long>> AskLinkAsync(ApiKey asker, long accountId, Subject subject, CancellationToken cancellationToken) =>
        subject is not { Id.Length: > 0 and <= LongestSubject, Issuer.Length: <= LongestSubject } || !subject.Id.All(IsOfSubject)
            ? new Refusal(RefusalCode.SubjectInvalid, "subject")
            : await _store.FindAsync(subject, cancellationToken) is not null ? new Refusal(RefusalCode.SubjectTaken, "subject")
            : await AskAsync(asker, accountId, new Wanted(AccountChangeKind.Link) { Subject = subject }, cancellationToken);

    private async Task<Result<long>> AskAsync(ApiKey asker, long accountId, Wanted wanted, CancellationToken cancellationToken)
    {
        if (await _store.FindAsync(accountId, cancellationToken) is not { State: AccountState.Open } record
            || !AccountRules.MayAskFor(asker, record.Read().Seat))
        {
            return new Refusal(RefusalCode.NotFound);
        }

        var now = _clock.GetUtcNow();
        var isDone = wanted.Kind is AccountChangeKind.Closing or AccountChangeKind.Unlinking;
        return await _changes.WriteAsync<long>(
            async write =>
            {
                var change = new AccountChangeRecord
                {
                    Id = await _store.TakeIdAsync(write, "AccountChange", cancellationToken),
                    AccountId = accountId,
                    Kind = wanted.Kind,
                    AskedBy = asker.Id,
                    AskedAt = now,
                    DecidedBy = isDone ? asker.Id : null,
                    DecidedAt = isDone ? now : null,
                    IsConfirmed = isDone ? true : null,
                    Issuer = wanted.Subject?.Issuer,
                    Subject = wanted.Subject?.Id,
                    Role = wanted.Role?.Code(),
                    FormerRole = wanted.Role is null ? null : record.Role,
                };
                if (isDone)
                {
                    await (wanted.Kind == AccountChangeKind.Closing
                        ? _store.CloseAsync(write, accountId, now, cancellationToken)
                        : UnlinkAsync(write, accountId, cancellationToken));
                    await SessionStore.EndAllAsync(write, accountId, but: null, now, cancellationToken);
                }

                return await AccountChangeStore.InsertAsync(write, change, cancellationToken)
                    ? change.Id
                    : new Refusal(RefusalCode.ChangeWaits);
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

    private Task<bool> UnlinkAsync(WriteTransaction write, long id, CancellationToken cancellationToken) => _store.ChangeAsync(
        write, id, () => AccountStore.LinkAsync(write, id, subject: null, cancellationToken), cancellationToken);

    private static bool IsOfSubject(char unit) => unit is > ' ' and < '\u007F';

    private async Task<Account?> FindAsync(long id, CancellationToken cancellationToken) =>
        (await _store.FindAsync(id, cancellationToken))?.Read();

    private async Task<Result<long>> MakeAsync(
        AskedAccount asked, string? password, ApiKey? asker, CancellationToken cancellationToken)
    {
        if (!PersonText.Read("person", asked.Person).TryGet(out var person, out var refusals)
            || !Logins.Read(asked.Login).TryGet(out var login, out refusals)
            || !Contacts.Read(asked.Contact).TryGet(out var contact, out refusals))
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
            password is null ? null : _passwords.Hash(password), RandomNumberGenerator.GetBytes(32), _clock.GetUtcNow(), _isDemo)
        {
            Contact = contact,
        };
        return await _changes.WriteAsync<long>(write => KeepAsync(write, account, asker, cancellationToken), cancellationToken);
    }

    private async Task<Result<long>> KeepAsync(
        WriteTransaction write, NewAccount account, ApiKey? asker, CancellationToken cancellationToken)
    {
        if (await _store.InsertAsync(write, account, cancellationToken) is not { } id)
        {
            return new Refusal(RefusalCode.LoginTaken, "login");
        }

        await AccountStore.SetContactAsync(write, id, _contacts.Kept(id, account.Contact), _contacts.KeyId, cancellationToken);

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

    /// <summary>What is asked for of an account that is there.</summary>
    private sealed record Wanted(AccountChangeKind Kind)
    {
        public Subject? Subject { get; init; }
        public ApiKeyRole? Role { get; init; }
    }
}
