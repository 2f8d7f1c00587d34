using Certificates.Core.Storage;

namespace Certificates.Core.Issuing;

/// <summary>A group of rows on its way through the pipeline, held under one lease.</summary>
/// <param name="Owner">Who holds the rows.</param>
/// <param name="Reserved">Rows with a certificate number, to be composed and signed.</param>
/// <param name="FirstDocumentId">The id of the first one's file; the others' follow it.</param>
/// <param name="Deferred">Rows whose twin is still on its way: judged again when that one has ended.</param>
/// <param name="Batches">Batches that may be done when the group is.</param>
internal sealed record ClaimedGroup(
    string Owner,
    IReadOnlyList<ReservedRecord> Reserved,
    long FirstDocumentId,
    IReadOnlyList<(string BatchId, long Row)> Deferred,
    IReadOnlyCollection<string> Batches)
{
    /// <summary>Nothing to do.</summary>
    public bool IsEmpty => Batches.Count == 0;
}
