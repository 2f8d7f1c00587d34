using System.Runtime.CompilerServices;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;

namespace Certificates.Core.Files;

/// <summary>Reads the rows of an XLSX file's first sheet.</summary>
internal static class XlsxRows
{
    /// <summary>A cell far to the right makes every row as wide as itself.</summary>
    private const int MaxColumns = 200;

    /// <summary>The strings stay in memory: the library's cache would leave people's data in a temporary file.</summary>
    private static readonly OpenXmlConfiguration Configuration = new() { EnableSharedStringCache = false, IgnoreEmptyRows = true };

    /// <summary>
    /// The cells of each row up to the last that holds something, the header too; ends with a refusal where the file is refused.
    /// </summary>
    public static async IAsyncEnumerable<Result<List<object?>>> ReadAsync(Stream file,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await XlsxPackage.RefuseAsync(file, cancellationToken) is { } bomb)
        {
            yield return bomb;
            yield break;
        }

        file.Position = 0;
        using var rows = Rows(file);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var read = Advance(rows);
            if (read.TryGet(out var cells, out _) && cells.Count == 0)
            {
                yield break;
            }

            yield return read;
            if (cells is null)
            {
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
                    return FileRefusals.Unreadable($"The first sheet has more than {MaxColumns} columns.", $"第一个工作表超过 {MaxColumns} 列");
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
            return FileRefusals.Unreadable("The first sheet of the workbook cannot be read.", "第一个工作表无法读取");
        }
    }
}
