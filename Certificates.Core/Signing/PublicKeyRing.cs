using System.Security.Cryptography;
using Certificates.Core.Signing.Gm;

namespace Certificates.Core.Signing;

/// <summary>
/// Every key this system has ever signed with, from the rows of <c>SigningKey</c>; holds nothing secret. Ended and retired
/// keys stay in it, so that what they signed stays verifiable. What is known of them may be replaced while others verify.
/// </summary>
public sealed class PublicKeyRing : IDisposable
{
    private volatile Known _known;

    /// <summary>Takes the published keys.</summary>
    /// <exception cref="CryptographicException">A key's id is not that of its public half: the table was tampered with.</exception>
    /// <exception cref="ArgumentException">A key is compromised without a date, or has the date without being so.</exception>
    public PublicKeyRing(IEnumerable<SigningKeyInfo> keys) => _known = Known.Of(keys, former: null);

    /// <summary>All of them, as given.</summary>
    public IReadOnlyList<SigningKeyInfo> Keys => _known.Keys;

    /// <summary>Takes what is published of them now; a key that is not among them verifies nothing more.</summary>
    /// <exception cref="CryptographicException">As for the constructor; what was known stays.</exception>
    /// <exception cref="ArgumentException">As for the constructor; what was known stays.</exception>
    internal void Replace(IEnumerable<SigningKeyInfo> keys) => _known = Known.Of(keys, _known);

    /// <summary>The id of a key: first 16 hexadecimal digits of the SHA-256 of its SubjectPublicKeyInfo.</summary>
    public static string IdOf(ReadOnlySpan<byte> subjectPublicKeyInfo) =>
        Convert.ToHexStringLower(SHA256.HashData(subjectPublicKeyInfo).AsSpan(0, 8));

    /// <summary>The key of this id and purpose; null when it is none of ours.</summary>
    public SigningKeyInfo? Find(string id, KeyPurpose purpose) =>
        _known.ById.TryGetValue(id, out var entry) && entry.Key.Purpose == purpose ? entry.Key : null;

    /// <summary>Is this the key's signature? A wrong length is a wrong signature.</summary>
    /// <param name="key">A key of this ring.</param>
    /// <param name="sha256">The hash that was signed, 32 bytes.</param>
    /// <param name="signature">In the form <see cref="ISigner.SignHash"/> gives.</param>
    public bool Verifies(SigningKeyInfo key, ReadOnlySpan<byte> sha256, ReadOnlySpan<byte> signature) =>
        _known.ById.TryGetValue(key.Id, out var entry) && entry.Key.Algorithm != SignatureAlgorithm.SM2
        && entry.Pool.VerifyHash(sha256, signature);

    /// <summary>Is this the key's signature of a message?</summary>
    /// <param name="key">A key of this ring.</param>
    /// <param name="message">The whole message.</param>
    /// <param name="signature">In the form <see cref="ISigner.Sign"/> gives.</param>
    public bool VerifiesMessage(SigningKeyInfo key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        key.Algorithm != SignatureAlgorithm.SM2 ? Verifies(key, SHA256.HashData(message), signature)
        : _known.ById.TryGetValue(key.Id, out var entry) && Sm2.Verifies(entry.Key.Public.Span, message, signature);

    /// <summary>Lets go of the key objects.</summary>
    public void Dispose()
    {
        foreach (var (_, pool) in _known.ById.Values)
        {
            pool.Dispose();
        }
    }

    private static AsymmetricAlgorithm Open(SigningKeyInfo key)
    {
        if (key.Algorithm == SignatureAlgorithm.ES256)
        {
            var ec = ECDsa.Create();
            ec.ImportSubjectPublicKeyInfo(key.Public.Span, out _);
            return ec;
        }

        var rsa = RSA.Create();
        rsa.ImportSubjectPublicKeyInfo(key.Public.Span, out _);
        return rsa;
    }

    /// <summary>One state of what is published. The key objects of a key go on from one to the next.</summary>
    private sealed record Known(IReadOnlyList<SigningKeyInfo> Keys, Dictionary<string, (SigningKeyInfo Key, KeyPool Pool)> ById)
    {
        public static Known Of(IEnumerable<SigningKeyInfo> published, Known? former)
        {
            SigningKeyInfo[] keys = [.. published];
            if (keys.FirstOrDefault(key => key.Id != IdOf(key.Public.Span)) is { } wrong)
            {
                throw new CryptographicException($"Signing key {wrong.Id} is not the key it is named after.");
            }

            if (keys.FirstOrDefault(key => (key.State == KeyState.Compromised) != key.CompromisedSince.HasValue) is { } undated)
            {
                throw new ArgumentException(
                    $"Signing key {undated.Id}: state and date of compromise do not agree.", nameof(published));
            }

            return new Known(keys, keys.ToDictionary(
                key => key.Id,
                key => (key, former?.ById.GetValueOrDefault(key.Id).Pool ?? new KeyPool(() => Open(key))),
                StringComparer.Ordinal));
        }
    }
}
