using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Security;

namespace Certificates.Core.Signing.Gm;

/// <summary>
/// SM2 signatures (GB/T 32918.2) with SM3 (GB/T 32905) on the curve of GB/T 32918.5, for which the framework has no class. The signer's id
/// is the default of GB/T 35276, as certification authorities and readers take it.
/// </summary>
internal static class Sm2
{
    /// <summary>id-ecPublicKey, RFC 5480: the key's curve alone tells SM2 from ECDSA.</summary>
    public const string EcPublicKey = "1.2.840.10045.2.1";

    /// <summary>The curve, GM/T 0006.</summary>
    public const string Curve = "1.2.156.10197.1.301";

    /// <summary>SM2 signature with SM3, GM/T 0006.</summary>
    public const string WithSm3 = "1.2.156.10197.1.501";

    /// <summary>Length of r ‖ s.</summary>
    public const int Length = 64;

    private static readonly byte[] UserId = "1234567812345678"u8.ToArray();

    /// <summary>SM3 of some bytes, 32 bytes.</summary>
    public static byte[] Sm3(ReadOnlySpan<byte> bytes)
    {
        var digest = new SM3Digest();
        digest.BlockUpdate(bytes);
        var hash = new byte[digest.GetDigestSize()];
        digest.DoFinal(hash);
        return hash;
    }

    /// <summary>Signs a message: r ‖ s.</summary>
    public static byte[] Sign(ECPrivateKeyParameters key, ReadOnlySpan<byte> message)
    {
        var signer = Open(key, isSigning: true, PlainDsaEncoding.Instance);
        signer.BlockUpdate(message);
        return signer.GenerateSignature();
    }

    /// <summary>Is r ‖ s the signature of a message?</summary>
    /// <param name="subjectPublicKeyInfo">The key, DER.</param>
    /// <param name="message">What was signed.</param>
    /// <param name="signature">64 bytes; any other length is a wrong signature.</param>
    public static bool Verifies(ReadOnlySpan<byte> subjectPublicKeyInfo, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        signature.Length == Length && Verifies(PublicKeyOf(subjectPublicKeyInfo), message, signature.ToArray(), PlainDsaEncoding.Instance);

    /// <summary>The same of a signature in DER: SEQUENCE { r, s } (GB/T 35276).</summary>
    public static bool VerifiesDer(ReadOnlySpan<byte> subjectPublicKeyInfo, ReadOnlySpan<byte> message, byte[] signature) =>
        Verifies(PublicKeyOf(subjectPublicKeyInfo), message, signature, StandardDsaEncoding.Instance);

    /// <summary>DER of r ‖ s.</summary>
    public static byte[] ToDer(ReadOnlySpan<byte> signature) => EcdsaValue.Encode(signature);

    /// <summary>The point of a key, x and y, 32 bytes each.</summary>
    public static (byte[] X, byte[] Y) PointOf(ReadOnlySpan<byte> subjectPublicKeyInfo)
    {
        var point = PublicKeyOf(subjectPublicKeyInfo)?.Q.GetEncoded(false)
            ?? throw new System.Security.Cryptography.CryptographicException("The key is not on the curve of SM2.");
        return (point[1..33], point[33..]);
    }

    private static bool Verifies(ECPublicKeyParameters? key, ReadOnlySpan<byte> message, byte[] signature, IDsaEncoding encoding)
    {
        if (key is null)
        {
            return false;
        }

        var verifier = Open(key, isSigning: false, encoding);
        verifier.BlockUpdate(message);
        return verifier.VerifySignature(signature);
    }

    /// <summary>Null where the key is none on this curve.</summary>
    private static ECPublicKeyParameters? PublicKeyOf(ReadOnlySpan<byte> subjectPublicKeyInfo)
    {
        try
        {
            return PublicKeyFactory.CreateKey(subjectPublicKeyInfo.ToArray()) is ECPublicKeyParameters { PublicKeyParamSet.Id: Curve } key
                ? key
                : null;
        }
        catch (Exception malformed) when (malformed is IOException or ArgumentException or SecurityUtilityException or Asn1ParsingException)
        {
            return null;
        }
    }

    private static SM2Signer Open(ICipherParameters key, bool isSigning, IDsaEncoding encoding)
    {
        var signer = new SM2Signer(encoding);
        signer.Init(isSigning, new ParametersWithID(key, UserId));
        return signer;
    }
}
