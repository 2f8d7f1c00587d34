using System.Runtime.CompilerServices;
using Sylvan.Data.Csv;

namespace Certificates.Core.Files;

/// <summary>Reads the records of a CSV file (RFC 4180, comma, LF or CRLF) in either of its encodings.</summary>
internal static class CsvRows
{
    private const int LongestRecord = 1024 * 1024;

    /// <summary>The records, the header and blank ones too; ends with a refusal where the file is refused.</summary>
    public static async IAsyncEnumerable<Result<string[]>> ReadAsync(Stream file,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!(await CsvEncoding.DetectAsync(file, cancellationToken)).TryGet(out var encoding, out var refusals))
        {
            yield return refusals;
            yield break;
        }

        file.Position = 0;
        using var text = new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        var isGb18030 = ReferenceEquals(encoding, CsvEncoding.Gb18030);
        await using var csv = await OpenAsync(text, cancellationToken);
        while (true)
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

            yield return Fields(csv, isGb18030);
        }
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
        var fields = new string[csv.RowFieldCount];
        for (var i = 0; i < fields.Length; i++)
        {
            fields[i] = isGb18030 ? Gb18030Text.By2022(csv.GetString(i)) : csv.GetString(i);
        }

        return fields;
    }
}
