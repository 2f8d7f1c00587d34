using Certificates.Core.Log.Tree;
using Certificates.Core.Privacy;
using Microsoft.Extensions.Logging;

namespace Certificates.Core.Log;

/// <summary>
/// The log outside the register, in a folder laid out as C2SP tlog-tiles serves it: the entries and the checkpoint signed last. A register
/// that was restored from an older copy is noticed by it, and gets the leaves back that it lost.
/// </summary>
internal sealed partial class LogCopy(string folder, ILogger<LogCopy> log)
{
    private string CheckpointFile => Path.Combine(folder, "checkpoint");

    /// <summary>Where it lies.</summary>
    public string Folder => folder;

    /// <summary>The checkpoint kept last; null when none ever was.</summary>
    /// <exception cref="InvalidDataException">The file is damaged; the message names it.</exception>
    public Checkpoint? Kept() => KeptNote() is not { } note ? null
        : Checkpoint.Open(note) ?? throw new InvalidDataException($"{CheckpointFile} is damaged.");

    /// <summary>The same with its signature.</summary>
    public string? KeptNote()
    {
        try
        {
            return File.ReadAllText(CheckpointFile);
        }
        catch (Exception none) when (none is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>
    /// Keeps what was signed since: the entries first, then the checkpoint over them. Never fails over the folder: what cannot be written
    /// is said in the log and written the next time.
    /// </summary>
    /// <returns>False when it is to be tried again.</returns>
    public async Task<bool> KeepAsync(LogReader reader, CancellationToken cancellationToken)
    {
        var note = await reader.CheckpointAsync(cancellationToken);
        if (note is null || Checkpoint.Open(note) is not { } checkpoint)
        {
            return note is null;
        }

        try
        {
            var from = Kept()?.Size ?? 0;
            for (var bundle = from / TileId.Width; bundle * TileId.Width < checkpoint.Size && from < checkpoint.Size; bundle++)
            {
                var first = bundle * TileId.Width;
                var count = (int)Math.Min(TileId.Width, checkpoint.Size - first);
                Replace(FileOf(bundle), EntryBundle.Write(await reader.EntriesAsync(first, count, cancellationToken)));
            }

            if (from < checkpoint.Size)
            {
                Replace(CheckpointFile, System.Text.Encoding.UTF8.GetBytes(note));
            }

            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            LogUnkept(fault);
            return false;
        }
    }

    /// <summary>Entries from one up to the last that was kept, with their places.</summary>
    /// <exception cref="InvalidDataException">A file is missing or damaged; the message names it.</exception>
    public IEnumerable<NumberedLeaf> EntriesFrom(long first)
    {
        var size = Kept()?.Size ?? 0;
        for (var bundle = first / TileId.Width; bundle * TileId.Width < size; bundle++)
        {
            var (start, file) = (bundle * TileId.Width, FileOf(bundle));
            var needed = (int)Math.Min(TileId.Width, size - start);
            if (!File.Exists(file) || !EntryBundle.TryRead(File.ReadAllBytes(file), out var entries) || entries.Count < needed)
            {
                throw new InvalidDataException($"{file} is missing or damaged.");
            }

            for (var i = (int)Math.Max(0, first - start); i < needed; i++)
            {
                yield return new NumberedLeaf(start + i, entries[i].ToArray());
            }
        }
    }

    // The last bundle grows in its place: the checkpoint says how much of it counts.
    private string FileOf(long bundle) => Path.Combine(folder, "tile", new TilePath(null, bundle, null).ToString());

    private static void Replace(string path, byte[] content)
    {
        PrivateFiles.CreateFolder(Path.GetDirectoryName(path)!);
        var next = path + ".new";
        File.Delete(next);
        using (var file = PrivateFiles.Create(next))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(next, path, overwrite: true);
    }

    [LoggerMessage(LogLevel.Critical,
        "The log could not be kept outside the register: one restored from an older copy would not be noticed. Look at Recovery:Path.")]
    private partial void LogUnkept(Exception fault);
}
