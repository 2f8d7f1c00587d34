using System.Globalization;
using Certificates.Core.Data;
using Certificates.Core.Log;
using Certificates.Core.Oversight.Keys;

namespace Certificates.Core.Oversight.Auditing;

/// <summary>
/// Holds every change of the directories against its leaf of the log, and the other way round; and the institutions and rights that stand
/// against what those changes wrote. Who could enter an institution or a right past the services could issue by it.
/// </summary>
internal sealed class DirectoryAudit(DirectoryAuditStore store, StorageOptions storage)
{
    /// <summary>Audits the directories.</summary>
    public async Task RunAsync(List<RegisterFinding> findings, CancellationToken cancellationToken)
    {
        // What is changed meanwhile is half of it read: it is looked at again before it is said.
        var first = await LookAsync(cancellationToken);
        findings.AddRange(first.Count == 0 ? first : first.Intersect(await LookAsync(cancellationToken)));
    }

    private async Task<List<RegisterFinding>> LookAsync(CancellationToken cancellationToken)
    {
        var leaves = await store.LeavesAsync(cancellationToken);
        var events = (await store.EventsAsync(cancellationToken)).Select(DirectoryEventRow.Of).ToList();
        var findings = new List<RegisterFinding>();
        Hold(events, leaves, RawRow.InstantOf(await store.FirstSignedAsync(cancellationToken)), findings);
        var states = new DirectoryStates(events, findings, storage.IsSpecimen);
        states.HoldInstitutions(await store.InstitutionsAsync(cancellationToken));
        states.HoldRights(await store.RightsAsync(cancellationToken));
        return findings;
    }

    private static void Hold(
        List<DirectoryEventRow> events, IReadOnlyList<RawRow> leaves, DateTimeOffset? firstSigned, List<RegisterFinding> findings)
    {
        var unpaired = new Dictionary<string, PairedLeaf>(StringComparer.Ordinal);
        foreach (var leaf in leaves)
        {
            if (PublishedLeaf.DirectoryOf(leaf.Bytes("Data")) is { } of && !SigningKeyEvent.IsAboutKey(of.Target))
            {
                unpaired.TryAdd(Convert.ToHexString(of.EventLeaf), new PairedLeaf(leaf.Number("LeafIndex"), leaf.Bytes("Data"), of));
            }
        }

        var logged = events.Where(row => unpaired.ContainsKey(Convert.ToHexString(row.Leaf))).Select(row => row.Id).ToHashSet();
        var firstLogged = logged.Count > 0 ? logged.Min() : long.MaxValue;
        foreach (var row in events)
        {
            if (unpaired.Remove(Convert.ToHexString(row.Leaf), out var leaf))
            {
                Add(findings, row, row.HasLeaf() && row.IsIn(leaf.Data) ? null : "The event is not as the log has it.");
            }
            else
            {
                // Those of before there was a log have none.
                var isBefore = row.Id > 0 && row.Id < firstLogged && (firstSigned is null || row.At <= firstSigned);
                Add(findings, row, !isBefore ? "The event is not in the log." : row.HasLeaf() ? null : "The event was changed.");
            }
        }

        findings.AddRange(unpaired.Values.Select(leaf => RegisterFinding.OfLog(string.Create(
            CultureInfo.InvariantCulture,
            $"Leaf {leaf.Index} says {leaf.Of.Kind} of {leaf.Of.Target} at {leaf.Of.At:u}, and that event is not on record."))));
    }

    private static void Add(List<RegisterFinding> findings, DirectoryEventRow row, string? what)
    {
        if (what is not null)
        {
            findings.Add(new RegisterFinding(row.Target, string.Create(CultureInfo.InvariantCulture, $"Event {row.Id}: {what}")));
        }
    }

    private sealed record PairedLeaf(long? Index, byte[] Data, PublishedChange Of);
}
