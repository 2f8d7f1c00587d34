using System.IO.Compression;
using System.Text;
using Certificates.Core.Files;

namespace Certificates.Core.Intake;

/// <summary>
/// The ZIP of photos sent beside a results file. Nothing is ever unpacked to a disk, and no photo is read beyond its limit. One reader
/// at a time reads it; the rest wait.
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
    private readonly PhotoNames _names;
    private readonly Lock _gate = new();

    // One for all photos: a list has a hundred thousand, and so large an array is collected with the whole heap or not at all.
    private readonly byte[] _buffer = new byte[Photo.MaxLength + 1];

    private PhotoArchive(ZipArchive zip, PhotoNames names) => (_zip, _names) = (zip, names);

    /// <summary>Its files, in their order.</summary>
    public IReadOnlyList<PhotoFile> Files => _names.Files;

    /// <summary>Opens the ZIP: <c>photos_unreadable</c> or <c>file_too_large</c> when it cannot be; says what was sent instead.</summary>
    /// <param name="file">Seekable; left open, and needed for as long as photos are read.</param>
    public static Result<PhotoArchive> Open(Stream file)
    {
        if (file.Length > MaxLength)
        {
            return new Refusal(RefusalCode.FileTooLarge, "photos",
                "The ZIP of photos has at most 2 GB: send the results in parts.",
                "照片压缩包不超过 2 GB，请将成绩分次上传。");
        }

        try
        {
            var (start, isSplit) = ZipDirectory.Check(file, MaxDirectory);
            return isSplit ? PhotosRefusal.Split : Open(file, start);
        }
        catch (ReadLimitException)
        {
            return PhotosRefusal.TooMany;
        }
        catch (InvalidDataException)
        {
            // How the library says that a caller's ZIP is broken.
            return PhotosRefusal.Of(file);
        }
    }

    /// <summary>The files that a filled column 照片 may mean; none is picked where there are several.</summary>
    public IReadOnlyList<PhotoFile> Named(string sent) => _names.Named(sent);

    /// <summary>The files whose names are a row's ID number or its candidate number.</summary>
    public IReadOnlyList<PhotoFile> Numbered(string idNumber, string candidateNumber) => _names.Numbered(idNumber, candidateNumber);

    /// <summary>The photo in a file: <c>photo_invalid</c>.</summary>
    public Result<Photo> Read(PhotoFile photo)
    {
        var file = Unpack(_zip.Entries[photo.Entry]);
        if (file is null)
        {
            return new Refusal(RefusalCode.PhotoInvalid, "photo",
                "The photo cannot be unpacked, the ZIP is damaged there: zip it again.",
                "照片无法解压，压缩包已损坏，请重新打包。");
        }

        return Photo.TryParse(file, out var read, out var refusal) ? read : refusal;
    }

    /// <inheritdoc/>
    public void Dispose() => _zip.Dispose();

    /// <exception cref="InvalidDataException">The ZIP is broken.</exception>
    private static Result<PhotoArchive> Open(Stream file, long start)
    {
        var (names, entries) = (new PhotoNames(), 0);
        foreach (var listing in ZipListing.Read(file, start))
        {
            var fault = entries == MaxEntries ? PhotosRefusal.TooMany
                : listing.IsEncrypted ? PhotosRefusal.Encrypted
                : PhotosRefusal.OfMethod(listing.Method);
            if (fault is not null)
            {
                return fault;
            }

            names.Add(entries++, Readings(listing));
        }

        file.Position = 0;
        ZipArchive? zip = null;
        try
        {
            zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            if (zip.Entries.Count != entries)
            {
                return PhotosRefusal.Of(file);
            }

            var archive = new PhotoArchive(zip, names);
            zip = null;
            return archive;
        }
        finally
        {
            zip?.Dispose();
        }
    }

    /// <summary>At most one byte more than a photo may have, whatever the entry says of its size; null when it is damaged.</summary>
    private byte[]? Unpack(ZipArchiveEntry entry)
    {
        lock (_gate)
        {
            try
            {
                using var unpacked = entry.Open();
                return _buffer[..unpacked.ReadAtLeast(_buffer, _buffer.Length, throwOnEndOfStream: false)];
            }
            catch (InvalidDataException)
            {
                return null;
            }
        }
    }

    /// <summary>
    /// What an entry may be called. Windows zips names in GBK, and some tools in UTF-8 without saying so; bytes that are both are tried as
    /// both, and the likelier comes first. Decoded whole, before it is cut at separators: in GBK the second byte of a character may be
    /// the one of a backslash.
    /// </summary>
    private static string[] Readings(ZipListing listing)
    {
        const char FirstOfThreeBytes = '\u0800';
        var utf8 = Decode(CsvEncoding.Utf8, listing.Name);
        var gbk = listing.IsUtf8 && utf8 is not null ? null : Decode(CsvEncoding.Gb18030, listing.Name);
        string[] both = utf8?.Any(c => c >= FirstOfThreeBytes) == false && gbk is not null ? [gbk, utf8] : [utf8 ?? "", gbk ?? ""];
        var readings = both.Where(name => name.Length > 0).Distinct(StringComparer.Ordinal).ToArray();
        return readings.Length > 0 ? readings : [Encoding.Latin1.GetString(listing.Name)];
    }

    private static string? Decode(Encoding encoding, byte[] name)
    {
        try
        {
            return encoding.GetString(name);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
