using System.Text;
using Certificates.Core.Batches;
using Certificates.Core.Catalogue;
using Certificates.Core.Coding;
using Certificates.Core.Data;
using Certificates.Core.Privacy;
using Certificates.Core.Recovery;
using Certificates.Core.Register;
using Certificates.Core.Register.Making;
using Microsoft.Extensions.Logging;

namespace Certificates.Core.Issuing;

/// <summary>
/// Steps 2 to 4: claims a group of rows, prepares their certificates and reserves numbers, so that the intent is on record
/// before anything is signed. Rows reserved by a process that died come back with the numbers they had.
/// </summary>
internal sealed partial class Reservation(
    IssuingStore store,
    BatchStore batches,
    CertificateReader certificates,
    CatalogueReader catalogue,
    RowPreparation preparation,
    EarlierImport earlierImport,
    DataCipher identity,
    HolderKeys holderKeys,
    RecoveryJournal journal,
    IssuingOptions options,
    TimeProvider clock,
    ILogger<Reservation> log)
{
    private readonly string _process = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.CreateVersion7(clock.GetUtcNow()):n}";
    private long _group;

    /// <summary>The next group; empty when nothing is pending.</summary>
    public async Task<ClaimedGroup> NextAsync(CancellationToken cancellationToken)
    {
        // 2. claim rows with a lease
        var owner = $"{_process}/{Interlocked.Increment(ref _group)}";
        var now = clock.GetUtcNow();
        var rows = await store.ClaimAsync(
            owner, now, now.AddSeconds(options.LeaseSeconds), options.GroupSize, cancellationToken);
        if (rows.Count == 0)
        {
            return new ClaimedGroup(owner, [], 0, [], []);
        }

        var damaged = new List<(string BatchId, long Row)>();
        var resumed = await ResumeAsync(rows, damaged, cancellationToken);
        var fresh = await PrepareAsync(rows.Where(r => r.CertificateId is null), damaged, cancellationToken);
        ClaimedGroup? tried = null;
        var group = await store.WriteAsync(
            async write =>
            {
                await IssuingStore.ReleaseRowsAsync(write, owner, damaged, clock.GetUtcNow() + GroupIssue.LongestWait, cancellationToken);
                return tried = await ReserveAsync(write, owner, resumed, [.. fresh.Select(row => row.Again())], cancellationToken);
            },
            async write => tried is { } before && before.Reserved.Count > resumed.Count
                && await IssuingStore.IsReservedAsync(write, owner, before.Reserved[^1], cancellationToken)
                    ? Found<ClaimedGroup>.There(before)
                    : default,
            cancellationToken);
        IssuingMeasures.RejectedRows(fresh);

        // Outside the register too, before anything is signed: a copy of yesterday must not give these numbers again.
        await journal.GivenAsync(GivenNumbers.Of(group));
        return group;
    }

    private async Task<IReadOnlyList<ReservedRecord>> ResumeAsync(
        IReadOnlyList<BatchRowRecord> rows, List<(string BatchId, long Row)> damaged, CancellationToken cancellationToken)
    {
        var byCertificate = rows.Where(r => r.CertificateId is not null).ToDictionary(r => r.CertificateId!.Value);
        if (byCertificate.Count == 0)
        {
            return [];
        }

        var versions = await certificates.ByIdsAsync(byCertificate.Keys, cancellationToken);
        var batchOf = new Dictionary<string, BatchRecord>(StringComparer.Ordinal);
        foreach (var id in byCertificate.Values.Select(r => r.BatchId).Distinct(StringComparer.Ordinal))
        {
            batchOf.Add(id, await BatchAsync(id, cancellationToken));
        }

        var resumed = new List<ReservedRecord>(versions.Count);
        foreach (var version in versions)
        {
            var row = byCertificate[version.CertificateId];
            TryAdd(resumed, row, damaged, () => Record(version, row, batchOf[row.BatchId]));
        }

        return resumed;
    }

    private ReservedRecord Record(VersionRecord version, BatchRowRecord row, BatchRecord batch) => new()
    {
        CertificateId = version.CertificateId,
        InstitutionId = version.InstitutionId,
        Certificate = StoredCertificate.Of(version, identity),
        HolderKey = version.HolderKey,
        IdNumberCipher = version.IdNumberCipher,
        KeyId = version.KeyId,
        PhotoHash = version.PhotoHash,
        BatchId = row.BatchId,
        Row = row.Row,
        ActorKeyId = batch.ReceivedBy,
        SecondKeyId = batch.DecidedBy,
        ReservedAt = version.ReservedAt,
    };

    /// <summary>A row that cannot be read, which is damage, waits alone: those beside it go on.</summary>
    private void TryAdd<T>(List<T> rows, BatchRowRecord row, List<(string BatchId, long Row)> damaged, Func<T> make)
    {
        try
        {
            rows.Add(make());
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogDamage(fault, row.BatchId, row.Row);
            damaged.Add((row.BatchId, row.Row));
        }
    }

    private async Task<IReadOnlyList<PreparedRow>> PrepareAsync(
        IEnumerable<BatchRowRecord> rows, List<(string BatchId, long Row)> damaged, CancellationToken cancellationToken)
    {
        // 3. build the certificate with the institution's right on the assessment date, lint it; a refusal costs no number
        var prepared = new List<PreparedRow>();
        CatalogueSnapshot? lists = null;
        foreach (var ofBatch in rows.GroupBy(r => r.BatchId, StringComparer.Ordinal))
        {
            lists ??= await catalogue.ReadAsync(cancellationToken);
            var batch = await BatchAsync(ofBatch.Key, cancellationToken);
            foreach (var row in ofBatch)
            {
                TryAdd(prepared, row, damaged, () => new PreparedRow(row, batch, preparation.Prepare(row, batch, lists)));
            }
        }

        return prepared;
    }

    private async Task<BatchRecord> BatchAsync(string id, CancellationToken cancellationToken) =>
        await batches.FindAsync(id, institutionId: null, cancellationToken)
        ?? throw new InvalidOperationException($"Batch {id} has rows and no record.");

    private async Task<ClaimedGroup> ReserveAsync(
        WriteTransaction write,
        string owner,
        IReadOnlyList<ReservedRecord> resumed,
        IReadOnlyList<PreparedRow> fresh,
        CancellationToken cancellationToken)
    {
        // 4. reserve number and row in one transaction
        var sorted = await TwinCheck.SortAsync(write, fresh, holderKeys, cancellationToken);
        var (earlier, clear) = (sorted.Clear.Where(row => row.IsEarlier).ToList(), sorted.Clear.Where(row => !row.IsEarlier).ToList());
        var nextId = await earlierImport.EnterAsync(write, owner, earlier, cancellationToken);
        var reserved = await NumberAsync(write, clear, cancellationToken);
        await store.ReserveAsync(write, owner, reserved, cancellationToken);
        await IssuingStore.EndRowsAsync(write, owner, sorted.Ended, cancellationToken);
        var touched = resumed.Select(r => r.BatchId).Concat(fresh.Select(r => r.Row.BatchId)).ToHashSet(StringComparer.Ordinal);
        if (resumed.Count + reserved.Count == 0)
        {
            await IssuingStore.ReleaseRowsAsync(write, owner, sorted.Deferred, clock.GetUtcNow().AddSeconds(1), cancellationToken);
            await IssuingStore.EndBatchesAsync(write, touched, cancellationToken);
        }

        IReadOnlyList<ReservedRecord> all = [.. resumed, .. reserved];
        var documentId = all.Count == 0 ? 0 : await store.TakeIdsAsync(write, "Document", all.Count, cancellationToken);
        return new ClaimedGroup(owner, all, documentId, sorted.Deferred, touched, nextId);
    }

    private async Task<List<ReservedRecord>> NumberAsync(
        WriteTransaction write, List<ClearRow> rows, CancellationToken cancellationToken)
    {
        var reserved = new List<ReservedRecord>(rows.Count);
        if (rows.Count == 0)
        {
            return reserved;
        }

        // Year, day of issue and serial belong to one instant.
        var at = clock.GetUtcNow();
        var issuedOn = ChinaTime.DayOf(at);
        var certificateId = await store.TakeIdsAsync(write, "Certificate", rows.Count, cancellationToken);
        GivenNumbers.RequireNew(journal, SeriesMark.Ids("Certificate"), certificateId);
        foreach (var series in rows.GroupBy(r => (r.Row.Batch.InstitutionId, r.Prepared.Draft.Kind)))
        {
            var (institutionId, kind) = series.Key;
            var serial = await store.TakeSerialsAsync(write, kind, institutionId, issuedOn.Year, series.Count(), cancellationToken);
            GivenNumbers.RequireNew(journal, SeriesMark.Serials(kind, series.First().Row.Batch.InstitutionCode, issuedOn.Year), serial);
            foreach (var row in series)
            {
                var certificate = row.Prepared.Redeem((int)serial++, issuedOn, options.LicenceType);
                reserved.Add(Record(row, certificate, certificateId++, at));
            }
        }

        return reserved;
    }

    private ReservedRecord Record(ClearRow row, Certificate certificate, long certificateId, DateTimeOffset at)
    {
        var idNumber = Encoding.UTF8.GetBytes(certificate.Holder.Document.Number);
        return new ReservedRecord
        {
            CertificateId = certificateId,
            InstitutionId = row.Row.Batch.InstitutionId,
            Certificate = certificate,
            HolderKey = row.HolderKey,
            IdNumberCipher = identity.Encrypt(idNumber, Places.IdNumber(certificateId, certificate.Version)),
            KeyId = identity.KeyId,
            PhotoHash = row.Row.Row.PhotoHash,
            BatchId = row.Row.Row.BatchId,
            Row = row.Row.Row.Row,
            ActorKeyId = row.Row.Batch.ReceivedBy,
            SecondKeyId = row.Row.Batch.DecidedBy,
            ReservedAt = at,
            RestsOnCertificateId = row.RestsOnCertificateId,
        };
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Row {Row} of batch {BatchId} cannot be read and is tried again later.")]
    private partial void LogDamage(Exception fault, string batchId, long row);
}

/// <summary>A pending row with its certificate prepared, or refused.</summary>
internal sealed record PreparedRow(BatchRowRecord Row, BatchRecord Batch, Result<PreparedCertificate> Outcome)
{
    /// <summary>The same row for another try, after the first was rolled back.</summary>
    public PreparedRow Again() => Outcome.TryGet(out var prepared, out _) ? this with { Outcome = prepared.Again() } : this;
}

/// <summary>A prepared row whose holder has no live certificate of that kind.</summary>
internal sealed record ClearRow(PreparedRow Row, PreparedCertificate Prepared, byte[] HolderKey)
{
    /// <summary>The training certificate it rests on.</summary>
    public long? RestsOnCertificateId { get; init; }

    /// <summary>True for a certificate issued before this system: it has its number, and nothing of it is signed here.</summary>
    public bool IsEarlier => Prepared.Draft.Earlier is not null;
}
