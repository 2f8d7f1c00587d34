using System.Collections.Concurrent;
using Certificates.Core.Data;
using Certificates.Core.Intake;
using Certificates.Core.Register;

namespace Certificates.Core.Batches;

/// <summary>Batches and their rows.</summary>
internal sealed class BatchStore(Database database)
{
    private const int LongestCandidateNumber = 64, MostKept = 10_000;

    private const string Columns = """
        SELECT b.Id, UNICODE(b.Kind) AS Kind, b.InstitutionId, b.IdempotencyKey, b.ContentHash, b.FileName, b.ReceivedAt,
            b.ReceivedBy, b.Status, b.Origin,
            b.PublicUntil, b.DecidedBy, b.DecidedAt, b.DecisionCipher, b.DecisionKeyId, b.ReadingCipher,
            b.ReadingKeyId, b.Photos, i.Code AS InstitutionCode
        FROM Batch b JOIN Institution i ON i.Id = b.InstitutionId
        """;

    private const string SelectBatch = Columns + " WHERE b.Id = @id AND (@institutionId IS NULL OR b.InstitutionId = @institutionId)";

    private const string SelectBatches = Columns + """
         WHERE (@institutionId IS NULL OR b.InstitutionId = @institutionId) AND (@status IS NULL OR b.Status = @status)
            AND (@after IS NULL OR b.Id < @after) ORDER BY b.Id DESC
        """;

    private const string SelectByIdempotencyKey =
        Columns + " WHERE b.InstitutionId = @institutionId AND b.IdempotencyKey = @idempotencyKey";

    private const string SelectCounts = "SELECT Outcome, COUNT(*) AS Count FROM BatchRow WHERE BatchId = @id GROUP BY Outcome";

    private const string SelectRows = """
        SELECT r.BatchId, r.Row, r.CandidateNumber, r.Outcome, r.Reasons, r.SentCipher, r.KeyId, r.CertificateId, r.HeldAt,
            r.HoldCipher, r.HoldKeyId,
            CASE WHEN r.Outcome = 1 THEN c.Number END AS CertificateNumber, c.ClaimGeneration
        FROM BatchRow r LEFT JOIN Certificate c ON c.Id = r.CertificateId
        WHERE r.BatchId = @id AND r.Row > @after AND (@outcome IS NULL OR r.Outcome = @outcome)
            AND (@isHeld IS NULL OR CASE WHEN r.Outcome = 0 AND r.HeldAt IS NOT NULL THEN 1 ELSE 0 END = @isHeld) ORDER BY r.Row
        """;

    private const string SelectPlace =
        "SELECT BatchId, Row FROM CertificateVersion WHERE CertificateId = @certificateId AND Version = 1 AND BatchId IS NOT NULL";

    private const string CountWaiting = $"""
        SELECT COUNT(*) FROM Batch b JOIN BatchRow r ON r.BatchId = b.Id
        WHERE {Dialect.BatchIsDue} AND r.Outcome = 0 AND r.HeldAt IS NULL
        """;

    // What waits a moment for its twin is not meant.
    private const string CountPutOff = $"""
        SELECT COUNT(*) FROM Batch b JOIN BatchRow r ON r.BatchId = b.Id
        WHERE {Dialect.BatchIsDue} AND r.Outcome = 0 AND r.HeldAt IS NULL AND r.LeaseOwner IS NULL AND r.LeaseUntil > @soon
        """;

    // A batch in which nothing is pending needs no approval any more. Of two processes that end the last rows of a batch at once
    // neither sees the other's: the first statement makes the second of them wait, and then look again.
    private const string End = """
        UPDATE Batch SET Status = Status WHERE Id = @id AND Status IN (0, 1);
        UPDATE Batch SET Status = 2
        WHERE Id = @id AND Status IN (0, 1) AND NOT EXISTS (SELECT 1 FROM BatchRow WHERE BatchId = @id AND Outcome = 0)
        """;

