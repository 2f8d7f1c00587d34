using System.Runtime.CompilerServices;
using Certificates.Core.Files;
using Certificates.Core.Files.Workbooks;

namespace Certificates.Core.Intake;

/// <summary>Reads the first visible sheet of an XLSX results file.</summary>
internal static class XlsxResults
{
    /// <summary>The rows, unnumbered; ends with a refusal where the file is refused.</summary>
    public static async IAsyncEnumerable<Result<SentRow>> ReadAsync(
        ResultsForm form, Stream file, FileLimits limits, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ResultsHeader? header = null;
        await foreach (var read in XlsxRows.ReadAsync(file, limits, cancellationToken))
        {
            if (!read.TryGet(out var row, out var refusals))
            {
                yield return refusals;
                yield break;
            }

            if (header is not null)
            {
                yield return Row(header, row.Cells);
            }
            else if (!ResultsHeader.Read(form, row.Cells.Select(cell => cell.Text)).TryGet(out header, out refusals))
            {
                yield return refusals;
                yield break;
            }
        }
    }

    private static SentRow Row(ResultsHeader header, IReadOnlyList<Cell> cells)
    {
        var flaw = SentRowFlaw.None;
        var fields = new string[cells.Count];
        for (var i = 0; i < fields.Length; i++)
        {
            var column = header.ColumnAt(i);
            flaw |= cells[i].Kind == CellKind.Number ? SentRowFlaws.OfNumber(column) : SentRowFlaw.None;
            fields[i] = cells[i].Text;
        }

        return header.Row(fields, flaw);
    }
}
