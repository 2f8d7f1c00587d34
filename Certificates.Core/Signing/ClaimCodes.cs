using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Certificates.Core.Coding;
using Certificates.Core.Privacy;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Signing;

/// <summary>
/// Derives pick-up codes, so that the institution can see a code again though the register keeps only its hash.
/// </summary>
/// <param name="key">The claim key; only the issuing service holds it.</param>
internal sealed class ClaimCodes([FromKeyedServices(SecretKeyPurpose.Claim)] SecretKey key)
{
    private readonly SecretKey _key = key.For(SecretKeyPurpose.Claim);

    /// <summary>The code of a certificate.</summary>
    /// <param name="number">The certificate.</param>
    /// <param name="generation">From 1; the next one ends the code before.</param>
    public ClaimCode Code(CertificateNumber number, int generation)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key.Bytes, Encoding.UTF8.GetBytes($"claim code v1\n{number.Value}\n{generation:D}"), hash);
        return ClaimCode.Of(BinaryPrimitives.ReadUInt64BigEndian(hash));
    }
}
