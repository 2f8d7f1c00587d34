using Certificates.Core.Batches;
using Certificates.Core.Data;
using Certificates.Core.Files;
using Certificates.Core.Privacy;
using Certificates.Core.Register;
using Certificates.Core.Register.Making;
using Microsoft.Extensions.Logging;

namespace Certificates.Core.Issuing;

/// <summary>Step 7 around 5 and 6: makes the certificates of a claimed group and completes them in one transaction.</summary>
internal sealed partial class GroupIssue(
    IssuingStore store,
    CertificateReader certificates,
    DataCipher identity,
    Production production,
    IssuingOptions options,
    TimeProvider clock,
    ILogger<GroupIssue> log)
{
    /// <summary>When a row that could not be made is tried again.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    /// <summary>Issues a group. A row that cannot be made now is given back and tried again later; the others go on.</summary>
    public async Task IssueAsync(ClaimedGroup group, CancellationToken cancellationToken)
    {
        if (group.Reserved.Count == 0)
        {
            return;
        }

        using var trace = IssuingMeasures.Trace("issue group", group.Reserved.Count);
        var documentId = group.FirstDocumentId;
        var photos = await PhotosAsync(group, cancellationToken);
        var renewAt = RenewAt();
        var (done, failed) = (new List<CompletedRecord>(group.Reserved.Count), new List<(string, long)>());
        foreach (var reserved in group.Reserved)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (clock.GetUtcNow() >= renewAt)
            {
                await RenewAsync(group, cancellationToken);
                renewAt = RenewAt();
            }

            try
            {
                done.Add(production.Make(reserved, PhotoOf(reserved, photos), documentId++));
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                LogFault(fault, reserved.BatchId, reserved.Row);
                failed.Add((reserved.BatchId, reserved.Row));
            }
        }

        await CompleteAsync(group, done, failed, cancellationToken);
    }

    /// <summary>Half a lease from now: a slow signer must not lose what it works on, and one that died must.</summary>
    private DateTimeOffset RenewAt() => clock.GetUtcNow().AddSeconds(options.LeaseSeconds / 2.0);

    private async Task RenewAsync(ClaimedGroup group, CancellationToken cancellationToken)
    {
        if (await store.RenewAsync(group.Owner, clock.GetUtcNow().AddSeconds(options.LeaseSeconds), cancellationToken) == 0)
        {
            throw new LeaseLostException();
        }
    }

    private async Task CompleteAsync(
        ClaimedGroup group, List<CompletedRecord> done, List<(string, long)> failed, CancellationToken cancellationToken)
    {
        using var trace = IssuingMeasures.Trace("commit group", done.Count);
        var written = await store.WriteIdempotentAsync(
            async write =>
            {
                // 7. certificate row, PDF, event with its log leaf and row outcome in one transaction
                var own = await store.CompleteAsync(write, group.Owner, done, cancellationToken);
                await IssuingStore.ReleaseRowsAsync(write, group.Owner, group.Deferred, until: null, cancellationToken);
                await IssuingStore.ReleaseRowsAsync(write, group.Owner, failed, clock.GetUtcNow() + LongestWait, cancellationToken);
                await IssuingStore.EndBatchesAsync(write, group.Batches, cancellationToken);
                return own;
            },
            cancellationToken);
        IssuingMeasures.Committed(written.Select(record => record.Kind));
    }

    private async Task<Dictionary<string, PhotoRecord>> PhotosAsync(ClaimedGroup group, CancellationToken cancellationToken)
    {
        var hashes = group.Reserved.Select(r => r.PhotoHash).OfType<byte[]>().DistinctBy(hash => Convert.ToHexString(hash), StringComparer.Ordinal).ToList();
        var records = hashes.Count == 0 ? [] : await certificates.PhotosAsync(hashes, cancellationToken);
        return records.ToDictionary(record => Convert.ToHexString(record.Hash), StringComparer.Ordinal);
    }

    private Photo? PhotoOf(ReservedRecord reserved, Dictionary<string, PhotoRecord> photos)
    {
        if (reserved.PhotoHash is not { } hash)
        {
            return null;
        }

        return photos.TryGetValue(Convert.ToHexString(hash), out var record)
            ? StoredPhoto.Of(record, identity)
            : throw new InvalidOperationException("A row names a photo that the register does not hold.");
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Row {Row} of batch {BatchId} could not be issued and is tried again later.")]
    private partial void LogFault(Exception fault, string batchId, long row);
}
