using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using Certificates.Core.Privacy;

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

    /// <summary>
    /// How long a second factor that was given is enough for a decision of the authority; and for a change of the ways in, where an account
    /// without one has its password for it.
    /// </summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    private const int SecretLength = 32;
    private const int BrowserLength = 200;
    private static readonly TimeSpan SeenResolution = TimeSpan.FromSeconds(10);
    private readonly SessionStore _store;
    private readonly AccountStore _accounts;
    private readonly Attempts _attempts;
    private readonly SealHashes _hashes;
    private readonly TimeProvider _clock;

    internal Sessions(SessionStore store, AccountStore accounts, Attempts attempts, SealHashes hashes, TimeProvider clock) =>
        (_store, _accounts, _attempts, _hashes, _clock) = (store, accounts, attempts, hashes, clock);

    /// <summary>Opens one; the secret for the browser. It waits for the second factor where there is one that was not given.</summary>
    public async Task<string> OpenAsync(
        Account account, bool hasGivenFactor, IPAddress? address, string? browser, CancellationToken cancellationToken)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretLength));
        var now = _clock.GetUtcNow();
        await _store.InsertAsync(
            new SessionRecord
            {
                Hash = _hashes.OfSecret(secret),
                AccountId = account.Id,
                MadeAt = now,
                LastSeenAt = now,
                EndsAt = now + (account.HasFactor && !hasGivenFactor ? ForFactor : Longest),
                FactorAt = hasGivenFactor ? now : null,
                Block = AddressBlock.Of(address).ToString(),
                Browser = Shortened(browser ?? ""),
            },
            cancellationToken);
        await _store.ForgetAsync(now - Longest, cancellationToken);
        return secret;
    }

    /// <summary>Who asks; the session lives on from now. Null when nobody is signed in by this secret.</summary>
    public async Task<SignedIn?> ContinueAsync(string? secret, CancellationToken cancellationToken) =>
        secret is null ? null : await ContinueAsync(_hashes.OfSecret(secret), cancellationToken);

    /// <summary>The same by the hash that it stands under, for what goes on without the browser's secret.</summary>
    internal async Task<SignedIn?> ContinueAsync(byte[] hash, CancellationToken cancellationToken)
    {
        if (await _store.FindAsync(hash, cancellationToken) is not { } session)
        {
            return null;
        }

        var now = _clock.GetUtcNow();
        if (now >= session.EndsAt || now >= session.LastSeenAt + Idle
            || await _accounts.FindAsync(session.AccountId, cancellationToken) is not { IsOpen: true } account)
        {
            return null;
        }

        if (now >= session.LastSeenAt + SeenResolution)
        {
            await _store.SeeAsync(session.Hash, now, cancellationToken);
        }

        var person = account.Read();
        // Whoever has no factor here proved themselves by signing in, or by the provider again since.
        var proved = session.FactorAt ?? (person.HasFactor ? null : session.MadeAt);
        return new SignedIn(person, session.Hash, session.FactorAt, session.EndsAt, proved + Fresh > now);
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
        _store.EndAsync(_hashes.OfSecret(secret), _clock.GetUtcNow(), cancellationToken);

    /// <summary>Ends all sessions of an account but the one that asks.</summary>
    public Task EndOthersAsync(SignedIn session, CancellationToken cancellationToken) =>
        _store.EndAllAsync(session.Account.Id, session.Hash, _clock.GetUtcNow(), cancellationToken);

    /// <summary>The sessions of an account that stand, the one last used first.</summary>
    /// <param name="accountId">Whose.</param>
    /// <param name="asker">Who looks.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    public async Task<IReadOnlyList<OpenSession>> ListAsync(long accountId, SignedIn asker, CancellationToken cancellationToken) =>
    [
        .. (await _store.ListAsync(accountId, _clock.GetUtcNow(), cancellationToken))
            .Where(kept => kept.LastSeenAt + Idle > _clock.GetUtcNow())
            .Select(kept => new OpenSession(
                Convert.ToHexStringLower(kept.Hash), kept.MadeAt, kept.LastSeenAt, kept.Block, kept.Browser,
                kept.Hash.AsSpan().SequenceEqual(asker.Hash))),
    ];

    /// <summary>Ends one session of an account, or all where none is named; on record with its sign-ins.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="id">What <see cref="OpenSession.Id"/> says; null is all.</param>
    /// <param name="address">From where it was told.</param>
    /// <param name="cancellationToken">Stops before the write.</param>
    public async Task EndAsync(Account account, string? id, IPAddress? address, CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        if (id is null)
        {
            await _store.EndAllAsync(account.Id, but: null, now, cancellationToken);
        }
        else
        {
            var open = await _store.ListAsync(account.Id, now, cancellationToken);
            if (open.FirstOrDefault(kept => Convert.ToHexStringLower(kept.Hash) == id) is not { } named)
            {
                return;
            }

            await _store.EndAsync(named.Hash, now, cancellationToken);
        }

        await _attempts.NoteAsync(account.Login, account.Id, address, "session_ended", cancellationToken);
    }

    private static string Shortened(string browser) =>
        string.Concat(browser.Where(unit => !char.IsControl(unit) && !char.IsSurrogate(unit)).Take(BrowserLength));
}

/// <summary>Who is signed in.</summary>
/// <param name="Account">The account.</param>
/// <param name="Hash">The hash the session stands under.</param>
/// <param name="FactorAt">When the second factor was last given; null is not.</param>
/// <param name="EndsAt">When it ends at the latest.</param>
/// <param name="IsFresh">True when the factor was given within the last minutes; the password, where the account has no factor.</param>
public sealed record SignedIn(Account Account, byte[] Hash, DateTimeOffset? FactorAt, DateTimeOffset EndsAt, bool IsFresh)
{
    /// <summary>True while the second factor that the account has was not given.</summary>
    public bool AwaitsFactor => Account.HasFactor && FactorAt is null;

    /// <summary>True when all is done that comes before the work: both factors, a password of one's own.</summary>
    public bool IsComplete => !AwaitsFactor && !Account.MustChangePassword && (FactorAt is not null || !Account.NeedsFactor);

    /// <summary>True where the factor, or without one the password, must be given again before the ways in are changed.</summary>
    public bool IsStale => !IsFresh;
}

/// <summary>A session that stands, as its owner and the authority see it.</summary>
/// <param name="Id">What it is ended by; it opens nothing.</param>
/// <param name="MadeAt">When it was signed in.</param>
/// <param name="LastSeenAt">When a page was last opened.</param>
/// <param name="Block">From where: address block.</param>
/// <param name="Browser">What the browser calls itself.</param>
/// <param name="IsOwn">True for the one that asks.</param>
public sealed record OpenSession(
    string Id, DateTimeOffset MadeAt, DateTimeOffset LastSeenAt, string Block, string Browser, bool IsOwn);
