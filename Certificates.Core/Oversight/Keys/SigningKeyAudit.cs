using Certificates.Core.Log;
using Certificates.Core.Oversight.Auditing;
using Certificates.Core.Signing;

namespace Certificates.Core.Oversight.Keys;

/// <summary>Holds what the register says of its signing keys against what was done with them, and that against the log.</summary>
internal sealed class SigningKeyAudit(SigningKeyStore keys, SigningKeyEventStore events, TrustedAuthorities authorities)
{
    /// <summary>
    /// Names every key whose row is not as it was sealed or not as its last event says, or that no authority vouches for; every event
    /// that was changed or that the log does not know; and every leaf about a key whose event is not on record.
    /// </summary>
    public async Task<IReadOnlyList<RegisterFinding>> RunAsync(CancellationToken cancellationToken)
    {
        var logged = (await events.LeavesAsync(cancellationToken)).Select(PublishedLeaf.DirectoryOf).OfType<PublishedChange>()
            .Where(change => SigningKeyEvent.IsAboutKey(change.Target)).ToDictionary(
                change => Convert.ToHexString(change.EventLeaf), change => change.Target, StringComparer.Ordinal);
        var keysFound = (await keys.ListAsync(cancellationToken)).Where(key => !key.IsSealed || !authorities.Vouches(key))
            .Select(key => (SigningKeyEvent.TargetOf(key.Id), What: "key_not_believed"));
        var eventsFound = (await events.ListAsync(cancellationToken))
            .Where(happened => !happened.IsWhole || !logged.Remove(Convert.ToHexString(happened.Leaf)))
            .Select(happened => (happened.Target, What: "key_event_differs")).ToList();
        var leavesFound = logged.Values.Select(target => (target, What: "key_event_missing"));
        return
        [
            .. keysFound.Concat(eventsFound).Concat(leavesFound).Distinct().Select(found => new RegisterFinding(found.Item1, found.What)),
        ];
    }
}
