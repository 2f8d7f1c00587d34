using System.Buffers.Binary;

namespace Certificates.Core.Log.Tree;

/// <summary>Entries as C2SP tlog-tiles bundles them: each behind its length in two bytes, the higher first.</summary>
internal static class EntryBundle
{
    /// <summary>Longest entry, in bytes.</summary>
    public const int LongestEntry = ushort.MaxValue;

    /// <summary>A bundle of entries.</summary>
    public static byte[] Write(IReadOnlyCollection<byte[]> entries)
    {
        var bundle = new byte[entries.Sum(entry => sizeof(ushort) + entry.Length)];
        var at = 0;
        foreach (var entry in entries)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bundle.AsSpan(at), checked((ushort)entry.Length));
            entry.CopyTo(bundle, at + sizeof(ushort));
            at += sizeof(ushort) + entry.Length;
        }

        return bundle;
    }

    /// <summary>The entries of a bundle; false where it ends within one, or has more than a bundle may.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> bundle, out IReadOnlyList<ReadOnlyMemory<byte>> entries)
    {
        var read = new List<ReadOnlyMemory<byte>>(TileId.Width);
        entries = read;
        while (!bundle.IsEmpty)
        {
            if (read.Count == TileId.Width || bundle.Length < sizeof(ushort))
            {
                return false;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(bundle.Span);
            if (bundle.Length < sizeof(ushort) + length)
            {
                return false;
            }

            read.Add(bundle.Slice(sizeof(ushort), length));
            bundle = bundle[(sizeof(ushort) + length)..];
        }

        return true;
    }
}
