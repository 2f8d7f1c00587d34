using System.IO.Compression;

namespace Certificates.Core.Files;

/// <summary>
/// Unpacks a workbook to nowhere before it is read: a file of kilobytes can unpack to gigabytes, and the sizes it declares are
/// what its maker wrote.
/// </summary>
internal static class XlsxPackage
{
    private const int MaxEntries = 1000;
    private const long MaxSharedStrings = 96L * 1024 * 1024;
    private const long MaxUnpacked = 400L * 1024 * 1024;

    /// <summary><c>file_too_large</c> for a bomb, <c>file_unreadable</c> for what is no workbook; null when it may be read.</summary>
    public static async Task<Refusal?> RefuseAsync(Stream file, CancellationToken cancellationToken)
    {
        try
        {
            await using var zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Read, leaveOpen: true, null, cancellationToken);
            if (zip.Entries.Count > MaxEntries || zip.GetEntry("xl/workbook.xml") is null)
            {
                return FileRefusals.Unreadable("The file is not an XLSX workbook.", "文件不是 XLSX 工作簿");
            }

            // Shared strings are held in memory by the reader, sheets are not.
            var left = MaxUnpacked;
            foreach (var entry in zip.Entries.Where(entry => entry.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)))
            {
                var limit = entry.Name.Equals("sharedStrings.xml", StringComparison.OrdinalIgnoreCase) ? MaxSharedStrings : left;
                var length = await UnpackedLengthAsync(entry, Math.Min(limit, left), cancellationToken);
                if (length > Math.Min(limit, left))
                {
                    return FileRefusals.TooLarge;
                }

                left -= length;
            }

            return null;
        }
        catch (InvalidDataException)
        {
            // How the library says that a caller's ZIP is broken.
            return FileRefusals.Unreadable("The file is a damaged XLSX workbook.", "XLSX 工作簿已损坏");
        }
    }

    private static async Task<long> UnpackedLengthAsync(ZipArchiveEntry entry, long limit, CancellationToken cancellationToken)
    {
        await using var unpacked = await entry.OpenAsync(cancellationToken);
        var buffer = new byte[256 * 1024];
        var length = 0L;
        while (length <= limit && await unpacked.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            length += read;
        }

        return length;
    }
}
