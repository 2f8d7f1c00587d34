using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Runtime.InteropServices;

namespace Certificates.Core.Register.Sealing;

/// <summary>Certificates that were read since the start and whose seals are broken: nothing is said of them.</summary>
public sealed class BrokenSeals
{
    private const int MostKept = 10_000;

    private static readonly Counter<long> Found = Telemetry.Meter.CreateCounter<long>(
        "certificates.seals.broken", "{certificate}", "Certificates found to be not as they were sealed.");

    private readonly Seals _seals;
    private readonly ConcurrentDictionary<long, bool> _ids = new();

    internal BrokenSeals(Seals seals) => _seals = seals;

    /// <summary>How many there are, of those that were read; at most 10,000 are counted.</summary>
    public int Count => _ids.Count;

    /// <summary>
    /// Marks the certificates among some versions whose seals are broken, and leaves out those that are only reserved. One that has a seal
    /// or an event was more than reserved once, whatever its status says.
    /// </summary>
    /// <param name="found">All versions of some certificates, those of one together.</param>
    /// <param name="withReserved">Whether reserved ones stay.</param>
    internal IReadOnlyList<VersionRecord> Judge(List<VersionRecord> found, bool withReserved)
    {
        var all = CollectionsMarshal.AsSpan(found);
        var reserved = false;
        for (int from = 0, to; from < all.Length; from = to)
        {
            for (to = from + 1; to < all.Length && all[to].CertificateId == all[from].CertificateId; to++)
            {
            }

            if (IsReserved(all[from]))
            {
                reserved = true;
            }
            else
            {
                Judge(all[from..to]);
            }
        }

        return reserved && !withReserved ? found.FindAll(version => !IsReserved(version)) : found;
    }

    private static bool IsReserved(VersionRecord version) =>
        version is { Status: CertificateStatus.Reserved, Seal: null, Events: 0 };

    private void Judge(ReadOnlySpan<VersionRecord> versions)
    {
        var id = versions[0].CertificateId;
        if (versions[0].Status != CertificateStatus.Reserved && _seals.Holds(versions))
        {
            if (!_ids.IsEmpty)
            {
                _ids.TryRemove(id, out _);
            }

            return;
        }

        foreach (var version in versions)
        {
            version.Doubt();
        }

        if (_ids.Count < MostKept && _ids.TryAdd(id, true))
        {
            Found.Add(1);
        }
    }
}
