using System.Runtime.InteropServices;

namespace Certificates.Core.Files.Workbooks;

/// <summary>A row of a sheet: those of its cells that hold something, however far to the right they stand.</summary>
/// <param name="Number">The row number the screen shows, from 1.</param>
/// <param name="Cells">From left to right.</param>
/// <param name="IsHidden">True where the screen does not show the row.</param>
internal sealed record SheetRow(int Number, IReadOnlyList<SheetCell> Cells, bool IsHidden = false)
{
    /// <summary>True when there is nothing to see in it.</summary>
    public bool IsBlank
    {
        get
        {
            for (var i = 0; i < Cells.Count; i++)
            {
                if (Cells[i].Cell.Kind != CellKind.Text || !string.IsNullOrWhiteSpace(Cells[i].Cell.Shown))
                {
                    return false;
                }
            }

            return true;
        }
    }
}

/// <summary>A cell that holds something, and where.</summary>
/// <param name="Column">From 0, which is column A.</param>
/// <param name="Cell">What it holds.</param>
internal readonly record struct SheetCell(int Column, Cell Cell);

/// <summary>Cells that were made one.</summary>
/// <param name="FirstRow">As the screen numbers it, from 1.</param>
/// <param name="LastRow">The same.</param>
/// <param name="FirstColumn">From 0.</param>
/// <param name="LastColumn">From 0.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MergedCells(int FirstRow, int LastRow, int FirstColumn, int LastColumn)
{
    /// <summary>As a spreadsheet names it: <c>E2:E3</c>.</summary>
    public override string ToString() => $"{Letters(FirstColumn)}{FirstRow}:{Letters(LastColumn)}{LastRow}";

    /// <summary>The letters of a column.</summary>
    public static string Letters(int column) => column < 26
        ? ((char)('A' + column)).ToString()
        : Letters((column / 26) - 1) + (char)('A' + (column % 26));
}
