namespace Certificates.Core.Files;

/// <summary>What is said of a file that is refused as a whole, whatever its rows are.</summary>
internal static class FileRefusals
{
    /// <summary>A file, or what it unpacks to, beyond the limits.</summary>
    public static Refusal TooLarge => new(RefusalCode.FileTooLarge, "file",
        "A file has at most 64 MB: send it in parts.",
        "文件不超过 64 MB，请拆分后分次上传。");

    /// <summary>A file that is none of the three forms, and why.</summary>
    public static Refusal Unreadable(string reason, string chinese) => new(
        RefusalCode.FileUnreadable,
        "file",
        $"{reason} Send CSV (UTF-8 or GB18030), XLSX or JSON.",
        $"{chinese}，请上传 CSV（UTF-8 或 GB18030 编码）、XLSX 或 JSON 文件。");
}
