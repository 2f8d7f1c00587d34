using System.Runtime.InteropServices;

namespace Certificates.Core.Log.Tree;

/// <summary>Which tile of a log it is (C2SP tlog-tiles).</summary>
/// <param name="Level">0 holds the hashes of leaves; each above holds the roots of full tiles of the level below.</param>
/// <param name="Number">Its place in the level, from 0.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TileId(int Level, long Number)
{
    /// <summary>Hashes of a full tile, and entries of a full bundle.</summary>
    public const int Width = 256;

    /// <summary>Binary levels of a tree within a tile: its height.</summary>
    public const int Height = 8;

    /// <summary>How many hashes a tile of a level has in a tree of some size; 0 where there is none of it.</summary>
    public static int WidthIn(TileId tile, long size)
    {
        var hashes = HashesOf(tile.Level, size) - (tile.Number * Width);
        return (int)Math.Clamp(hashes, 0, Width);
    }

    /// <summary>The tiles of a tree that are not full, from the leaves up.</summary>
    public static IEnumerable<(TileId Tile, int Width)> PartialOf(long size)
    {
        for (var level = 0; HashesOf(level, size) is > 0 and var hashes; level++)
        {
            if ((int)(hashes % Width) is > 0 and var width)
            {
                yield return (new TileId(level, hashes / Width), width);
            }
        }
    }

    private static long HashesOf(int level, long size) => level * Height < 63 ? size >> (level * Height) : 0;
}

/// <summary>A tile's hashes, one behind the other, as they are served.</summary>
/// <param name="Id">Which it is.</param>
/// <param name="Hashes">Up to <see cref="TileId.Width"/> of <see cref="MerkleHash.Length"/> bytes.</param>
internal sealed record Tile(TileId Id, byte[] Hashes);
