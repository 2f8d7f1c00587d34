using Certificates.Core.Coding;

namespace Certificates.Core.Intake;

/// <summary>
/// Which photos of a ZIP are which rows', told after all rows were added: one that is two holders' is nobody's. Holds numbers of
/// documents, for as long as a file is judged.
/// </summary>
internal sealed class PhotoUses(PhotoArchive photos)
{
    private readonly string?[] _holders = new string?[photos.Files.Count];
    private readonly bool[] _shared = new bool[photos.Files.Count];
    private readonly List<long> _rowsWithout = [];
    private int _without;

    /// <summary>Adds a row as it was judged.</summary>
    public void Add(JudgedRow row)
    {
        if (row.IsWithoutPhoto && ++_without <= PhotoReport.MostRows)
        {
            _rowsWithout.Add(row.Sent.Number);
        }

        if (row.PhotoFile is { } file)
        {
            // A row without a number is nobody else's as far as is known.
            var (holder, known) = (HolderOf(row.Sent), _holders[file.Index]);
            _shared[file.Index] |= known?.Length > 0 && holder.Length > 0 && known != holder;
            _holders[file.Index] = holder.Length > 0 ? holder : known ?? "";
        }
    }

    /// <summary>True when rows of two holders have this file.</summary>
    public bool IsShared(int file) => _shared[file];

    /// <summary>What is told to the sender.</summary>
    public PhotoReport Report()
    {
        var unused = photos.Files.Where(file => _holders[file.Index] is null || _shared[file.Index]).ToList();
        return new PhotoReport(photos.Files.Count, photos.Files.Count - unused.Count, unused.Count, _without, _rowsWithout)
        {
            UnusedNames = [.. unused.Take(PhotoReport.MostNames).Select(file => file.Name)],
        };
    }

    /// <summary>
    /// What tells holders apart, also of a row with faults: the number, and of passports, which two countries may share, the name.
    /// </summary>
    private static string HolderOf(SentRow row)
    {
        var number = IdDocument.LookUpTextsOf(row[ResultsColumn.IdNumber]).AsPermit;
        if (!IdTypes.TryParse(row[ResultsColumn.IdType], out var type) || type != IdType.Passport)
        {
            return number;
        }

        var sent = row[ResultsColumn.Name];
        return $"{number} {PersonName.LookUpKey(sent)}";
    }
}

/// <summary>What became of a ZIP of photos. Kept with the batch, but for the names of files, which may be those of people.</summary>
/// <param name="Sent">Its files.</param>
/// <param name="Used">Those that are the photo of a row.</param>
/// <param name="Unused">The others.</param>
/// <param name="WithoutPhoto">How many rows have no photo, without any fault of a photo.</param>
/// <param name="RowsWithout">Which rows these are, at most 1,000.</param>
public sealed record PhotoReport(int Sent, int Used, int Unused, int WithoutPhoto, IReadOnlyList<long> RowsWithout)
{
    /// <summary>Most rows that are named.</summary>
    internal const int MostRows = 1_000;

    /// <summary>Most files that are named.</summary>
    internal const int MostNames = 100;

    /// <summary>What those not used are called, at most 100; told to the sender once, and null from then on.</summary>
    public IReadOnlyList<string>? UnusedNames { get; init; }

    /// <summary>Never prints a name.</summary>
    public override string ToString() => nameof(PhotoReport);
}
