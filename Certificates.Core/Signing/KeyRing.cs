namespace Certificates.Core.Signing;

/// <summary>
/// The private keys of this process. A key signs only while it is published as active and its loaded certificate is in force: an
/// expired key that went on signing is a fault this trade has seen, so state and span are looked at for each signature.
/// </summary>
/// <remarks>
/// A certificate of an institution that has a key of its own is signed by that key or by none: while it may not sign, those certificates
/// wait, and all others go on. An institution has one from when its first is active until its last is retired.
/// </remarks>
internal sealed class KeyRing
{
    private readonly ILookup<KeyUse, ISigner> _signers;
    private readonly PublicKeyRing _published;
    private readonly TimeProvider _clock;
    private volatile IReadOnlySet<string> _revoked = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Joins the keys with what is published of them.</summary>
    /// <param name="signers">The keys this process holds.</param>
    /// <param name="published">Every published key; the state that counts is the one that stands there when something is signed.</param>
    /// <param name="clock">Says what the present is.</param>
    /// <exception cref="KeyNotInForceException">A key is not published, or none of the service's own may sign now.</exception>
    public KeyRing(IEnumerable<ISigner> signers, PublicKeyRing published, TimeProvider clock)
    {
        (_published, _clock) = (published, clock);
        _signers = signers.OrderByDescending(signer => signer.Key.ValidFrom).ToLookup(signer => signer.Key.Use);
        foreach (var held in _signers)
        {
            if (held.FirstOrDefault(signer => Published(signer) is null) is { } unpublished)
            {
                throw KeyNotInForceException.Unpublished(unpublished.Key);
            }

            // One institution's key that has ended keeps nobody else's certificates back.
            if (held.Key.Institution is null)
            {
                InForce(held.Key.Purpose);
            }
        }
    }

    /// <summary>The key that signs now; of several the one that began last. Ask for each signature, never keep the answer.</summary>
    /// <param name="purpose">What is signed.</param>
    /// <param name="institution">Whose certificate, by the institution's code; null for what is of none.</param>
    /// <exception cref="KeyNotInForceException">None may sign now: an outage, which names the key.</exception>
    public ISigner InForce(KeyPurpose purpose, string? institution = null)
    {
        var own = new KeyUse(purpose, institution);
        var use = institution is null || HasOwn(own) ? own : new KeyUse(purpose);
        return Find(use) ?? throw NoneOf(use);
    }

    /// <summary>Ids of keys whose certificate its authority has revoked, as far as it was asked: they sign nothing.</summary>
    public IReadOnlySet<string> Revoked
    {
        get => _revoked;
        set => _revoked = value;
    }

    /// <summary>Every key of a purpose that this process holds, whether it may sign now or not, those of institutions too.</summary>
    public IEnumerable<SigningKeyInfo> Held(KeyPurpose purpose) =>
        _signers.Where(held => held.Key.Purpose == purpose).SelectMany(held => held).Select(signer => signer.Key);

    /// <summary>Institutions that have a key of their own here which may sign now.</summary>
    public IEnumerable<string> Institutions =>
        OfInstitutions.Where(use => HasOwn(use) && Find(use) is not null).Select(use => use.Institution!);

    /// <summary>Why certificates of some institutions cannot be signed now: a sentence each; empty while all can.</summary>
    public IEnumerable<string> Faults =>
        OfInstitutions.Where(use => HasOwn(use) && Find(use) is null).Select(use => NoneOf(use).Message);

    /// <summary>What is held for institutions, or published for them without being held.</summary>
    private IEnumerable<KeyUse> OfInstitutions => _signers.Select(held => held.Key).Concat(_published.Keys.Select(key => key.Use))
        .Where(use => use.Institution is not null).Distinct().OrderBy(use => use.Institution, StringComparer.Ordinal);

    private bool HasOwn(KeyUse use) =>
        _signers[use].Any(signer => Published(signer)?.State is not (KeyState.Next or KeyState.Retired))
        || _published.Keys.Any(key => key.State == KeyState.Active && key.Institution == use.Institution && key.Purpose == use.Purpose);

    private ISigner? Find(KeyUse use)
    {
        var now = _clock.GetUtcNow();
        return _signers[use].FirstOrDefault(signer =>
            Published(signer)?.MaySignAt(now) == true && signer.Key.WasInForceAt(now) && !_revoked.Contains(signer.Key.Id));
    }

    private KeyNotInForceException NoneOf(KeyUse use) => KeyNotInForceException.NoneOf(use, _signers[use].Select(signer =>
        (Published(signer) ?? signer.Key) with { ValidFrom = signer.Key.ValidFrom, ValidTo = signer.Key.ValidTo }), _revoked);

    private SigningKeyInfo? Published(ISigner signer) =>
        _published.Find(signer.Key.Id, signer.Key.Purpose) is { } key && key.Institution == signer.Key.Institution ? key : null;
}
