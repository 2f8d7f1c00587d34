using System.Security.Cryptography;
using Certificates.Core.Data;
using Certificates.Core.Log;

namespace Certificates.Core.Register;

/// <summary>
/// Enters certificates of before there was a log: each gets one leaf that binds what is on record of it now, its status, its file and the
/// leaves of all its events. What lies before rests on whoever looked at the register then (docs/trust.md).
/// </summary>
public sealed class EnteredLeaves
{
    private const int Chunk = 500;

    private const string SelectNext = "SELECT Id FROM Certificate WHERE Id > @after ORDER BY Id";

    private const string SelectUnentered = """
        SELECT Id FROM Certificate c WHERE Id > @after AND Id <= @until AND Status > 0
            AND NOT EXISTS (SELECT 1 FROM LogLeaf l WHERE l.CertificateId = c.Id AND l.IsFirst = 1)
        """;

    private const string Lock = "UPDATE LogState SET EnteredUpTo = EnteredUpTo WHERE Id = 1";

    private const string Keep = "UPDATE LogState SET EnteredUpTo = @until WHERE Id = 1";

    private const string End = "UPDATE LogState SET IsEntered = 1 WHERE Id = 1";

    private readonly Database _database;
    private readonly LogStore _log;
    private readonly TimeProvider _clock;

    internal EnteredLeaves(Database database, LogStore log, TimeProvider clock) =>
        (_database, _log, _clock) = (database, log, clock);

    /// <summary>Runs to the end, or until it is told to stop: the next run goes on with what is left. Then it costs nothing.</summary>
    /// <returns>How many were entered.</returns>
    public async Task<int> EnterAsync(CancellationToken cancellationToken)
    {
        var entered = 0;
        while (await _log.StateAsync(cancellationToken) is { IsEntered: 0, EnteredUpTo: var after })
        {
            var ids = await _database.QueryAsync<long>(
                SelectNext + _database.Dialect.FirstRows, new { after, limit = Chunk }, cancellationToken);
            if (ids.Count == 0)
            {
                await _database.ExecuteIdempotentAsync(End, null, cancellationToken);
                break;
            }

            entered += await _database.WriteIdempotentAsync(write => EnterAsync(write, ids[^1], cancellationToken), cancellationToken);
        }

        return entered;
    }

    private async Task<int> EnterAsync(WriteTransaction write, long until, CancellationToken cancellationToken)
    {
        // One process at a time: who comes second sees how far the first came.
        await write.ExecuteAsync(Lock, null, cancellationToken);
        var after = (await LogStore.StateAsync(write, cancellationToken)).EnteredUpTo;
        var ids = await write.QueryAsync<long>(SelectUnentered, new { after, until }, cancellationToken);
        var facts = await LoggedFacts.ReadAsync(write, ids, cancellationToken);
        var events = ids.Count == 0 ? [] : await write.QueryAsync<EventLeafRecord>(EventLeafRecord.Select, new { ids }, cancellationToken);
        var leaves = events.ToLookup(happened => happened.CertificateId, happened => happened.Leaf);
        var at = _clock.GetUtcNow();
        await _database.Dialect.InsertAsync(
            write.Transaction,
            NewLeaf.Columns,
            ids.Select(id => facts[id].Leaf(PublishedLeaf.Entered, at, Over(leaves[id]), isFirst: true)),
            cancellationToken);
        await write.ExecuteAsync(Keep, new { until = Math.Max(after, until) }, cancellationToken);
        return ids.Count;
    }

    /// <summary>SHA-256 over the leaves of form 1 of all its events, one behind the other.</summary>
    internal static byte[] Over(IEnumerable<byte[]> leaves) => SHA256.HashData([.. leaves.SelectMany(leaf => leaf)]);
}

/// <summary>The leaf of form 1 of an event.</summary>
internal sealed class EventLeafRecord
{
    /// <summary>Those of some certificates, in order.</summary>
    public const string Select =
        "SELECT CertificateId, Leaf FROM CertificateEvent WHERE CertificateId IN @ids ORDER BY CertificateId, Id";

    public required long CertificateId { get; init; }
    public required byte[] Leaf { get; init; }
}
