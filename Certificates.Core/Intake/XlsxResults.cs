using System.Globalization;
using System.Runtime.CompilerServices;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;

namespace Certificates.Core.Intake;

/// <summary>Reads the first sheet of an XLSX results file.</summary>
internal static class XlsxResults
{
    /// <summary>A cell far to the right makes every row as wide as itself.</summary>
    private const int MaxColumns = 200;

    /// <summary>Integers beyond this are not exact in a cell.</summary>
    private const double MaxExact = 999_999_999_999_999;

    /// <summary>The strings stay in memory: the library's cache would leave people's data in a temporary file.</summary>
    private static readonly OpenXmlConfiguration Configuration = new() { EnableSharedStringCache = false, IgnoreEmptyRows = true };

    /// <summary>The rows, unnumbered; ends with a refusal where the file is refused.</summary>
    public static async IAsyncEnumerable<Result<SentRow>> ReadAsync(Stream file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await XlsxPackage.RefuseAsync(file, cancellationToken) is { } bomb)
        {
            yield return bomb;
            yield break;
        }

        file.Position = 0;
        ResultsHeader? header = null;
        using var rows = Rows(file);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!Advance(rows).TryGet(out var cells, out var refusal))
            {
                yield return refusal;
                yield break;
            }

            if (cells.Count == 0)
            {
                yield break;
            }

            if (header is not null)
            {
                yield return Row(header, cells);
            }
            else if (!ResultsHeader.Read(cells.Select(cell => Text(cell, null))).TryGet(out header, out refusal))
            {
                yield return refusal;
                yield break;
            }
        }
    }

    private static IEnumerator<object> Rows(Stream file) =>
        MiniExcel.Query(file, useHeaderRow: false, excelType: ExcelType.XLSX, configuration: Configuration).GetEnumerator();

    /// <summary>The cells of the next row up to the last that holds something; none at the end of the sheet.</summary>
    private static Result<List<object?>> Advance(IEnumerator<object> rows)
    {
        try
        {
            while (rows.MoveNext())
            {
                var cells = ((IDictionary<string, object?>)rows.Current).Values.ToList();
                if (cells.Count > MaxColumns)
                {
                    return ResultsFile.Unreadable($"The first sheet has more than {MaxColumns} columns.");
                }

                var used = cells.FindLastIndex(cell => cell is not (null or "")) + 1;
                cells.RemoveRange(used, cells.Count - used);
                if (cells.Count > 0)
                {
                    return cells;
                }
            }

            return new List<object?>();
        }
        catch (Exception e) when (e is not (OutOfMemoryException or IOException))
        {
            // The library throws whatever it stumbles over; what it stumbles over is the caller's workbook.
            return ResultsFile.Unreadable("The first sheet of the workbook cannot be read.");
        }
    }

    private static SentRow Row(ResultsHeader header, List<object?> cells)
    {
        var flaw = SentRowFlaw.None;
        var fields = new string[cells.Count];
        for (var i = 0; i < fields.Length; i++)
        {
            var column = header.ColumnAt(i);
            flaw |= column == ResultsColumn.IdNumber && cells[i] is double ? SentRowFlaw.NumericIdNumber : SentRowFlaw.None;
            fields[i] = Text(cells[i], column);
        }

        return header.Row(fields, flaw);
    }

    /// <summary>A cell as text; a number in the date column is a date whose format the library does not know, such as 年月日.</summary>
    private static string Text(object? cell, ResultsColumn? column) => cell switch
    {
        null => "",
        string text => text.Any(char.IsSurrogate) ? WellFormed(text) : text,
        DateTime date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        double serial when column == ResultsColumn.AssessedOn && serial is >= 1 and < 2_958_466 =>
            DateTime.FromOADate(serial).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        double number when Math.Abs(number) <= MaxExact => ((decimal)number).ToString(CultureInfo.InvariantCulture),
        _ => Convert.ToString(cell, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>A workbook can escape half a surrogate pair (<c>_xD842_</c>), which no later step could store.</summary>
    private static string WellFormed(string text) => string.Concat(text.EnumerateRunes().Select(rune => rune.ToString()));
}
