namespace Certificates.Core.Signing;

/// <summary>
/// The private keys of this process. A key signs only while it is published as active and its loaded certificate is in force: an
/// expired key that went on signing is a fault this trade has seen, so the span is checked at start and for each signature.
/// </summary>
internal sealed class KeyRing
{
    private readonly ILookup<KeyPurpose, (ISigner Signer, SigningKeyInfo Published)> _signers;
    private readonly TimeProvider _clock;

    /// <summary>Joins the keys with what is published of them.</summary>
    /// <param name="signers">The keys this process holds.</param>
    /// <param name="published">Every published key; the state that counts is the one that stands there.</param>
    /// <param name="clock">Says what the present is.</param>
    /// <exception cref="KeyNotInForceException">A key is not published, or none of its purpose may sign now.</exception>
    public KeyRing(IEnumerable<ISigner> signers, PublicKeyRing published, TimeProvider clock)
    {
        _clock = clock;
        _signers = signers.OrderByDescending(signer => signer.Key.ValidFrom).ToLookup(
            signer => signer.Key.Purpose,
            signer => (signer, published.Find(signer.Key.Id, signer.Key.Purpose) ?? throw KeyNotInForceException.Unpublished(signer.Key)));
        foreach (var held in _signers)
        {
            InForce(held.Key);
        }
    }

    /// <summary>The key that signs now; of several the one that began last. Ask for each signature, never keep the answer.</summary>
    /// <exception cref="KeyNotInForceException">None may sign now: an outage, which names the key.</exception>
    public ISigner InForce(KeyPurpose purpose)
    {
        var now = _clock.GetUtcNow();
        var (signer, _) = _signers[purpose]
            .FirstOrDefault(held => held.Published.MaySignAt(now) && held.Signer.Key.WasInForceAt(now));
        return signer ?? throw KeyNotInForceException.NoneOf(purpose, _signers[purpose].Select(held =>
            held.Published with { ValidFrom = held.Signer.Key.ValidFrom, ValidTo = held.Signer.Key.ValidTo }));
    }
}
