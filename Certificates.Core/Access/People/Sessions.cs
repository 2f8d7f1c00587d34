using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Certificates.Core.Access.People;

/// <summary>
/// Who is signed in at the console. The browser has a random secret, the register its hash and all else: what is ended here opens nothing
/// any more, whoever kept the cookie, and whoever reads the register cannot make one.
/// </summary>
public sealed class Sessions
{
    /// <summary>How long one lives without a page being opened.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    /// <summary>How long one lives at most.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <summary>How long one waits for the second factor.</summary>
    public static readonly TimeSpan ForFactor = TimeSpan.FromMinutes(5);

    /// <summary>How long a second factor that was given is enough for a decision of the authority.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    private const int SecretLength = 32;
    private const int BrowserLength = 200;
    private static readonly TimeSpan SeenResolution = TimeSpan.FromSeconds(10);
    private readonly SessionStore _store;
    private readonly AccountStore _accounts;
    private readonly TimeProvider _clock;

    internal Sessions(SessionStore store, AccountStore accounts, TimeProvider clock) =>
        (_store, _accounts, _clock) = (store, accounts, clock);

    /// <summary>Opens one after the password; the secret for the browser. It waits for the second factor where there is one.</summary>
    public async Task<string> OpenAsync(Account account, IPAddress? address, string? browser, CancellationToken cancellationToken)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretLength));
        var now = _clock.GetUtcNow();
        await _store.InsertAsync(
            new SessionRecord
            {
                Hash = HashOf(secret),
                AccountId = account.Id,
                MadeAt = now,
                LastSeenAt = now,
                EndsAt = now + (account.HasFactor ? ForFactor : Longest),
                Block = AddressBlock.Of(address).ToString(),
                Browser = Shortened(browser ?? ""),
            },
            cancellationToken);
        await _store.ForgetAsync(now - Longest, cancellationToken);
        return secret;
    }

    /// <summary>Who asks; the session lives on from now. Null when nobody is signed in by this secret.</summary>
    public async Task<SignedIn?> ContinueAsync(string? secret, CancellationToken cancellationToken)
    {
        if (secret is null || await _store.FindAsync(HashOf(secret), cancellationToken) is not { } session)
        {
            return null;
        }

        var now = _clock.GetUtcNow();
        if (now >= session.EndsAt || now >= session.LastSeenAt + Idle
            || await _accounts.FindAsync(session.AccountId, cancellationToken) is not { State: AccountState.Open } account)
        {
            return null;
        }

        if (now >= session.LastSeenAt + SeenResolution)
        {
            await _store.SeeAsync(session.Hash, now, cancellationToken);
        }

        return new SignedIn(account.Read(), session.Hash, session.FactorAt, session.EndsAt, session.FactorAt + Fresh > now);
    }

    /// <summary>Lets a session pass that waited for the second factor, or renews its freshness.</summary>
    public Task PassFactorAsync(SignedIn session, CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        return _store.PassFactorAsync(
            session.Hash, now, session.FactorAt is null ? now + Longest : session.EndsAt, cancellationToken);
    }

    /// <summary>Signs out.</summary>
    public Task EndAsync(string secret, CancellationToken cancellationToken) =>
        _store.EndAsync(HashOf(secret), _clock.GetUtcNow(), cancellationToken);

    /// <summary>Ends all sessions of an account but the one that asks.</summary>
    public Task EndOthersAsync(SignedIn session, CancellationToken cancellationToken) =>
        _store.EndAllAsync(session.Account.Id, session.Hash, _clock.GetUtcNow(), cancellationToken);

    /// <summary>The sessions of an account that stand, the one last used first.</summary>
    public async Task<IReadOnlyList<OpenSession>> ListAsync(SignedIn session, CancellationToken cancellationToken) =>
    [
        .. (await _store.ListAsync(session.Account.Id, _clock.GetUtcNow(), cancellationToken))
            .Where(kept => kept.LastSeenAt + Idle > _clock.GetUtcNow())
            .Select(kept => new OpenSession(
                kept.MadeAt, kept.LastSeenAt, kept.Block, kept.Browser, kept.Hash.AsSpan().SequenceEqual(session.Hash))),
    ];

    /// <summary>The secret is 256 random bits: no slow hash is needed for what cannot be guessed.</summary>
    private static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    private static string Shortened(string browser) =>
        string.Concat(browser.Where(unit => !char.IsControl(unit) && !char.IsSurrogate(unit)).Take(BrowserLength));
}

/// <summary>Who is signed in.</summary>
/// <param name="Account">The account.</param>
/// <param name="Hash">The hash the session stands under.</param>
/// <param name="FactorAt">When the second factor was last given; null is not.</param>
/// <param name="EndsAt">When it ends at the latest.</param>
/// <param name="IsFresh">True when the factor was given within the last minutes.</param>
public sealed record SignedIn(Account Account, byte[] Hash, DateTimeOffset? FactorAt, DateTimeOffset EndsAt, bool IsFresh)
{
    /// <summary>True while the second factor that the account has was not given.</summary>
    public bool AwaitsFactor => Account.HasFactor && FactorAt is null;

    /// <summary>True when all is done that comes before the work: both factors, a password of one's own.</summary>
    public bool IsComplete => !AwaitsFactor && !Account.MustChangePassword && (Account.HasFactor || !Account.NeedsFactor);
}

/// <summary>A session that stands, as its owner sees it.</summary>
/// <param name="MadeAt">When it was signed in.</param>
/// <param name="LastSeenAt">When a page was last opened.</param>
/// <param name="Block">From where: address block.</param>
/// <param name="Browser">What the browser calls itself.</param>
/// <param name="IsOwn">True for the one that asks.</param>
public sealed record OpenSession(DateTimeOffset MadeAt, DateTimeOffset LastSeenAt, string Block, string Browser, bool IsOwn);
