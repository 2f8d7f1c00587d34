using Certificates.Core.Log;
using Certificates.Core.Log.Tree;
using Certificates.Core.Signing.Notes;

namespace Certificates.Core.Verifying.Logged;

/// <summary>The log as everybody may read it (C2SP tlog-tiles).</summary>
public sealed class PublishedLog
{
    private readonly LogReader _reader;
    private readonly IReadOnlyList<VerifierKey> _keys;

    internal PublishedLog(LogReader reader, LogOptions options) =>
        (_reader, _keys) = (reader, VerifierKey.ReadLogKeys(options.VerifierKey) ?? []);

    /// <summary>The newest checkpoint that is published, with what witnesses said of it; null before the first.</summary>
    /// <exception cref="LogDamagedException">The log's key did not sign it.</exception>
    /// <exception cref="System.Data.Common.DbException">The register cannot be asked.</exception>
    public async Task<string?> CheckpointAsync(CancellationToken cancellationToken)
    {
        var text = await _reader.PublishedAsync(cancellationToken);
        return text is null || _keys.Count == 0 || (SignedNote.TryParse(text, out var note) && _keys.Any(note.IsSignedBy))
            ? text
            : throw LogDamagedException.Unsigned("is not signed by the key of Log:VerifierKey");
    }

    /// <summary>A tile or a bundle of entries.</summary>
    /// <param name="path">What stands behind <c>tile/</c>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Its bytes, and whether it is full; null when the path names none, or one that has not so much yet.</returns>
    /// <exception cref="LogDamagedException">An entry that must be there is not.</exception>
    public async Task<PublishedTile?> TileAsync(string path, CancellationToken cancellationToken)
    {
        if (!TilePath.TryParse(path, out var tile))
        {
            return null;
        }

        var width = tile.Width ?? TileId.Width;
        var content = tile.Level is { } level
            ? await HashesAsync(new TileId(level, tile.Number), width, cancellationToken)
            : await EntriesAsync(tile.Number * TileId.Width, width, cancellationToken);
        return content is null ? null : new PublishedTile(content, tile.Width is null);
    }

    private async Task<byte[]?> HashesAsync(TileId tile, int width, CancellationToken cancellationToken) =>
        await _reader.TileAsync(tile, cancellationToken) is { } hashes && hashes.Length >= width * MerkleHash.Length
            ? hashes[..(width * MerkleHash.Length)]
            : null;

    private async Task<byte[]?> EntriesAsync(long from, int width, CancellationToken cancellationToken) =>
        from + width <= await _reader.SizeAsync(cancellationToken)
            ? EntryBundle.Write(await _reader.EntriesAsync(from, width, cancellationToken))
            : null;
}

/// <summary>A tile or a bundle as it is served.</summary>
/// <param name="Content">Its bytes.</param>
/// <param name="IsFull">True when it will never be another.</param>
public sealed record PublishedTile(byte[] Content, bool IsFull);
