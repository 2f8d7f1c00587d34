namespace Certificates.Core.Files.Workbooks.Appending;

/// <summary>Columns that are put behind those of a sheet.</summary>
/// <param name="HeaderRow">The row of the header as the screen numbers it, from 1.</param>
/// <param name="Titles">Their headings.</param>
/// <param name="Widths">Their widths in characters, one each.</param>
/// <param name="FurtherSheet">The name of the sheet for lines that find no place in a row; no other sheet has it.</param>
/// <param name="FurtherTitles">The headings of that sheet.</param>
internal sealed record AppendedColumns(
    int HeaderRow,
    IReadOnlyList<string> Titles,
    IReadOnlyList<double> Widths,
    string FurtherSheet,
    IReadOnlyList<string> FurtherTitles);

/// <summary>What is put behind a row.</summary>
/// <param name="SheetRow">The row as the screen numbers it, from 1.</param>
/// <param name="Cells">One for each of the columns.</param>
/// <param name="Further">Lines of the further sheet; mostly none.</param>
internal sealed record AppendedRow(int SheetRow, IReadOnlyList<string> Cells, IReadOnlyList<IReadOnlyList<string>> Further)
{
    /// <summary>Never prints a person's data.</summary>
    public override string ToString() => $"{nameof(AppendedRow)} {SheetRow}";
}
