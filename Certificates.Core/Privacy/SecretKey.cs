using System.Security.Cryptography;
using System.Text;

namespace Certificates.Core.Privacy;

/// <summary>A symmetric key of 256 bits that knows its purpose. It can be used, never printed.</summary>
public sealed class SecretKey
{
    /// <summary>Length of every secret, in bytes.</summary>
    public const int Length = 32;

    private readonly byte[] _secret;

    /// <summary>Takes a copy of a secret.</summary>
    /// <param name="purpose">What it is for.</param>
    /// <param name="secret">32 random bytes.</param>
    /// <exception cref="ArgumentException">It has another length.</exception>
    public SecretKey(SecretKeyPurpose purpose, ReadOnlySpan<byte> secret)
    {
        if (secret.Length != Length)
        {
            throw new ArgumentException($"A {purpose} key has {Length} bytes, this one {secret.Length}.", nameof(secret));
        }

        Purpose = purpose;
        _secret = secret.ToArray();

        // a derived value, so that the id, which stands in tables and logs, says nothing of the secret
        Id = Convert.ToHexStringLower(HMACSHA256.HashData(_secret, "certificates key id v1"u8).AsSpan(0, 8));
    }

    /// <summary>What it is for.</summary>
    public SecretKeyPurpose Purpose { get; }

    /// <summary>16 hexadecimal digits derived from the secret; the same secret has the same id everywhere.</summary>
    public string Id { get; }

    /// <summary>
    /// 32 bytes that a register keeps of the key, to know it again: as good as the key for telling another from it, and of no other use.
    /// </summary>
    public byte[] CheckValue => HMACSHA256.HashData(_secret, Encoding.ASCII.GetBytes($"certificates key check v1\n{Purpose}"));

    /// <summary>The secret; for the one computation at hand, never kept.</summary>
    public ReadOnlySpan<byte> Bytes => _secret;

    /// <summary>The key itself when it is for <paramref name="purpose"/>.</summary>
    /// <exception cref="ArgumentException">It is for something else: a wiring mistake.</exception>
    public SecretKey For(SecretKeyPurpose purpose) => Purpose == purpose
        ? this
        : throw new ArgumentException($"Key {Id} is a {Purpose} key, not a {purpose} key.", nameof(purpose));

    /// <summary>Purpose and id, never the secret.</summary>
    public override string ToString() => $"{Purpose} key {Id}";
}

/// <summary>What a symmetric key is for.</summary>
public enum SecretKeyPurpose
{
    /// <summary>Encrypts people's data.</summary>
    Identity = 1,

    /// <summary>Encrypts PDFs.</summary>
    Document = 2,

    /// <summary>Keyed hashes by which people and pick-up codes are found.</summary>
    LookUp = 3,

    /// <summary>Derives pick-up codes.</summary>
    Claim = 4,

    /// <summary>Seals what verdicts rest on, so that the register cannot be changed unnoticed by whoever has the database alone.</summary>
    Seal = 5,
}
