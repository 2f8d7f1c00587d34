namespace Certificates.Core.Log.Tree;

/// <summary>
/// The right edge of a log's tree: its tiles that are not full. It is all that must be known to append leaves and to say the root, and
/// has a few kilobytes whatever the size of the log.
/// </summary>
internal sealed class TreeEdge
{
    private readonly List<List<byte>> _levels = [];

    /// <summary>The leaves of the tree.</summary>
    public long Size { get; private set; }

    /// <summary>The edge of a stored tree.</summary>
    /// <param name="size">Its leaves.</param>
    /// <param name="tiles">Gives a tile that is not full by its id; one that holds more is read as far as the size says.</param>
    /// <exception cref="InvalidDataException">A tile is missing, or too short.</exception>
    public static async Task<TreeEdge> ReadAsync(long size, Func<TileId, Task<byte[]?>> tiles)
    {
        var edge = new TreeEdge { Size = size };
        foreach (var (tile, width) in TileId.PartialOf(size))
        {
            var hashes = await tiles(tile);
            var length = width * MerkleHash.Length;
            edge.Level(tile.Level).AddRange(hashes?.Length >= length
                ? hashes.AsSpan(0, length)
                : throw new InvalidDataException($"Tile {tile.Level}/{tile.Number} of the log has not the {width} hashes it must have."));
        }

        return edge;
    }

    /// <summary>Appends a leaf.</summary>
    /// <param name="leafHash">From <see cref="MerkleHash.Leaf"/>.</param>
    /// <param name="filled">Takes each tile that is full with it.</param>
    public void Append(ReadOnlySpan<byte> leafHash, Action<Tile> filled)
    {
        Push(0, leafHash, filled);
        Size++;
    }

    /// <summary>The root of the whole tree.</summary>
    public byte[] Root()
    {
        byte[]? root = null;
        foreach (var level in _levels)
        {
            // What is not full below is the last, smaller tree of this level.
            byte[] nodes = [.. level, .. root ?? []];
            root = nodes.Length > 0 ? MerkleHash.Root(nodes) : null;
        }

        return root ?? MerkleHash.Empty;
    }

    /// <summary>The tiles that are not full, from the leaves up.</summary>
    public IReadOnlyList<Tile> PartialTiles() =>
        [.. TileId.PartialOf(Size).Select(partial => new Tile(partial.Tile, [.. _levels[partial.Tile.Level]]))];

    private void Push(int level, ReadOnlySpan<byte> hash, Action<Tile> filled)
    {
        var hashes = Level(level);
        hashes.AddRange(hash);
        if (hashes.Count < TileId.Width * MerkleHash.Length)
        {
            return;
        }

        byte[] full = [.. hashes];
        hashes.Clear();
        filled(new Tile(new TileId(level, Size >> (TileId.Height * (level + 1))), full));
        Push(level + 1, MerkleHash.Root(full), filled);
    }

    private List<byte> Level(int level)
    {
        while (_levels.Count <= level)
        {
            _levels.Add(new List<byte>(TileId.Width * MerkleHash.Length));
        }

        return _levels[level];
    }
}
