using System.Runtime.CompilerServices;
using Sylvan.Data.Csv;

namespace Certificates.Core.Files;

/// <summary>Reads the records of a CSV file (RFC 4180, comma, LF or CRLF) in either of its encodings.</summary>
internal static class CsvRows
{
    private const int LongestRecord = 1024 * 1024;

    /// <summary>The records, the header and blank ones too; ends with a refusal where the file is refused.</summary>
    public static async IAsyncEnumerable<Result<string[]>> ReadAsync(Stream file, FileLimits limits,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!(await CsvEncoding.DetectAsync(file, cancellationToken)).TryGet(out var encoding, out var refusals))
        {
            yield return refusals;
            yield break;
        }

        file.Position = 0;
        using var text = new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        if (await IsWideAsync(text, cancellationToken))
        {
            yield return FileRefusals.TooManyColumns;
            yield break;
        }

        file.Position = 0;
        text.DiscardBufferedData();
        var isGb18030 = ReferenceEquals(encoding, CsvEncoding.Gb18030);
        await using var csv = await OpenAsync(text, cancellationToken);
        for (var lines = 0; ; lines++)
        {
            if (!(await AdvanceAsync(csv, cancellationToken)).TryGet(out var more, out refusals))
            {
                yield return refusals;
                yield break;
            }

            if (!more)
            {
                yield break;
            }

            if (lines == limits.Lines)
            {
                yield return FileRefusals.TooManyLines;
                yield break;
            }

            yield return Fields(csv, isGb18030);
        }
    }

    /// <summary>
    /// True when the first record has more fields than a table has columns. Known before the library sees it, whose work grows with
    /// the square of their number.
    /// </summary>
    private static async Task<bool> IsWideAsync(StreamReader text, CancellationToken cancellationToken)
    {
        var buffer = new char[4096];
        var (fields, isQuoted) = (1, false);
        while (await text.ReadAsync(buffer, cancellationToken) is var length and > 0)
        {
            foreach (var character in buffer.AsSpan(0, length))
            {
                isQuoted ^= character == '"';
                fields += character == ',' && !isQuoted ? 1 : 0;
                if (fields > FileLimits.Columns || (character is '\r' or '\n' && !isQuoted))
                {
                    return fields > FileLimits.Columns;
                }
            }
        }

        return false;
    }

    /// <summary>
    /// The header is read as a row: the library would not notice a doubled one. No line is a comment: a name may begin with #.
    /// </summary>
    private static Task<CsvDataReader> OpenAsync(StreamReader text, CancellationToken cancellationToken) =>
        CsvDataReader.CreateAsync(
            text,
            new CsvDataReaderOptions
            {
                HasHeaders = false,
                Delimiter = ',',
                Comment = '\0',
                BufferSize = 64 * 1024,
                MaxBufferSize = LongestRecord,
                OwnsReader = false,
            },
            cancellationToken);

    private static async Task<Result<bool>> AdvanceAsync(CsvDataReader csv, CancellationToken cancellationToken)
    {
        try
        {
            return await csv.ReadAsync(cancellationToken);
        }
        catch (Exception e) when (e is CsvFormatException or CsvRecordTooLargeException)
        {
            return FileRefusals.Unreadable(
                $"A quoted field in record {csv.RowNumber} of the file or after it is not closed, or text follows its closing quote.",
                $"文件第 {csv.RowNumber} 条记录或其后有引号未闭合，或闭合的引号后还有文字");
        }
    }

    private static string[] Fields(CsvDataReader csv, bool isGb18030)
    {
        // What stands beyond the last column counts as there, and is not kept.
        var fields = new string[Math.Min(csv.RowFieldCount, FileLimits.Columns + 1)];
        for (var i = 0; i < fields.Length; i++)
        {
            fields[i] = isGb18030 ? Gb18030Text.By2022(csv.GetString(i)) : csv.GetString(i);
        }

        return fields;
    }
}
