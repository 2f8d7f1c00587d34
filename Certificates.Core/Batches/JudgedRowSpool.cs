using System.Text;
using Certificates.Core.Intake;
using Certificates.Core.Privacy;

namespace Certificates.Core.Batches;

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

    public void Add(BatchRowRecord row)
    {
        _writer.Write(row.Row);
        _writer.Write(row.CandidateNumber);
        _writer.Write((byte)row.Outcome);
        _writer.Write(row.Reasons ?? "");
        WriteBytes(row.SentCipher);
        _writer.Write(row.KeyId);
        WriteBytes(row.HolderKey);
        WriteBytes(row.PhotoHash);
        _count++;
    }

    /// <summary>The rows in the order they were added; may be read again.</summary>
    public IEnumerable<BatchRowRecord> Read(string batchId)
    {
        _writer.Flush();
        _file.Position = 0;
        using var reader = new BinaryReader(_file, Encoding.UTF8, leaveOpen: true);
        for (var i = 0L; i < _count; i++)
        {
            yield return new BatchRowRecord
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
