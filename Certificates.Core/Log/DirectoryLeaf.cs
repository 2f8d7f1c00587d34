using System.Formats.Cbor;
using System.Security.Cryptography;

namespace Certificates.Core.Log;

/// <summary>What the event log is sure of about one change of the directories.</summary>
/// <param name="Target">What was changed, such as <c>institution/0001</c>.</param>
/// <param name="Kind">The kind of change, a code.</param>
/// <param name="At">When; kept to the millisecond, in the leaf and in the table.</param>
/// <param name="ActorKeyId">The API key that wrote it.</param>
/// <param name="Document">The document it rests on; null when none was named.</param>
/// <param name="DetailHash">Salted hash of what was written, from <see cref="EventLeaf.HashText"/>.</param>
internal sealed record DirectoryLeaf(
    string Target, string Kind, DateTimeOffset At, long ActorKeyId, string? Document, ReadOnlyMemory<byte> DetailHash)
{
    /// <summary>Leaf hash as in RFC 9162, 2.1.1: SHA-256(0x00 ‖ encoding).</summary>
    public byte[] Hash() => SHA256.HashData([0x00, .. Encode()]);

    /// <summary>
    /// Deterministic CBOR (RFC 8949, 4.2.1): an array of the form's version 1, the word <c>directory</c>, which no leaf of a
    /// certificate has in second place, and the fields in the order above.
    /// </summary>
    public byte[] Encode()
    {
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteStartArray(8);
        writer.WriteInt32(1);
        writer.WriteTextString("directory");
        writer.WriteTextString(Target);
        writer.WriteTextString(Kind);
        writer.WriteInt64(At.ToUnixTimeMilliseconds());
        writer.WriteInt64(ActorKeyId);
        if (Document is null)
        {
            writer.WriteNull();
        }
        else
        {
            writer.WriteTextString(Document);
        }

        writer.WriteByteString(DetailHash.Span);
        writer.WriteEndArray();
        return writer.Encode();
    }
}
