using Certificates.Core.Data;
using Certificates.Core.Log.Tree;
using Certificates.Core.Signing.Notes;

namespace Certificates.Core.Log;

/// <summary>The writes of the log: who numbers leaves, which places they get, the tiles over them and what is signed.</summary>
internal sealed class LogStore(Database database)
{
    private const string TakeLease = """
        UPDATE LogState SET LeaseOwner = @owner, LeaseUntil = @until
        WHERE Id = 1 AND (LeaseOwner IS NULL OR LeaseOwner = @owner OR LeaseUntil < @now OR LeaseUntil > @farthest)
        """;

    private const string GiveLease = "UPDATE LogState SET LeaseOwner = NULL, LeaseUntil = NULL WHERE Id = 1 AND LeaseOwner = @owner";

    private const string SelectState = "SELECT Size, EnteredUpTo, IsEntered FROM LogState WHERE Id = 1";

    private const string SelectPending = "SELECT Id, Data FROM LogLeaf WHERE LeafIndex IS NULL ORDER BY Id";

    // Of ids that follow one another without a gap, so that one statement numbers many.
    private const string Place = """
        UPDATE LogLeaf SET LeafIndex = @first + Id - @from WHERE Id >= @from AND Id <= @to AND LeafIndex IS NULL
        """;

    private const string PlaceOne = "UPDATE LogLeaf SET LeafIndex = @Index WHERE Id = @Id AND LeafIndex IS NULL";

    private const string Grow = "UPDATE LogState SET Size = @size WHERE Id = 1 AND Size = @before";

    private const string ReplaceTile = "UPDATE LogTile SET Hashes = @Hashes WHERE Level = @Level AND Number = @Number";

    private const string InsertTile = """
        INSERT INTO LogTile (Level, Number, Hashes) SELECT @Level, @Number, @Hashes
        WHERE NOT EXISTS (SELECT 1 FROM LogTile WHERE Level = @Level AND Number = @Number)
        """;

    private const string InsertCheckpoint = "INSERT INTO LogCheckpoint (Size, At, Note) VALUES (@size, @at, @note)";

    private const string RenewLine = "UPDATE LogCosignature SET At = @At, Line = @Line WHERE Size = @Size AND Witness = @Witness";

    private const string InsertLine = """
        INSERT INTO LogCosignature (Size, Witness, At, Line) SELECT @Size, @Witness, @At, @Line
        WHERE NOT EXISTS (SELECT 1 FROM LogCosignature WHERE Size = @Size AND Witness = @Witness)
        """;

    private const string Publish = "UPDATE LogPublication SET Size = @size WHERE Id = 1 AND Size < @size";

    private static readonly TableColumns<NumberedLeaf> Numbered = new(
        "LogLeaf", ("IsFirst", _ => 0L), ("Data", leaf => leaf.Data), ("LeafIndex", leaf => leaf.Index));

    private static readonly TableColumns<Tile> Tiles = new(
        "LogTile", ("Level", tile => (long)tile.Id.Level), ("Number", tile => tile.Id.Number), ("Hashes", tile => tile.Hashes));

    /// <summary>Everything of one step in one write, which may be tried again: it looks at what is there.</summary>
    public Task<T> WriteAsync<T>(Func<WriteTransaction, Task<T>> write, CancellationToken cancellationToken) =>
        database.WriteIdempotentAsync(write, cancellationToken);

    /// <summary>How far the log is.</summary>
    public async Task<LogState> StateAsync(CancellationToken cancellationToken) =>
        (await database.FindAsync<LogState>(SelectState, null, cancellationToken))!;

    /// <summary>The same within a write.</summary>
    public static async Task<LogState> StateAsync(WriteTransaction write, CancellationToken cancellationToken) =>
        (await write.FindAsync<LogState>(SelectState, null, cancellationToken))!;

    /// <summary>True when some leaf has no place yet.</summary>
    public async Task<bool> HasPendingAsync(CancellationToken cancellationToken) => (await database.QueryAsync<PendingLeaf>(
        SelectPending + database.Dialect.FirstRows, new { limit = 1 }, cancellationToken)).Count > 0;

    /// <summary>
    /// Takes the lease, or holds it for longer; false while another process has it. A lease that goes on for too long was written by a
    /// clock that was ahead. The row stays locked until the write ends: two that both believe in their lease still take turns.
    /// </summary>
    public static async Task<bool> TakeLeaseAsync(
        WriteTransaction write, string owner, DateTimeOffset now, TimeSpan lease, CancellationToken cancellationToken) =>
        await write.ExecuteAsync(
            TakeLease, new { owner, now, until = now + lease, farthest = now + lease + lease }, cancellationToken) == 1;

    /// <summary>Lets another process begin at once.</summary>
    public Task GiveLeaseAsync(string owner, CancellationToken cancellationToken) =>
        database.Unguarded.ExecuteIdempotentAsync(GiveLease, new { owner }, cancellationToken);

