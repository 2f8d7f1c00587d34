using System.Globalization;
using System.Net;
using Certificates.Core.Data;

namespace Certificates.Core.Access.People;

/// <summary>
/// The way in: a password, then the second factor of those who have one. What fails costs alike for known and unknown logins and is
/// answered alike.
/// </summary>
public sealed class SignIns
{
    /// <summary>Failures of one address block with one login in a quarter of an hour.</summary>
    public const int FailuresOfLogin = 10;

    /// <summary>Failures of one address block in an hour.</summary>
    public const int FailuresOfBlock = 100;

    /// <summary>Attempts of one address block that are kept a minute of those that are not tried.</summary>
    public const int UntriedOfBlock = 60;

    private const string Succeeded = "signed_in";
    private const string AwaitsFactor = "password_right";
    private const string WrongPassword = "wrong_password";
    private const string WrongFactor = "wrong_factor";
    private static readonly Refusal Failed = new(RefusalCode.LoginFailed);
    private static readonly Refusal Limited = new(RefusalCode.RateLimited);

    private readonly AccountStore _accounts;
    private readonly SignInStore _records;
    private readonly Attempts _attempts;
    private readonly Passwords _passwords;
    private readonly Factors _factors;
    private readonly Sessions _sessions;
    private readonly bool _isDemo;

    internal SignIns(
        AccountStore accounts, SignInStore records, Attempts attempts, Passwords passwords, Factors factors, Sessions sessions,
        StorageOptions storage) =>
        (_accounts, _records, _attempts, _passwords, _factors, _sessions, _isDemo) =
        (accounts, records, attempts, passwords, factors, sessions, storage.IsSpecimen);

    /// <summary>Tries a password.</summary>
    /// <returns>The secret of a session, which may still wait for the second factor; or <c>login_failed</c>, <c>rate_limited</c>.</returns>
    public async Task<Result<string>> EnterAsync(
        string? login, string? password, IPAddress? address, string? browser, CancellationToken cancellationToken)
    {
        var name = Logins.Plain(login);
        var record = await _accounts.FindAsync(name, cancellationToken);
        if (await _attempts.AreTooManyAsync(name, record?.Id, address, cancellationToken))
        {
            return Limited;
        }

        var isRight = _passwords.IsRight(record?.PasswordHash, password);
        if (!isRight || record is not { IsOpen: true } || record.IsDemo != _isDemo)
        {
            await _attempts.NoteAsync(name, record?.Id, address, WrongPassword, cancellationToken);
            return Failed;
        }

        var account = record.Read();
        await _attempts.NoteAsync(name, account.Id, address, account.HasFactor ? AwaitsFactor : Succeeded, cancellationToken);
        return await _sessions.OpenAsync(account, hasGivenFactor: false, address, browser, cancellationToken);
    }

    /// <summary>Tries the second factor of a session; false when it is not right. Null when one must wait.</summary>
    public Task<bool?> PassFactorAsync(SignedIn session, string? code, IPAddress? address, CancellationToken cancellationToken) =>
        TryFactorAsync(session, () => _factors.PassAsync(session.Account, code, cancellationToken), address, cancellationToken);

    /// <summary>Confirms the authenticator that was offered to an account, by a code of it; the same answers.</summary>
    public Task<bool?> ConfirmFactorAsync(SignedIn session, string? code, IPAddress? address, CancellationToken cancellationToken) =>
        TryFactorAsync(session, () => _factors.ConfirmAsync(session.Account, code, cancellationToken), address, cancellationToken);

    /// <summary>Attempts on record, newest first.</summary>
    public async Task<Page<SignInAttempt>> ListAsync(string? after, int limit, CancellationToken cancellationToken)
    {
        var before = long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : (long?)null;
        var records = await _records.ListAsync(accountId: null, before, limit, cancellationToken);
        return new Page<SignInAttempt>(
            [.. records.Select(record => new SignInAttempt(record.At, record.Login, record.Block, record.Outcome))],
            records.Count == limit ? records[^1].Id.ToString(CultureInfo.InvariantCulture) : null);
    }

    private async Task<bool?> TryFactorAsync(
        SignedIn session, Func<Task<bool>> isRight, IPAddress? address, CancellationToken cancellationToken)
    {
        var account = session.Account;
        if (await _attempts.AreTooManyAsync(account.Login, account.Id, address, cancellationToken))
        {
            return null;
        }

        var isPassed = await isRight();
        await _attempts.NoteAsync(account.Login, account.Id, address, isPassed ? Succeeded : WrongFactor, cancellationToken);
        if (isPassed)
        {
            await _sessions.PassFactorAsync(session, cancellationToken);
        }

        return isPassed;
    }
}

/// <summary>An attempt to sign in.</summary>
/// <param name="At">When.</param>
/// <param name="Login">The account's login; null where there was no such account.</param>
/// <param name="Block">From where: address block.</param>
/// <param name="Outcome">
/// A code: signed_in, password_right (the second factor was still to come), passkey_right, provider_right, wrong_password, wrong_factor,
/// wrong_passkey, wrong_provider (linked to nobody, an old sign-in there, or none), rate_limited (not tried); or session_ended, by the
/// authority.
/// </param>
public sealed record SignInAttempt(DateTimeOffset At, string? Login, string Block, string Outcome);
