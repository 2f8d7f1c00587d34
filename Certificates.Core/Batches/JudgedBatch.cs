using System.Security.Cryptography;
using System.Text;
using Certificates.Core.Coding;
using Certificates.Core.Files;
using Certificates.Core.Files.Tables;
using Certificates.Core.Intake;
using Certificates.Core.Privacy;
using Certificates.Core.Register;

namespace Certificates.Core.Batches;

/// <summary>
/// A file judged and not stored yet: its batch, and its rows on disk. What only the whole file tells (shared candidate numbers, shared
/// photos, rounded ID numbers) is added when the rows are read back.
/// </summary>
internal sealed class JudgedBatch(
    BatchRecord batch, ResultsForm form, DataCipher identity, PhotoArchive? archive, string folder) : IDisposable
{
    private static readonly SpoiltCell LostIdNumber = new(ResultsColumn.IdNumber, CellFault.LostDigits);
    private readonly JudgedRowSpool _rows = new(folder);
    private readonly CandidateNumbers _candidates = new(form);
    private readonly RoundedNumbers _rounded = new();
    private readonly PhotoUses? _uses = archive is null ? null : new PhotoUses(archive);
    private readonly Dictionary<string, PhotoFile> _photos = new(StringComparer.Ordinal);
    private RowJudge? _judge;
    private readonly Dictionary<string, int> _rejected = new(StringComparer.Ordinal);

    /// <summary>The batch as it would be stored.</summary>
    public BatchRecord Batch => batch;

    /// <summary>What became of the photos, when all rows were read; null when none were sent.</summary>
    public PhotoReport? PhotoReport => _uses?.Report();

    /// <summary>How many rows were rejected by each code, when all rows were read.</summary>
    public IReadOnlyDictionary<string, int> Rejected => _rejected;

    /// <summary>How the file was read, when it was.</summary>
    public BatchReading Reading { get; private set; } = BatchReading.Of(new ReadingReport());

    /// <summary>Judges the rows of a file; null, or why the file is refused as a whole.</summary>
    public async Task<Refusals?> FillAsync(
        ResultsFile file, RowJudge judge, RegisterJudge register, CancellationToken cancellationToken)
    {
        _judge = judge;
        await foreach (var chunk in file.RowsAsync(cancellationToken).Chunk(RegisterJudge.MostRows).WithCancellation(cancellationToken))
        {
            var judged = new List<JudgedRow>(chunk.Length);
            foreach (var read in chunk)
            {
                if (!read.TryGet(out var row, out var refusals))
                {
                    return refusals;
                }

                _candidates.Add(row);
                _rounded.Add(row.Number, row[ResultsColumn.IdNumber], row.Spoilt.Contains(LostIdNumber));
                judged.Add(judge.Judge(row));
            }

            foreach (var (row, holderKey) in await register.JudgeAsync(judged, form.Kind, batch.InstitutionId, cancellationToken))
            {
                _uses?.Add(row);
                _rows.Add(Record(row, holderKey), row.PhotoFile?.Index);
            }
        }

        batch.Photos = PhotoReport is { } report ? StoredPhotoReport.Write(report) : null;
        Reading = BatchReading.Of(file.Report);
        (batch.ReadingCipher, batch.ReadingKeyId) = (Reading.Encrypt(identity, batch.Id), identity.KeyId);
        return null;
    }

    /// <summary>A row that may be issued, typed, with its photo; null for another.</summary>
    public AssessmentResult? ResultOf(BatchRowRecord row) => row.Outcome == RowOutcome.Pending ? _judge?.Judge(Sent(row)).Result : null;

    /// <summary>The photos of rows that may be issued, each once.</summary>
    public IEnumerable<PhotoRecord> Photos()
    {
        var needed = _photos.Count == 0 ? []
            : Rows().Select(row => row.PhotoHash).OfType<byte[]>().Select(Convert.ToBase64String).ToHashSet(StringComparer.Ordinal);
        foreach (var file in _photos.Where(photo => needed.Contains(photo.Key)).Select(photo => photo.Value))
        {
            if (!archive!.Read(file).TryGet(out var photo, out _))
            {
                throw new InvalidOperationException("A photo that was read while judging cannot be read again.");
            }

            var hash = SHA256.HashData(photo.File.Span);
            yield return new PhotoRecord(hash, identity.Encrypt(photo.File.Span, Places.Photo(hash)), identity.KeyId);
        }
    }

    /// <summary>The rows in order; a write that is tried again reads them again.</summary>
    public IEnumerable<BatchRowRecord> Rows()
    {
        _rejected.Clear();
        foreach (var (judged, photo) in _rows.Read(batch.Id))
        {
            var sharesPhoto = photo is { } file && _uses!.IsShared(file);
            var row = sharesPhoto || _candidates.AreShared(judged.CandidateNumber) || _rounded.Has(judged.Row)
                ? Told(judged, sharesPhoto) : judged;
            if (row.Outcome == RowOutcome.Rejected && RowReasons.AreCounted)
            {
                foreach (var code in RowReasons.Read(row.Reasons).Select(reason => reason.Code.Code).Distinct(StringComparer.Ordinal))
                {
                    _rejected[code] = _rejected.GetValueOrDefault(code) + 1;
                }
            }

            yield return row;
        }
    }

    public SentRow Sent(BatchRowRecord row) =>
        SentRow.FromUtf8Json(identity.Decrypt(row.SentCipher, row.KeyId, Places.Sent(row.BatchId, row.Row)));

    public void Dispose()
    {
        _rows.Dispose();
        archive?.Dispose();
    }

    /// <summary>A row with what only the whole file tells of it.</summary>
    private BatchRowRecord Told(BatchRowRecord row, bool sharesPhoto)
    {
        var judged = new JudgedRow(Sent(row), row.Outcome, RowReasons.Read(row.Reasons), null);
        judged = _rounded.Has(row.Row) ? judged.Rejected(LostIdNumber.Refusal(form)) : judged;
        judged = sharesPhoto ? judged.WithSharedPhoto() : judged;
        return Record(_candidates.AreShared(row.CandidateNumber) ? judged.WithShared(form) : judged, holderKey: null);
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
        PhotoHash = row.Outcome == RowOutcome.Pending ? Remember(row.Result!.Photo, row.PhotoFile) : null,
    };

    private byte[]? Remember(Photo? photo, PhotoFile? file)
    {
        if (photo is null)
        {
            return null;
        }

        var hash = SHA256.HashData(photo.File.Span);
        _photos.TryAdd(Convert.ToBase64String(hash), file!);
        return hash;
    }
}

