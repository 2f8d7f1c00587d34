using System.Security.Cryptography;

namespace Certificates.Core.Signing;

/// <summary>
/// Every key this system has ever signed with, from the rows of <c>SigningKey</c>; holds nothing secret. Ended and retired
/// keys stay in it, so that what they signed stays verifiable.
/// </summary>
public sealed class PublicKeyRing : IDisposable
{
    private readonly Dictionary<string, (SigningKeyInfo Key, KeyPool Pool)> _byId;

    /// <summary>Takes the published keys.</summary>
    /// <exception cref="CryptographicException">A key's id is not that of its public half: the table was tampered with.</exception>
    /// <exception cref="ArgumentException">A key is compromised without a date, or has the date without being so.</exception>
    public PublicKeyRing(IEnumerable<SigningKeyInfo> keys)
    {
        Keys = [.. keys];
        if (Keys.FirstOrDefault(key => key.Id != IdOf(key.Public.Span)) is { } wrong)
        {
            throw new CryptographicException($"Signing key {wrong.Id} is not the key it is named after.");
        }

        if (Keys.FirstOrDefault(key => (key.State == KeyState.Compromised) != key.CompromisedSince.HasValue) is { } undated)
        {
            throw new ArgumentException($"Signing key {undated.Id}: state and date of compromise do not agree.", nameof(keys));
        }

        _byId = Keys.ToDictionary(key => key.Id, key => (key, new KeyPool(() => Open(key))), StringComparer.Ordinal);
    }

    /// <summary>All of them, as given.</summary>
    public IReadOnlyList<SigningKeyInfo> Keys { get; }

    /// <summary>The id of a key: first 16 hexadecimal digits of the SHA-256 of its SubjectPublicKeyInfo.</summary>
    public static string IdOf(ReadOnlySpan<byte> subjectPublicKeyInfo) =>
        Convert.ToHexStringLower(SHA256.HashData(subjectPublicKeyInfo).AsSpan(0, 8));

    /// <summary>The key of this id and purpose; null when it is none of ours.</summary>
    public SigningKeyInfo? Find(string id, KeyPurpose purpose) =>
        _byId.TryGetValue(id, out var entry) && entry.Key.Purpose == purpose ? entry.Key : null;

    /// <summary>Is this the key's signature? A wrong length is a wrong signature.</summary>
    /// <param name="key">A key of this ring.</param>
    /// <param name="sha256">The hash that was signed, 32 bytes.</param>
    /// <param name="signature">In the form <see cref="ISigner.SignHash"/> gives.</param>
    public bool Verifies(SigningKeyInfo key, ReadOnlySpan<byte> sha256, ReadOnlySpan<byte> signature) =>
        _byId[key.Id].Pool.VerifyHash(sha256, signature);

    /// <summary>Lets go of the key objects.</summary>
    public void Dispose()
    {
        foreach (var (_, pool) in _byId.Values)
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
}
