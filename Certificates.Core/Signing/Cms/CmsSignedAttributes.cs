using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;

namespace Certificates.Core.Signing.Cms;

/// <summary>What the three attributes of PAdES B-B say (ETSI EN 319 122-1, 5.1 and 5.2.2); others may stand beside them.</summary>
/// <param name="ContentType">Object identifier.</param>
/// <param name="MessageDigest">Hash of what was signed.</param>
/// <param name="SigningCertificateHash">SHA-256 of the signer's certificate.</param>
internal sealed record CmsSignedAttributes(
    string ContentType, ReadOnlyMemory<byte> MessageDigest, ReadOnlyMemory<byte> SigningCertificateHash)
{
    /// <summary>Reads them strictly.</summary>
    /// <param name="set">DER with the tag of a SET.</param>
    /// <param name="attributes">What they say.</param>
    /// <returns>False when one is missing, stands twice, has several values, or is not DER.</returns>
    public static bool TryRead(ReadOnlyMemory<byte> set, [NotNullWhen(true)] out CmsSignedAttributes? attributes)
    {
        attributes = null;
        try
        {
            var values = ReadValues(set);
            if (values is not null
                && values.TryGetValue(CmsOids.ContentType, out var contentType)
                && values.TryGetValue(CmsOids.MessageDigest, out var digest)
                && values.TryGetValue(CmsOids.SigningCertificateV2, out var certificate))
            {
                attributes = new CmsSignedAttributes(
                    Der(contentType).ReadObjectIdentifier(), Der(digest).ReadOctetString(), ReadCertificateHash(certificate));
            }
        }
        catch (AsnContentException)
        {
            return false;
        }

        return attributes is not null;
    }

    private static Dictionary<string, ReadOnlyMemory<byte>>? ReadValues(ReadOnlyMemory<byte> set)
    {
        var values = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        var outer = Der(set);
        var list = outer.ReadSetOf();
        while (list.HasData)
        {
            var attribute = list.ReadSequence();
            var type = attribute.ReadObjectIdentifier();
            var value = attribute.ReadSetOf();
            if (!values.TryAdd(type, value.ReadEncodedValue()) || value.HasData || attribute.HasData)
            {
                return null;
            }
        }

        return values;
    }

    /// <summary>certHash of the first ESSCertIDv2 (RFC 5035, 3); empty when it was not made with SHA-256.</summary>
    private static ReadOnlyMemory<byte> ReadCertificateHash(ReadOnlyMemory<byte> signingCertificate)
    {
        var identifier = Der(signingCertificate).ReadSequence().ReadSequence().ReadSequence();
        var isSha256 = !identifier.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence)
            || identifier.ReadSequence().ReadObjectIdentifier() == CmsOids.Sha256;
        return isSha256 ? identifier.ReadOctetString() : ReadOnlyMemory<byte>.Empty;
    }

    private static AsnReader Der(ReadOnlyMemory<byte> bytes) => new(bytes, AsnEncodingRules.DER);
}
