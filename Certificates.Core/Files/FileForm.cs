using System.Text;
using Certificates.Core.Files.Workbooks;

namespace Certificates.Core.Files;

/// <summary>The dresses a list of rows comes in.</summary>
public enum FileForm
{
    /// <summary>Text whose fields a comma, a tab or a semicolon separates.</summary>
    Csv,

    /// <summary>A workbook (XLSX, XLSM), of which one visible sheet counts.</summary>
    Xlsx,

    /// <summary>A JSON object with one list.</summary>
    Json,

    /// <summary>A workbook of before 2007.</summary>
    Xls,
}

/// <summary>What a file is that holds a table and is not read, or holds none.</summary>
internal enum ForeignKind
{
    /// <summary>A ZIP that holds no workbook.</summary>
    Zip,

    /// <summary>RAR, 7z, gzip.</summary>
    Archive,

    /// <summary>A binary workbook (XLSB).</summary>
    Xlsb,

    /// <summary>A document of the OpenDocument family, such as ODS.</summary>
    OpenDocument,

    /// <summary>A text document.</summary>
    Word,

    /// <summary>A presentation.</summary>
    PowerPoint,

    /// <summary>An OLE file without a workbook that is known, such as some of WPS (.et).</summary>
    OldOffice,

    /// <summary>A web page, which some systems name .xls.</summary>
    Html,

    /// <summary>XML, such as the tables of Excel 2003.</summary>
    Xml,

    /// <summary>A PDF.</summary>
    Pdf,

    /// <summary>A picture.</summary>
    Picture,
}

/// <summary>Tells the forms apart by what is in a file: names and media types are what the sender believes.</summary>
internal static class FileForms
{
    private const int LongestStart = 1024;

    private static readonly (byte[] Start, ForeignKind Kind)[] Foreign =
    [
        ([.. "%PDF-"u8], ForeignKind.Pdf),
        ([0xFF, 0xD8, 0xFF], ForeignKind.Picture),
        ([0x89, .. "PNG"u8], ForeignKind.Picture),
        ([.. "GIF8"u8], ForeignKind.Picture),
        ([.. "II*\0"u8], ForeignKind.Picture),
        ([.. "MM\0*"u8], ForeignKind.Picture),
        ([.. "RIFF"u8], ForeignKind.Picture),
        ([.. "Rar!"u8], ForeignKind.Archive),
        ([.. "7z"u8, 0xBC, 0xAF, 0x27, 0x1C], ForeignKind.Archive),
        ([0x1F, 0x8B], ForeignKind.Archive),
        ([.. "PK\u0005\u0006"u8], ForeignKind.Zip),
        ([.. "{\\rtf"u8], ForeignKind.Word),
    ];

    private static readonly string[] PageStarts =
        ["<!doctype html", "<!--", "<html", "<head", "<meta", "<table", "<style", "<div", "mime-version:"];

    /// <summary>The form of a seekable file, which is left standing behind its byte order mark; or what it is instead.</summary>
    public static async Task<Result<FileForm>> DetectAsync(Stream file, CancellationToken cancellationToken)
    {
        var start = new byte[LongestStart];
        file.Position = 0;
        var length = await file.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken);
        var mark = start.AsSpan(0, length).StartsWith("\uFEFF"u8) ? 3 : 0;
        file.Position = mark;
        return Of(start.AsSpan(mark, length - mark));
    }

    private static Result<FileForm> Of(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith("PK\u0003\u0004"u8))
        {
            return FileForm.Xlsx;
        }

        if (start.StartsWith(CompoundFile.Signature))
        {
            return FileForm.Xls;
        }

        // HEIC, as phones take pictures, says what it is behind its length.
        if (start.Length > 8 && start[4..].StartsWith("ftyp"u8))
        {
            return FileRefusals.NotRead(ForeignKind.Picture);
        }

        foreach (var (bytes, kind) in Foreign)
        {
            if (start.StartsWith(bytes))
            {
                return FileRefusals.NotRead(kind);
            }
        }

        return KindOfText(start) is { } text ? FileRefusals.NotRead(text)
            : start.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..] ? FileForm.Json
            : FileForm.Csv;
    }

    /// <summary>A page or XML; null for text that may be a table.</summary>
    private static ForeignKind? KindOfText(ReadOnlySpan<byte> start)
    {
        var encoding = start.StartsWith<byte>([0xFF, 0xFE]) ? Encoding.Unicode
            : start.StartsWith<byte>([0xFE, 0xFF]) ? Encoding.BigEndianUnicode : Encoding.Latin1;
        var text = encoding.GetString(start).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        return PageStarts.Any(page => text.StartsWith(page, StringComparison.OrdinalIgnoreCase)) ? ForeignKind.Html
            : !text.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase) ? null
            : text.Contains("<html", StringComparison.OrdinalIgnoreCase) ? ForeignKind.Html
            : text.Contains("<office:document", StringComparison.Ordinal) ? ForeignKind.OpenDocument : ForeignKind.Xml;
    }
}
