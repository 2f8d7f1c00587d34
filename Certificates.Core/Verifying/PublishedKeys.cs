using Certificates.Core.Signing;
using Certificates.Core.Storage;

namespace Certificates.Core.Verifying;

/// <summary>
/// The keys everybody may verify with, ended ones too. They are read again every few seconds, so that a key that was rotated or
/// given away counts from then on; reading its certificates for each question would cost more than the question.
/// </summary>
public sealed class PublishedKeys
{
    private static readonly TimeSpan Keep = TimeSpan.FromSeconds(2);
    private readonly SigningKeyStore _store;
    private readonly TimeProvider _clock;
    private volatile Snapshot? _last;

    internal PublishedKeys(SigningKeyStore store, TimeProvider clock) => (_store, _clock) = (store, clock);

    /// <summary>All of them as a JWK Set.</summary>
    /// <exception cref="System.Data.Common.DbException">The register cannot be asked.</exception>
    public async Task<JwkSet> ReadAsync(CancellationToken cancellationToken) => JwkSet.Of(await RingAsync(cancellationToken));

    /// <summary>The same to verify with.</summary>
    internal async Task<PublicKeyRing> RingAsync(CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        if (_last is { } last && now - last.ReadAt < Keep)
        {
            return last.Ring;
        }

        // a ring that gave way is left to those who still verify with it
        var keys = await _store.ListAsync(cancellationToken);
        var ring = _last is { Ring: var kept } && kept.Keys.Select(Standing).SequenceEqual(keys.Select(Standing)) ? kept : new PublicKeyRing(keys);
        _last = new Snapshot(ring, now);
        return ring;
    }

    /// <summary>All of a key that ever changes.</summary>
    private static (string Id, KeyState State, DateTimeOffset? CompromisedSince) Standing(SigningKeyInfo key) =>
        (key.Id, key.State, key.CompromisedSince);

    private sealed record Snapshot(PublicKeyRing Ring, DateTimeOffset ReadAt);
}
