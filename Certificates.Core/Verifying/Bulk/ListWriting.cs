using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Certificates.Core.Files;
using Certificates.Core.Files.Workbooks.Appending;

namespace Certificates.Core.Verifying.Bulk;

/// <summary>
/// A checked list on its way back: text in the encoding and with the separator it came with, a workbook as its sender's own. A workbook
/// that cannot be copied, because it is of an older format or not put together as others are, comes back as a new one with its rows.
/// </summary>
public sealed class ListWriting : IDisposable
{
    private readonly SentList _list;
    private readonly ResultWords _words;
    private readonly IAsyncEnumerable<BulkResult> _results;
    private readonly SpoolFolder _spools;
    private readonly Encoding _encoding;
    private readonly WorkbookCopy? _copy;

    private ListWriting(
        SentList list, ResultWords words, IAsyncEnumerable<BulkResult> results, SpoolFolder spools, Encoding encoding,
        WorkbookCopy? copy) =>
        (_list, _words, _results, _spools, _encoding, _copy) = (list, words, results, spools, encoding, copy);

    /// <summary>CSV, or XLSX for every workbook.</summary>
    public FileForm Form => _list.Form == FileForm.Csv ? FileForm.Csv : FileForm.Xlsx;

    /// <summary>The name of the encoding of text, as the registry of the Internet has it (RFC 2978).</summary>
    public string Charset => _encoding.WebName;

    /// <summary>The format that was sent, where the answer has another: <c>xlsm</c>, whose macros are left out, or an older one.</summary>
    public string? ConvertedFrom => _list.Form is not (FileForm.Csv or FileForm.Xlsx)
        ? JsonNamingPolicy.CamelCase.ConvertName(_list.Form.ToString())
        : _copy?.HadMacros == true ? "xlsm"
        : null;

    [SuppressMessage("Reliability", "CA2000", Justification = "The writing keeps the copy and disposes it.")]
    internal static async Task<ListWriting> OpenAsync(
        SentList list, IAsyncEnumerable<BulkResult> results, SpoolFolder spools, CancellationToken cancellationToken)
    {
        var words = ResultWords.Of(
            list.Header is null ? throw new InvalidOperationException("A JSON list has no columns.") : list.IsEnglish);
        Encoding encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: true);
        if (list.Form == FileForm.Csv && (await CsvEncoding.DetectAsync(list.File, cancellationToken)).TryGet(out var sent, out _))
        {
            // With a byte order mark also where none was sent: without it spreadsheets take Chinese for something else.
            encoding = ReferenceEquals(sent, CsvEncoding.Utf8) ? encoding : sent;
        }

        var copy = list.Form == FileForm.Xlsx
            ? WorkbookCopy.Open(list.File, list.Limits, list.Sheet, words.Header.Count, cancellationToken)
            : null;
        return new ListWriting(list, words, results, spools, encoding, copy);
    }

    /// <summary>Writes it, once; a list cut short is no file that looks whole.</summary>
    /// <param name="output">Only ever written asynchronously; left open.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public Task WriteAsync(Stream output, CancellationToken cancellationToken) => _copy is null
        ? WriteLinesAsync(output, cancellationToken)
        : CopyAsync(_copy, output, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _copy?.Dispose();

    private Task CopyAsync(WorkbookCopy copy, Stream output, CancellationToken cancellationToken)
    {
        var further = copy.FreeSheetName(_words.FurtherSheet);
        var columns = new AppendedColumns(
            _list.HeaderRow, _words.Header, ResultWords.Widths, further,
            [_words.RowTitle, .. _list.Header!.Select(_words.Own), .. _words.Header]);
        return copy.WriteAsync(output, columns, _results.Select(result => _words.Row(result, further)), _spools.Path, cancellationToken);
    }

    private async Task WriteLinesAsync(Stream output, CancellationToken cancellationToken)
    {
        await using IRowWriter writer = Form == FileForm.Csv
            ? new CsvRowWriter(output, _encoding, _list.Separator)
            : await XlsxRowWriter.OpenAsync(output, cancellationToken);
        await writer.WriteAsync([.. _list.Header!, .. _words.Header], cancellationToken);
        await foreach (var result in _results.WithCancellation(cancellationToken))
        {
            foreach (var line in _words.Lines(result))
            {
                await writer.WriteAsync(line, cancellationToken);
            }
        }

        await writer.CompleteAsync(cancellationToken);
    }
}