    /// <summary>Leaves without a place, in the order they were written.</summary>
    public Task<IReadOnlyList<PendingLeaf>> PendingAsync(WriteTransaction write, int limit, CancellationToken cancellationToken) =>
        write.QueryAsync<PendingLeaf>(SelectPending + database.Dialect.FirstRows, new { limit }, cancellationToken);

    /// <summary>Gives leaves the places from <paramref name="first"/> on.</summary>
    public static async Task PlaceAsync(
        WriteTransaction write, IReadOnlyList<PendingLeaf> leaves, long first, CancellationToken cancellationToken)
    {
        for (var from = 0; from < leaves.Count;)
        {
            var to = from;
            while (to + 1 < leaves.Count && leaves[to + 1].Id == leaves[to].Id + 1)
            {
                to++;
            }

            var run = new { first = first + from, from = leaves[from].Id, to = leaves[to].Id };
            if (await write.ExecuteAsync(Place, run, cancellationToken) != to - from + 1)
            {
                throw new InvalidOperationException("A leaf of the log was given a place while it was being given one.");
            }

            from = to + 1;
        }
    }

    /// <summary>Stores leaves that have their places already, those that are pending still by their ids.</summary>
    public async Task PutBackAsync(
        WriteTransaction write, IReadOnlyCollection<NumberedLeaf> leaves, IReadOnlyCollection<(long Id, long Index)> pending,
        CancellationToken cancellationToken)
    {
        await database.Dialect.InsertAsync(write.Transaction, Numbered, leaves, cancellationToken);
        await write.ExecuteAsync(PlaceOne, pending.Select(leaf => new { leaf.Id, leaf.Index }), cancellationToken);
    }

    /// <summary>Stores what the tree grew by.</summary>
    public async Task GrowAsync(
        WriteTransaction write, long before, TreeEdge edge, IReadOnlyCollection<Tile> filled, CancellationToken cancellationToken)
    {
        // The edge as it was is there already, and grows; all others are new.
        var known = TileId.PartialOf(before).Select(partial => partial.Tile).ToHashSet();
        Tile[] all = [.. filled, .. edge.PartialTiles()];
        var grown = all.Where(tile => known.Contains(tile.Id)).Select(tile => new { tile.Id.Level, tile.Id.Number, tile.Hashes }).ToList();
        await write.ExecuteAsync(ReplaceTile, grown, cancellationToken);
        await write.ExecuteAsync(InsertTile, grown, cancellationToken);
        await database.Dialect.InsertAsync(write.Transaction, Tiles, all.Where(tile => !known.Contains(tile.Id)), cancellationToken);
        if (await write.ExecuteAsync(Grow, new { size = edge.Size, before }, cancellationToken) != 1)
        {
            throw new InvalidOperationException("The log grew while it was being grown.");
        }
    }

    /// <summary>Stores a signed checkpoint.</summary>
    public static Task SignedAsync(
        WriteTransaction write, long size, DateTimeOffset at, string note, CancellationToken cancellationToken) =>
        write.ExecuteAsync(InsertCheckpoint, new { size, at, note }, cancellationToken);

    /// <summary>Puts a further signature beside a checkpoint, in the place of an earlier one of its key.</summary>
    public static async Task AddLineAsync(WriteTransaction write, SignatureLine line, CancellationToken cancellationToken)
    {
        var row = new { line.Size, Witness = line.Signature.Signer, line.At, Line = line.Signature.ToString() };
        await write.ExecuteAsync(RenewLine, row, cancellationToken);
        await write.ExecuteAsync(InsertLine, row, cancellationToken);
    }

    /// <summary>Lets checkpoints up to a size be passed on; never fewer than before.</summary>
    public static Task PublishAsync(WriteTransaction write, long size, CancellationToken cancellationToken) =>
        write.ExecuteAsync(Publish, new { size }, cancellationToken);
}

/// <summary>How far the log is.</summary>
internal sealed class LogState
{
    /// <summary>Leaves that have a place.</summary>
    public required long Size { get; init; }

    /// <summary>Certificates up to this id were entered, as far as they had to be.</summary>
    public required long EnteredUpTo { get; init; }

    /// <summary>1 when all of before there was a log are.</summary>
    public required long IsEntered { get; init; }
}

/// <summary>A signature beside a checkpoint: a witness's, or one of the log's own keys that came later.</summary>
/// <param name="Size">The leaves of the checkpoint.</param>
/// <param name="Signature">As it stands in the note.</param>
/// <param name="At">When it was made.</param>
internal sealed record SignatureLine(long Size, NoteLine Signature, DateTimeOffset At);

/// <summary>A leaf without a place.</summary>
internal sealed class PendingLeaf
{
    public required long Id { get; init; }
    public required byte[] Data { get; init; }
}

/// <summary>A leaf and its place.</summary>
internal sealed record NumberedLeaf(long Index, byte[] Data);
