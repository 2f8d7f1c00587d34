using Certificates.Core.Storage;
using Microsoft.Extensions.Logging;

namespace Certificates.Core.Issuing;

/// <summary>Step 7 around 5 and 6: makes the certificates of a claimed group and completes them in one transaction.</summary>
internal sealed partial class GroupIssue(
    IssuingStore store, CertificateReader certificates, DataCipher identity, Production production, TimeProvider clock, ILogger<GroupIssue> log)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    /// <summary>Issues a group. A row that cannot be made now is given back and tried again later; the others go on.</summary>
    public async Task IssueAsync(ClaimedGroup group, CancellationToken cancellationToken)
    {
        if (group.Reserved.Count == 0)
        {
            return;
        }

        var documentId = await store.WriteAsync(
            write => store.TakeIdsAsync(write, "Document", group.Reserved.Count, cancellationToken), cancellationToken);
        var (done, failed) = (new List<CompletedRecord>(group.Reserved.Count), new List<(string, long)>());
        foreach (var reserved in group.Reserved)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                done.Add(production.Make(reserved, await PhotoAsync(reserved.PhotoHash, cancellationToken), documentId++));
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                LogFault(fault, reserved.BatchId, reserved.Row);
                failed.Add((reserved.BatchId, reserved.Row));
            }
        }

        await CompleteAsync(group, done, failed, cancellationToken);
    }

    private Task<bool> CompleteAsync(
        ClaimedGroup group, List<CompletedRecord> done, List<(string, long)> failed, CancellationToken cancellationToken) =>
        store.WriteAsync(
            async write =>
            {
                // 7. certificate row, PDF, event with its log leaf and row outcome in one transaction
                foreach (var record in done)
                {
                    await store.CompleteAsync(write, group.Owner, record, cancellationToken);
                }

                await IssuingStore.ReleaseRowsAsync(write, group.Owner, group.Deferred, until: null, cancellationToken);
                await IssuingStore.ReleaseRowsAsync(write, group.Owner, failed, clock.GetUtcNow() + LongestWait, cancellationToken);
                foreach (var id in group.Batches)
                {
                    await IssuingStore.EndBatchAsync(write, id, cancellationToken);
                }

                return true;
            },
            cancellationToken);

    private async Task<Photo?> PhotoAsync(byte[]? hash, CancellationToken cancellationToken)
    {
        if (hash is null)
        {
            return null;
        }

        var record = await certificates.PhotoAsync(hash, cancellationToken)
            ?? throw new InvalidOperationException("A row names a photo that the register does not hold.");
        var jpeg = identity.Decrypt(record.BodyCipher, record.KeyId, Places.Photo(hash));
        return Photo.TryParse(jpeg, out var photo, out _)
            ? photo
            : throw new InvalidOperationException("A stored photo is not as it was written.");
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Row {Row} of batch {BatchId} could not be issued and is tried again later.")]
    private partial void LogFault(Exception fault, string batchId, long row);
}
