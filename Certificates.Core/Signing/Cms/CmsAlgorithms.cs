using System.Formats.Asn1;

namespace Certificates.Core.Signing.Cms;

/// <summary>AlgorithmIdentifiers in DER, exactly as our signatures hold them; a signature that holds another form is not ours.</summary>
internal static class CmsAlgorithms
{
    private static readonly byte[] Ecdsa = Identifier(CmsOids.EcdsaWithSha256, withNull: false);
    private static readonly byte[] Rsa = Identifier(CmsOids.Rsa, withNull: true);

    /// <summary>SHA-256, parameters absent (RFC 5754, 2).</summary>
    public static ReadOnlyMemory<byte> Sha256 { get; } = Identifier(CmsOids.Sha256, withNull: false);

    /// <summary>The SET that announces it.</summary>
    public static ReadOnlyMemory<byte> Digests { get; } = Set(Sha256);

    public static ReadOnlyMemory<byte> SignatureOf(SigningKeyInfo key) => key.Algorithm == SignatureAlgorithm.ES256 ? Ecdsa : Rsa;

    private static byte[] Identifier(string algorithm, bool withNull)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(algorithm);
            if (withNull)
            {
                writer.WriteNull();
            }
        }

        return writer.Encode();
    }

    private static byte[] Set(ReadOnlyMemory<byte> only)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSetOf())
        {
            writer.WriteEncodedValue(only.Span);
        }

        return writer.Encode();
    }
}
