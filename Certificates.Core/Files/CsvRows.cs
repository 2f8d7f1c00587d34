using System.Runtime.CompilerServices;
using System.Text;
using Certificates.Core.Files.Workbooks;
using Sylvan.Data.Csv;

namespace Certificates.Core.Files;

/// <summary>Reads the records of a text table (RFC 4180, LF, CRLF or CR) in any of its encodings.</summary>
internal static class CsvRows
{
    private const int LongestRecord = 1024 * 1024;

    /// <summary>The records that hold something, numbered as a spreadsheet does; ends with a refusal where the file is refused.</summary>
    /// <param name="file">Seekable; read from its beginning.</param>
    /// <param name="limits">How much of it is read.</param>
    /// <param name="knows">How many of the fields of a record are headings that are looked for: by them the separator is found.</param>
    /// <param name="found">Is told the separator.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async IAsyncEnumerable<Result<SheetRow>> ReadAsync(
        Stream file, FileLimits limits, Func<IReadOnlyList<string>, int> knows, Action<char> found,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!(await CsvEncoding.DetectAsync(file, cancellationToken)).TryGet(out var encoding, out var refusals))
        {
            yield return refusals;
            yield break;
        }

        var dialect = await FindAsync(file, encoding, knows, cancellationToken);
        found(dialect.Separator);
        using var text = await OpenAsync(file, encoding, dialect, cancellationToken);
        var isGb18030 = ReferenceEquals(encoding, CsvEncoding.Gb18030);
        using var counted = new CsvText(text, dialect);
        await using var csv = await OpenAsync(counted, dialect.Separator, cancellationToken);
        _ = await csv.ReadAsync(cancellationToken);
        for (var lines = 1; ; lines++)
        {
            if (!(await AdvanceAsync(csv, lines, cancellationToken)).TryGet(out var more, out refusals))
            {
                yield return refusals;
                yield break;
            }

            if (counted.IsTooWide || (more && lines > limits.Lines))
            {
                yield return counted.IsTooWide ? FileRefusals.TooManyColumns : FileRefusals.TooManyLines;
                yield break;
            }

            if (!more)
            {
                yield break;
            }

            if (Cells(csv, isGb18030) is { Count: > 0 } cells)
            {
                yield return new SheetRow(lines, cells);
            }
        }
    }

    /// <summary>Finds what separates fields and lines.</summary>
    private static async Task<CsvDialect> FindAsync(
        Stream file, Encoding encoding, Func<IReadOnlyList<string>, int> knows, CancellationToken cancellationToken)
    {
        using var text = Open(file, encoding);
        return await CsvDialect.FindAsync(text, knows, cancellationToken);
    }

    /// <summary>Stands before the first record.</summary>
    private static async Task<StreamReader> OpenAsync(
        Stream file, Encoding encoding, CsvDialect dialect, CancellationToken cancellationToken)
    {
        var text = Open(file, encoding);
        if (dialect.HasDirective)
        {
            // a word to the spreadsheet, which does not show it as a row
            _ = await text.ReadLineAsync(cancellationToken);
        }

        return text;
    }

    /// <summary>From the beginning: a reader that was used before would take a byte order mark for a part of the first heading.</summary>
    private static StreamReader Open(Stream file, Encoding encoding)
    {
        file.Position = 0;
        return new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
    }

    /// <summary>The header is read as a row. No line is a comment: a name may begin with #.</summary>
    private static Task<CsvDataReader> OpenAsync(TextReader text, char separator, CancellationToken cancellationToken) =>
        CsvDataReader.CreateAsync(
            text,
            new CsvDataReaderOptions
            {
                HasHeaders = false,
                Delimiter = separator,
                Comment = '\0',
                BufferSize = 64 * 1024,
                MaxBufferSize = LongestRecord,
                OwnsReader = false,
            },
            cancellationToken);

    private static async ValueTask<Result<bool>> AdvanceAsync(CsvDataReader csv, int line, CancellationToken cancellationToken)
    {
        try
        {
            return await csv.ReadAsync(cancellationToken);
        }
        catch (Exception e) when (e is CsvFormatException or CsvRecordTooLargeException)
        {
            return FileRefusals.Unreadable(
                $"A quoted field in record {line} of the file or after it is not closed, or text follows its closing quote.",
                $"文件第 {line} 条记录或其后有引号未闭合，或闭合的引号后还有文字");
        }
    }

    private static List<SheetCell> Cells(CsvDataReader csv, bool isGb18030)
    {
        var cells = new List<SheetCell>(csv.RowFieldCount);
        for (var i = 0; i < csv.RowFieldCount; i++)
        {
            var field = csv.GetString(i);
            if (field.Length > 0)
            {
                cells.Add(new SheetCell(i, isGb18030 ? Gb18030Text.By2022(field) : field));
            }
        }

        return cells;
    }
}
