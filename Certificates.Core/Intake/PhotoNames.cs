using System.Globalization;
using System.Text;
using Certificates.Core.Coding;

namespace Certificates.Core.Intake;

/// <summary>
/// Finds the files of a ZIP of photos by what rows say. A name is compared in any case and with or without its ending; a folder that is
/// given must be the file's. A number is compared as numbers are: in any width and case.
/// </summary>
internal sealed class PhotoNames
{
    private static readonly string[] Endings =
        [".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".bmp", ".gif", ".tif", ".tiff", ".webp", ".heic", ".heif"];

    private readonly List<PhotoFile> _files = [];
    /// <summary>Files of one name in folders of one name whose further folders are compared; of more the whole path is.</summary>
    private const int MostOfOneName = 1000;

    private readonly List<(string Key, Place Place)> _named = [];
    private readonly Lazy<ILookup<string, Place>> _byName, _byFolder, _byPath;
    private readonly Lazy<ILookup<string, PhotoFile>> _byIdNumber;
    private readonly Lazy<ILookup<string, PhotoFile>> _byCandidate;

    public PhotoNames()
    {
        _byName = new(() => _named.ToLookup(each => each.Key, each => each.Place, StringComparer.OrdinalIgnoreCase));
        _byFolder = new(() => InFolders().ToLookup(
            each => LastOf(each.Place.Folder) + '/' + each.Key, each => each.Place, StringComparer.OrdinalIgnoreCase));
        _byPath = new(() => InFolders().ToLookup(
            each => each.Place.Folder + '/' + each.Key, each => each.Place, StringComparer.OrdinalIgnoreCase));
        _byIdNumber = new(() => _named.ToLookup(each => IdDocument.Compact(each.Key), each => each.Place.File, StringComparer.Ordinal));
        _byCandidate = new(() => _named.ToLookup(each => TypedText.FoldUpper(each.Key), each => each.Place.File, StringComparer.Ordinal));
    }

    /// <summary>All of them, in the order of the ZIP.</summary>
    public IReadOnlyList<PhotoFile> Files => _files;

    /// <summary>Adds an entry of the ZIP; what an operating system puts there for itself, and folders, are no files.</summary>
    /// <param name="entry">Its place in the list of the ZIP.</param>
    /// <param name="readings">What its name may be; the first is shown.</param>
    public void Add(int entry, IReadOnlyList<string> readings)
    {
        if (Path(readings[0]) is var shown && (shown.Name.Length == 0 || IsOfTheSystem(shown)))
        {
            return;
        }

        var file = new PhotoFile(_files.Count, entry, Shown(readings[0]));
        _files.Add(file);
        foreach (var (folder, name) in readings.Select(Path))
        {
            var place = new Place(file, folder);
            _named.Add((name, place));
            if (Stem(name) is { } stem)
            {
                _named.Add((stem, place));
            }
        }
    }

    /// <summary>
    /// The files that a filled column 照片 may mean, two where there are more: of a name without a folder, those in any folder. A hundred
    /// thousand rows may ask for one name that two hundred thousand files have.
    /// </summary>
    public IReadOnlyList<PhotoFile> Named(string sent)
    {
        var (folder, name) = Path(sent.Trim());
        var known = _byName.Value.Contains(name) ? name : Stem(name) ?? name;
        if (folder.Length == 0)
        {
            return Two(_byName.Value[known].Select(place => place.File));
        }

        // The whole path says more than the end of one.
        var whole = Two(_byPath.Value[folder + '/' + known].Select(place => place.File));
        return whole.Count > 0 ? whole : Two(_byFolder.Value[LastOf(folder) + '/' + known].Take(MostOfOneName)
            .Where(place => place.Folder.EndsWith('/' + folder, StringComparison.OrdinalIgnoreCase))
            .Select(place => place.File));
    }

    /// <summary>The files whose names are one of a row's numbers, two where there are more.</summary>
    /// <param name="idNumber">证件号码 as sent.</param>
    /// <param name="candidateNumber">准考证号 as sent.</param>
    public IReadOnlyList<PhotoFile> Numbered(string idNumber, string candidateNumber)
    {
        var (id, candidate) = (IdDocument.Compact(idNumber), TypedText.FoldUpper(candidateNumber));
        var byId = id.Length > 0 ? _byIdNumber.Value[id] : [];
        var byCandidate = candidate.Length > 0 ? _byCandidate.Value[candidate] : [];
        return Two(byId.Concat(byCandidate));
    }

    private static List<PhotoFile> Two(IEnumerable<PhotoFile> files) => [.. files.Distinct().Take(2)];

    private IEnumerable<(string Key, Place Place)> InFolders() => _named.Where(each => each.Place.Folder.Length > 0);

    private static string LastOf(string folder) => folder[(folder.LastIndexOf('/') + 1)..];

    /// <summary>Folder, without a separator at its ends, and name. Composed: macOS zips names decomposed.</summary>
    private static (string Folder, string Name) Path(string path)
    {
        var visible = string.Concat(path.Where(c => char.GetUnicodeCategory(c) != UnicodeCategory.Format)).Replace('\\', '/');

        // Surrogates may be halves, which cannot be composed.
        var composed = visible.Any(char.IsSurrogate) ? visible : visible.Normalize(NormalizationForm.FormC);
        var at = composed.LastIndexOf('/');
        var folder = at < 0 ? "" : composed[..at].Trim('/');
        return (folder.StartsWith("./", StringComparison.Ordinal) ? folder[2..] : folder is "." ? "" : folder, composed[(at + 1)..].Trim());
    }

    private static string? Stem(string name) =>
        Array.Find(Endings, each => name.EndsWith(each, StringComparison.OrdinalIgnoreCase)) is { } ending
        && name.Length > ending.Length
            ? name[..^ending.Length].TrimEnd()
            : null;

    private static bool IsOfTheSystem((string Folder, string Name) path) =>
        path.Folder.Split('/').Contains("__MACOSX", StringComparer.Ordinal) || path.Name.StartsWith("._", StringComparison.Ordinal)
        || path.Name is ".DS_Store" or "Thumbs.db" or "desktop.ini";

    /// <summary>Nothing invisible, at most 100 characters.</summary>
    private static string Shown(string name)
    {
        const int Most = 100;
        var visible = name.EnumerateRunes().Where(rune => Rune.GetUnicodeCategory(rune)
            is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned));
        return string.Concat(visible.Take(Most));
    }

    /// <summary>Where a file lies by one reading of its name.</summary>
    private readonly record struct Place(PhotoFile File, string Folder);
}

/// <summary>A file of the ZIP of photos.</summary>
/// <param name="Index">Its place among those files, from 0.</param>
/// <param name="Entry">Its place in the list of the ZIP.</param>
/// <param name="Name">What it is called, with its folder, as people may see it.</param>
public sealed record PhotoFile(int Index, int Entry, string Name)
{
    /// <summary>Never prints a name, which may be a person's.</summary>
    public override string ToString() => $"{nameof(PhotoFile)} {Index}";
}
