using System.Formats.Asn1;

namespace Certificates.Core.Signing;

/// <summary>Takes apart the certificates a key keeps one after the other; DER says where each ends.</summary>
internal static class CertificateChain
{
    /// <summary>The key's own certificate.</summary>
    public static ReadOnlyMemory<byte> Leaf(ReadOnlyMemory<byte> chain) => new AsnReader(chain, AsnEncodingRules.DER).PeekEncodedValue();

    /// <summary>All of them, leaf first.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> chain)
    {
        var reader = new AsnReader(chain, AsnEncodingRules.DER);
        var certificates = new List<ReadOnlyMemory<byte>>();
        while (reader.HasData)
        {
            certificates.Add(reader.ReadEncodedValue());
        }

        return certificates;
    }
}
