using Certificates.Core.Log;
using Certificates.Core.Log.Tree;
using Certificates.Core.Signing.Notes;

namespace Certificates.Core.Oversight.Auditing;

/// <summary>Hashes every leaf in the register anew, and holds the tree against what was signed, here and in the copy outside.</summary>
internal sealed class TreeAudit(LogReader log, LogCopy copy, LogKeys keys)
{
    private const int MostNamed = 20;

    /// <summary>Audits the tree.</summary>
    /// <returns>The leaves that were signed.</returns>
    public async Task<long> RunAsync(List<RegisterFinding> findings, CancellationToken cancellationToken)
    {
        if (await SignedAsync(findings, cancellationToken) is not { } signed)
        {
            return 0;
        }

        var edge = await TreeEdge.ReadAsync(0, _ => Task.FromResult<byte[]?>(null));
        var kept = Kept(findings);
        for (var first = 0L; first < signed.Size; first += TileId.Width)
        {
            var width = (int)Math.Min(TileId.Width, signed.Size - first);
            if (await LeavesAsync(first, width, findings, cancellationToken) is not { } leaves)
            {
                return signed.Size;
            }

            foreach (var leaf in leaves)
            {
                edge.Append(MerkleHash.Leaf(leaf), _ => { });
                Require(kept, edge, findings);
            }
        }

        if (!edge.Root().AsSpan().SequenceEqual(signed.Root))
        {
            findings.Add(RegisterFinding.OfLog($"The {signed.Size} leaves are not those that were signed."));
        }

        if (kept?.Size > signed.Size)
        {
            findings.Add(RegisterFinding.OfLog(
                $"{kept.Size} leaves were signed, and {signed.Size} are there: the register is an older copy, or leaves were taken out."));
        }

        return signed.Size;
    }

    private static void Require(Checkpoint? kept, TreeEdge edge, List<RegisterFinding> findings)
    {
        if (kept?.Size == edge.Size && !edge.Root().AsSpan().SequenceEqual(kept.Root))
        {
            findings.Add(RegisterFinding.OfLog(
                $"The first {kept.Size} leaves are not those of the copy outside the register: it is another log."));
        }
    }

    private async Task<Checkpoint?> SignedAsync(List<RegisterFinding> findings, CancellationToken cancellationToken)
    {
        var text = await log.CheckpointAsync(cancellationToken);
        if (text is null)
        {
            if (Kept(findings) is { Size: > 0 } kept)
            {
                findings.Add(RegisterFinding.OfLog($"{kept.Size} leaves were signed, and no checkpoint is there."));
            }

            return null;
        }

        var signed = Checkpoint.Open(text, keys);
        if (signed is null)
        {
            findings.Add(RegisterFinding.OfLog("The last checkpoint is not signed by this log's key."));
        }

        return signed;
    }

    private Checkpoint? Kept(List<RegisterFinding> findings)
    {
        try
        {
            return copy.Kept();
        }
        catch (InvalidDataException damage)
        {
            findings.Add(RegisterFinding.OfLog(damage.Message));
            return null;
        }
    }

    private async Task<IReadOnlyList<byte[]>?> LeavesAsync(
        long first, int width, List<RegisterFinding> findings, CancellationToken cancellationToken)
    {
        try
        {
            var leaves = await log.EntriesAsync(first, width, cancellationToken);
            var hashes = await log.TileAsync(new TileId(0, first / TileId.Width), cancellationToken) ?? [];
            var wrong = Enumerable.Range(0, width).Where(i => !IsHashed(leaves[i], hashes, i)).Take(MostNamed);
            findings.AddRange(wrong.Select(i => RegisterFinding.OfLog($"Leaf {first + i} is not as it was hashed.")));
            return leaves;
        }
        catch (LogDamagedException missing)
        {
            findings.Add(RegisterFinding.OfLog(missing.Message));
            return null;
        }
    }

    private static bool IsHashed(byte[] leaf, byte[] hashes, int at) =>
        hashes.Length >= (at + 1) * MerkleHash.Length
        && hashes.AsSpan(at * MerkleHash.Length, MerkleHash.Length).SequenceEqual(MerkleHash.Leaf(leaf));
}
