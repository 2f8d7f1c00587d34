using System.Security.Cryptography;
using System.Text;
using Certificates.Core.Coding;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Privacy;

/// <summary>
/// The hash of a pick-up code the register keeps. It is keyed with the look-up key, which the verification site holds to
/// check a code that was typed; the register's rows alone do not give the 60 bits away.
/// </summary>
/// <param name="key">The look-up key.</param>
internal sealed class ClaimHashes([FromKeyedServices(SecretKeyPurpose.LookUp)] SecretKey key)
{
    private readonly SecretKey _key = key.For(SecretKeyPurpose.LookUp);

    /// <summary>32 bytes. The words before the number keep it apart from hashes of ID numbers, which have the same key.</summary>
    public byte[] Of(CertificateNumber number, ClaimCode code) =>
        HMACSHA256.HashData(_key.Bytes, Encoding.UTF8.GetBytes($"claim hash v1\n{number.Value}\n{code.Value}"));

    /// <summary>Is this the code whose hash is kept? Takes the same time whatever the answer.</summary>
    public bool Matches(CertificateNumber number, ClaimCode code, ReadOnlySpan<byte> kept) =>
        CryptographicOperations.FixedTimeEquals(Of(number, code), kept);
}
