using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using System.Numerics;

namespace Certificates.Core.Signing;

/// <summary>The two forms of an ECDSA signature on P-256: r ‖ s, and Ecdsa-Sig-Value in DER (RFC 3279, 2.2.3).</summary>
internal static class EcdsaValue
{
    private const int Half = 32;

    /// <summary>DER of r ‖ s.</summary>
    public static byte[] Encode(ReadOnlySpan<byte> signature)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(new BigInteger(signature[..Half], isUnsigned: true, isBigEndian: true));
            writer.WriteInteger(new BigInteger(signature[Half..], isUnsigned: true, isBigEndian: true));
        }

        return writer.Encode();
    }

    /// <summary>r ‖ s of DER.</summary>
    /// <returns>False when it is not exactly two integers in DER that fit.</returns>
    public static bool TryDecode(ReadOnlyMemory<byte> der, [NotNullWhen(true)] out byte[]? signature)
    {
        signature = null;
        try
        {
            var reader = new AsnReader(der, AsnEncodingRules.DER);
            var pair = reader.ReadSequence();
            var both = new byte[2 * Half];
            if (TryPut(pair.ReadInteger(), both.AsSpan(0, Half)) && TryPut(pair.ReadInteger(), both.AsSpan(Half))
                && !pair.HasData && !reader.HasData)
            {
                signature = both;
            }
        }
        catch (AsnContentException)
        {
            return false;
        }

        return signature is not null;
    }

    private static bool TryPut(BigInteger value, Span<byte> half)
    {
        var length = value.Sign < 0 ? int.MaxValue : value.GetByteCount(isUnsigned: true);
        return length <= half.Length && value.TryWriteBytes(half[^length..], out _, isUnsigned: true, isBigEndian: true);
    }
}
