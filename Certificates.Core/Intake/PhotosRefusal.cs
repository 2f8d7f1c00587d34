using Certificates.Core.Files;

namespace Certificates.Core.Intake;

/// <summary><c>photos_unreadable</c>, with what was sent instead of a ZIP that can be read, and what to do.</summary>
internal static class PhotosRefusal
{
    private const string ZipAgain = "zip the JPEG files again as one plain ZIP, without a password";
    private const string ChineseZipAgain = "请将 JPEG 照片重新打包为一个普通 ZIP 文件（不分卷、不加密）";

    /// <summary>One part of a ZIP that was split.</summary>
    public static Refusal Split { get; } = Of("are one part of a split ZIP", "是分卷压缩包中的一卷");

    /// <summary>A ZIP with a password.</summary>
    public static Refusal Encrypted { get; } = Of("are a ZIP with a password", "压缩包设有密码");

    /// <summary>A ZIP of more files than any batch has rows for.</summary>
    public static Refusal TooMany { get; } = Of("are a ZIP of far more files than a batch has rows", "压缩包中的文件数远多于成绩行数");

    /// <summary>A file that cannot be opened as a ZIP.</summary>
    public static Refusal Of(Stream file)
    {
        Span<byte> start = stackalloc byte[4];
        file.Position = 0;
        var length = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return FileSort.Of(file) is { } sort ? Of($"are {sort.English}, not a ZIP", $"文件是{sort.Chinese}，不是 ZIP 文件")
            : start[..length].StartsWith("PK\u0007\u0008"u8) ? Split
            : start[..length].StartsWith("PK"u8) ? Of(
                "are a ZIP that is cut off, damaged, or one part of a split one", "压缩包不完整、已损坏，或是分卷中的一卷")
            : Of("are not a ZIP", "文件不是 ZIP 文件");
    }

    /// <summary>A ZIP whose files are packed in a way that is not read; null for one that is.</summary>
    public static Refusal? OfMethod(int method) => method switch
    {
        0 or 8 or 9 => null,
        12 => Packed("bzip2"),
        14 => Packed("LZMA"),
        93 => Packed("Zstandard"),
        95 => Packed("xz"),
        98 => Packed("PPMd"),
        _ => Of($"are a ZIP packed by a method that is not read (number {method})", $"压缩包使用了无法读取的压缩方式（编号 {method}）"),
    };

    private static Refusal Packed(string method) => Of(
        $"are a ZIP packed by {method}, which is not read (choose Deflate)", $"压缩包使用了 {method} 压缩方式，无法读取（请选择 Deflate）");

    private static Refusal Of(string english, string chinese) => new(
        RefusalCode.PhotosUnreadable, "photos", $"The photos {english}: {ZipAgain}.", $"照片{chinese}，{ChineseZipAgain}。");
}
