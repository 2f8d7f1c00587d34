using Certificates.Core.Oversight.Auditing;
using Certificates.Core.Signing;

namespace Certificates.Core.Oversight.Keys;

/// <summary>Holds what the register says of its signing keys against what was done with them, and that against the log.</summary>
internal sealed class SigningKeyAudit(SigningKeyStore keys, SigningKeyEventStore events, TrustedAuthorities authorities)
{
    /// <summary>
    /// Names every key whose row is not as it was sealed or not as its last event says, or that no authority vouches for, and every event
    /// that was changed or that the log does not know.
    /// </summary>
    public async Task<IReadOnlyList<RegisterFinding>> RunAsync(CancellationToken cancellationToken)
    {
        var logged = (await events.LeavesAsync(cancellationToken)).Select(Convert.ToHexString).ToHashSet(StringComparer.Ordinal);
        var keysFound = (await keys.ListAsync(cancellationToken)).Where(key => !key.IsSealed || !authorities.Vouches(key))
            .Select(key => (key.Id, What: "key_not_believed"));
        var eventsFound = (await events.ListAsync(cancellationToken))
            .Where(happened => !happened.IsWhole || !logged.Remove(Convert.ToHexString(happened.Published)))
            .Select(happened => (Id: happened.KeyId, What: "key_event_differs"));
        return [.. keysFound.Concat(eventsFound).Distinct().Select(found => new RegisterFinding($"key {found.Id}", found.What))];
    }
}
