using Certificates.Core.Log;
using Certificates.Core.Register;

namespace Certificates.Core.Oversight.Auditing;

/// <summary>
/// Holds certificates and their events against the leaves that the log has of them: a row changed past the services, put in, or put back
/// to what it was says otherwise than its last leaf, whoever sealed it.
/// </summary>
internal sealed class LoggedStandings(AuditStore store)
{
    /// <summary>How a certificate is named whose row cannot be read.</summary>
    public const string Unread = "unreadable";

    /// <summary>
    /// Certificates that the log knows otherwise, each with how: <c>not_in_log</c>, <c>log_differs</c>, <c>events_differ</c>; or
    /// <c>unreadable</c>, where a value of the row is none of its column's. Those of before there was a log have no leaf until they are
    /// entered.
    /// </summary>
    /// <param name="ids">Certificates; at most 1000 a call.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlyDictionary<long, string>> DifferingAsync(
        IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        var all = new Dictionary<long, string>();
        await Unreadable.FindAsync(
            ids,
            async some =>
            {
                foreach (var (id, how) in await LookTwiceAsync(some, cancellationToken))
                {
                    all.TryAdd(id, how);
                }
            },
            id => all.TryAdd(id, Unread));
        return all;
    }

    private async Task<Dictionary<long, string>> LookTwiceAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        // The leaves first: what happens meanwhile has more events than leaves were read, and is looked at again before it is said.
        var differing = await LookAsync(ids, cancellationToken);
        return differing.Count == 0 ? differing : await LookAsync(differing.Keys, cancellationToken);
    }

    private async Task<Dictionary<long, string>> LookAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        var isEntered = await store.IsEnteredAsync(cancellationToken);
        var leaves = await store.LeavesAsync(ids, cancellationToken);
        var events = await store.EventLeavesAsync(ids, cancellationToken);
        var differing = new Dictionary<long, string>();
        foreach (var facts in await store.FactsAsync(ids, cancellationToken))
        {
            var (own, happened) = (leaves[facts.CertificateId].ToList(), events[facts.CertificateId].ToList());
            var difference = own.Count > 0 ? Difference(facts, own, happened)
                : isEntered && IsIssued(facts, happened) ? "not_in_log" : null;
            if (difference is not null)
            {
                differing.Add(facts.CertificateId, difference);
            }
        }

        return differing;
    }

    private static bool IsIssued(LoggedFacts facts, List<byte[]> happened) =>
        facts.Status != CertificateStatus.Reserved || happened.Count > 0;

    private static string? Difference(LoggedFacts facts, List<CertificateLeaf> own, List<byte[]> happened) =>
        !HasAll(own, happened) ? "events_differ" : !facts.IsIn(own[^1]) ? "log_differs" : null;

    /// <summary>Every event has its leaf, in order; an entry stands for all that were before it.</summary>
    private static bool HasAll(List<CertificateLeaf> own, List<byte[]> happened)
    {
        var before = PublishedLeaf.KindOf(own[0].Data) == PublishedLeaf.Entered ? happened.Count - (own.Count - 1) : 0;
        if (before < 0 || (before > 0 && !EnteredLeaves.Over(happened[..before]).AsSpan().SequenceEqual(own[0].EventHash)))
        {
            return false;
        }

        var (since, logged) = (happened[before..], before > 0 ? own[1..] : own);
        return since.Count == logged.Count && since.Zip(logged).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second.EventHash));
    }
}
