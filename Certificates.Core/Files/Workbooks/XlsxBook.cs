using System.Diagnostics.CodeAnalysis;
using System.Xml;

namespace Certificates.Core.Files.Workbooks;

/// <summary>An XLSX or XLSM workbook; its macros are never read. Rows stream; the shared texts alone stay in memory.</summary>
internal sealed class XlsxBook : IWorkbook
{
    private readonly XlsxPackage _package;
    private readonly int _mostMerged;
    private readonly ReadBudget _cells;
    private readonly bool _countsFrom1904;
    private readonly string[] _paths;
    private readonly XlsxTexts _texts;
    private readonly XlsxStyles _styles;

    private XlsxBook(XlsxPackage package, XlsxWorkbook workbook, FileLimits limits)
    {
        var sheets = workbook.Worksheets.ToList();
        (_package, _countsFrom1904) = (package, workbook.CountsFrom1904);
        (_mostMerged, _cells) = (limits.Merged, new ReadBudget(limits.Cells));
        Sheets = [.. sheets.Select(sheet => new SheetName(sheet.Name, sheet.IsVisible))];
        _paths = [.. sheets.Select(sheet => sheet.Path)];
        using var texts = workbook.Path("sharedStrings") is { } shared ? package.Open(shared) : null;
        using var styles = workbook.Path("styles") is { } formats ? package.Open(formats) : null;
        (_texts, _styles) = (XlsxTexts.Read(texts, limits.Texts, package.Unpacked), XlsxStyles.Read(styles));
    }

    /// <inheritdoc/>
    public IReadOnlyList<SheetName> Sheets { get; }

    /// <summary>Opens a file; or says what it is instead.</summary>
    /// <exception cref="InvalidDataException">The file is no ZIP, or a damaged one.</exception>
    /// <exception cref="ReadLimitException">It is more than is taken.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "The workbook keeps the package and disposes it.")]
    public static Result<IWorkbook> Read(Stream file, FileLimits limits, CancellationToken cancellationToken)
    {
        if (XlsxPackage.Open(file, limits, cancellationToken) is not { } package)
        {
            return FileRefusals.NotRead(ForeignKind.Zip);
        }

        try
        {
            if (XlsxWorkbook.Read(package) is { } workbook)
            {
                return new XlsxBook(package, workbook, limits);
            }

            var kind = package.KindOfOther();
            package.Dispose();
            return FileRefusals.NotRead(kind);
        }
        catch
        {
            package.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    [SuppressMessage("Reliability", "CA2000", Justification = "The sheet keeps the part and disposes it.")]
    public ISheet Open(int sheet) => new Sheet(
        _package.Open(_paths[sheet]) ?? throw new InvalidDataException("The workbook names a sheet that is not there."), this);

    /// <inheritdoc/>
    public void Dispose() => _package.Dispose();

    private sealed class Sheet(XmlReader xml, XlsxBook book) : ISheet
    {
        private readonly XlsxSheet _sheet = new(xml, book._texts, book._styles, book._countsFrom1904, book._mostMerged, book._cells);

        public IReadOnlyList<MergedCells> Merged => _sheet.Merged;

        public bool IsHidden(int column) => _sheet.IsHidden(column);

        public Result<SheetRow>? Next() => _sheet.Next();

        public void Dispose() => xml.Dispose();
    }
}
