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

    /// <summary>A file of a kind that is not read, said by its kind.</summary>
    public static Refusal NotRead(ForeignKind kind)
    {
        var (english, chinese) = Words(kind);
        return new Refusal(
            RefusalCode.FormatNotRead,
            "file",
            $"The file is {english}, which is not read here: open it and save it as .xlsx, then send that.",
            $"文件是{chinese}，不能直接读取：请打开后另存为 .xlsx 后再上传。");
    }

    /// <summary>A workbook of which the screen shows no sheet.</summary>
    public static Refusal NoVisibleSheet => Unreadable(
        "The workbook has no visible sheet, and hidden ones are not read: show the sheet to be read.", "工作簿没有可见的工作表（隐藏的不读取，请取消隐藏）");

    /// <summary>A workbook that is cut off, or is not of the form it should have.</summary>
    public static Refusal DamagedSheet => Unreadable("The workbook is damaged.", "工作簿已损坏");

    /// <summary>A file that is none of the three forms, and why.</summary>
    public static Refusal Unreadable(string reason, string chinese) => new(
        RefusalCode.FileUnreadable,
        "file",
        $"{reason} Send CSV, XLSX, XLS or JSON.",
        $"{chinese}，请上传 CSV、XLSX、XLS 或 JSON 文件。");

    private static (string English, string Chinese) Words(ForeignKind kind) => kind switch
    {
        ForeignKind.Zip => ("a ZIP archive and no workbook", " ZIP 压缩包，不是工作簿"),
        ForeignKind.Archive => ("an archive (RAR, 7z or gzip)", "压缩包（RAR、7z 或 gzip）"),
        ForeignKind.Xlsb => ("a binary workbook (.xlsb)", "二进制工作簿（.xlsb）"),
        ForeignKind.OpenDocument => ("an OpenDocument file (such as .ods)", "OpenDocument 文件（如 .ods）"),
        ForeignKind.Word => ("a text document (Word)", "文字文档（Word）"),
        ForeignKind.PowerPoint => ("a presentation", "演示文稿"),
        ForeignKind.OldOffice => ("an old office file without a workbook, such as some of WPS (.et)", "不含工作簿的旧版办公文件（如 WPS 的 .et）"),
        ForeignKind.Html => ("a web page (HTML), whatever its name says", "网页（HTML），即使文件名以 .xls 结尾"),
        ForeignKind.Xml => ("XML, such as a table of Excel 2003", "XML 文件（如 Excel 2003 XML 表格）"),
        ForeignKind.Pdf => ("a PDF", "PDF 文件"),
        ForeignKind.Picture => ("a picture", "图片"),
    };
}
