using System.Diagnostics.CodeAnalysis;
using Certificates.Core.Data;
using Certificates.Core.Signing;
using Certificates.Core.Signing.Cms;
using Certificates.Core.Signing.Qr;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Verifying;

/// <summary>
/// The keys everybody may verify with, ended ones too. They are read again every few seconds, so that a key that was rotated or
/// given away counts from then on; reading its certificates for each question would cost more than the question.
/// </summary>
public sealed class PublishedKeys
{
    private static readonly TimeSpan Keep = TimeSpan.FromSeconds(2);
    private readonly SigningKeyStore _register;
    private readonly SigningKeyStore _desk;
    private readonly TrustedAuthorities _authorities;
    private readonly TimeProvider _clock;
    private volatile Snapshot? _last;

    internal PublishedKeys(
        SigningKeyStore register, [FromKeyedServices(Database.Desk)] SigningKeyStore desk, TrustedAuthorities authorities,
        TimeProvider clock) =>
        (_register, _desk, _authorities, _clock) = (register, desk, authorities, clock);

    /// <summary>Which keys stand in the register that no authority of the configuration vouches for; null when none was seen.</summary>
    public string? Fault => _last?.Readers.Unvouched is { Ring.Keys: var keys }
        ? $"Signing:AuthoritiesFile names no authority that vouches for "
            + $"{string.Join(", ", keys.Select(key => $"{key.Purpose} key {key.Id}"))} of the register. What they signed is answered with "
            + "'unavailable'. Either an authority is missing there, or somebody put a key of their own into the register, or changed "
            + "the row of one."
        : null;

    /// <summary>
    /// All of them as a JWK Set: those of the register, which sign certificates, and those of the site, which sign its answers.
    /// </summary>
    /// <exception cref="System.Data.Common.DbException">The register cannot be asked.</exception>
    public async Task<JwkSet> ReadAsync(CancellationToken cancellationToken)
    {
        var (issuing, own) = (await ReadersAsync(cancellationToken), _authorities.Sort(await _desk.ListAsync(cancellationToken)).Vouched);
        return new JwkSet([.. issuing.Ring.Keys.Concat(own).DistinctBy(key => key.Id, StringComparer.Ordinal).Select(Jwk.Of)]);
    }

    /// <summary>What the identifier that open credentials are issued under resolves to.</summary>
    /// <exception cref="System.Data.Common.DbException">The register cannot be asked.</exception>
    public async Task<DidDocument> DocumentOfAsync(DidWeb issuer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(issuer);
        return issuer.Document((await ReadersAsync(cancellationToken)).Ring);
    }

    /// <summary>What last verified with them; null before the first reading.</summary>
    internal SignatureReaders? LastReaders => _last?.Readers;

    /// <summary>What verifies with them.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "A ring that gave way is left to those who still verify with it.")]
    internal async Task<SignatureReaders> ReadersAsync(CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        if (_last is { } last && now - last.ReadAt < Keep)
        {
            return last.Readers;
        }

        var (keys, disbelieved) = _authorities.Sort(await _register.ListAsync(cancellationToken));

        // Nor is it believed what state they are in: what they signed can be told by nobody.
        SigningKeyInfo[] others = [.. disbelieved.Select(key => key with { State = KeyState.Active, CompromisedSince = null })];
        var readers = _last?.Readers is { } kept && SigningKeyInfo.AreAlike(kept.Ring.Keys, keys)
            && SigningKeyInfo.AreAlike(kept.Unvouched?.Ring.Keys ?? [], others)
            ? kept
            : new SignatureReaders(new PublicKeyRing(keys))
            {
                Unvouched = others.Length == 0 ? null : new SignatureReaders(new PublicKeyRing(others)),
            };
        _last = new Snapshot(readers, now);
        return readers;
    }

    private sealed record Snapshot(SignatureReaders Readers, DateTimeOffset ReadAt);
}

/// <summary>What judges signatures by one state of the published keys.</summary>
internal sealed class SignatureReaders(PublicKeyRing ring)
{
    public PublicKeyRing Ring { get; } = ring;

    public QrTokenReader Tokens { get; } = new(ring);

    public PdfSignatureReader Files { get; } = new(ring);

    /// <summary>Judges annotated copies, to which no key of certificates is of any use, nor theirs to certificates.</summary>
    public PdfSignatureReader Copies { get; } = new(ring, KeyPurpose.Copy);

    /// <summary>What judges by the keys that nobody vouches for: what they signed is neither ours nor forged for certain.</summary>
    public SignatureReaders? Unvouched { get; init; }
}
