namespace Certificates.Core.Signing;

/// <summary>
/// The private keys of this process. A key signs only while it is published as active and its loaded certificate is in force: an
/// expired key that went on signing is a fault this trade has seen, so state and span are looked at for each signature.
/// </summary>
internal sealed class KeyRing
{
    private readonly ILookup<KeyPurpose, ISigner> _signers;
    private readonly PublicKeyRing _published;
    private readonly TimeProvider _clock;

    /// <summary>Joins the keys with what is published of them.</summary>
    /// <param name="signers">The keys this process holds.</param>
    /// <param name="published">Every published key; the state that counts is the one that stands there when something is signed.</param>
    /// <param name="clock">Says what the present is.</param>
    /// <exception cref="KeyNotInForceException">A key is not published, or none of its purpose may sign now.</exception>
    public KeyRing(IEnumerable<ISigner> signers, PublicKeyRing published, TimeProvider clock)
    {
        (_published, _clock) = (published, clock);
        _signers = signers.OrderByDescending(signer => signer.Key.ValidFrom).ToLookup(signer => signer.Key.Purpose);
        foreach (var held in _signers)
        {
            if (held.FirstOrDefault(signer => Published(signer) is null) is { } unpublished)
            {
                throw KeyNotInForceException.Unpublished(unpublished.Key);
            }

            InForce(held.Key);
        }
    }

    /// <summary>The key that signs now; of several the one that began last. Ask for each signature, never keep the answer.</summary>
    /// <exception cref="KeyNotInForceException">None may sign now: an outage, which names the key.</exception>
    public ISigner InForce(KeyPurpose purpose)
    {
        var now = _clock.GetUtcNow();
        foreach (var signer in _signers[purpose])
        {
            if (Published(signer)?.MaySignAt(now) == true && signer.Key.WasInForceAt(now))
            {
                return signer;
            }
        }

        throw KeyNotInForceException.NoneOf(purpose, _signers[purpose].Select(signer =>
            (Published(signer) ?? signer.Key) with { ValidFrom = signer.Key.ValidFrom, ValidTo = signer.Key.ValidTo }));
    }

    /// <summary>Every key of a purpose that this process holds, whether it may sign now or not.</summary>
    public IEnumerable<SigningKeyInfo> Held(KeyPurpose purpose) => _signers[purpose].Select(signer => signer.Key);

    private SigningKeyInfo? Published(ISigner signer) => _published.Find(signer.Key.Id, signer.Key.Purpose);
}
