using Certificates.Core.Batches;
using Certificates.Core.Privacy;
using Certificates.Core.Register;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Certificates.Core.Issuing;

/// <summary>Step 2: claims rows with a lease. Rows reserved by a process that died come back with the numbers they had.</summary>
internal sealed class Claiming(
    IssuingStore store,
    BatchStore batches,
    CertificateReader certificates,
    [FromKeyedServices(SecretKeyPurpose.Identity)] DataCipher identity,
    IssuingOptions options,
    TimeProvider clock,
    ILogger<Claiming> log)
{
    private readonly string _process = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.CreateVersion7(clock.GetUtcNow()):n}";
    private long _group;

    /// <summary>The rows that are due, oldest first; empty when none is.</summary>
    public async Task<ClaimedRows> ClaimAsync(CancellationToken cancellationToken)
    {
        var owner = $"{_process}/{Interlocked.Increment(ref _group)}";
        var now = clock.GetUtcNow();
        var rows = await store.ClaimAsync(owner, now, now.AddSeconds(options.LeaseSeconds), options.GroupSize, cancellationToken);
        var batchOf = new Dictionary<string, BatchRecord>(StringComparer.Ordinal);
        foreach (var id in rows.Select(row => row.BatchId).Distinct(StringComparer.Ordinal))
        {
            batchOf.Add(id, await batches.FindAsync(id, institutionId: null, cancellationToken)
                ?? throw new InvalidOperationException($"Batch {id} has rows and no record."));
        }

        var claimed = new ClaimedRows(owner, [.. rows.Where(row => row.CertificateId is null)], batchOf, log);
        await ResumeAsync(claimed, rows, cancellationToken);
        return claimed;
    }

    private async Task ResumeAsync(ClaimedRows claimed, IReadOnlyList<BatchRowRecord> rows, CancellationToken cancellationToken)
    {
        var byCertificate = rows.Where(row => row.CertificateId is not null).ToDictionary(row => row.CertificateId!.Value);
        if (byCertificate.Count == 0)
        {
            return;
        }

        foreach (var version in await certificates.ByIdsAsync(byCertificate.Keys, cancellationToken))
        {
            var row = byCertificate[version.CertificateId];
            claimed.TryRead(row, () => claimed.Resumed.Add(new Reserved(
                row.Id,
                version.CertificateId,
                StoredCertificate.Of(version, identity),
                version.PhotoHash,
                claimed.BatchOf(row).Actors)));
        }
    }
}

/// <summary>Rows held under one lease.</summary>
/// <param name="owner">Who holds them.</param>
/// <param name="fresh">Rows without a certificate yet, in the order of their files.</param>
/// <param name="batches">The batches of all rows, by id.</param>
/// <param name="log">Hears of rows that cannot be read.</param>
internal sealed partial class ClaimedRows(
    string owner, IReadOnlyList<BatchRowRecord> fresh, IReadOnlyDictionary<string, BatchRecord> batches, ILogger log)
{
    /// <summary>Who holds them.</summary>
    public string Owner => owner;

    /// <summary>Rows without a certificate yet, in the order of their files.</summary>
    public IReadOnlyList<BatchRowRecord> Fresh => fresh;

    /// <summary>Rows that were reserved before, by a process that died.</summary>
    public List<Reserved> Resumed { get; } = [];

    /// <summary>Rows that cannot be read.</summary>
    public List<RowId> Damaged { get; } = [];

    /// <summary>True when no row was due.</summary>
    public bool IsEmpty => batches.Count == 0;

    public BatchRecord BatchOf(BatchRowRecord row) => batches[row.BatchId];

    /// <summary>Reads a row. One that cannot be read, which is damage, waits alone: those beside it go on.</summary>
    public void TryRead(BatchRowRecord row, Action read)
    {
        try
        {
            read();
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogDamage(fault, row.BatchId, row.Row);
            Damaged.Add(row.Id);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Row {Row} of batch {BatchId} cannot be read and is tried again later.")]
    private partial void LogDamage(Exception fault, string batchId, long row);
}
