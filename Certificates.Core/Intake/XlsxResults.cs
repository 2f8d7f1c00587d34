using System.Globalization;
using System.Runtime.CompilerServices;
using Certificates.Core.Files;

namespace Certificates.Core.Intake;

/// <summary>Reads the first sheet of an XLSX results file.</summary>
internal static class XlsxResults
{
    /// <summary>Integers beyond this are not exact in a cell.</summary>
    private const double MaxExact = 999_999_999_999_999;

    /// <summary>The rows, unnumbered; ends with a refusal where the file is refused.</summary>
    public static async IAsyncEnumerable<Result<SentRow>> ReadAsync(
        ResultsForm form, Stream file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ResultsHeader? header = null;
        await foreach (var read in XlsxRows.ReadAsync(file, cancellationToken))
        {
            if (!read.TryGet(out var cells, out var refusals))
            {
                yield return refusals;
                yield break;
            }

            if (header is not null)
            {
                yield return Row(header, cells);
            }
            else if (!ResultsHeader.Read(form, cells.Select(cell => Text(cell, null))).TryGet(out header, out refusals))
            {
                yield return refusals;
                yield break;
            }
        }
    }

    private static SentRow Row(ResultsHeader header, List<object?> cells)
    {
        var flaw = SentRowFlaw.None;
        var fields = new string[cells.Count];
        for (var i = 0; i < fields.Length; i++)
        {
            var column = header.ColumnAt(i);
            flaw |= cells[i] is double ? SentRowFlaws.OfNumber(column) : SentRowFlaw.None;
            fields[i] = Text(cells[i], column);
        }

        return header.Row(fields, flaw);
    }

    /// <summary>A cell as text; a number in a date column is a date whose format the library does not know, such as 年月日.</summary>
    internal static string Text(object? cell, ResultsColumn? column) => cell switch
    {
        null => "",
        string text => text.Any(char.IsSurrogate) ? WellFormed(text) : text,
        DateTime date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        double serial when column is ResultsColumn.AssessedOn or ResultsColumn.IssuedOn && serial is >= 1 and < 2_958_466 =>
            DateTime.FromOADate(serial).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        double number when Math.Abs(number) <= MaxExact => ((decimal)number).ToString(CultureInfo.InvariantCulture),
        _ => Convert.ToString(cell, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>A workbook can escape half a surrogate pair (<c>_xD842_</c>), which no later step could store.</summary>
    private static string WellFormed(string text) => string.Concat(text.EnumerateRunes().Select(rune => rune.ToString()));
}
