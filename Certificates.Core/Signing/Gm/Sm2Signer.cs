using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Crypto.Parameters;

namespace Certificates.Core.Signing.Gm;

/// <summary>Signs with an SM2 key held in memory. What SM2 hashes depends on the key, so it takes messages and no hashes.</summary>
internal sealed class Sm2Signer : ISigner
{
    private readonly ECPrivateKeyParameters _key;

    /// <summary>Takes a key, and has it sign once.</summary>
    /// <param name="use">What it signs.</param>
    /// <param name="key">The private key.</param>
    /// <param name="certificates">Its certificate and those above it, nearest first.</param>
    /// <exception cref="CryptographicException">The key is not the one that its certificate names.</exception>
    public Sm2Signer(KeyUse use, ECPrivateKeyParameters key, IReadOnlyList<X509Certificate2> certificates)
    {
        (_key, Key) = (key, CertificateSigner.Describe(use, certificates[0], certificates.Skip(1)));
        var probe = "a probe"u8;
        if (!Sm2.Verifies(Key.Public.Span, probe, Sign(probe)))
        {
            throw new CryptographicException("The private key is not the one that its certificate names.");
        }
    }

    /// <inheritdoc/>
    public SigningKeyInfo Key { get; }

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always: SM2 signs no SHA-256 hash.</exception>
    public byte[] SignHash(ReadOnlySpan<byte> sha256) => throw new NotSupportedException("An SM2 key signs no SHA-256 hash.");

    /// <inheritdoc/>
    public byte[] Sign(ReadOnlySpan<byte> message) => Sm2.Sign(_key, message);
}
