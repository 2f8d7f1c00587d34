using System.Runtime.CompilerServices;
using System.Text.Json;
using Certificates.Core.Files;

namespace Certificates.Core.Intake;

/// <summary>
/// A results file in any of its three dresses: CSV, XLSX or JSON, told apart by what is in it. Rows stream: memory does not grow
/// with the file.
/// </summary>
public static class ResultsFile
{
    /// <summary>The largest file, in bytes: 64 MB.</summary>
    public const long MaxLength = FileLimits.MaxLength;

    private static readonly FileLimits Limits = FileLimits.WithKey;

    /// <summary>The most data rows.</summary>
    public const int MaxRows = 100_000;

    /// <summary>
    /// Reads the rows in order. A file that is refused as a whole ends the sequence with its <see cref="Refusal"/>, which may come
    /// after good rows (an unclosed quote at the end): keep nothing until the sequence has ended well.
    /// </summary>
    /// <param name="form">Which columns it has.</param>
    /// <param name="file">The received file, seekable; read from its beginning and left open.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>
    /// Rows, and as last element one of <c>file_empty</c>, <c>file_unreadable</c>, <c>encoding_mixed</c>, <c>columns_missing</c>,
    /// <c>columns_duplicated</c>, <c>file_too_large</c>, <c>too_many_rows</c> where the file is refused.
    /// </returns>
    public static async IAsyncEnumerable<Result<SentRow>> ReadAsync(
        ResultsForm form, Stream file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (file.Length is 0 or > MaxLength)
        {
            yield return file.Length == 0 ? Empty : FileRefusals.TooLarge;
            yield break;
        }

        var rows = 0;
        await foreach (var read in (await OpenAsync(form, file, cancellationToken)).WithCancellation(cancellationToken))
        {
            if (!read.TryGet(out var row, out var refusals))
            {
                yield return refusals;
                yield break;
            }

            if (row.IsBlank)
            {
                continue;
            }

            if (++rows > MaxRows)
            {
                yield return new Refusal(RefusalCode.TooManyRows, "file",
                    $"A file has at most {MaxRows} rows: send it in parts.",
                    $"一个文件最多 {MaxRows} 行，请拆分后分次上传。");
                yield break;
            }

            yield return row with { Number = rows };
        }

        if (rows == 0)
        {
            yield return Empty;
        }
    }

    private static Refusal Empty => new(RefusalCode.FileEmpty, "file",
        "The file has no data row: send a header row and at least one result.",
        "文件中没有数据行，表头下至少应有一行成绩。");

    private static async Task<IAsyncEnumerable<Result<SentRow>>> OpenAsync(
        ResultsForm form, Stream file, CancellationToken cancellationToken) =>
        await FileForms.DetectAsync(file, cancellationToken) switch
        {
            FileForm.Csv => CsvResults.ReadAsync(form, file, Limits, cancellationToken),
            FileForm.Xlsx => XlsxResults.ReadAsync(form, file, Limits, cancellationToken),
            FileForm.Json => JsonResults.ReadAsync(form, file, Limits, cancellationToken),
        };
}

/// <summary>Reads a CSV results file.</summary>
internal static class CsvResults
{
    /// <summary>The rows, unnumbered, blank ones too; ends with a refusal where the file is refused.</summary>
    public static async IAsyncEnumerable<Result<SentRow>> ReadAsync(
        ResultsForm form, Stream file, FileLimits limits, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ResultsHeader? header = null;
        await foreach (var read in CsvRows.ReadAsync(file, limits, cancellationToken))
        {
            if (!read.TryGet(out var fields, out var refusals))
            {
                yield return refusals;
                yield break;
            }

            if (header is not null)
            {
                yield return header.Row(fields);
            }
            else if (!fields.All(string.IsNullOrWhiteSpace) && !ResultsHeader.Read(form, fields).TryGet(out header, out refusals))
            {
                yield return refusals;
                yield break;
            }
        }
    }
}

/// <summary>Reads results sent as JSON, <c>{"results":[{…}]}</c> with the English names, an object at a time.</summary>
internal static class JsonResults
{
    /// <summary>The rows, unnumbered; ends with a refusal where the body is refused.</summary>
    public static IAsyncEnumerable<Result<SentRow>> ReadAsync(
        ResultsForm form, Stream file, FileLimits limits, CancellationToken cancellationToken) =>
        JsonRows.ReadAsync(file, "results", limits, row => Row(form, row), cancellationToken);

    private static SentRow Row(ResultsForm form, JsonElement row)
    {
        var fields = new SentFields();
        var flaw = SentRowFlaw.None;
        foreach (var column in form.Columns)
        {
            var isThere = row.TryGetProperty(form.English(column), out var value) || row.TryGetProperty(column.English(), out value);
            var text = isThere ? JsonRows.Text(value) : "";
            fields[column] = text ?? "";
            flaw |= text is null ? SentRowFlaw.Malformed : SentRowFlaw.None;
            flaw |= value.ValueKind == JsonValueKind.Number ? SentRowFlaws.OfNumber(column) : SentRowFlaw.None;
        }

        return new SentRow(0, fields.ToArray(), flaw);
    }
}

/// <summary>Which field of a row belongs to which column. Every column that the form requires is there, none of them twice.</summary>
internal sealed class ResultsHeader
{
    private readonly ResultsColumn?[] _columns;

    private ResultsHeader(ResultsColumn?[] columns) => _columns = columns;

    /// <summary>Reads the header row: <c>columns_missing</c> and <c>columns_duplicated</c> name the columns in both languages.</summary>
    public static Result<ResultsHeader> Read(ResultsForm form, IEnumerable<string> headers)
    {
        var columns = headers.Select(form.Find).ToArray();
        var doubled = form.Columns.Where(column => columns.Count(found => found == column) > 1).ToList();
        if (doubled.Count > 0)
        {
            return new Refusal(
                RefusalCode.ColumnsDuplicated,
                "file",
                $"Keep one of each of these columns and send the file again: {Names(form, doubled)}.",
                $"以下列重复，请每列只保留一个后重新上传：{Chinese(form, doubled)}。");
        }

        var missing = form.Columns.Where(column => ResultsForm.IsRequired(column) && !columns.Contains(column)).ToList();
        return missing.Count > 0
            ? new Refusal(
                RefusalCode.ColumnsMissing,
                "file",
                $"The first row must name the columns; add these and send the file again: {Names(form, missing)}.",
                $"表头缺少以下列，请补齐后重新上传：{Chinese(form, missing)}。")
            : new ResultsHeader(columns);
    }

    /// <summary>Sorts the fields of a data row into columns; the reader of the file numbers it.</summary>
    public SentRow Row(IReadOnlyList<string> fields, SentRowFlaw flaw = SentRowFlaw.None)
    {
        var sent = new SentFields();
        for (var i = 0; i < fields.Count && i < _columns.Length; i++)
        {
            if (_columns[i] is { } column)
            {
                sent[column] = fields[i];
            }
        }

        return new SentRow(0, sent.ToArray(), fields.Count > _columns.Length ? flaw | SentRowFlaw.Malformed : flaw);
    }

    /// <summary>The column at a position; null for one that is not ours.</summary>
    public ResultsColumn? ColumnAt(int position) => position < _columns.Length ? _columns[position] : null;

    private static string Names(ResultsForm form, IEnumerable<ResultsColumn> columns) => string.Join(", ", columns.Select(form.Bilingual));

    private static string Chinese(ResultsForm form, IEnumerable<ResultsColumn> columns) => string.Join("、", columns.Select(form.Chinese));
}
