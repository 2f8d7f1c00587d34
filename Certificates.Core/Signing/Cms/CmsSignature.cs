using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;

namespace Certificates.Core.Signing.Cms;

/// <summary>
/// The parts of one detached CMS signature with one signer, read out of bytes that may be hostile; nothing is believed yet.
/// Reading is strict DER, without recursion, and keeps slices of the input.
/// </summary>
internal sealed class CmsSignature
{
    private CmsSignature()
    {
    }

    /// <summary>Bytes the DER takes; what follows in the same buffer is not part of it.</summary>
    public required int Length { get; init; }

    /// <summary>The certificates sent along, in DER.</summary>
    public required IReadOnlyList<ReadOnlyMemory<byte>> Certificates { get; init; }

    /// <summary>Both version numbers are 1, as they are for IssuerAndSerialNumber and plain data (RFC 5652, 5.1 and 5.3).</summary>
    public required bool IsVersion1 { get; init; }

    /// <summary>The SET of digest algorithms announced for the content, DER.</summary>
    public required ReadOnlyMemory<byte> DigestAlgorithms { get; init; }

    /// <summary>The signer's digest algorithm, an AlgorithmIdentifier in DER.</summary>
    public required ReadOnlyMemory<byte> DigestAlgorithm { get; init; }

    /// <summary>The signer's signature algorithm, an AlgorithmIdentifier in DER.</summary>
    public required ReadOnlyMemory<byte> SignatureAlgorithm { get; init; }

    /// <summary>IssuerAndSerialNumber or subject key identifier of the signer, in DER.</summary>
    public required ReadOnlyMemory<byte> SignerIdentifier { get; init; }

    /// <summary>The signed attributes with the tag of a SET: what was signed (RFC 5652, 5.4).</summary>
    public required ReadOnlyMemory<byte> SignedAttributes { get; init; }

    /// <summary>The signature value.</summary>
    public required ReadOnlyMemory<byte> Value { get; init; }

    /// <summary>The time stamp among the unsigned attributes, DER; null when there are none. Nothing else may be among them.</summary>
    public ReadOnlyMemory<byte>? Stamp { get; init; }

    /// <summary>Reads a signature at the beginning of <paramref name="bytes"/>.</summary>
    /// <returns>False when it is not a detached CMS signature in DER with one signer and signed attributes.</returns>
    public static bool TryRead(ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out CmsSignature? signature)
    {
        try
        {
            var outer = new AsnReader(bytes, AsnEncodingRules.DER);
            var length = outer.PeekEncodedValue().Length;
            var contentInfo = outer.ReadSequence();
            signature = contentInfo.ReadObjectIdentifier() == CmsOids.SignedData ? ReadSignedData(contentInfo, length) : null;
        }
        catch (AsnContentException)
        {
            signature = null;
        }

        return signature is not null;
    }

    private static CmsSignature? ReadSignedData(AsnReader contentInfo, int length)
    {
        var data = contentInfo.ReadSequence(Context(0)).ReadSequence();
        var isVersion1 = data.ReadInteger().IsOne;
        var digests = data.ReadEncodedValue();
        var content = data.ReadSequence();
        if (content.ReadObjectIdentifier() != CmsOids.Data || content.HasData)
        {
            return null;
        }

        var certificates = ReadCertificates(data);
        SkipRevocationLists(data);
        var signers = data.ReadSetOf();
        var signer = signers.ReadSequence();
        isVersion1 &= signer.ReadInteger().IsOne;
        var identifier = signer.ReadEncodedValue();
        var digest = signer.ReadEncodedValue();
        if (signers.HasData || data.HasData || contentInfo.HasData || signer.PeekTag() != Context(0))
        {
            return null;
        }

        var signature = new CmsSignature
        {
            Length = length,
            Certificates = certificates,
            IsVersion1 = isVersion1,
            DigestAlgorithms = digests,
            DigestAlgorithm = digest,
            SignerIdentifier = identifier,
            SignedAttributes = AsSet(signer.ReadEncodedValue()),
            SignatureAlgorithm = signer.ReadEncodedValue(),
            Value = signer.ReadOctetString(),
            Stamp = signer.HasData ? ReadStamp(signer) : default(ReadOnlyMemory<byte>?),
        };
        return signer.HasData ? null : signature;
    }

    /// <summary>Nothing is concluded from them.</summary>
    private static void SkipRevocationLists(AsnReader data)
    {
        if (data.HasData && data.PeekTag() == Context(1))
        {
            data.ReadEncodedValue();
        }
    }

    /// <summary>The value of the one attribute; empty of any other form, which is no stamp of ours.</summary>
    private static ReadOnlyMemory<byte> ReadStamp(AsnReader signer)
    {
        var attributes = signer.ReadSetOf(skipSortOrderValidation: true, Context(1));
        var attribute = attributes.HasData ? attributes.ReadSequence() : null;
        if (attribute is null || attributes.HasData || attribute.ReadObjectIdentifier() != CmsOids.TimeStampToken)
        {
            return default;
        }

        var values = attribute.ReadSetOf();
        var stamp = values.ReadEncodedValue();
        return values.HasData || attribute.HasData ? default : stamp;
    }

    private static List<ReadOnlyMemory<byte>> ReadCertificates(AsnReader data)
    {
        var certificates = new List<ReadOnlyMemory<byte>>();
        if (data.HasData && data.PeekTag() == Context(0))
        {
            var set = data.ReadSetOf(skipSortOrderValidation: true, Context(0));
            while (set.HasData)
            {
                certificates.Add(set.ReadEncodedValue());
            }
        }

        return certificates;
    }

    private static byte[] AsSet(ReadOnlyMemory<byte> attributes)
    {
        var set = attributes.ToArray();
        set[0] = 0x31; // SET in place of [0] IMPLICIT
        return set;
    }

    private static Asn1Tag Context(int number) => new(TagClass.ContextSpecific, number, isConstructed: true);
}
