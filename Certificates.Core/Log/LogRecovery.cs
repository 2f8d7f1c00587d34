using Certificates.Core.Log.Tree;

namespace Certificates.Core.Log;

/// <summary>
/// After a register was restored from an older copy: leaves that it lost were published, and a log that went on without them would be
/// another one. They are put back out of the copy outside the register.
/// </summary>
internal sealed class LogRecovery(LogStore store, LogCopy copy, TimeProvider clock)
{
    /// <summary>Leaves that were signed and are not in the register.</summary>
    public async Task<long> LostAsync(CancellationToken cancellationToken) =>
        copy.Kept() is { } kept ? Math.Max(0, kept.Size - (await store.StateAsync(cancellationToken)).Size) : 0;

    /// <summary>Puts them back; how many.</summary>
    /// <exception cref="LogDamagedException">Register and copy are not of one log.</exception>
    /// <exception cref="InvalidDataException">The copy is damaged.</exception>
    public async Task<long> PutBackAsync(CancellationToken cancellationToken) =>
        await LostAsync(cancellationToken) == 0
            ? 0
            : await store.WriteAsync(
                async write =>
                {
                    var (kept, before) = (copy.Kept()!, (await LogStore.StateAsync(write, cancellationToken)).Size);
                    var edge = await TreeEdge.ReadAsync(before, tile => LogReader.TileAsync(write, tile, cancellationToken));

                    // Leaves of the older copy that had no place then, and got one before it was put back.
                    var pending = (await store.PendingAsync(write, int.MaxValue, cancellationToken))
                        .ToLookup(leaf => Convert.ToHexString(leaf.Data), leaf => leaf.Id, StringComparer.Ordinal);
                    var (lost, known, filled) = (new List<NumberedLeaf>(), new List<(long, long)>(), new List<Tile>());
                    foreach (var leaf in copy.EntriesFrom(before))
                    {
                        edge.Append(MerkleHash.Leaf(leaf.Data), filled.Add);
                        if (pending[Convert.ToHexString(leaf.Data)].FirstOrDefault() is > 0 and var id)
                        {
                            known.Add((id, leaf.Index));
                        }
                        else
                        {
                            lost.Add(leaf);
                        }
                    }

                    if (edge.Size != kept.Size || !edge.Root().AsSpan().SequenceEqual(kept.Root))
                    {
                        throw LogDamagedException.OtherCopy(copy.Folder);
                    }

                    await store.PutBackAsync(write, lost, known, cancellationToken);
                    await store.GrowAsync(write, before, edge, filled, cancellationToken);
                    await LogStore.SignedAsync(write, kept.Size, clock.GetUtcNow(), copy.KeptNote()!, cancellationToken);
                    await LogStore.PublishAsync(write, kept.Size, cancellationToken);
                    return kept.Size - before;
                },
                cancellationToken);
}
