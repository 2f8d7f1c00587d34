using Certificates.Core.Data;

namespace Certificates.Core.Register;

/// <summary>Appends what happened to certificates: each event with its leaf of the log, in the transaction of the change.</summary>
internal static class EventLog
{
    /// <summary>Appends events. The rows they are about must be as they stand after the change: the leaves bind them so.</summary>
    public static async Task AppendAsync(
        Dialect dialect, WriteTransaction write, IReadOnlyCollection<LifeEvent> events, CancellationToken cancellationToken)
    {
        await dialect.InsertAsync(write.Transaction, LifeEvent.Columns, events, cancellationToken);
        var facts = await LoggedFacts.ReadAsync(write, events.Select(happened => happened.CertificateId), cancellationToken);
        var leaves = events.Select(happened =>
            facts[happened.CertificateId].Leaf(happened.Kind, happened.At, happened.Leaf, happened.IsFirst));
        await dialect.InsertAsync(write.Transaction, Log.NewLeaf.Columns, leaves, cancellationToken);
    }
}