/// <summary>
/// The judged rows of one file between judging and storing, on disk so that memory does not grow with the file. What was sent
/// lies in it encrypted; the file has no name and is gone when disposed.
/// </summary>
internal sealed class JudgedRowSpool : IDisposable
{
    private readonly FileStream _file;
    private readonly BinaryWriter _writer;
    private long _count;

    public JudgedRowSpool(string folder)
    {
        _file = PrivateFiles.CreateNameless(folder, bufferSize: 64 * 1024);
        _writer = new BinaryWriter(_file, Encoding.UTF8, leaveOpen: true);
    }

    /// <summary>Adds a row, and the number of the file that is its photo.</summary>
    public void Add(BatchRowRecord row, int? photo)
    {
        _writer.Write(row.Row);
        _writer.Write(row.CandidateNumber);
        _writer.Write((byte)row.Outcome);
        _writer.Write(row.Reasons ?? "");
        WriteBytes(row.SentCipher);
        _writer.Write(row.KeyId);
        WriteBytes(row.HolderKey);
        WriteBytes(row.PhotoHash);
        _writer.Write(photo ?? -1);
        _count++;
    }

    /// <summary>The rows in the order they were added; may be read again.</summary>
    public IEnumerable<(BatchRowRecord Row, int? Photo)> Read(string batchId)
    {
        _writer.Flush();
        _file.Position = 0;
        using var reader = new BinaryReader(_file, Encoding.UTF8, leaveOpen: true);
        for (var i = 0L; i < _count; i++)
        {
            var row = new BatchRowRecord
            {
                BatchId = batchId,
                Row = reader.ReadInt64(),
                CandidateNumber = reader.ReadString(),
                Outcome = (RowOutcome)reader.ReadByte(),
                Reasons = reader.ReadString() is { Length: > 0 } reasons ? reasons : null,
                SentCipher = ReadBytes(reader)!,
                KeyId = reader.ReadString(),
                HolderKey = ReadBytes(reader),
                PhotoHash = ReadBytes(reader),
            };
            yield return (row, reader.ReadInt32() is >= 0 and var photo ? photo : null);
        }
    }

    public void Dispose()
    {
        _writer.Dispose();
        _file.Dispose();
    }

    private static byte[]? ReadBytes(BinaryReader reader) => reader.ReadInt32() is var length and > 0 ? reader.ReadBytes(length) : null;

    private void WriteBytes(byte[]? bytes)
    {
        _writer.Write(bytes?.Length ?? 0);
        _writer.Write(bytes ?? []);
    }
}
