using System.Numerics;

namespace Certificates.Core.Log.Tree;

/// <summary>The roots of ranges of leaves, out of the tiles they lie in: what proofs are made of.</summary>
internal static class TileHashes
{
    /// <summary>The tiles in which the hashes of ranges are found, each once.</summary>
    public static IReadOnlySet<TileId> TilesOf(IEnumerable<LeafRange> ranges) =>
        ranges.SelectMany(range => range.PerfectTrees()).Select(tree => Place(tree).Tile).ToHashSet();

    /// <summary>The root of each range.</summary>
    /// <param name="ranges">From a proof.</param>
    /// <param name="tiles">Those of <see cref="TilesOf"/>.</param>
    /// <exception cref="InvalidDataException">A tile is missing, or too short.</exception>
    public static IReadOnlyList<byte[]> RootsOf(IEnumerable<LeafRange> ranges, IReadOnlyDictionary<TileId, byte[]> tiles) =>
        [.. ranges.Select(range => RootOf(range, tiles))];

    private static byte[] RootOf(LeafRange range, IReadOnlyDictionary<TileId, byte[]> tiles)
    {
        byte[]? root = null;
        foreach (var tree in range.PerfectTrees().Reverse())
        {
            var left = PerfectRoot(tree, tiles);
            root = root is null ? left : MerkleHash.Node(left, root);
        }

        return root ?? MerkleHash.Empty;
    }

    private static byte[] PerfectRoot(LeafRange tree, IReadOnlyDictionary<TileId, byte[]> tiles)
    {
        var (tile, from, count) = Place(tree);
        return tiles.TryGetValue(tile, out var hashes) && hashes.Length >= (from + count) * MerkleHash.Length
            ? MerkleHash.Root(hashes.AsSpan(from * MerkleHash.Length, count * MerkleHash.Length))
            : throw new InvalidDataException($"Tile {tile.Level}/{tile.Number} of the log is missing, or too short.");
    }

    /// <summary>The tile that holds a perfect tree, and which of its hashes are that tree's.</summary>
    private static (TileId Tile, int From, int Count) Place(LeafRange tree)
    {
        var height = BitOperations.Log2((ulong)(tree.End - tree.Start));
        var level = height / TileId.Height;
        var first = tree.Start >> (level * TileId.Height);
        return (new TileId(level, first / TileId.Width), (int)(first % TileId.Width), 1 << (height % TileId.Height));
    }
}
