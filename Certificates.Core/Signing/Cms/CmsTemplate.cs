using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Certificates.Core.Signing.Cms;

/// <summary>
/// The parts of a detached CMS signature (RFC 5652) that are the same for all signatures of one key, encoded once:
/// PAdES baseline B-B (ETSI EN 319 142-1), so no signing-time attribute, and the certificate's hash among the signed ones.
/// </summary>
internal sealed class CmsTemplate
{
    private const int HashLength = SHA256.HashSizeInBytes;

    private readonly SigningKeyInfo _key;
    private readonly byte[] _signedAttributes;
    private readonly int _digestAt;
    private readonly byte[] _certificates;
    private readonly byte[] _signerIdentifier;

    public CmsTemplate(SigningKeyInfo key)
    {
        _key = key;
        var chain = CertificateChain.Split(key.Chain);
        _signerIdentifier = SignerIdentifierOf(key.Chain);
        _certificates = Encode(writer => WriteCertificates(writer, chain));
        var placeholder = RandomNumberGenerator.GetBytes(HashLength); // stands nowhere else in the attributes
        _signedAttributes = Encode(writer => WriteSignedAttributes(writer, placeholder, SHA256.HashData(chain[0].Span)));
        _digestAt = _signedAttributes.AsSpan().IndexOf(placeholder);
    }

    /// <summary>IssuerAndSerialNumber of the first certificate of a chain, DER (RFC 5652, 10.2.4).</summary>
    public static byte[] SignerIdentifierOf(ReadOnlyMemory<byte> chain)
    {
        using var leaf = X509CertificateLoader.LoadCertificate(CertificateChain.Leaf(chain).Span);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(leaf.IssuerName.RawData);
            writer.WriteInteger(leaf.SerialNumberBytes.Span);
        }

        return writer.Encode();
    }

    /// <summary>The signed attributes over a hash, as they are signed: with the tag of a SET (RFC 5652, 5.4).</summary>
    public byte[] SignedAttributes(ReadOnlySpan<byte> sha256)
    {
        var attributes = _signedAttributes.AsSpan().ToArray();
        sha256.CopyTo(attributes.AsSpan(_digestAt, HashLength));
        return attributes;
    }

    /// <summary>The whole ContentInfo, DER.</summary>
    /// <param name="signedAttributes">As signed.</param>
    /// <param name="signature">As the key gave it.</param>
    /// <param name="stamp">The time stamp over it, DER; empty for none.</param>
    public byte[] Encode(ReadOnlySpan<byte> signedAttributes, ReadOnlySpan<byte> signature, ReadOnlySpan<byte> stamp = default)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER, initialCapacity: 4096);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(CmsOids.SignedData);
            using (writer.PushSequence(Context(0)))
            using (writer.PushSequence())
            {
                writer.WriteInteger(1);
                writer.WriteEncodedValue(CmsAlgorithms.Digests.Span);
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(CmsOids.Data); // the content itself stays outside
                }

                writer.WriteEncodedValue(_certificates);
                using (writer.PushSetOf())
                {
                    WriteSignerInfo(writer, signedAttributes, signature, stamp);
                }
            }
        }

        return writer.Encode();
    }

    /// <summary>The signature's value as it stands in the file, over which a time stamp is made.</summary>
    public ReadOnlyMemory<byte> Value(ReadOnlyMemory<byte> signature) =>
        _key.Algorithm == SignatureAlgorithm.ES256 ? EcdsaValue.Encode(signature.Span) : signature;

    private void WriteSignerInfo(
        AsnWriter writer, ReadOnlySpan<byte> signedAttributes, ReadOnlySpan<byte> signature, ReadOnlySpan<byte> stamp)
    {
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            writer.WriteEncodedValue(_signerIdentifier);
            writer.WriteEncodedValue(CmsAlgorithms.Sha256.Span);
            var implicitly = signedAttributes.ToArray();
            implicitly[0] = 0xA0; // [0] IMPLICIT in place of SET
            writer.WriteEncodedValue(implicitly);
            writer.WriteEncodedValue(CmsAlgorithms.SignatureOf(_key).Span);
            writer.WriteOctetString(_key.Algorithm == SignatureAlgorithm.ES256 ? EcdsaValue.Encode(signature) : signature);
            if (!stamp.IsEmpty)
            {
                WriteStamp(writer, stamp);
            }
        }
    }

    /// <summary>The unsigned attributes: the time stamp alone.</summary>
    private static void WriteStamp(AsnWriter writer, ReadOnlySpan<byte> stamp)
    {
        using (writer.PushSetOf(Context(1)))
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(CmsOids.TimeStampToken);
            using (writer.PushSetOf())
            {
                writer.WriteEncodedValue(stamp);
            }
        }
    }

    private static void WriteSignedAttributes(AsnWriter writer, byte[] digest, byte[] certificateHash)
    {
        using (writer.PushSetOf())
        {
            WriteAttribute(writer, CmsOids.ContentType, () => writer.WriteObjectIdentifier(CmsOids.Data));
            WriteAttribute(writer, CmsOids.MessageDigest, () => writer.WriteOctetString(digest));
            WriteAttribute(writer, CmsOids.SigningCertificateV2, () =>
            {
                // SigningCertificateV2 > certs > ESSCertIDv2 > certHash; SHA-256 is the default algorithm, so DER leaves it out
                using (writer.PushSequence())
                using (writer.PushSequence())
                using (writer.PushSequence())
                {
                    writer.WriteOctetString(certificateHash);
                }
            });
        }
    }

    private static void WriteAttribute(AsnWriter writer, string type, Action writeValue)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(type);
            using (writer.PushSetOf())
            {
                writeValue();
            }
        }
    }

    /// <summary>The chain without its root: whoever trusts the root has it.</summary>
    private static void WriteCertificates(AsnWriter writer, IReadOnlyList<ReadOnlyMemory<byte>> chain)
    {
        using (writer.PushSetOf(Context(0)))
        {
            foreach (var certificate in chain)
            {
                using var parsed = X509CertificateLoader.LoadCertificate(certificate.Span);
                if (certificate.Equals(chain[0]) || !parsed.SubjectName.RawData.AsSpan().SequenceEqual(parsed.IssuerName.RawData))
                {
                    writer.WriteEncodedValue(certificate.Span);
                }
            }
        }
    }

    private static Asn1Tag Context(int number) => new(TagClass.ContextSpecific, number);

    private static byte[] Encode(Action<AsnWriter> write)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        write(writer);
        return writer.Encode();
    }
}
