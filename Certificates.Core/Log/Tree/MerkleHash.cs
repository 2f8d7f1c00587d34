using System.Security.Cryptography;

namespace Certificates.Core.Log.Tree;

/// <summary>The hashes of a Merkle tree as RFC 6962, 2.1, makes them, with SHA-256.</summary>
internal static class MerkleHash
{
    /// <summary>Length of a hash in bytes.</summary>
    public const int Length = SHA256.HashSizeInBytes;

    private const byte LeafPrefix = 0;
    private const byte NodePrefix = 1;

    /// <summary>The root of a tree without leaves: SHA-256 of nothing.</summary>
    public static byte[] Empty => SHA256.HashData([]);

    /// <summary>SHA-256(0x00 ‖ entry), which no node can equal.</summary>
    public static byte[] Leaf(ReadOnlySpan<byte> entry)
    {
        var hash = new byte[Length];
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData([LeafPrefix]);
        sha.AppendData(entry);
        sha.GetHashAndReset(hash);
        return hash;
    }

    /// <summary>SHA-256(0x01 ‖ left ‖ right).</summary>
    public static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> both = stackalloc byte[1 + (2 * Length)];
        both[0] = NodePrefix;
        left.CopyTo(both[1..]);
        right.CopyTo(both[(1 + Length)..]);
        return SHA256.HashData(both);
    }

    /// <summary>
    /// The root over nodes that stand side by side, the last of which may be that of a smaller tree: as RFC 6962 splits leaves, at the
    /// largest power of two below their count.
    /// </summary>
    /// <param name="nodes">Their hashes, one behind the other; at least one.</param>
    public static byte[] Root(ReadOnlySpan<byte> nodes)
    {
        var count = nodes.Length / Length;
        if (count == 1)
        {
            return nodes.ToArray();
        }

        var left = (int)LargestPowerBelow(count) * Length;
        return Node(Root(nodes[..left]), Root(nodes[left..]));
    }

    /// <summary>The largest power of two below a count of two or more.</summary>
    public static long LargestPowerBelow(long count) => 1L << (63 - System.Numerics.BitOperations.LeadingZeroCount((ulong)(count - 1)));
}
