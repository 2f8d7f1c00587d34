namespace Certificates.Core.Files;

/// <summary>What sort of file somebody sent in place of a ZIP, told by its first bytes, in words for whoever sent it.</summary>
/// <param name="English">As what follows "is".</param>
/// <param name="Chinese">As what follows 是.</param>
internal sealed record FileSort(string English, string Chinese)
{
    private const int TarMagicAt = 257;
    private const int Beginning = TarMagicAt + 5;

    private static readonly (byte[] Magic, FileSort Sort)[] Sorts =
    [
        ([.. "Rar!"u8, 0x1A, 0x07], new("a RAR archive", " RAR 压缩包")),
        ([.. "7z"u8, 0xBC, 0xAF, 0x27, 0x1C], new("a 7z archive", " 7z 压缩包")),
        ([0x1F, 0x8B], new("a gzip archive", " gzip 压缩包")),
        ([.. "BZh"u8], new("a bzip2 archive", " bzip2 压缩包")),
        ([0xFD, .. "7zXZ"u8], new("an xz archive", " xz 压缩包")),
        ([0x28, 0xB5, 0x2F, 0xFD], new("a Zstandard archive", " Zstandard 压缩包")),
        ([.. "MSCF"u8], new("a CAB archive", " CAB 压缩包")),
        ([0xFF, 0xD8, 0xFF], new("a single picture", "单张图片")),
        ([0x89, .. "PNG"u8], new("a single picture", "单张图片")),
        ([.. "%PDF"u8], new("a PDF file", " PDF 文件")),
    ];

    /// <summary>The sort of a file; null when it is none of those that people take for a ZIP.</summary>
    public static FileSort? Of(Stream file)
    {
        var bytes = new byte[Beginning];
        file.Position = 0;
        var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return length == Beginning && bytes.AsSpan(TarMagicAt).SequenceEqual("ustar"u8)
            ? new FileSort("a tar archive", " tar 压缩包")
            : Sorts.FirstOrDefault(each => bytes.AsSpan(0, length).StartsWith(each.Magic)).Sort;
    }
}
