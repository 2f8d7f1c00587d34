using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Certificates.Tests.Files;

namespace Certificates.Tests.Intake;

/// <summary>Makes ZIPs of photos as the tools of institutions make them.</summary>
internal static class Zips
{
    /// <summary>A photo that is taken.</summary>
    public static readonly byte[] Photo = BlockJpeg.Of(BlockJpeg.Letter());

    public static readonly Encoding Gbk = CodePagesEncodingProvider.Instance.GetEncoding("gbk")!;

    /// <summary>A ZIP of the same photo under several names, with the flag of UTF-8 where they need it.</summary>
    public static byte[] Of(params string[] names) => Of(Encoding.UTF8, [.. names.Select((name, i) => (name, Different(i)))]);

    /// <summary>A ZIP with names in an encoding; names that are not ASCII have the flag of UTF-8 when that is the encoding.</summary>
    public static byte[] Of(Encoding names, params (string Name, byte[] Bytes)[] entries)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true, names))
        {
            foreach (var (name, bytes) in entries)
            {
                using var written = zip.CreateEntry(name).Open();
                written.Write(bytes);
            }
        }

        return file.ToArray();
    }

    /// <summary>The same photo in other bytes for each number: a grey level of one square differs.</summary>
    public static byte[] Different(int number)
    {
        var letter = BlockJpeg.Letter();
        letter[0, 0] = (byte)number;
        return BlockJpeg.Of(letter);
    }

    /// <summary>The ZIP with the flag of UTF-8 (bit 11) cleared in every head: of the files at offset 6, of the list at offset 8.</summary>
    public static byte[] WithoutUtf8Flag(byte[] zip) => Change(zip, (head, flags) =>
        BinaryPrimitives.WriteUInt16LittleEndian(head[flags..], (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(head[flags..]) & ~0x0800)));

    /// <summary>The ZIP with every file said to be encrypted (bit 0).</summary>
    public static byte[] Encrypted(byte[] zip) => Change(zip, (head, flags) => head[flags] |= 1);

    /// <summary>The ZIP with every file said to be packed by a method, which follows the flags.</summary>
    public static byte[] Packed(byte[] zip, ushort method) => Change(zip, (head, flags) =>
        BinaryPrimitives.WriteUInt16LittleEndian(head[(flags + 2)..], method));

    /// <summary>The ZIP said to be the third part of a split one.</summary>
    public static byte[] Split(byte[] zip)
    {
        byte[] changed = [.. zip];
        BinaryPrimitives.WriteUInt16LittleEndian(changed.AsSpan(changed.AsSpan().LastIndexOf("PK\u0005\u0006"u8) + 4), 2);
        return changed;
    }

    private static byte[] Change(byte[] zip, ChangeHead change)
    {
        byte[] changed = [.. zip];
        for (var at = 0; at + 4 < changed.Length; at++)
        {
            if (changed.AsSpan(at).StartsWith("PK\u0003\u0004"u8) || changed.AsSpan(at).StartsWith("PK\u0001\u0002"u8))
            {
                change(changed.AsSpan(at), changed[at + 2] == 3 ? 6 : 8);
            }
        }

        return changed;
    }

    private delegate void ChangeHead(Span<byte> head, int flags);
}
