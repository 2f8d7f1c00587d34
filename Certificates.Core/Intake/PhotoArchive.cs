using System.IO.Compression;
using System.Text;
using Certificates.Core.Files;

namespace Certificates.Core.Intake;

/// <summary>
/// The ZIP of photos sent beside a results file. Photos are known by file name alone, in any case and any folder; nothing is ever
/// unpacked to a disk, and no photo is read beyond its limit. One reader at a time reads it; the rest wait.
/// </summary>
public sealed class PhotoArchive : IDisposable
{
    /// <summary>The largest ZIP, in bytes: 2 GB.</summary>
    public const long MaxLength = 2L * 1024 * 1024 * 1024;

    /// <summary>Room for a photo a row and the folders people zip along with them.</summary>
    private const int MaxEntries = 2 * ResultsFile.MaxRows;

    /// <summary>Of the list of entries, in bytes: a name of a hundred characters each is long.</summary>
    private const long MaxDirectory = MaxEntries * 320L;

    private readonly ZipArchive _zip;
    private readonly ILookup<string, ZipArchiveEntry> _entries;
    private readonly Lock _gate = new();

    private PhotoArchive(ZipArchive zip)
    {
        _zip = zip;
        _entries = zip.Entries
            .Where(entry => !entry.FullName.EndsWith('/'))
            .SelectMany(entry => Names(entry).Select(name => (name, entry)))
            .ToLookup(pair => pair.name, pair => pair.entry, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Opens the ZIP: <c>photos_unreadable</c> or <c>file_too_large</c> when it cannot be.</summary>
    /// <param name="file">Seekable; left open, and needed for as long as photos are read.</param>
    public static Result<PhotoArchive> Open(Stream file)
    {
        if (file.Length > MaxLength)
        {
            return new Refusal(RefusalCode.FileTooLarge, "photos",
                "The ZIP of photos has at most 2 GB: send the results in parts.",
                "照片压缩包不超过 2 GB，请将成绩分次上传。");
        }

        ZipArchive? zip = null;
        try
        {
            ZipDirectory.Check(file, MaxDirectory);

            // Names without the UTF-8 flag come through byte by byte, to be told apart below.
            zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true, Encoding.Latin1);
            if (zip.Entries.Count <= MaxEntries)
            {
                return new PhotoArchive(zip);
            }
        }
        catch (Exception e) when (e is InvalidDataException or ReadLimitException)
        {
            // How the library says that a caller's ZIP is broken.
        }

        zip?.Dispose();
        return new Refusal(RefusalCode.PhotosUnreadable, "photos");
    }

    /// <summary>The photo of this file name: <c>photo_missing</c>, <c>photo_invalid</c>.</summary>
    public Result<Photo> Read(string fileName)
    {
        var entries = _entries[FileName(fileName)].Distinct().ToList();
        if (entries.Count != 1)
        {
            return entries.Count == 0
                ? new Refusal(RefusalCode.PhotoMissing, "photo", "照片 (photo) names a file that is not in the ZIP of photos.")
                : new Refusal(RefusalCode.PhotoInvalid, "photo",
                    "The ZIP has more than one photo of this file name: give each a name of its own.",
                    "照片包中有多张同名照片，请分别命名。");
        }

        var file = Unpack(entries[0]);
        if (file is null)
        {
            return new Refusal(RefusalCode.PhotoInvalid, "photo",
                "The photo cannot be unpacked: zip it again, without a password.",
                "照片无法解压，请重新打包为不加密的 ZIP 文件。");
        }

        return Photo.TryParse(file, out var photo, out var refusal) ? photo : refusal;
    }

    /// <inheritdoc/>
    public void Dispose() => _zip.Dispose();

    /// <summary>At most one byte more than a photo may have, whatever the entry says of its size; null when it is damaged.</summary>
    private byte[]? Unpack(ZipArchiveEntry entry)
    {
        lock (_gate)
        {
            try
            {
                using var unpacked = entry.Open();
                var buffer = new byte[Photo.MaxLength + 1];
                return buffer[..unpacked.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)];
            }
            catch (InvalidDataException)
            {
                return null;
            }
        }
    }

    /// <summary>
    /// What an entry may be called. Windows zips names in GBK and some tools in UTF-8 without saying so; a name that was rightly
    /// flagged is kept as it is.
    /// </summary>
    private static IEnumerable<string> Names(ZipArchiveEntry entry)
    {
        var flagged = FileName(entry.FullName);
        if (flagged.All(char.IsAscii) || flagged.Any(c => c > '\u00FF'))
        {
            return [flagged];
        }

        var bytes = Encoding.Latin1.GetBytes(entry.FullName);
        var encoding = System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8 : CsvEncoding.Gb18030;
        try
        {
            return [flagged, FileName(encoding.GetString(bytes))];
        }
        catch (DecoderFallbackException)
        {
            return [flagged];
        }
    }

    /// <summary>
    /// What follows the last separator, composed: macOS zips names decomposed (surrogates may be halves, which cannot be).
    /// </summary>
    private static string FileName(string path)
    {
        var name = path[(path.AsSpan().LastIndexOfAny('/', '\\') + 1)..];
        return name.Any(char.IsSurrogate) ? name : name.Normalize(NormalizationForm.FormC);
    }
}
