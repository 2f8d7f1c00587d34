using System.Buffers.Binary;
using Certificates.Core.Log.Tree;

namespace Certificates.Tests.Log;

/// <summary>A tree of the product, grown leaf by leaf, with the tiles it gave.</summary>
internal sealed class GrownTree
{
    private readonly Dictionary<TileId, byte[]> _full = [];

    public TreeEdge Edge { get; private set; } = new();

    /// <summary>The leaf hashes.</summary>
    public List<byte[]> Leaves { get; } = [];

    /// <summary>Every tile as it is now.</summary>
    public Dictionary<TileId, byte[]> Tiles => new(_full.Concat(Edge.PartialTiles().Select(tile => KeyValuePair.Create(tile.Id, tile.Hashes))));

    public static GrownTree Of(IEnumerable<byte[]> entries)
    {
        var tree = new GrownTree();
        foreach (var entry in entries)
        {
            tree.Append(entry);
        }

        return tree;
    }

    public static GrownTree OfSize(int size) => Of(Enumerable.Range(0, size).Select(Entry));

    public void Append(byte[] entry)
    {
        var leaf = MerkleHash.Leaf(entry);
        Leaves.Add(leaf);
        Edge.Append(leaf, tile => _full.Add(tile.Id, tile.Hashes));
    }

    /// <summary>Reads the edge anew out of the tiles, as a process does that starts.</summary>
    public async Task ReadAgainAsync()
    {
        var tiles = Tiles;
        Edge = await TreeEdge.ReadAsync(Edge.Size, id => Task.FromResult(tiles.GetValueOrDefault(id)));
    }

    private static byte[] Entry(int number)
    {
        var entry = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(entry, number);
        return entry;
    }
}
