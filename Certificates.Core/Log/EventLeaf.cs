using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;
using Certificates.Core.Coding;

namespace Certificates.Core.Log;

/// <summary>
/// What the event log is sure of about one certificate event. The free text enters as a salted hash, so that text and salt can be purged
/// while the leaf, and every proof over it, stays.
/// </summary>
/// <param name="Number">The certificate.</param>
/// <param name="Version">Its version the event is about.</param>
/// <param name="Kind">The kind of event, a code.</param>
/// <param name="At">When; kept to the millisecond, in the leaf and in the table.</param>
/// <param name="ActorKeyId">The API key that asked for it.</param>
/// <param name="SecondKeyId">The API key that approved it, where two are needed.</param>
/// <param name="Category">Reason category, a code; null where the kind has none.</param>
/// <param name="TextHash">From <see cref="HashText"/>; null where there is no text.</param>
/// <param name="EvidenceHash">SHA-256 of a document kept elsewhere, as sent.</param>
internal sealed record EventLeaf(
    CertificateNumber Number,
    int Version,
    string Kind,
    DateTimeOffset At,
    long ActorKeyId,
    long? SecondKeyId,
    string? Category,
    ReadOnlyMemory<byte>? TextHash,
    ReadOnlyMemory<byte>? EvidenceHash)
{
    /// <summary>Stands for an actor where no key asked for it: the service itself. No key has this id.</summary>
    public const long Service = 0;

    /// <summary>Length of an event's random salt, in bytes.</summary>
    public const int SaltLength = 16;

    /// <summary>SHA-256(salt ‖ UTF-8 of the text).</summary>
    /// <param name="salt">Random bytes of this event alone, <see cref="SaltLength"/> of them.</param>
    /// <param name="text">The free text.</param>
    public static byte[] HashText(ReadOnlySpan<byte> salt, string text)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(salt.Length, SaltLength, nameof(salt));
        return SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(text)]);
    }

    /// <summary>Leaf hash as in RFC 9162, 2.1.1: SHA-256(0x00 ‖ encoding), which no inner node of a tree can equal.</summary>
    public byte[] Hash() => SHA256.HashData([0x00, .. Encode()]);

    /// <summary>
    /// Deterministic CBOR (RFC 8949, 4.2.1): an array of the form's version 1 and the fields in the order above; the instant in
    /// milliseconds since 1970 UTC, hashes as byte strings, what is absent as null.
    /// </summary>
    public byte[] Encode()
    {
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteStartArray(10);
        writer.WriteInt32(1);
        writer.WriteTextString(Number.Value);
        writer.WriteInt32(Version);
        writer.WriteTextString(Kind);
        writer.WriteInt64(At.ToUnixTimeMilliseconds());
        writer.WriteInt64(ActorKeyId);
        WriteOrNull(writer, SecondKeyId, static (to, id) => to.WriteInt64(id));
        if (Category is null)
        {
            writer.WriteNull();
        }
        else
        {
            writer.WriteTextString(Category);
        }

        WriteOrNull(writer, TextHash, static (to, hash) => to.WriteByteString(hash.Span));
        WriteOrNull(writer, EvidenceHash, static (to, hash) => to.WriteByteString(hash.Span));
        writer.WriteEndArray();
        return writer.Encode();
    }

    private static void WriteOrNull<T>(CborWriter writer, T? value, Action<CborWriter, T> write)
        where T : struct
    {
        if (value is { } present)
        {
            write(writer, present);
        }
        else
        {
            writer.WriteNull();
        }
    }
}