    private const string EndFinished = """
        UPDATE Batch SET Status = 2
        WHERE Status IN (0, 1) AND NOT EXISTS (SELECT 1 FROM BatchRow r WHERE r.BatchId = Batch.Id AND r.Outcome = 0)
        """;

    private static readonly TableColumns<BatchRecord> BatchColumns = new(
        "Batch",
        ("Id", b => b.Id),
        ("Kind", b => b.Kind.Letter()),
        ("InstitutionId", b => b.InstitutionId),
        ("IdempotencyKey", b => b.IdempotencyKey),
        ("ContentHash", b => b.ContentHash),
        ("FileName", b => b.FileName),
        ("ReceivedAt", b => b.ReceivedAt),
        ("ReceivedBy", b => b.ReceivedBy),
        ("Status", b => (long)b.Status),
        ("PublicUntil", b => b.PublicUntil),
        ("Origin", b => (long)b.Origin),
        ("ReadingCipher", b => b.ReadingCipher),
        ("ReadingKeyId", b => b.ReadingKeyId),
        ("Photos", b => b.Photos));

    private static readonly TableColumns<BatchRowRecord> RowColumns = new(
        "BatchRow",
        ("BatchId", r => r.BatchId),
        ("Row", r => r.Row),
        ("CandidateNumber", r => Fitting(r.CandidateNumber)),
        ("Outcome", r => (long)r.Outcome),
        ("Reasons", r => r.Reasons),
        ("SentCipher", r => r.SentCipher),
        ("KeyId", r => r.KeyId),
        ("HolderKey", r => r.HolderKey),
        ("PhotoHash", r => r.PhotoHash),
        ("Attempts", r => r.Attempts));

    private readonly ConcurrentDictionary<string, IReadOnlyList<OutcomeCount>> _ended = new(StringComparer.Ordinal);

    /// <summary>
    /// As much of what tells rows apart as the column takes: one that is longer is its row's fault, which is told with the row, and no
    /// fault
    /// of the file.
    /// </summary>
    private static string Fitting(string number) => number.Length <= LongestCandidateNumber ? number
        : char.IsHighSurrogate(number[LongestCandidateNumber - 1]) ? number[..(LongestCandidateNumber - 1)]
        : number[..LongestCandidateNumber];

    /// <summary>A batch, if it is <paramref name="institutionId"/>'s; null asks for any.</summary>
    public Task<BatchRecord?> FindAsync(string id, long? institutionId, CancellationToken cancellationToken) =>
        database.FindAsync<BatchRecord>(SelectBatch, new { id = Ansi.BatchId(id), institutionId }, cancellationToken);

    /// <summary>Batches, newest first, those before <paramref name="after"/>.</summary>
    public Task<IReadOnlyList<BatchRecord>> ListAsync(
        long? institutionId, BatchStatus? status, string? after, int limit, CancellationToken cancellationToken) =>
        database.QueryAsync<BatchRecord>(
            SelectBatches + database.Dialect.FirstRows, new { institutionId, status = status, after = Ansi.BatchId(after), limit },
                cancellationToken);

    /// <summary>How many rows of all batches may be issued and are not yet.</summary>
    public Task<long> CountWaitingAsync(DateTimeOffset now, DateOnly today, CancellationToken cancellationToken) =>
        database.FindAsync<long>(CountWaiting, new { now, today }, cancellationToken);

    /// <summary>How many rows could not be issued, and are tried again behind an instant.</summary>
    public Task<long> CountPutOffAsync(DateTimeOffset now, DateTimeOffset soon, DateOnly today, CancellationToken cancellationToken) =>
        database.FindAsync<long>(CountPutOff, new { now, soon, today }, cancellationToken);

    /// <summary>
    /// How many rows of a batch ended how; outcomes nobody has are absent. Once all rows of a batch have ended the counts change no more,
    /// and are kept.
    /// </summary>
    public async Task<IReadOnlyList<OutcomeCount>> CountsAsync(BatchRecord batch, CancellationToken cancellationToken)
    {
        if (_ended.TryGetValue(batch.Id, out var kept))
        {
            return kept;
        }

        var counts = await database.QueryAsync<OutcomeCount>(SelectCounts, new { id = Ansi.BatchId(batch.Id) }, cancellationToken);
        if (batch.Status == BatchStatus.Done)
        {
            if (_ended.Count >= MostKept)
            {
                _ended.Clear();
            }

            _ended[batch.Id] = counts;
        }

        return counts;
    }

