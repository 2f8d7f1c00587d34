using System.Security.Cryptography;
using Certificates.Core.Files;
using Certificates.Core.Intake;
using Certificates.Core.Privacy;
using Certificates.Core.Register;

namespace Certificates.Core.Batches;

/// <summary>
/// A file judged and not stored yet: its batch, and its rows on disk. What only the whole file tells (shared candidate numbers) is
/// added when the rows are read back.
/// </summary>
internal sealed class JudgedBatch(
    BatchRecord batch, ResultsForm form, DataCipher identity, PhotoArchive? archive, string folder) : IDisposable
{
    private readonly JudgedRowSpool _rows = new(folder);
    private readonly CandidateNumbers _candidates = new(form);
    private readonly Dictionary<string, string> _photoNames = new(StringComparer.Ordinal);

    /// <summary>The batch as it would be stored.</summary>
    public BatchRecord Batch => batch;

    /// <summary>Judges the rows of a file; null, or why the file is refused as a whole.</summary>
    public async Task<Refusals?> FillAsync(
        IAsyncEnumerable<Result<SentRow>> rows, RowJudge judge, RegisterJudge register, CancellationToken cancellationToken)
    {
        await foreach (var chunk in rows.Chunk(RegisterJudge.MostRows).WithCancellation(cancellationToken))
        {
            var judged = new List<JudgedRow>(chunk.Length);
            foreach (var read in chunk)
            {
                if (!read.TryGet(out var row, out var refusals))
                {
                    return refusals;
                }

                _candidates.Add(row);
                judged.Add(judge.Judge(row));
            }

            foreach (var (row, holderKey) in await register.JudgeAsync(judged, form.Kind, batch.InstitutionId, cancellationToken))
            {
                _rows.Add(Record(row, holderKey));
            }
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
    public IEnumerable<BatchRowRecord> Rows() =>
        _rows.Read(batch.Id).Select(row => _candidates.AreShared(row.CandidateNumber) ? Shared(row) : row);

    public void Dispose()
    {
        _rows.Dispose();
        archive?.Dispose();
    }

    private BatchRowRecord Shared(BatchRowRecord row)
    {
        var sent = SentRow.FromUtf8Json(identity.Decrypt(row.SentCipher, row.KeyId, Places.Sent(row.BatchId, row.Row)));
        var judged = new JudgedRow(sent, row.Outcome, RowReasons.Read(row.Reasons), null);
        return Record(judged.WithShared(form), holderKey: null);
    }

    private BatchRowRecord Record(JudgedRow row, byte[]? holderKey) => new()
    {
        BatchId = batch.Id,
        Row = row.Sent.Number,
        CandidateNumber = CandidateNumbers.Normalise(form, row.Sent),
        Outcome = row.Outcome,
        Reasons = RowReasons.Write(row.Reasons),
        SentCipher = identity.Encrypt(row.Sent.ToUtf8Json(), Places.Sent(batch.Id, row.Sent.Number)),
        KeyId = identity.KeyId,
        HolderKey = holderKey,
        PhotoHash = row.Outcome == RowOutcome.Pending ? Remember(row.Result!.Photo, row.Sent[ResultsColumn.Photo]) : null,
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
