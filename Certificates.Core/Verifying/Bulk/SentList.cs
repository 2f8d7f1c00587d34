using System.Runtime.CompilerServices;
using System.Text.Json;
using Certificates.Core.Files;
using Certificates.Core.Files.Workbooks;

namespace Certificates.Core.Verifying.Bulk;

/// <summary>A list to check, in any of its three forms; rows stream, as often as they are asked for.</summary>
/// <param name="file">Seekable; read from its beginning each time.</param>
/// <param name="limits">How much of it is read.</param>
internal sealed class SentList(Stream file, FileLimits limits)
{
    /// <summary>Its form; known once rows were read.</summary>
    public FileForm Form { get; private set; }

    /// <summary>Its header; known once a row was read, null for JSON.</summary>
    public ListHeader? Header { get; private set; }

    /// <summary>The row of the header as the screen numbers it, from 1; known once a row was read, 0 where the list is no sheet.</summary>
    public int HeaderRow { get; private set; }

    /// <summary>What separates the fields of text.</summary>
    public char Separator { get; } = ',';

    /// <summary>The file.</summary>
    public Stream File => file;

    /// <summary>How much of it is read.</summary>
    public FileLimits Limits => limits;

    /// <summary>The rows, blank ones left out; ends with a refusal where the list is refused.</summary>
    public async IAsyncEnumerable<Result<ListRow>> RowsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Form = await FileForms.DetectAsync(file, cancellationToken);
        if (Form == FileForm.Json)
        {
            await foreach (var item in JsonRows.ReadAsync(file, "items", limits, Item, cancellationToken))
            {
                yield return item;
            }

            yield break;
        }

        Header = null;
        await foreach (var read in RecordsAsync(cancellationToken))
        {
            if (!read.TryGet(out var record, out var refusals))
            {
                yield return refusals;
                yield break;
            }

            var (number, fields) = record;
            if (fields.All(string.IsNullOrWhiteSpace))
            {
                continue;
            }
            else if (Header is { } header)
            {
                yield return header.Row(fields) with { SheetRow = number };
            }
            else if (ListHeader.Read(fields).TryGet(out var first, out refusals))
            {
                (Header, HeaderRow) = (first, number);
            }
            else
            {
                yield return refusals;
                yield break;
            }
        }
    }

    private IAsyncEnumerable<Result<(int Number, string[] Fields)>> RecordsAsync(CancellationToken cancellationToken) =>
        Form == FileForm.Csv ? LinesAsync(cancellationToken) : SheetAsync(cancellationToken);

    private async IAsyncEnumerable<Result<(int Number, string[] Fields)>> LinesAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var read in CsvRows.ReadAsync(file, limits, cancellationToken))
        {
            yield return read.TryGet(out var fields, out var refusals) ? (0, fields) : refusals;
        }
    }

    private async IAsyncEnumerable<Result<(int Number, string[] Fields)>> SheetAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var read in XlsxRows.ReadAsync(file, limits, cancellationToken))
        {
            yield return read.TryGet(out var row, out var refusals) ? (row.Number, row.Cells.Select(Text).ToArray()) : refusals;
        }
    }

    private static string Text(Cell cell) => cell.HasLostDigits ? "" : cell.Text;

    private static ListRow Item(JsonElement item)
    {
        string? Read(string name) => item.TryGetProperty(name, out var value) ? JsonRows.Text(value) : null;
        return new ListRow([], new Question(Read("number"), Read("name"), Read("idNumber")), Read("reference"));
    }
}
