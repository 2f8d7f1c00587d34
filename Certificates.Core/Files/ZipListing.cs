using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.IO.Hashing;

namespace Certificates.Core.Files;

/// <summary>
/// What the list of a ZIP says of one entry (APPNOTE 4.3.12) that the library does not tell: its name byte by byte, how it is packed, and
/// whether it is encrypted.
/// </summary>
/// <param name="Name">The bytes of its name.</param>
/// <param name="IsUtf8">True where the ZIP says that the name is UTF-8.</param>
/// <param name="Method">How it is packed (APPNOTE 4.4.5).</param>
/// <param name="IsEncrypted">True when it opens with a password only.</param>
internal sealed record ZipListing(byte[] Name, bool IsUtf8, int Method, bool IsEncrypted)
{
    private const int HeadLength = 46, AesMethod = 99;
    private const ushort UnicodePath = 0x7075;

    /// <summary>Reads the list from its beginning, in its order, an entry at a time.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "Disposing it would close the file.")]
    public static IEnumerable<ZipListing> Read(Stream file, long start)
    {
        file.Position = start;
        var list = new BufferedStream(file, 64 * 1024);
        var head = new byte[HeadLength];
        while (list.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false) == HeadLength && head.AsSpan().StartsWith("PK\u0001\u0002"u8))
        {
            var name = new byte[BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(28))];
            var extra = new byte[BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(30))];
            var comment = new byte[BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(32))];
            if (list.ReadAtLeast(name, name.Length, false) + list.ReadAtLeast(extra, extra.Length, false)
                + list.ReadAtLeast(comment, comment.Length, false) < name.Length + extra.Length + comment.Length)
            {
                yield break;
            }

            var flags = BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(8));
            var method = BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(10));
            var unicode = UnicodeName(name, extra);
            yield return new ZipListing(
                unicode ?? name, unicode is not null || (flags & 0x0800) != 0, method, (flags & 0x0001) != 0 || method == AesMethod);
        }
    }

    /// <summary>
    /// The name in UTF-8 that some tools put beside one in the code page of their machine (APPNOTE 4.6.9), as long as it belongs to that
    /// one.
    /// </summary>
    private static byte[]? UnicodeName(ReadOnlySpan<byte> name, ReadOnlySpan<byte> extra)
    {
        while (extra.Length >= 4)
        {
            var (id, length) = (BinaryPrimitives.ReadUInt16LittleEndian(extra), BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]));
            if (length > extra.Length - 4)
            {
                return null;
            }

            var field = extra.Slice(4, length);
            if (id == UnicodePath && length > 5 && field[0] == 1
                && BinaryPrimitives.ReadUInt32LittleEndian(field[1..]) == Crc32.HashToUInt32(name))
            {
                return field[5..].ToArray();
            }

            extra = extra[(4 + length)..];
        }

        return null;
    }
}
