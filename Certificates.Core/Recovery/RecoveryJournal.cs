using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Certificates.Core.Privacy;
using Certificates.Core.Register;
using Microsoft.Extensions.Logging;

namespace Certificates.Core.Recovery;

/// <summary>
/// What must not be forgotten with the database, in a folder outside it: how far each series of numbers and ids was used, and every
/// change of a certificate's status. When the database is restored from an older copy, this tells what the copy does not know.
/// Several processes may share the folder. It holds certificate numbers and no personal data.
/// </summary>
internal sealed partial class RecoveryJournal(string folder, ILogger<RecoveryJournal> log)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    // Changes whose writing failed after they were committed: the next writing takes them along, or the next start finds them.
    private readonly List<StatusMark> _unwritten = [];

    private string SeriesFile => Path.Combine(folder, "series.json");

    private string StatusFile => Path.Combine(folder, "statuses.jsonl");

    /// <summary>Where it lies.</summary>
    public string Folder => folder;

    /// <summary>True when no change of status was ever kept here: a new folder.</summary>
    public bool IsNew => !File.Exists(StatusFile);

    /// <summary>How far a series was used; 0 when it never was.</summary>
    public long Next(string series) => Series().GetValueOrDefault(series);

    /// <summary>All that is known; of several changes of one certificate the latest.</summary>
    /// <exception cref="InvalidDataException">A file is damaged; the message names it.</exception>
    public JournalContent Read() => new(
        Series(),
        [.. Statuses().GroupBy(mark => mark.Number, StringComparer.Ordinal)
            .Select(marks => marks.MaxBy(mark => (mark.At, mark.Version, mark.IsSettled))!)]);

    /// <summary>Keeps how far series were used; on disk when this returns. A lower mark than the one kept changes nothing.</summary>
    /// <exception cref="IOException">It cannot be kept: then nothing may be signed by these numbers yet.</exception>
    public async Task GivenAsync(IEnumerable<SeriesMark> marks)
    {
        using var turn = await TakeTurnAsync();
        var known = Series();
        var isAhead = false;
        foreach (var mark in marks.Where(mark => mark.Next > known.GetValueOrDefault(mark.Series)))
        {
            (known[mark.Series], isAhead) = (mark.Next, true);
        }

        if (isAhead)
        {
            ReplaceSeries(known);
        }
    }

    /// <summary>
    /// Keeps changes of status that were committed. Never fails: what cannot be written is said in the log and written later.
    /// </summary>
    public async Task ChangedAsync(IReadOnlyCollection<StatusMark> changes)
    {
        List<StatusMark> all;
        lock (_unwritten)
        {
            all = [.. _unwritten, .. changes];
            _unwritten.Clear();
        }

        try
        {
            using var turn = await TakeTurnAsync();
            Append(all);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            LogUnwritten(fault, all.Count);
            lock (_unwritten)
            {
                _unwritten.AddRange(all);
            }
        }
    }

    private SortedDictionary<string, long> Series()
    {
        try
        {
            return JsonSerializer.Deserialize<SortedDictionary<string, long>>(File.ReadAllBytes(SeriesFile), Json)!;
        }
        catch (Exception none) when (none is FileNotFoundException or DirectoryNotFoundException)
        {
            return new SortedDictionary<string, long>(StringComparer.Ordinal);
        }
        catch (JsonException damage)
        {
            throw new InvalidDataException($"{SeriesFile} is damaged.", damage);
        }
    }

    private List<StatusMark> Statuses()
    {
        var marks = new List<StatusMark>();
        if (IsNew)
        {
            return marks;
        }

        var text = File.ReadAllText(StatusFile);
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < lines.Length; i++)
        {
            try
            {
                marks.Add(JsonSerializer.Deserialize<StatusMark>(lines[i], Json)!);
            }
            catch (JsonException damage)
            {
                // A line that was being written when the power went; the change is in the register, and the next start finds it there.
                if (i < lines.Length - 1 && !lines[i].EndsWith('\t'))
                {
                    throw new InvalidDataException($"{StatusFile} is damaged in line {i + 1}.", damage);
                }
            }
        }

        return marks;
    }

    private void Append(IReadOnlyCollection<StatusMark> changes)
    {
        PrivateFiles.CreateFolder(folder);
        using var file = IsNew
            ? PrivateFiles.Create(StatusFile)
            : new FileStream(StatusFile, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        file.Seek(0, SeekOrigin.End);
        if (EndsInALine(file) is false)
        {
            file.Write("\t\n"u8);
        }

        file.Write(Encoding.UTF8.GetBytes(string.Concat(changes.Select(change => JsonSerializer.Serialize(change, Json) + "\n"))));
        file.Flush(flushToDisk: true);
    }

    private static bool EndsInALine(FileStream file)
    {
        if (file.Length == 0)
        {
            return true;
        }

        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() == '\n';
    }

    // The folder itself is not synchronised: a crash may bring back the file before this one, which is behind the register, and the
    // next start brings it up to that.
    private void ReplaceSeries(SortedDictionary<string, long> known)
    {
        var next = SeriesFile + ".new";
        File.Delete(next);
        using (var file = PrivateFiles.Create(next))
        {
            file.Write(JsonSerializer.SerializeToUtf8Bytes(known, Json));
            file.Flush(flushToDisk: true);
        }

        File.Move(next, SeriesFile, overwrite: true);
    }

    private async Task<FileStream> TakeTurnAsync()
    {
        PrivateFiles.CreateFolder(folder);
        var turn = Path.Combine(folder, "lock");
        PrivateFiles.Keep(turn);
        PrivateFiles.Close(StatusFile);
        PrivateFiles.Close(SeriesFile);
        for (var waited = TimeSpan.Zero; ; waited += TimeSpan.FromMilliseconds(5))
        {
            try
            {
                return new FileStream(turn, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (waited < LongestWait)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), CancellationToken.None);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Critical,
        Message = "{Count} changes of status are in the register and could not be written to the recovery journal. Look at Recovery:Path.")]
    private partial void LogUnwritten(Exception fault, int count);
}
