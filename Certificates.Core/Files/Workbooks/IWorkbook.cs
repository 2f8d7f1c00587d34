namespace Certificates.Core.Files.Workbooks;

/// <summary>
/// A workbook of either format. What its bytes make the libraries throw goes through: <see cref="WorkbookReading"/> makes refusals of it.
/// </summary>
internal interface IWorkbook : IDisposable
{
    /// <summary>Its worksheets in their order.</summary>
    IReadOnlyList<SheetName> Sheets { get; }

    /// <summary>Opens a sheet to be read from its first row.</summary>
    /// <param name="sheet">Its place in <see cref="Sheets"/>.</param>
    ISheet Open(int sheet);
}

/// <summary>A worksheet being read.</summary>
internal interface ISheet : IDisposable
{
    /// <summary>The cells that were made one; all of them once the last row was read.</summary>
    IReadOnlyList<MergedCells> Merged { get; }

    /// <summary>True for a column, from 0, that the screen leaves out; known once the first row was read.</summary>
    bool IsHidden(int column);

    /// <summary>The next row that holds something; null at the end; a refusal when the sheet is more than is taken.</summary>
    Result<SheetRow>? Next();
}

/// <summary>What the screen says of a sheet.</summary>
/// <param name="Name">As its tab has it.</param>
/// <param name="IsVisible">False for one that is hidden, in either way.</param>
internal sealed record SheetName(string Name, bool IsVisible);
