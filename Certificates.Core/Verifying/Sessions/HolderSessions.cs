using System.Buffers.Text;
using System.Security.Cryptography;
using Certificates.Core.Privacy;
using Certificates.Core.Register;

namespace Certificates.Core.Verifying.Sessions;

/// <summary>
/// Who is signed in at the holder's page. The browser has a random secret, the desk its hash and all else: what is ended there opens
/// nothing any more, whoever kept the cookie, and whoever reads the desk cannot make one.
/// </summary>
public sealed class HolderSessions
{
    /// <summary>How long one lives without a page being opened.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(20);

    /// <summary>How long one lives at most.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private const int SecretLength = 32;
    private static readonly TimeSpan SeenResolution = TimeSpan.FromSeconds(10);
    private readonly DeskHolderSessions _store;
    private readonly SealHashes _hashes;
    private readonly TimeProvider _clock;

    internal HolderSessions(DeskHolderSessions store, SealHashes hashes, TimeProvider clock) =>
        (_store, _hashes, _clock) = (store, hashes, clock);

    /// <summary>Signs in; the secret for the browser.</summary>
    public async Task<string> OpenAsync(HolderReference holder, CancellationToken cancellationToken)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretLength));
        var now = _clock.GetUtcNow();
        await _store.InsertAsync(
            new HolderSessionRecord
            {
                Hash = _hashes.OfSecret(secret),
                CertificateId = holder.CertificateId,
                Version = holder.Version,
                ClaimGeneration = holder.ClaimGeneration,
                MadeAt = now,
                LastSeenAt = now,
                EndsAt = now + Longest,
            },
            cancellationToken);
        return secret;
    }

    /// <summary>Who asks, and until when at most; the session lives on from now. Null when nobody is signed in by this secret.</summary>
    public async Task<(HolderReference Holder, DateTimeOffset Ends)?> ContinueAsync(string? secret, CancellationToken cancellationToken)
    {
        if (secret is null || await _store.FindAsync(_hashes.OfSecret(secret), cancellationToken) is not { } session)
        {
            return null;
        }

        var now = _clock.GetUtcNow();
        if (now >= session.EndsAt || now >= session.LastSeenAt + Idle)
        {
            return null;
        }

        if (now >= session.LastSeenAt + SeenResolution)
        {
            await _store.SeeAsync(session.Hash, now, cancellationToken);
        }

        return (new HolderReference(session.CertificateId, session.Version, session.ClaimGeneration), session.EndsAt);
    }

    /// <summary>Signs out.</summary>
    public Task EndAsync(string secret, CancellationToken cancellationToken) =>
        _store.EndAsync(_hashes.OfSecret(secret), _clock.GetUtcNow(), cancellationToken);
}
