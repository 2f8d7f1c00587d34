namespace Certificates.Core.Files.Workbooks;

/// <summary>A row of a sheet up to the last cell that holds something.</summary>
/// <param name="Number">The row number the screen shows, from 1.</param>
/// <param name="Cells">The cells from column A on.</param>
internal sealed record SheetRow(int Number, IReadOnlyList<Cell> Cells);
