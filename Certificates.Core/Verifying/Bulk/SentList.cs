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
            if (!read.TryGet(out var fields, out var refusals))
            {
                yield return refusals;
                yield break;
            }

            if (fields.All(string.IsNullOrWhiteSpace))
            {
                continue;
            }

            if (Header is { } header)
            {
                yield return header.Row(fields);
            }
            else if (ListHeader.Read(fields).TryGet(out var first, out refusals))
            {
                Header = first;
            }
            else
            {
                yield return refusals;
                yield break;
            }
        }
    }

    private IAsyncEnumerable<Result<string[]>> RecordsAsync(CancellationToken cancellationToken) =>
        Form == FileForm.Csv ? CsvRows.ReadAsync(file, limits, cancellationToken) : SheetAsync(cancellationToken);

    private async IAsyncEnumerable<Result<string[]>> SheetAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var read in XlsxRows.ReadAsync(file, limits, cancellationToken))
        {
            yield return read.TryGet(out var row, out var refusals) ? row.Cells.Select(Text).ToArray() : refusals;
        }
    }

    private static string Text(Cell cell) => cell.HasLostDigits ? "" : cell.Text;

    private static ListRow Item(JsonElement item)
    {
        string? Read(string name) => item.TryGetProperty(name, out var value) ? JsonRows.Text(value) : null;
        return new ListRow([], new Question(Read("number"), Read("name"), Read("idNumber")), Read("reference"));
    }
}
