using Certificates.Core.Log;

namespace Certificates.Core.Verifying.Logged;

/// <summary>
/// What proves that a certificate's last event is in the log. Whoever has it checks: SHA-256(salt ‖ record) is in the leaf, the record
/// says what the verdict says, leaf and hashes give the root of the checkpoint, and the log's key signed that.
/// </summary>
/// <param name="Index">The leaf's place.</param>
/// <param name="TreeSize">The leaves of the tree it is proved for.</param>
/// <param name="Leaf">The entry of the log.</param>
/// <param name="Salt">The random bytes behind its hashes.</param>
/// <param name="Record">What the leaf binds (docs/trust.md).</param>
/// <param name="Hashes">The inclusion proof (RFC 6962, 2.1.1), nearest the leaf first.</param>
/// <param name="Checkpoint">The signed checkpoint, as the log serves it.</param>
public sealed record LogProof(
    long Index, long TreeSize, byte[] Leaf, byte[] Salt, byte[] Record, IReadOnlyList<byte[]> Hashes, string Checkpoint)
{
    /// <summary>When happened what the leaf is about.</summary>
    public DateTimeOffset? At => PublishedLeaf.AtOf(Leaf);
}
