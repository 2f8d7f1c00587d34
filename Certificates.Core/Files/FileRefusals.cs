namespace Certificates.Core.Files;

/// <summary>What is said of a file that is refused as a whole, whatever its rows are.</summary>
internal static class FileRefusals
{
    /// <summary>A file, or what it unpacks to, beyond the limits.</summary>
    public static Refusal TooLarge => new(RefusalCode.FileTooLarge, "file",
        "The file, or what it unpacks to, is larger than this call takes: send it in parts.",
        "文件（或其解压后的内容）超过大小上限，请拆分后分次上传。");

    /// <summary>A file of more bytes than the call takes.</summary>
    public static Refusal LongerThan(long limit)
    {
        var size = limit < 1024 * 1024 ? $"{limit / 1024} KB" : $"{limit / (1024 * 1024)} MB";
        return new Refusal(RefusalCode.FileTooLarge, "file", $"The file is larger than {size}: split it.", $"文件超过 {size}，请拆分。");
    }

    /// <summary>A table wider than any that is taken.</summary>
    public static Refusal TooManyColumns => Unreadable(
        $"The table has more than {FileLimits.Columns} columns.", $"表格超过 {FileLimits.Columns} 列");

    /// <summary>A file whose lines, blank ones too, are more than a sheet has.</summary>
    public static Refusal TooManyLines => new(RefusalCode.TooManyRows, "file",
        "The file has far more lines than rows: delete the blank lines and send it again.",
        "文件的行数（含空行）过多，请删除空行后重新上传。");

    /// <summary>A ZIP that holds no workbook.</summary>
    public static Refusal NoWorkbook => Unreadable("The file is not an XLSX workbook.", "文件不是 XLSX 工作簿");

    /// <summary>A workbook that is cut off, or is not of the form it should have.</summary>
    public static Refusal DamagedSheet => Unreadable("The XLSX workbook is damaged.", "XLSX 工作簿已损坏");

    /// <summary>A file that is none of the three forms, and why.</summary>
    public static Refusal Unreadable(string reason, string chinese) => new(
        RefusalCode.FileUnreadable,
        "file",
        $"{reason} Send CSV (UTF-8 or GB18030), XLSX or JSON.",
        $"{chinese}，请上传 CSV（UTF-8 或 GB18030 编码）、XLSX 或 JSON 文件。");
}
