using System.Security.Cryptography;
using Certificates.Core.Intake;
using Certificates.Core.Storage;

namespace Certificates.Core.Issuing;

/// <summary>
/// A file judged and not stored yet: its batch, and its rows on disk. What only the whole file or the register tells (shared
/// candidate numbers, certificates that exist) is added when the rows are read back.
/// </summary>
internal sealed class JudgedBatch(
    BatchRecord batch, DataCipher identity, HolderKeys holderKeys, PhotoArchive? archive, string folder) : IDisposable
{
    private const int ChunkSize = 500;
    private readonly JudgedRowSpool _rows = new(folder);
    private readonly CandidateNumbers _candidates = new();
    private readonly Dictionary<string, string> _photoNames = new(StringComparer.Ordinal);

    /// <summary>The batch as it would be stored.</summary>
    public BatchRecord Batch => batch;

    /// <summary>Judges the rows of a file; null, or why the file is refused as a whole.</summary>
    public async Task<Refusal?> FillAsync(
        IAsyncEnumerable<Result<SentRow>> rows, RowJudge judge, CertificateReader certificates, CancellationToken cancellationToken)
    {
        await foreach (var chunk in rows.Chunk(ChunkSize).WithCancellation(cancellationToken))
        {
            var judged = new List<JudgedRow>(chunk.Length);
            foreach (var read in chunk)
            {
                if (!read.TryGet(out var row, out var refusal))
                {
                    return refusal;
                }

                _candidates.Add(row);
                judged.Add(judge.Judge(row));
            }

            await AddAsync(judged, certificates, cancellationToken);
        }

        return null;
    }

    /// <summary>The photos of rows that may be issued, each once.</summary>
    public IEnumerable<PhotoRecord> Photos()
    {
        foreach (var name in _photoNames.Values)
        {
            if (!archive!.Read(name).TryGet(out var photo, out _))
            {
                throw new InvalidOperationException("A photo that was read while judging cannot be read again.");
            }

            var hash = SHA256.HashData(photo.Jpeg.Span);
            yield return new PhotoRecord(hash, identity.Encrypt(photo.Jpeg.Span, Places.Photo(hash)), identity.KeyId);
        }
    }

    /// <summary>The rows in order.</summary>
    public IEnumerable<BatchRowRecord> Rows() => _rows.Read(batch.Id).Select(row => _candidates.AreShared(row.CandidateNumber) ? Shared(row) : row);

    public void Dispose()
    {
        _rows.Dispose();
        archive?.Dispose();
    }

    private BatchRowRecord Shared(BatchRowRecord row)
    {
        var sent = SentRow.FromUtf8Json(identity.Decrypt(row.SentCipher, row.KeyId, Places.Sent(row.BatchId, row.Row)));
        var judged = new JudgedRow(sent, (RowOutcome)row.Outcome, RowReasons.Read(row.Reasons), null).WithDuplicatedCandidate();
        return Record(judged, judged.Outcome, judged.Reasons, holderKey: null);
    }

    private async Task AddAsync(List<JudgedRow> rows, CertificateReader certificates, CancellationToken cancellationToken)
    {
        var keys = rows.Select(r => r.Result is { } result ? holderKeys.Of(result.Holder.Document) : null).ToList();
        var live = (await certificates.LiveAsync([.. keys.OfType<byte[]>()], cancellationToken))
            .Where(c => c.Status != (long)CertificateStatus.Reserved)
            .ToDictionary(HeldGrade.Of);
        for (var i = 0; i < rows.Count; i++)
        {
            var key = keys[i];
            var twin = key is null ? null : live.GetValueOrDefault(HeldGradeOf(key, rows[i].Result!));
            _rows.Add(twin is null
                ? Record(rows[i], rows[i].Outcome, rows[i].Reasons, key)
                : Record(rows[i], RowOutcome.Duplicate, [DuplicateRefusal.Of(twin, batch.InstitutionId)], key));
        }
    }

    private HeldGrade HeldGradeOf(byte[] holderKey, AssessmentResult result) => HeldGrade.Of(
        holderKey, result.Holder, (CertificateKind)batch.Kind[0], result.Occupation.Number, result.Direction?.Number, result.Grade);

    private BatchRowRecord Record(JudgedRow row, RowOutcome outcome, IReadOnlyList<Refusal> reasons, byte[]? holderKey) => new()
    {
        BatchId = batch.Id,
        Row = row.Sent.Number,
        CandidateNumber = CandidateNumbers.Normalise(row.Sent),
        Outcome = (long)outcome,
        Reasons = RowReasons.Write(reasons),
        SentCipher = identity.Encrypt(row.Sent.ToUtf8Json(), Places.Sent(batch.Id, row.Sent.Number)),
        KeyId = identity.KeyId,
        HolderKey = holderKey,
        PhotoHash = outcome == RowOutcome.Pending ? Remember(row.Result!.Photo, row.Sent[ResultsColumn.Photo]) : null,
    };

    private byte[]? Remember(Photo? photo, string fileName)
    {
        if (photo is null)
        {
            return null;
        }

        var hash = SHA256.HashData(photo.Jpeg.Span);
        _photoNames.TryAdd(Convert.ToBase64String(hash), fileName);
        return hash;
    }
}
