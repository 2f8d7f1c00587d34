using System.Security.Cryptography;
using System.Text;
using Certificates.Core.Coding;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Privacy;

/// <summary>
/// The keyed hash a holder is found by: equal for equal ID numbers, whatever the type of document, and of no use to whoever has the
/// register without the look-up key (a plain hash of an ID number is guessed in minutes).
/// </summary>
/// <param name="key">The look-up key; it changes only by re-keying every row.</param>
internal sealed class HolderKeys([FromKeyedServices(SecretKeyPurpose.LookUp)] SecretKey key)
{
    private readonly SecretKey _key = key.For(SecretKeyPurpose.LookUp);

    /// <summary>HMAC-SHA-256 of <see cref="IdDocument.LookUpText"/>, 32 bytes.</summary>
    public byte[] Of(IdDocument document) => Of(document.LookUpText);

    /// <summary>The keys of a number whose type is not known; always two hashes, so that the time says nothing of the number.</summary>
    public TypedHolderKeys OfTyped(string idNumber)
    {
        var (asTyped, asPermit) = IdDocument.LookUpTextsOf(idNumber);
        return new TypedHolderKeys(Of(asTyped), Of(asPermit));
    }

    private byte[] Of(string lookUpText) => HMACSHA256.HashData(_key.Bytes, Encoding.UTF8.GetBytes(lookUpText));
}

/// <summary>What the holder of a number typed without its type may be found by.</summary>
/// <param name="AsTyped">For every type of document but the permit.</param>
/// <param name="AsPermit">For 港澳居民来往内地通行证, whose first 9 characters are for life.</param>
internal sealed record TypedHolderKeys(byte[] AsTyped, byte[] AsPermit)
{
    /// <summary>True when a version with this document and key is this holder's.</summary>
    public bool IsOf(IdType type, byte[] holderKey) => CryptographicOperations.FixedTimeEquals(
        type == IdType.HkMacaoPermit ? AsPermit : AsTyped, holderKey);
}

/// <summary>
/// The hash of a pick-up code the register keeps. It is keyed with the look-up key, which the verification site holds to check a code that
/// was typed; the register's rows alone do not give the 60 bits away.
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

/// <summary>The keyed hash that vouches for what a service wrote: whoever has the database alone cannot make one.</summary>
/// <param name="key">The seal key.</param>
internal sealed class SealHashes([FromKeyedServices(SecretKeyPurpose.Seal)] SecretKey key) : IDisposable
{
    private readonly SecretKey _key = key.For(SecretKeyPurpose.Seal);

    // Every look-up needs one: with the key taken in beforehand it takes half as long.
    private readonly ThreadLocal<IncrementalHash> _keyed =
        new(() => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key.Bytes));

    /// <summary>HMAC-SHA-256, 32 bytes. What is hashed begins with words that say what it is.</summary>
    public void Write(ReadOnlySpan<byte> said, Span<byte> hash)
    {
        var keyed = _keyed.Value!;
        keyed.AppendData(said);
        keyed.GetHashAndReset(hash);
    }

    /// <summary>
    /// What is kept of a random secret. Who can write to the database cannot put a secret of their own in it. No slow hash is needed for
    /// what cannot be guessed.
    /// </summary>
    public byte[] OfSecret(string secret) => OfHash(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>The same of the SHA-256 that was kept before there were seals.</summary>
    public byte[] OfHash(byte[] sha256) => HMACSHA256.HashData(_key.Bytes, sha256);

    public void Dispose() => _keyed.Dispose();
}
