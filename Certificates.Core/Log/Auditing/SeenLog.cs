using System.Text.Json;
using Certificates.Core.Log.Tree;

namespace Certificates.Core.Log.Auditing;

/// <summary>What an audit saw, kept for the next: the checkpoint, and the right edge of its tree, out of which others grow.</summary>
public sealed class SeenLog
{
    private readonly Content _content;

    private SeenLog(Content content, Checkpoint checkpoint) => (_content, Checkpoint) = (content, checkpoint);

    internal Checkpoint Checkpoint { get; }

    /// <summary>Reads what was kept; null when the file is not there.</summary>
    /// <exception cref="InvalidDataException">It holds something else.</exception>
    public static SeenLog? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            var content = JsonSerializer.Deserialize<Content>(File.ReadAllBytes(path), JsonSerializerOptions.Web);
            return content is { Note: not null, Edge: not null } && Checkpoint.Open(content.Note) is { } checkpoint
                ? new SeenLog(content, checkpoint)
                : throw new InvalidDataException($"{path} is not what an audit keeps.");
        }
        catch (JsonException damage)
        {
            throw new InvalidDataException($"{path} is not what an audit keeps.", damage);
        }
    }

    /// <summary>Keeps it, in one step.</summary>
    public void Write(string path)
    {
        File.WriteAllBytes(path + ".new", JsonSerializer.SerializeToUtf8Bytes(_content, JsonSerializerOptions.Web));
        File.Move(path + ".new", path, overwrite: true);
    }

    internal static SeenLog Of(string text, TreeEdge edge) =>
        Checkpoint.Open(text) is { } checkpoint
            ? new SeenLog(new Content(text, [.. edge.PartialTiles().Select(tile => tile.Hashes)]), checkpoint)
            : throw new ArgumentException("No checkpoint.", nameof(text));

    /// <summary>The edge of the tree that was seen.</summary>
    internal Task<TreeEdge> EdgeAsync()
    {
        var tiles = TileId.PartialOf(Checkpoint.Size).Select(partial => partial.Tile).Zip(_content.Edge).ToDictionary();
        return TreeEdge.ReadAsync(Checkpoint.Size, tile => Task.FromResult(tiles.GetValueOrDefault(tile)));
    }

    private sealed record Content(string Note, IReadOnlyList<byte[]> Edge);
}
