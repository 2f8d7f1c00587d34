using System.Security.Cryptography;

namespace Certificates.Core.Signing;

/// <summary>
/// One private key that signs: the seam where a hardware module takes the place of a key file. Safe for many threads.
/// It does not judge whether it may sign now; <see cref="KeyRing"/> does, before each signature.
/// </summary>
public interface ISigner
{
    /// <summary>Its public half.</summary>
    SigningKeyInfo Key { get; }

    /// <summary>Signs a SHA-256 hash.</summary>
    /// <param name="sha256">32 bytes.</param>
    /// <returns>ES256: r ‖ s, 64 bytes. RS256: as long as the modulus.</returns>
    byte[] SignHash(ReadOnlySpan<byte> sha256);

    /// <summary>Signs a message with the hash that the key's algorithm has.</summary>
    /// <param name="message">The whole of it.</param>
    /// <returns>As <see cref="SignHash"/>; SM2: r ‖ s, 64 bytes.</returns>
    byte[] Sign(ReadOnlySpan<byte> message) => SignHash(SHA256.HashData(message));
}
