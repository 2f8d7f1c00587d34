using System.Diagnostics.CodeAnalysis;
using System.Text;
using ExcelDataReader;

namespace Certificates.Core.Files.Workbooks;

/// <summary>
/// An old workbook (XLS, 1995 to 2003). The library gets its stream of records alone, and may read of it what the limits allow: a
/// file can lead it over the same bytes again and again. Nor does it say what it costs to go over cells that are not there, of which a
/// sheet of one cell can have sixteen million: all limits hold for the workbook, not for a sheet.
/// </summary>
internal sealed class XlsBook : IWorkbook
{
    /// <summary>Columns and rows of such a sheet. Of one that says it has more the library would make every row: it is made up.</summary>
    private const int MostColumns = 256, MostRows = 65_536;

    private readonly IExcelDataReader _reader;
    private readonly XlsRecords _records;
    private readonly FileLimits _limits;
    private readonly CancellationToken _cancellationToken;
    private readonly Dictionary<int, NumberFormat> _formats = [];
    private readonly ReadBudget _read, _cells, _visits;
    private int _at = int.MaxValue;

    static XlsBook() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private XlsBook(
        IExcelDataReader reader, XlsRecords records, FileLimits limits, ReadBudget read, CancellationToken cancellationToken)
    {
        (_reader, _records, _limits, _read, _cancellationToken) = (reader, records, limits, read, cancellationToken);
        (_cells, _visits) = (new ReadBudget(limits.Cells), new ReadBudget(limits.Visits + (MostRows * MostColumns)));
        var sheets = new List<SheetName>();
        do
        {
            sheets.Add(sheets.Count < FileLimits.Sheets
                ? new SheetName(reader.Name ?? "", reader.VisibleState is null or "visible")
                : throw new ReadLimitException());
        }
        while (reader.NextResult());
        Sheets = sheets.Count == records.Sheets ? sheets : throw new InvalidDataException("The workbook names other sheets than it has.");
    }

    /// <inheritdoc/>
    public IReadOnlyList<SheetName> Sheets { get; }

    /// <summary>Opens a file; or says what it is instead.</summary>
    /// <exception cref="InvalidDataException">The file is damaged; so may be said by any exception of the library.</exception>
    /// <exception cref="ReadLimitException">It is more than is taken.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "The workbook keeps the reader and disposes it.")]
    public static Result<IWorkbook> Read(Stream file, FileLimits limits, CancellationToken cancellationToken)
    {
        var compound = CompoundFile.Read(file);
        if (compound.Has("EncryptedPackage"))
        {
            return new Refusal(RefusalCode.WorkbookProtected, "file");
        }

        var name = compound.Has("Workbook") ? "Workbook" : "Book";
        if (!compound.Has(name))
        {
            return FileRefusals.NotRead(
                compound.Has("WordDocument") ? ForeignKind.Word
                : compound.Has("PowerPoint Document") ? ForeignKind.PowerPoint : ForeignKind.OldOffice);
        }

        var stream = compound.Stream(name);
        var records = XlsRecords.Read(stream);
        if (records.IsEncrypted)
        {
            return new Refusal(RefusalCode.WorkbookProtected, "file");
        }

        var read = new ReadBudget(limits.Unpacked);
        var bounded = new BoundedStream(new MemoryStream(stream, writable: false), read, cancellationToken);
        var reader = ExcelReaderFactory.CreateBinaryReader(
            bounded, new ExcelReaderConfiguration { FallbackEncoding = CsvEncoding.Gb18030 });
        return new XlsBook(reader, records, limits, read, cancellationToken);
    }

    /// <inheritdoc/>
    public ISheet Open(int sheet)
    {
        // On from where it stands: each way from the first sheet reads those before it again.
        if (sheet <= _at)
        {
            _reader.Reset();
            _at = 0;
        }

        for (; _at < sheet; _at++)
        {
            _reader.NextResult();
        }

        return new Sheet(this, sheet);
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    private Cell Cell(int column)
    {
        switch (_reader.GetValue(column))
        {
            case null:
                return "";
            case string text:
                // One text of the workbook may be that of each of its cells.
                _read.Take(text.Length);
                return text;
            case var value:
                return Cell(value, column);
        }
    }

    private Cell Cell(object value, int column) => value switch
    {
        bool flag => flag ? "TRUE" : "FALSE",
        double number => SheetDay.Shown(number, Format(column), _records.CountsFrom1904),
        int number => SheetDay.Shown(number, Format(column), _records.CountsFrom1904),
        DateTime date => Workbooks.Cell.OfDate(date, Format(column)),
        TimeSpan time => time.ToString(),
        _ => "",
    };

    private NumberFormat Format(int column)
    {
        var id = _reader.GetNumberFormatIndex(column);
        if (!_formats.TryGetValue(id, out var format))
        {
            format = _reader.GetNumberFormatString(column) is { Length: > 0 } code ? NumberFormat.Of(code) : NumberFormat.BuiltIn(id);
            _formats[id] = format;
        }

        return format;
    }

    private sealed class Sheet(XlsBook book, int sheet) : ISheet
    {
        private readonly XlsMarks _marks = book._records.Marks(sheet, book._read, book._limits.Texts, book._cancellationToken);

        private int _row;

        public IReadOnlyList<MergedCells> Merged { get; } =
        [
            .. (book._reader.MergeCells ?? []).Take(book._limits.Merged).Select(range => new MergedCells(
                (range.FromRow & 0xFFFF) + 1, (range.ToRow & 0xFFFF) + 1, range.FromColumn & 0xFFFF, range.ToColumn & 0xFFFF)),
        ];

        public bool IsHidden(int column) => _marks.HiddenColumns.Contains(column);

        public Result<SheetRow>? Next()
        {
            if (book._reader.FieldCount > MostColumns || book._reader.RowCount > MostRows)
            {
                return FileRefusals.DamagedSheet;
            }

            while (book._reader.Read())
            {
                book._cancellationToken.ThrowIfCancellationRequested();
                book._visits.Take(book._reader.FieldCount);
                var row = _row++;
                var cells = Cells(row);
                book._cells.Take(cells.Count);
                if (cells.Count > 0)
                {
                    return new SheetRow(row + 1, cells, _marks.HiddenRows.Contains(row));
                }
            }

            return null;
        }

        private List<SheetCell> Cells(int row)
        {
            var cells = new List<SheetCell>();
            for (var column = 0; column < book._reader.FieldCount; column++)
            {
                var cell = _marks.Errors.Count > 0 && _marks.Errors.TryGetValue((row, column), out var error)
                    ? Workbooks.Cell.OfError(error)
                    : book.Cell(column);
                if (!cell.IsEmpty)
                {
                    cells.Add(new SheetCell(column, cell));
                }
            }

            return cells;
        }

        public void Dispose()
        {
        }
    }
}
