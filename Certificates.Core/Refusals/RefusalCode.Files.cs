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
        "文件无法读取，请上传 CSV（UTF-8 或 GB18030 编码）、XLSX 或 JSON 文件。",
        "The file cannot be read: send CSV (UTF-8 or GB18030), XLSX or JSON.");

    public static readonly RefusalCode EncodingMixed = new(
        "encoding_mixed", RefusalKind.Malformed,
        "文件编码不统一，请另存为 UTF-8 编码后重新上传。",
        "The file is neither wholly UTF-8 nor wholly GB18030: save it anew in one encoding, best UTF-8.");

    public static readonly RefusalCode ColumnsMissing = new(
        "columns_missing", RefusalKind.Malformed,
        "表头缺少必需的列，请补齐后重新上传。",
        "The first row lacks a column that is needed: add it and send the file again.");

    public static readonly RefusalCode ColumnsDuplicated = new(
        "columns_duplicated", RefusalKind.Malformed,
        "表头中有重复的列，请每列只保留一个后重新上传。",
        "A column stands in the first row twice: keep one of each and send the file again.");

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
