using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Security.Cryptography.Cose;

namespace Certificates.Core.Signing.Qr;

/// <summary>
/// COSE_Sign1 (RFC 9052, 4.2) with algorithm and key id protected, nothing unprotected, the payload embedded. Written here
/// because the framework's class signs only with key objects, never through <see cref="ISigner"/>.
/// </summary>
internal static class CoseSign1
{
    private const int AlgorithmLabel = 1;
    private const int KeyIdLabel = 4;

    /// <summary>RFC 9053, 2.1.</summary>
    private const int Es256 = -7;

    /// <summary>
    /// SM2 with SM3 over the Sig_structure, r ‖ s. IANA registered no number for it, so this is one for private use (RFC 9053, 11.1.1).
    /// </summary>
    private const int Sm2 = -65539;

    /// <summary>The Sig_structure (RFC 9052, 4.4): what the key signs.</summary>
    public static byte[] ToSign(SignatureAlgorithm algorithm, ReadOnlySpan<byte> keyId, ReadOnlySpan<byte> payload)
    {
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteStartArray(4);
        writer.WriteTextString("Signature1");
        writer.WriteByteString(ProtectedHeader(algorithm, keyId));
        writer.WriteByteString([]);
        writer.WriteByteString(payload);
        writer.WriteEndArray();
        return writer.Encode();
    }

    /// <summary>The whole message with its tag 18, deterministic.</summary>
    public static byte[] Encode(
        SignatureAlgorithm algorithm, ReadOnlySpan<byte> keyId, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> signature)
    {
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteTag((CborTag)18);
        writer.WriteStartArray(4);
        writer.WriteByteString(ProtectedHeader(algorithm, keyId));
        writer.WriteStartMap(0);
        writer.WriteEndMap();
        writer.WriteByteString(payload);
        writer.WriteByteString(signature);
        writer.WriteEndArray();
        return writer.Encode();
    }

    /// <summary>The algorithm of a message.</summary>
    /// <exception cref="CryptographicException">It is none of ours.</exception>
    public static SignatureAlgorithm AlgorithmOf(CoseSign1Message message) =>
        message.ProtectedHeaders.GetValueAsInt32(CoseHeaderLabel.Algorithm) switch
        {
            Es256 => SignatureAlgorithm.ES256,
            Sm2 => SignatureAlgorithm.SM2,
            _ => throw new CryptographicException("A token of another algorithm."),
        };

    private static int Number(SignatureAlgorithm algorithm) => algorithm switch
    {
        SignatureAlgorithm.ES256 => Es256,
        SignatureAlgorithm.SM2 => Sm2,
        SignatureAlgorithm.RS256 => throw new NotSupportedException("No token is signed by RSA: it would not fit the QR code."),
    };

    private static byte[] ProtectedHeader(SignatureAlgorithm algorithm, ReadOnlySpan<byte> keyId)
    {
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteStartMap(2);
        writer.WriteInt32(AlgorithmLabel);
        writer.WriteInt32(Number(algorithm));
        writer.WriteInt32(KeyIdLabel);
        writer.WriteByteString(keyId);
        writer.WriteEndMap();
        return writer.Encode();
    }
}
