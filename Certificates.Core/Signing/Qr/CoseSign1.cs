using System.Formats.Cbor;
using System.Security.Cryptography;

namespace Certificates.Core.Signing.Qr;

/// <summary>
/// COSE_Sign1 (RFC 9052, 4.2) with ES256 and the key id protected, nothing unprotected, the payload embedded. Written here
/// because the framework's class signs only with key objects, never through <see cref="ISigner"/>.
/// </summary>
internal static class CoseSign1
{
    private const int AlgorithmLabel = 1;
    private const int KeyIdLabel = 4;
    private const int Es256 = -7;

    /// <summary>SHA-256 of the Sig_structure (RFC 9052, 4.4): what the key signs.</summary>
    public static byte[] HashToSign(ReadOnlySpan<byte> keyId, ReadOnlySpan<byte> payload)
    {
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteStartArray(4);
        writer.WriteTextString("Signature1");
        writer.WriteByteString(ProtectedHeader(keyId));
        writer.WriteByteString([]);
        writer.WriteByteString(payload);
        writer.WriteEndArray();
        return SHA256.HashData(writer.Encode());
    }

    /// <summary>The whole message with its tag 18, deterministic.</summary>
    public static byte[] Encode(ReadOnlySpan<byte> keyId, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> signature)
    {
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteTag((CborTag)18);
        writer.WriteStartArray(4);
        writer.WriteByteString(ProtectedHeader(keyId));
        writer.WriteStartMap(0);
        writer.WriteEndMap();
        writer.WriteByteString(payload);
        writer.WriteByteString(signature);
        writer.WriteEndArray();
        return writer.Encode();
    }

    private static byte[] ProtectedHeader(ReadOnlySpan<byte> keyId)
    {
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteStartMap(2);
        writer.WriteInt32(AlgorithmLabel);
        writer.WriteInt32(Es256);
        writer.WriteInt32(KeyIdLabel);
        writer.WriteByteString(keyId);
        writer.WriteEndMap();
        return writer.Encode();
    }
}
