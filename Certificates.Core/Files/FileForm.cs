namespace Certificates.Core.Files;

/// <summary>The dresses a list of rows comes in.</summary>
public enum FileForm
{
    /// <summary>Comma-separated text.</summary>
    Csv,

    /// <summary>A workbook, of which the first sheet counts.</summary>
    Xlsx,

    /// <summary>A JSON object with one list.</summary>
    Json,
}

/// <summary>Tells the forms apart by what is in a file: names and media types are what the sender believes.</summary>
internal static class FileForms
{
    /// <summary>The form of a seekable file, which is left standing behind its byte order mark.</summary>
    public static async Task<FileForm> DetectAsync(Stream file, CancellationToken cancellationToken)
    {
        var start = new byte[64];
        file.Position = 0;
        var length = await file.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken);
        var mark = start.AsSpan(0, length).StartsWith("\uFEFF"u8) ? 3 : 0;
        file.Position = mark;
        return start.AsSpan(mark, length - mark) switch
        {
            [(byte)'P', (byte)'K', 3, 4, ..] => FileForm.Xlsx,
            var text when text.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..] => FileForm.Json,
            _ => FileForm.Csv,
        };
    }
}
