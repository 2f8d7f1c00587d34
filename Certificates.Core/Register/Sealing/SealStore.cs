using System.Runtime.InteropServices;
using Certificates.Core.Data;

namespace Certificates.Core.Register.Sealing;

/// <summary>
/// Seals in the write that changes what they are over. A certificate whose seal is broken is not sealed again by a change: the seal would
/// then vouch for what somebody else wrote.
/// </summary>
internal sealed class SealStore(Seals seals)
{
    private const string Select = CertificateReader.Versions + " WHERE c.Id IN @ids ORDER BY c.Id, v.Version";

    // Written first, so that what is held against its seal is what is changed.
    private const string Lock = "UPDATE Certificate SET RowVersion = RowVersion + 1 WHERE Id IN @ids";

    private const string Update = "UPDATE Certificate SET Seal = @seal WHERE Id = @id";

    /// <summary>Those of some certificates whose seals hold, which nobody else changes until the write ends; at most 1000 a call.</summary>
    public async Task<HashSet<long>> LockAsync(
        WriteTransaction write, IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        await write.ExecuteAsync(Lock, new { ids }, cancellationToken);
        return await HoldingAsync(write, ids, cancellationToken);
    }

    /// <summary>The same without keeping others off, where the change itself tells that somebody came first.</summary>
    public async Task<HashSet<long>> HoldingAsync(
        WriteTransaction write, IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        var holding = new HashSet<long>(ids.Count);
        foreach (var versions in await OfAsync(write, ids, cancellationToken))
        {
            if (seals.Holds(CollectionsMarshal.AsSpan(versions)))
            {
                holding.Add(versions[0].CertificateId);
            }
        }

        return holding;
    }

    /// <summary>Seals certificates as they stand after a change; at most 1000 a call.</summary>
    /// <param name="write">The write of the change.</param>
    /// <param name="ids">Those that held before it.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public async Task SealAsync(WriteTransaction write, IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        var made = (await OfAsync(write, ids, cancellationToken)).Select(versions => new
        {
            id = versions[0].CertificateId,
            seal = seals.Of(CollectionsMarshal.AsSpan(versions)),
        });
        await write.ExecuteAsync(Update, made, cancellationToken);
    }

    private static async Task<IEnumerable<List<VersionRecord>>> OfAsync(
        WriteTransaction write, IReadOnlyCollection<long> ids, CancellationToken cancellationToken) => ids.Count == 0
            ? []
            : (await write.QueryAsync<VersionRecord>(Select, new { ids }, cancellationToken))
                .GroupBy(version => version.CertificateId, (_, versions) => versions.ToList());
}
