using Certificates.Core.Batches;
using Certificates.Core.Privacy;
using Certificates.Core.Register;
using Certificates.Core.Register.Clock;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Certificates.Core.Issuing;

/// <summary>Step 2: claims rows with a lease. Rows reserved by a process that died come back with the numbers they had.</summary>
internal sealed partial class Claiming(
    IssuingStore store,
    BatchStore batches,
    CertificateReader certificates,
    [FromKeyedServices(SecretKeyPurpose.Identity)] DataCipher identity,
    IssuingOptions options,
    RegisterClock registerClock,
    BatchSignals signals,
    TimeProvider clock,
    ILogger<Claiming> log)
{
    // A stopping process has five seconds in all.
    private static readonly TimeSpan LongestFarewell = TimeSpan.FromSeconds(2);

    private readonly string _process = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.CreateVersion7(clock.GetUtcNow()):n}";
    private long _group;

    /// <summary>The rows that are due, oldest first; empty when none is.</summary>
    public async Task<ClaimedRows> ClaimAsync(CancellationToken cancellationToken)
    {
        var owner = $"{_process}/{Interlocked.Increment(ref _group)}";
        var now = clock.GetUtcNow();
        var rows = await store.ClaimAsync(owner, now, now.AddSeconds(options.LeaseSeconds), options.GroupSize, cancellationToken);
        try
        {
            return await ReadAsync(owner, rows, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await GiveBackAsync(owner, rows.Select(row => row.Id));
            throw;
        }
    }

    /// <summary>
    /// Gives rows back that this process was told to leave: the next one need not wait until their lease has run out. When that fails,
    /// they wait.
    /// </summary>
    public Task GiveBackAsync(ClaimedRows claimed) => GiveBackAsync(claimed.Owner, claimed.All);

    private async Task GiveBackAsync(string owner, IEnumerable<RowId> rows)
    {
        using var patience = new CancellationTokenSource(LongestFarewell, clock);
        try
        {
            await store.GiveBackAsync(owner, rows, patience.Token);
        }
        catch (Exception outage)
        {
            LogKept(outage);
        }
    }

    private async Task<ClaimedRows> ReadAsync(string owner, IReadOnlyList<BatchRowRecord> rows, CancellationToken cancellationToken)
    {
        var batchOf = new Dictionary<string, BatchRecord>(StringComparer.Ordinal);
        foreach (var id in rows.Select(row => row.BatchId).Distinct(StringComparer.Ordinal))
        {
            batchOf.Add(id, await batches.FindAsync(id, institutionId: null, cancellationToken)
                ?? throw new InvalidOperationException($"Batch {id} has rows and no record."));
        }

        var claimed = new ClaimedRows(owner, rows, batchOf, signals, log);
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
                claimed.BatchOf(row).Actors)
            {
                ReceivedOn = registerClock.DayReceived(claimed.BatchOf(row).ReceivedAt),
            }));
        }
    }

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "Rows in work could not be given back: another process takes them when their lease ends.")]
    private partial void LogKept(Exception outage);
}

/// <summary>Rows held under one lease.</summary>
/// <param name="owner">Who holds them.</param>
/// <param name="rows">The rows in the order of their files.</param>
/// <param name="batches">The batches of all rows, by id.</param>
/// <param name="signals">Told why rows are kept from being issued.</param>
/// <param name="log">Hears of rows that cannot be read.</param>
internal sealed partial class ClaimedRows(
    string owner, IReadOnlyList<BatchRowRecord> rows, IReadOnlyDictionary<string, BatchRecord> batches, BatchSignals signals, ILogger log)
{
    /// <summary>Who holds them.</summary>
    public string Owner => owner;

    /// <summary>Rows without a certificate yet, in the order of their files.</summary>
    public IReadOnlyList<BatchRowRecord> Fresh { get; } = [.. rows.Where(row => row.CertificateId is null)];

    /// <summary>All of them.</summary>
    public IEnumerable<RowId> All => rows.Select(row => row.Id);

    /// <summary>Rows that were reserved before, by a process that died.</summary>
    public List<Reserved> Resumed { get; } = [];

    /// <summary>Rows that cannot be read.</summary>
    public List<RowId> Damaged { get; } = [];

    /// <summary>Rows whose day has not come: received, or assessed, on one that a clock which was ahead took for today.</summary>
    public List<RowId> Early { get; } = [];

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
            signals.Hinder(HindranceWords.Of(fault));
            Damaged.Add(row.Id);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Row {Row} of batch {BatchId} cannot be read and is tried again later.")]
    private partial void LogDamage(Exception fault, string batchId, long row);
}
