using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using System.Numerics;

namespace Certificates.Core.Signing;

/// <summary>The two forms of an ECDSA signature on P-256: r ‖ s, and Ecdsa-Sig-Value in DER (RFC 3279, 2.2.3).</summary>
internal static class EcdsaValue
{
    /// <summary>Length of r ‖ s.</summary>
    public const int Length = 2 * Half;

    private const int Half = 32;

    /// <summary>The order of P-256 (FIPS 186-5, SEC 2: 2.4.2).</summary>
    private static readonly BigInteger Order = new(
        Convert.FromHexString("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551"), isUnsigned: true, isBigEndian: true);

    /// <summary>
    /// The form of r ‖ s whose s is the lower of the two that verify alike, s and n − s: of a signature made here there is one form.
    /// </summary>
    public static byte[] WithLowS(byte[] signature)
    {
        var s = new BigInteger(signature.AsSpan(Half), isUnsigned: true, isBigEndian: true);
        if (s > Order / 2)
        {
            TryPut(Order - s, signature.AsSpan(Half));
        }

        return signature;
    }

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
        half.Clear();
        return length <= half.Length && value.TryWriteBytes(half[^length..], out _, isUnsigned: true, isBigEndian: true);
    }
}
