using System.Formats.Cbor;
using System.Security.Cryptography;

namespace Certificates.Core.Log;

/// <summary>
/// What the log publishes of an event, form 2: no personal data, and nothing by which somebody who does not know a certificate could find
/// it. <c>docs/trust.md</c> describes it. Deterministic CBOR (RFC 8949, 4.2.1).
/// </summary>
internal static class PublishedLeaf
{
    /// <summary>The kind of leaf that enters a certificate of before there was a log.</summary>
    public const string Entered = "entered";

    private const int Form = 2, CertificateFields = 6, DirectoryFields = 6;
    private const string Certificate = "certificate", Directory = "directory";

    /// <summary>
    /// Of a certificate: the form, the word <c>certificate</c>, the salted hash of its number, the kind of event, the instant in
    /// milliseconds since 1970 UTC, the salted hash of the record as it stands after the event.
    /// </summary>
    public static byte[] OfCertificate(ReadOnlySpan<byte> salt, string number, string kind, DateTimeOffset at, ReadOnlySpan<byte> record)
    {
        var writer = Begin(Certificate, CertificateFields);
        writer.WriteByteString(EventLeaf.HashText(salt, number));
        writer.WriteTextString(kind);
        writer.WriteInt64(at.ToUnixTimeMilliseconds());
        writer.WriteByteString(Salted(salt, record));
        writer.WriteEndArray();
        return writer.Encode();
    }

    /// <summary>
    /// Of the directories, which are public: the form, the word <c>directory</c>, what was changed, the kind of change, the instant, the
    /// leaf of form 1, which binds what was written.
    /// </summary>
    public static byte[] OfDirectory(string target, string kind, DateTimeOffset at, ReadOnlySpan<byte> eventLeaf)
    {
        var writer = Begin(Directory, DirectoryFields);
        writer.WriteTextString(target);
        writer.WriteTextString(kind);
        writer.WriteInt64(at.ToUnixTimeMilliseconds());
        writer.WriteByteString(eventLeaf);
        writer.WriteEndArray();
        return writer.Encode();
    }

    /// <summary>The kind of event that a leaf of a certificate is about; null of any other bytes.</summary>
    public static string? KindOf(byte[] data) => Read(data)?.Kind;

    /// <summary>What a leaf says happened to the certificate of this number, and when; null of a leaf about anything else.</summary>
    public static (string Kind, DateTimeOffset At)? About(byte[] data, ReadOnlySpan<byte> salt, string number) =>
        salt.Length == EventLeaf.SaltLength && Read(data) is { } leaf
        && leaf.Number.AsSpan().SequenceEqual(EventLeaf.HashText(salt, number))
            ? (leaf.Kind, leaf.At)
            : null;

    /// <summary>When what a leaf of a certificate is about happened; null of any other bytes.</summary>
    public static DateTimeOffset? AtOf(byte[] data) => Read(data)?.At;

    /// <summary>True of a leaf that says of this number that it stands as this record has it.</summary>
    public static bool IsOf(byte[] data, ReadOnlySpan<byte> salt, string number, ReadOnlySpan<byte> record) =>
        salt.Length == EventLeaf.SaltLength && Read(data) is { } leaf
        && leaf.Number.AsSpan().SequenceEqual(EventLeaf.HashText(salt, number))
        && leaf.Record.AsSpan().SequenceEqual(Salted(salt, record));

    /// <summary>What a leaf of the directories says; null of any other bytes.</summary>
    public static PublishedChange? DirectoryOf(byte[] data)
    {
        try
        {
            var reader = new CborReader(data, CborConformanceMode.Canonical);
            return reader.ReadStartArray() == DirectoryFields && reader.ReadInt32() == Form && reader.ReadTextString() == Directory
                ? new PublishedChange(
                    reader.ReadTextString(), reader.ReadTextString(), DateTimeOffset.FromUnixTimeMilliseconds(reader.ReadInt64()),
                    reader.ReadByteString())
                : null;
        }
        catch (Exception other) when (
            other is CborContentException or InvalidOperationException or OverflowException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static (byte[] Number, string Kind, DateTimeOffset At, byte[] Record)? Read(byte[] data)
    {
        try
        {
            var reader = new CborReader(data, CborConformanceMode.Canonical);
            if (reader.ReadStartArray() != CertificateFields || reader.ReadInt32() != Form || reader.ReadTextString() != Certificate)
            {
                return null;
            }

            return (reader.ReadByteString(), reader.ReadTextString(), DateTimeOffset.FromUnixTimeMilliseconds(reader.ReadInt64()),
                reader.ReadByteString());
        }
        catch (Exception other) when (
            other is CborContentException or InvalidOperationException or OverflowException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    /// <summary>SHA-256(salt ‖ bytes).</summary>
    public static byte[] Salted(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> bytes) => SHA256.HashData([.. salt, .. bytes]);

    private static CborWriter Begin(string about, int length)
    {
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteStartArray(length);
        writer.WriteInt32(Form);
        writer.WriteTextString(about);
        return writer;
    }
}

/// <summary>What a leaf of the directories says.</summary>
/// <param name="Target">What was changed, such as <c>institution/0001</c>.</param>
/// <param name="Kind">How.</param>
/// <param name="At">When.</param>
/// <param name="EventLeaf">The leaf of form 1, which binds what was written.</param>
internal sealed record PublishedChange(string Target, string Kind, DateTimeOffset At, byte[] EventLeaf);