    /// <summary>Rows of a batch in order, those behind <paramref name="after"/>.</summary>
    public Task<IReadOnlyList<BatchRowRecord>> RowsAsync(
        string id, RowOutcome? outcome, bool? isHeld, long after, int limit, CancellationToken cancellationToken) =>
        database.QueryAsync<BatchRowRecord>(
            SelectRows + database.Dialect.FirstRows, new { id = Ansi.BatchId(id), outcome = (long?)outcome, isHeld, after, limit },
                cancellationToken);

    /// <summary>The batch and row that a certificate was issued for; none where there was none.</summary>
    public Task<IReadOnlyList<(string BatchId, long Row)>> PlacesAsync(long certificateId, CancellationToken cancellationToken) =>
        database.QueryAsync<(string BatchId, long Row)>(SelectPlace, new { certificateId }, cancellationToken);

    /// <summary>The batch an institution sent under a key before.</summary>
    public Task<BatchRecord?> FindByIdempotencyKeyAsync(
        long institutionId, string idempotencyKey, CancellationToken cancellationToken) =>
        database.FindAsync<BatchRecord>(SelectByIdempotencyKey, new { institutionId, idempotencyKey = Ansi.Of(idempotencyKey, 200) },
            cancellationToken);

    /// <summary>
    /// Stores a batch, its photos and its rows in one transaction; when another request stored one under the same idempotency key
    /// meanwhile, stores nothing and returns that one. The batch's id tells whether an earlier try stored it.
    /// </summary>
    public Task<BatchRecord> InsertAsync(
        BatchRecord batch, IEnumerable<PhotoRecord> photos, IEnumerable<BatchRowRecord> rows, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async write =>
            {
                if (batch.IdempotencyKey is { } key
                    && await EarlierAsync(write, batch.InstitutionId, key, cancellationToken) is { } earlier)
                {
                    return earlier;
                }

                var dialect = database.Dialect;
                await dialect.InsertAsync(write.Transaction, BatchColumns, [batch], cancellationToken);
                foreach (var photo in photos)
                {
                    await PhotoRecord.KeepAsync(write, photo, cancellationToken);
                }

                await dialect.InsertAsync(write.Transaction, RowColumns, rows, cancellationToken);
                await EndAsync(write, [batch.Id], cancellationToken);
                return await write.FindAsync<BatchRecord>(SelectBatch, new { id = Ansi.BatchId(batch.Id), institutionId = (long?)null },
                    cancellationToken) ?? batch;
            },
            async write => await write.FindAsync<BatchRecord>(SelectBatch, new { id = batch.Id, institutionId = (long?)null },
                cancellationToken)
                is { } stored ? Found<BatchRecord>.There(stored) : default,
            cancellationToken);

    /// <summary>Marks every batch done of which no row is pending: a process of an earlier build may have died before it did so.</summary>
    public Task<int> EndAllFinishedAsync(CancellationToken cancellationToken) =>
        database.ExecuteIdempotentAsync(EndFinished, null, cancellationToken);

    /// <summary>Marks those batches done of which no row is pending.</summary>
    public static Task EndAsync(WriteTransaction write, IEnumerable<string> ids, CancellationToken cancellationToken) =>
        write.ExecuteAsync(End, ids.Order(StringComparer.Ordinal).Select(id => new { id = Ansi.BatchId(id) }), cancellationToken);

    private static async Task<BatchRecord?> EarlierAsync(
        WriteTransaction write, long institutionId, string idempotencyKey, CancellationToken cancellationToken) =>
        await write.FindAsync<BatchRecord>(SelectByIdempotencyKey, new { institutionId, idempotencyKey = Ansi.Of(idempotencyKey, 200) },
            cancellationToken);
}
