using Certificates.Core.Verifying.Logged;

namespace Certificates.Verify.Log;

/// <summary>
/// The proof by the log, for <c>?proof=1</c>; absent while the certificate's last event has no place in the tree, which takes a second.
/// Hashes and bytes are base64.
/// </summary>
/// <param name="Index">The leaf's place in the log, from 0.</param>
/// <param name="TreeSize">The leaves of the tree it is proved for.</param>
/// <param name="Leaf">The entry of the log, which binds number and record.</param>
/// <param name="Salt">What the hashes in the leaf begin with.</param>
/// <param name="Record">What the leaf binds, in the documented form.</param>
/// <param name="Hashes">The inclusion proof, nearest the leaf first.</param>
/// <param name="Checkpoint">The signed checkpoint over that tree.</param>
internal sealed record LogDocument(
    long Index, long TreeSize, string Leaf, string Salt, string Record, IReadOnlyList<string> Hashes, string Checkpoint)
{
    public static LogDocument? Of(LogProof? proof) => proof is null ? null : new LogDocument(
        proof.Index,
        proof.TreeSize,
        Convert.ToBase64String(proof.Leaf),
        Convert.ToBase64String(proof.Salt),
        Convert.ToBase64String(proof.Record),
        [.. proof.Hashes.Select(Convert.ToBase64String)],
        proof.Checkpoint);
}

/// <summary>Whether a proof is asked for.</summary>
internal static class ProofRequests
{
    /// <summary>True for <c>?proof=1</c>.</summary>
    public static bool AsksForProof(this HttpRequest request) => request.Query["proof"] == "1";
}
