// Each code says in its own texts what it means.
#pragma warning disable CS1591

namespace Certificates.Core;

/// <content>Codes of files that are refused as a whole.</content>
public sealed partial class RefusalCode
{
    public static readonly RefusalCode FileMissing = new(
        "file_missing", RefusalKind.Malformed,
        "表单中没有名为 file 的文件，请在该项中上传文件。",
        "The form has no part 'file': that is where the results go.");

    public static readonly RefusalCode PartRepeated = new(
        "part_repeated", RefusalKind.Malformed,
        "表单中同一文件项出现了两次，请每次只上传一个文件。",
        "A part of the form was sent twice: send one file a batch.");

    public static readonly RefusalCode FileEmpty = new(
        "file_empty", RefusalKind.Malformed,
        "没有收到文件，或文件中没有数据行，请检查后重新上传。",
        "The file is missing or has no data row: send a header row and at least one row below it.");

    public static readonly RefusalCode FileUnreadable = new(
        "file_unreadable", RefusalKind.Malformed,
        "文件无法读取，请上传 CSV、XLSX、XLS 或 JSON 文件。",
        "The file cannot be read: send CSV, XLSX, XLS or JSON.");

    public static readonly RefusalCode FormatNotRead = new(
        "format_not_read", RefusalKind.Malformed,
        "文件格式不能直接读取，请打开后另存为 .xlsx 后再上传。",
        "Files of this kind are not read: open it and save it as .xlsx, then send that.");

    public static readonly RefusalCode WorkbookProtected = new(
        "workbook_protected", RefusalKind.Malformed,
        "工作簿设有打开密码，请取消密码，另存为 .xlsx 后再上传。",
        "The workbook takes a password to open: remove it, save it as .xlsx and send that.");

    public static readonly RefusalCode EncodingMixed = new(
        "encoding_mixed", RefusalKind.Malformed,
        "文件编码不统一，请另存为 UTF-8 编码后重新上传。",
        "The file is neither wholly UTF-8 nor wholly GB18030: save it anew in one encoding, best UTF-8.");

    public static readonly RefusalCode ColumnsMissing = new(
        "columns_missing", RefusalKind.Malformed,
        "表头缺少必需的列，请补齐后重新上传。",
        "The header lacks a column that is needed: add it and send the file again.");

    public static readonly RefusalCode ColumnsDuplicated = new(
        "columns_duplicated", RefusalKind.Malformed,
        "表头中有重复的列，或含义相同的列，请每项只保留一列后重新上传。",
        "Two headings name one column: keep one of each and send the file again.");

    public static readonly RefusalCode ColumnsHidden = new(
        "columns_hidden", RefusalKind.Malformed,
        "需要读取的列被隐藏，请取消隐藏，核对无误后重新上传。",
        "A column that is needed is hidden in the sheet: show it, see that it is right and send the file again.");

    public static readonly RefusalCode HeaderNotFound = new(
        "header_not_found", RefusalKind.Malformed,
        "没有找到表头，请在数据上方用一行写明各列名称。",
        "No row was found that names the columns: put one above the data.");

    public static readonly RefusalCode SheetsAmbiguous = new(
        "sheets_ambiguous", RefusalKind.Malformed,
        "有多个可见工作表含有所需的列，请只保留一个，隐藏其余的，或用参数 sheet 指定。",
        "More than one visible sheet has the columns: keep one, hide the others, or name one with ?sheet=.");

    public static readonly RefusalCode SheetUnknown = new(
        "sheet_unknown", RefusalKind.Malformed,
        "没有此名称的可见工作表，请核对。",
        "No visible sheet has this name: compare it with the workbook.");

    public static readonly RefusalCode CellsMerged = new(
        "cells_merged", RefusalKind.Malformed,
        "数据区有合并单元格，请取消合并并逐行填写后重新上传。",
        "There are merged cells in the data: unmerge them and fill in every row, then send the file again.");

    public static readonly RefusalCode PhotosUnreadable = new(
        "photos_unreadable", RefusalKind.Malformed,
        "照片压缩包无法打开，请将 JPEG 照片重新打包为不加密的 ZIP 文件。",
        "The photos are not a readable ZIP: zip the JPEG files again, without a password.");

    public static readonly RefusalCode FileTooLarge = new(
        "file_too_large", RefusalKind.TooLarge,
        "文件超过大小上限，请拆分后分次上传。",
        "The file is larger than this call takes: send it in parts.");

    public static readonly RefusalCode TooManyRows = new(
        "too_many_rows", RefusalKind.TooLarge,
        "文件行数超过上限，请拆分后分次上传。",
        "The file has more rows than this call takes: send it in parts.");
}
