using System.Numerics;
using System.Runtime.InteropServices;

namespace Certificates.Core.Log.Tree;

/// <summary>Leaves that stand side by side in the log.</summary>
/// <param name="Start">The first.</param>
/// <param name="End">The first behind them.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LeafRange(long Start, long End)
{
    private long Count => End - Start;

    /// <summary>
    /// The ranges whose roots prove that a leaf is in a tree, nearest the leaf first (RFC 6962, 2.1.1, PATH).
    /// </summary>
    /// <param name="index">The leaf.</param>
    /// <param name="size">The leaves of the tree, more than <paramref name="index"/>.</param>
    public static IReadOnlyList<LeafRange> InclusionProof(long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var path = new List<LeafRange>();
        for (var range = new LeafRange(0, size); range.Count > 1;)
        {
            var (left, right) = range.Split();
            (range, var other) = index < left.End ? (left, right) : (right, left);
            path.Add(other);
        }

        path.Reverse();
        return path;
    }

    /// <summary>
    /// The ranges whose roots prove that a tree only grew (RFC 6962, 2.1.2, SUBPROOF); none where there is nothing to prove.
    /// </summary>
    /// <param name="former">The leaves it had.</param>
    /// <param name="size">The leaves it has, as many or more.</param>
    public static IReadOnlyList<LeafRange> ConsistencyProof(long former, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(former);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(former, size);
        var proof = new List<LeafRange>();
        if (former == 0)
        {
            return proof;
        }

        // What begins at the first leaf and ends with the former tree is known to whoever knows that tree's root.
        var range = new LeafRange(0, size);
        while (range.End != former)
        {
            var (left, right) = range.Split();
            (range, var other) = former <= left.End ? (left, right) : (right, left);
            proof.Add(other);
        }

        if (range.Start > 0)
        {
            proof.Add(range);
        }

        proof.Reverse();
        return proof;
    }

    /// <summary>
    /// The perfect trees it consists of, the largest first: each has a power of two of leaves and begins at a multiple of it.
    /// </summary>
    public IEnumerable<LeafRange> PerfectTrees()
    {
        for (var start = Start; start < End;)
        {
            var largest = 1L << BitOperations.Log2((ulong)(End - start));
            yield return new LeafRange(start, start + largest);
            start += largest;
        }
    }

    private (LeafRange Left, LeafRange Right) Split()
    {
        var middle = Start + MerkleHash.LargestPowerBelow(Count);
        return (new LeafRange(Start, middle), new LeafRange(middle, End));
    }
}
