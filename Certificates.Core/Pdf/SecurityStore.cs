using System.IO.Compression;

namespace Certificates.Core.Pdf;

/// <summary>
/// A document security store (ISO 32000-2, 12.8.4.3; ETSI EN 319 142-1, 5.4.2.2): certificates, revocation lists and answers of
/// responders, each in DER. Packed once, written into many files. There is no VRI dictionary, which the clause leaves to the writer.
/// </summary>
internal sealed class SecurityStore
{
    private readonly IReadOnlyList<(string Key, IReadOnlyList<byte[]> Streams)> _parts;

    /// <summary>Packs what is given.</summary>
    public SecurityStore(IEnumerable<byte[]> certificates, IEnumerable<byte[]> lists, IEnumerable<byte[]> answers) =>
        _parts = [("Certs", Packed(certificates)), ("CRLs", Packed(lists)), ("OCSPs", Packed(answers))];

    /// <summary>Bytes of all streams, packed.</summary>
    public int Length => _parts.Sum(part => part.Streams.Sum(stream => stream.Length));

    /// <summary>Writes it as an object that the catalog points at.</summary>
    public void Write(PdfWriter writer, PdfReference self)
    {
        var written = _parts.Where(part => part.Streams.Count > 0).Select(part => (part.Key, References: part.Streams.Select(stream =>
        {
            var reference = writer.Allocate();
            writer.Stream(reference, "/Filter /FlateDecode"u8, stream, CompressionLevel.NoCompression);
            return reference;
        }).ToList())).ToList();
        writer.Begin(self);
        writer.Buffer.Write("<< /Type /DSS"u8);
        foreach (var (key, references) in written)
        {
            var list = string.Join(' ', references.Select(reference => FormattableString.Invariant($"{reference.Number} 0 R")));
            writer.Buffer.WriteAscii($" /{key} [{list}]");
        }

        writer.Buffer.Write(" >>"u8);
        writer.End();
    }

    private static List<byte[]> Packed(IEnumerable<byte[]> parts) =>
    [
        .. parts.DistinctBy(Convert.ToHexString, StringComparer.Ordinal).Select(part =>
        {
            using var packed = Deflate.Pack(part, CompressionLevel.SmallestSize);
            return packed.Written.ToArray();
        }),
    ];
}
