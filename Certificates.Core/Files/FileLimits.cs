namespace Certificates.Core.Files;

/// <summary>How much a file of rows may be, whatever its rows are: checked while it is read, before anything is made of it.</summary>
/// <param name="Length">Most bytes, as sent.</param>
/// <param name="Unpacked">
/// Most bytes the parts of a workbook unpack to, each and all together; and the characters of its shared texts count once for each cell
/// that has them.
/// </param>
/// <param name="Texts">Most entries of a workbook's table of shared texts.</param>
/// <param name="Cells">Most cells of a workbook that hold something, all its sheets together.</param>
/// <param name="Lines">Most lines, blank ones too.</param>
public sealed record FileLimits(long Length, long Unpacked, int Texts, int Cells, int Lines)
{
    /// <summary>The longest file of those who have a key, in bytes: 64 MB.</summary>
    public const long MaxLength = 64L * 1024 * 1024;

    /// <summary>The longest file of anybody, in bytes: 256 KB.</summary>
    public const long MaxLengthWithoutKey = 256L * 1024;

    /// <summary>Columns of a table that hold something, however far apart they stand and however many lines it has.</summary>
    public const int Columns = 200;

    /// <summary>Columns of a sheet, with those that hold nothing: its last is XFD.</summary>
    public const int SheetColumns = 16_384;

    /// <summary>Sheets of a workbook.</summary>
    public const int Sheets = 1000;

    /// <summary>Most cells of an old workbook that are gone over, those that hold nothing too; and one full sheet.</summary>
    public int Visits => 10 * Cells;

    /// <summary>Most ranges of cells of a sheet that were made one.</summary>
    public int Merged => Texts;

    /// <summary>Files of those who have a key.</summary>
    public static readonly FileLimits WithKey = new(MaxLength, 400L * 1024 * 1024, 2_000_000, 5_000_000, 1_100_000);

    /// <summary>Files of anybody.</summary>
    public static readonly FileLimits WithoutKey = new(MaxLengthWithoutKey, 2L * 1024 * 1024, 20_000, 20_000, 2_000);
}
