using Certificates.Core.Data;
using Certificates.Core.Log.Tree;
using Certificates.Core.Signing.Notes;

namespace Certificates.Core.Log;

/// <summary>Reads what the log has published; runs on a read-only connection too.</summary>
internal sealed class LogReader(Database database)
{
    private const string SelectCheckpoint = "SELECT Size, Note FROM LogCheckpoint ORDER BY Size DESC";

    // What is passed on: no newer one than was published.
    private const string SelectPublished = """
        SELECT Size, Note FROM LogCheckpoint c
        WHERE NOT EXISTS (SELECT 1 FROM LogPublication p WHERE p.Size < c.Size) ORDER BY Size DESC
        """;

    private const string SelectCosignatures = "SELECT Line FROM LogCosignature WHERE Size = @size ORDER BY Witness";

    private const string SelectTile = "SELECT Hashes FROM LogTile WHERE Level = @level AND Number = @number";

    private const string SelectEntries = """
        SELECT LeafIndex, Data FROM LogLeaf WHERE LeafIndex >= @from AND LeafIndex < @to ORDER BY LeafIndex
        """;

    // Its last one, whether it has a place yet or not.
    private const string SelectNewest = """
        SELECT LeafIndex, CertificateId, Salt, EventHash, Data FROM LogLeaf
        WHERE CertificateId = (SELECT Id FROM Certificate WHERE Number = @number) ORDER BY Id DESC
        """;

    private const string SelectSizeBefore = "SELECT Size, Note FROM LogCheckpoint WHERE At < @instant ORDER BY Size DESC";

    private const string SelectOfCertificate = """
        SELECT LeafIndex, CertificateId, Salt, EventHash, Data FROM LogLeaf WHERE CertificateId = @certificateId ORDER BY Id
        """;

    /// <summary>
    /// The checkpoint as it is served, behind it what witnesses said of it; null before the first. While there are witnesses a newer one
    /// waits some seconds for what they say, so that whoever needs it need not ask again and again.
    /// </summary>
    public async Task<string?> PublishedAsync(CancellationToken cancellationToken)
    {
        if ((await database.QueryAsync<CheckpointRecord>(
            SelectPublished + database.Dialect.FirstRows, new { limit = 1 }, cancellationToken)).SingleOrDefault() is not { } newest)
        {
            return null;
        }

        return await WithLinesAsync(newest.Size, newest.Note, cancellationToken);
    }

    /// <summary>A signed checkpoint with the signatures that came later behind it.</summary>
    public async Task<string> WithLinesAsync(long size, string note, CancellationToken cancellationToken)
    {
        // A line that is none would spoil the note for everybody.
        var lines = await database.QueryAsync<string>(SelectCosignatures, new { size }, cancellationToken);
        return note + string.Concat(lines.Where(line => NoteLine.TryParse(line, out _)).Select(line => $"{line}\n"));
    }

    /// <summary>The newest checkpoint, as it was signed; null before the first.</summary>
    public async Task<string?> CheckpointAsync(CancellationToken cancellationToken) => (await database.QueryAsync<CheckpointRecord>(
        SelectCheckpoint + database.Dialect.FirstRows, new { limit = 1 }, cancellationToken)).SingleOrDefault()?.Note;

    /// <summary>The same within a write.</summary>
    public async Task<string?> CheckpointAsync(WriteTransaction write, CancellationToken cancellationToken) =>
        (await write.QueryAsync<CheckpointRecord>(
            SelectCheckpoint + database.Dialect.FirstRows, new { limit = 1 }, cancellationToken)).SingleOrDefault()?.Note;

    /// <summary>The leaves that were signed.</summary>
    public async Task<long> SizeAsync(CancellationToken cancellationToken) => (await database.QueryAsync<CheckpointRecord>(
        SelectCheckpoint + database.Dialect.FirstRows, new { limit = 1 }, cancellationToken)).SingleOrDefault()?.Size ?? 0;

    /// <summary>The last leaf of a certificate; null when there is none.</summary>
    public async Task<CertificateLeaf?> NewestLeafAsync(string number, CancellationToken cancellationToken) =>
        (await database.QueryAsync<CertificateLeaf>(
            SelectNewest + database.Dialect.FirstRows, new { number = Ansi.Of(number, Ansi.NumberLength), limit = 1 },
            cancellationToken)).SingleOrDefault();

    /// <summary>Every leaf of a certificate, oldest first.</summary>
    public Task<IReadOnlyList<CertificateLeaf>> LeavesAsync(long certificateId, CancellationToken cancellationToken) =>
        database.QueryAsync<CertificateLeaf>(SelectOfCertificate, new { certificateId }, cancellationToken);

    /// <summary>The leaves that were signed before an instant.</summary>
    public async Task<long> SizeBeforeAsync(DateTimeOffset instant, CancellationToken cancellationToken) =>
        (await database.QueryAsync<CheckpointRecord>(
            SelectSizeBefore + database.Dialect.FirstRows, new { instant, limit = 1 }, cancellationToken)).SingleOrDefault()?.Size ?? 0;

    /// <summary>The hashes of a tile as far as there are any; null when there is none of it.</summary>
    public Task<byte[]?> TileAsync(TileId tile, CancellationToken cancellationToken) =>
        database.FindAsync<byte[]>(SelectTile, new { level = tile.Level, number = tile.Number }, cancellationToken);

    /// <summary>The same within a write.</summary>
    public static Task<byte[]?> TileAsync(WriteTransaction write, TileId tile, CancellationToken cancellationToken) =>
        write.FindAsync<byte[]>(SelectTile, new { level = tile.Level, number = tile.Number }, cancellationToken);

    /// <summary>Entries that stand side by side.</summary>
    /// <param name="from">The first.</param>
    /// <param name="count">How many of them, a bundle's at most.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="LogDamagedException">One that must be there is not; the message names the first.</exception>
    public async Task<IReadOnlyList<byte[]>> EntriesAsync(long from, int count, CancellationToken cancellationToken)
    {
        var rows = await database.QueryAsync<EntryRecord>(SelectEntries, new { from, to = from + count }, cancellationToken);
        for (var i = 0; i < count; i++)
        {
            if (i >= rows.Count || rows[i].LeafIndex != from + i)
            {
                throw LogDamagedException.LeafMissing(from + i);
            }
        }

        return [.. rows.Select(row => row.Data)];
    }

    /// <summary>The roots of ranges, out of the tiles they lie in.</summary>
    /// <exception cref="InvalidDataException">A tile is missing, or too short.</exception>
    public async Task<IReadOnlyList<byte[]>> RootsAsync(IReadOnlyCollection<LeafRange> ranges, CancellationToken cancellationToken)
    {
        var tiles = new Dictionary<TileId, byte[]>();
        foreach (var tile in TileHashes.TilesOf(ranges))
        {
            tiles.Add(tile, await TileAsync(tile, cancellationToken) ?? []);
        }

        return TileHashes.RootsOf(ranges, tiles);
    }

    private sealed class CheckpointRecord
    {
        public required long Size { get; init; }
        public required string Note { get; init; }
    }

    private sealed class EntryRecord
    {
        public required long LeafIndex { get; init; }
        public required byte[] Data { get; init; }
    }
}

/// <summary>A leaf of a certificate with what is kept beside it.</summary>
internal sealed class CertificateLeaf
{
    /// <summary>Its place; null while it has none.</summary>
    public long? LeafIndex { get; init; }
    public required long CertificateId { get; init; }
    public required byte[] Salt { get; init; }
    public required byte[] EventHash { get; init; }
    public required byte[] Data { get; init; }
}
