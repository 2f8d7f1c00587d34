using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Certificates.Core.Data;

namespace Certificates.Core.Access.People;

/// <summary>
/// The way in: a password, then the second factor of those who have one. Every attempt is on record. What fails costs alike for known and
/// unknown logins and is answered alike; the limits count an address block's own failures, so that nobody can lock another out.
/// </summary>
public sealed class SignIns
{
    /// <summary>Failures of one address block with one login in a quarter of an hour.</summary>
    public const int FailuresOfLogin = 10;

    /// <summary>Failures of one address block in an hour.</summary>
    public const int FailuresOfBlock = 100;

    private const string Succeeded = "signed_in";
    private const string AwaitsFactor = "password_right";
    private const string WrongPassword = "wrong_password";
    private const string WrongFactor = "wrong_factor";
    private static readonly TimeSpan Lately = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly Refusal Failed = new(RefusalCode.LoginFailed);
    private static readonly Refusal Limited = new(RefusalCode.RateLimited);

    private readonly AccountStore _accounts;
    private readonly SignInStore _records;
    private readonly Passwords _passwords;
    private readonly Factors _factors;
    private readonly Sessions _sessions;
    private readonly TimeProvider _clock;
    private readonly bool _isDemo;

    internal SignIns(
        AccountStore accounts, SignInStore records, Passwords passwords, Factors factors, Sessions sessions, TimeProvider clock,
        StorageOptions storage) =>
        (_accounts, _records, _passwords, _factors, _sessions, _clock, _isDemo) =
        (accounts, records, passwords, factors, sessions, clock, storage.IsSpecimen);

    /// <summary>Tries a password.</summary>
    /// <returns>The secret of a session, which may still wait for the second factor; or <c>login_failed</c>, <c>rate_limited</c>.</returns>
    public async Task<Result<string>> EnterAsync(
        string? login, string? password, IPAddress? address, string? browser, CancellationToken cancellationToken)
    {
        var name = Logins.Plain(login);
        if (await IsLimitedAsync(name, address, cancellationToken))
        {
            return Limited;
        }

        var record = await _accounts.FindAsync(name, cancellationToken);
        var isRight = _passwords.IsRight(record?.PasswordHash, password);
        if (!isRight || record is not { State: AccountState.Open } || record.IsDemo != _isDemo)
        {
            await NoteAsync(name, record?.Id, address, WrongPassword, cancellationToken);
            return Failed;
        }

        var account = record.Read();
        await NoteAsync(name, account.Id, address, account.HasFactor ? AwaitsFactor : Succeeded, cancellationToken);
        return await _sessions.OpenAsync(account, address, browser, cancellationToken);
    }

    /// <summary>Tries the second factor of a session; false when it is not right. Null when one must wait.</summary>
    public async Task<bool?> PassFactorAsync(SignedIn session, string? code, IPAddress? address, CancellationToken cancellationToken)
    {
        var account = session.Account;
        if (await IsLimitedAsync(account.Login, address, cancellationToken))
        {
            return null;
        }

        var isRight = await _factors.PassAsync(account, code, cancellationToken);
        await NoteAsync(account.Login, account.Id, address, isRight ? Succeeded : WrongFactor, cancellationToken);
        if (isRight)
        {
            await _sessions.PassFactorAsync(session, cancellationToken);
        }

        return isRight;
    }

    /// <summary>Attempts on record, newest first.</summary>
    public async Task<Page<SignInAttempt>> ListAsync(string? after, int limit, CancellationToken cancellationToken)
    {
        var before = long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : (long?)null;
        var records = await _records.ListAsync(accountId: null, before, limit, cancellationToken);
        return new Page<SignInAttempt>(
            [.. records.Select(record => new SignInAttempt(record.At, record.Login, record.Block, record.Outcome))],
            records.Count == limit ? records[^1].Id.ToString(CultureInfo.InvariantCulture) : null);
    }

    private async Task<bool> IsLimitedAsync(string login, IPAddress? address, CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        var (ofBlock, ofLogin) = await _records.CountFailedAsync(
            AddressBlock.Of(address).ToString(), HashOf(login), now - Hour, now - Lately, cancellationToken);
        return ofLogin >= FailuresOfLogin || ofBlock >= FailuresOfBlock;
    }

    private Task NoteAsync(string login, long? accountId, IPAddress? address, string outcome, CancellationToken cancellationToken) =>
        _records.AppendAsync(
            new SignInRecord
            {
                At = _clock.GetUtcNow(),
                Block = AddressBlock.Of(address).ToString(),
                LoginHash = HashOf(login),
                AccountId = accountId,
                Outcome = outcome,
            },
            cancellationToken);

    private static byte[] HashOf(string login) => SHA256.HashData(Encoding.UTF8.GetBytes(login));
}

/// <summary>An attempt to sign in.</summary>
/// <param name="At">When.</param>
/// <param name="Login">The account's login; null where there was no such account.</param>
/// <param name="Block">From where: address block.</param>
/// <param name="Outcome">A code: signed_in, password_right (the second factor was still to come), wrong_password, wrong_factor.</param>
public sealed record SignInAttempt(DateTimeOffset At, string? Login, string Block, string Outcome);
