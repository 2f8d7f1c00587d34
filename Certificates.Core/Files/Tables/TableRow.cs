using Certificates.Core.Files.Workbooks;

namespace Certificates.Core.Files.Tables;

/// <summary>A row below the header.</summary>
/// <param name="Number">The row number the sheet shows, from 1; records of text count like rows.</param>
/// <param name="Cells">All cells that hold something.</param>
/// <param name="Texts">What our columns say, by their place in the form; empty where the row or the table has nothing.</param>
/// <param name="Faults">What is wrong with the cells of our columns, by the same place.</param>
/// <param name="IsPerson">False for a sum, a signature, a remark, or what has nothing that belongs to a person.</param>
/// <param name="IsTooLong">True when something stands to the right of the last heading.</param>
internal sealed record TableRow(
    int Number, IReadOnlyList<SheetCell> Cells, string[] Texts, CellFault[] Faults, bool IsPerson, bool IsTooLong)
{
    /// <summary>Never prints a person's data.</summary>
    public override string ToString() => $"{nameof(TableRow)} {Number}";
}
