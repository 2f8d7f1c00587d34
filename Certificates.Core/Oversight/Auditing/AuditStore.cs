using Certificates.Core.Data;
using Certificates.Core.Log;
using Certificates.Core.Register;

namespace Certificates.Core.Oversight.Auditing;

/// <summary>Reads what an audit holds against each other.</summary>
internal sealed class AuditStore(Database database, LogStore log)
{
    private const string SelectLeaves = """
        SELECT LeafIndex, CertificateId, Salt, EventHash, Data FROM LogLeaf WHERE CertificateId IN @ids AND Salt IS NOT NULL
        ORDER BY CertificateId, Id
        """;

    private const string CountCertificates = "SELECT COUNT(*) FROM Certificate WHERE Id > @after AND Id <= @until";

    private const string SelectNumbers = "SELECT Number FROM Certificate WHERE Id IN @ids ORDER BY Id";

    private const string SelectLeavesOfNone = """
        SELECT DISTINCT l.CertificateId FROM LogLeaf l
        WHERE l.CertificateId IS NOT NULL AND NOT EXISTS (SELECT 1 FROM Certificate c WHERE c.Id = l.CertificateId)
        """;

    /// <summary>How many certificates there are behind an id and up to another.</summary>
    public Task<long> CountAsync(long after, long until, CancellationToken cancellationToken) =>
        database.FindAsync<long>(CountCertificates, new { after, until }, cancellationToken);

    /// <summary>Numbers by id.</summary>
    public async Task<IReadOnlyList<string>> NumbersAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken) =>
        ids.Count == 0 ? [] : await database.QueryAsync<string>(SelectNumbers, new { ids }, cancellationToken);

    /// <summary>True when all certificates of before there was a log are entered in it.</summary>
    public async Task<bool> IsEnteredAsync(CancellationToken cancellationToken) =>
        (await log.StateAsync(cancellationToken)).IsEntered == 1;

    /// <summary>The leaves of some certificates in order.</summary>
    public async Task<ILookup<long, CertificateLeaf>> LeavesAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken) =>
        (await database.QueryAsync<CertificateLeaf>(SelectLeaves, new { ids }, cancellationToken)).ToLookup(leaf => leaf.CertificateId);

    /// <summary>The hashes of their events in order.</summary>
    public async Task<ILookup<long, byte[]>> EventLeavesAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken) =>
        (await database.QueryAsync<EventLeafRecord>(EventLeafRecord.Select, new { ids }, cancellationToken))
            .ToLookup(happened => happened.CertificateId, happened => happened.Leaf);

    /// <summary>What the last leaf of each must say.</summary>
    public Task<IReadOnlyList<LoggedFacts>> FactsAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken) =>
        LoggedFacts.ReadAsync(database, ids, cancellationToken);

    /// <summary>Ids of certificates that have leaves, and are not there.</summary>
    public Task<IReadOnlyList<long>> LeavesOfNoneAsync(CancellationToken cancellationToken) =>
        database.QueryAsync<long>(SelectLeavesOfNone, null, cancellationToken);
}
