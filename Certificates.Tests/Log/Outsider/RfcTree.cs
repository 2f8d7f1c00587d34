using System.Security.Cryptography;

namespace Certificates.Tests.Log.Outsider;

/// <summary>
/// Merkle trees written down from the definitions of RFC 6962, 2.1, as they stand there, on lists of leaf hashes. It shares no line with
/// the product.
/// </summary>
internal static class RfcTree
{
    /// <summary>MTH({d(0)}) = SHA-256(0x00 || d(0)).</summary>
    public static byte[] LeafHash(byte[] entry) => SHA256.HashData([.. (byte[])[0x00], .. entry]);

    /// <summary>MTH(D[n]).</summary>
    public static byte[] Root(IReadOnlyList<byte[]> leaves) => Root(leaves, 0, leaves.Count);

    /// <summary>PATH(m, D[n]).</summary>
    public static List<byte[]> Path(int m, IReadOnlyList<byte[]> leaves) => Path(m, leaves, 0, leaves.Count);

    /// <summary>PROOF(m, D[n]).</summary>
    public static List<byte[]> Proof(int m, IReadOnlyList<byte[]> leaves) => SubProof(m, leaves, 0, leaves.Count, b: true);

    private static byte[] Root(IReadOnlyList<byte[]> d, int from, int to)
    {
        if (to == from)
        {
            return SHA256.HashData([]);
        }

        if (to - from == 1)
        {
            return d[from];
        }

        var k = K(to - from);
        return Children(Root(d, from, from + k), Root(d, from + k, to));
    }

    private static List<byte[]> Path(int m, IReadOnlyList<byte[]> d, int from, int to)
    {
        if (to - from == 1)
        {
            return [];
        }

        var k = K(to - from);
        return m < k
            ? [.. Path(m, d, from, from + k), Root(d, from + k, to)]
            : [.. Path(m - k, d, from + k, to), Root(d, from, from + k)];
    }

    private static List<byte[]> SubProof(int m, IReadOnlyList<byte[]> d, int from, int to, bool b)
    {
        if (m == to - from)
        {
            return b ? [] : [Root(d, from, to)];
        }

        var k = K(to - from);
        return m <= k
            ? [.. SubProof(m, d, from, from + k, b), Root(d, from + k, to)]
            : [.. SubProof(m - k, d, from + k, to, b: false), Root(d, from, from + k)];
    }

    /// <summary>SHA-256(0x01 || left || right).</summary>
    public static byte[] Children(byte[] left, byte[] right) => SHA256.HashData([.. (byte[])[0x01], .. left, .. right]);

    /// <summary>The largest power of two smaller than n.</summary>
    private static int K(int n)
    {
        var k = 1;
        while (2 * k < n)
        {
            k *= 2;
        }

        return k;
    }
}
