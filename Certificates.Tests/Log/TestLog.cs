using Certificates.Core.Data;
using Certificates.Core.Log;
using Certificates.Core.Log.Tree;
using Certificates.Core.Signing.Notes;
using Certificates.Tests.Issuing;
using Certificates.Tests.Log.Outsider;
using Microsoft.Data.Sqlite;

namespace Certificates.Tests.Log;

/// <summary>What tests do with the log of a register, and how they look at it from outside.</summary>
internal static class TestLog
{
    /// <summary>Numbers and signs all leaves there are.</summary>
    public static async Task SequenceAsync(this TestIssuing issuing)
    {
        while (await issuing.Get<LogSequencer>().SequenceAsync(CancellationToken.None) > 0)
        {
        }
    }

    /// <summary>The checkpoint signed last, opened by somebody else.</summary>
    public static async Task<OutsideNote> CheckpointAsync(this TestIssuing issuing) => OutsideNote.Open(
        System.Text.Encoding.UTF8.GetBytes((await issuing.Get<LogReader>().CheckpointAsync(CancellationToken.None))!),
        issuing.Get<SignerKey>().Verifier.ToString());

    /// <summary>The entries of the log in the order of their places.</summary>
    public static async Task<List<byte[]>> EntriesAsync(this TestIssuing issuing)
    {
        var (entries, size) = (new List<byte[]>(), (await issuing.CheckpointAsync()).Size);
        while (entries.Count < size)
        {
            entries.AddRange(await issuing.Get<LogReader>().EntriesAsync(
                entries.Count, (int)Math.Min(TileId.Width, size - entries.Count), CancellationToken.None));
        }

        return entries;
    }

    /// <summary>What somebody does who has the database and no more: the triggers are off meanwhile.</summary>
    public static Task EditAsync(this TestIssuing issuing, string statement) => issuing.Get<Database>().ExecuteAsync(
        $"DROP TRIGGER IF EXISTS LogLeaf_NoUpdate; DROP TRIGGER IF EXISTS LogLeaf_NoDelete; DROP TRIGGER IF EXISTS LogCheckpoint_NoDelete; {statement}",
        null, CancellationToken.None);

    /// <summary>A copy of the register as it is.</summary>
    public static async Task BackUpAsync(this TestIssuing issuing, string name)
    {
        await using var register = new SqliteConnection($"Data Source={Path.Combine(issuing.Folder, "register.db")};Pooling=False");
        await using var copy = new SqliteConnection($"Data Source={Path.Combine(issuing.Folder, name)};Pooling=False");
        await register.OpenAsync();
        await copy.OpenAsync();
        register.BackupDatabase(copy);
    }

    /// <summary>Puts such a copy in place of the register, and starts anew on it.</summary>
    public static async Task PutBackAsync(this TestIssuing issuing, string name)
    {
        await issuing.CloseAsync();
        File.Delete(Path.Combine(issuing.Folder, "register.db-wal"));
        File.Delete(Path.Combine(issuing.Folder, "register.db-shm"));
        File.Copy(Path.Combine(issuing.Folder, name), Path.Combine(issuing.Folder, "register.db"), overwrite: true);
        await issuing.RestartAsync();
    }
}
