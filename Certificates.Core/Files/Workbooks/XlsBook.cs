using System.Diagnostics.CodeAnalysis;
using System.Text;
using ExcelDataReader;

namespace Certificates.Core.Files.Workbooks;

/// <summary>
/// An old workbook (XLS, 1995 to 2003). The library gets its stream of records alone, and may read of it what the limits allow: a
/// file can lead it over the same bytes again and again.
/// </summary>
internal sealed class XlsBook : IWorkbook
{
    /// <summary>Columns and rows of such a sheet. Of one that says it has more the library would make every row: it is made up.</summary>
    private const int MostColumns = 256, MostRows = 65_536;

    private readonly IExcelDataReader _reader;
    private readonly XlsRecords _records;
    private readonly FileLimits _limits;
    private readonly Dictionary<int, NumberFormat> _formats = [];
    private int _cells;

    static XlsBook() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private XlsBook(IExcelDataReader reader, XlsRecords records, FileLimits limits)
    {
        (_reader, _records, _limits) = (reader, records, limits);
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

        var bounded = new BoundedStream(new MemoryStream(stream, writable: false), new ReadBudget(limits.Unpacked), cancellationToken);
        var reader = ExcelReaderFactory.CreateBinaryReader(
            bounded, new ExcelReaderConfiguration { FallbackEncoding = CsvEncoding.Gb18030 });
        return new XlsBook(reader, records, limits);
    }

    /// <inheritdoc/>
    public ISheet Open(int sheet)
    {
        _reader.Reset();
        for (var i = 0; i < sheet; i++)
        {
            _reader.NextResult();
        }

        _cells = 0;
        return new Sheet(this, sheet);
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    private Cell Cell(int column)
    {
        var value = _reader.GetValue(column);
        return value switch
        {
            string text => text,
            bool flag => flag ? "TRUE" : "FALSE",
            double number => SheetDay.Shown(number, Format(column), _records.CountsFrom1904),
            int number => SheetDay.Shown(number, Format(column), _records.CountsFrom1904),
            DateTime date => Workbooks.Cell.OfDate(date, Format(column).Kind == FormatKind.Time),
            TimeSpan time => time.ToString(),
            _ => "",
        };
    }

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
        private readonly (IReadOnlyDictionary<(int Row, int Column), string> Errors, IReadOnlySet<int> Hidden) _marks =
            book._records.Marks(sheet);

        private int _row;

        public IReadOnlyList<MergedCells> Merged { get; } =
        [
            .. (book._reader.MergeCells ?? []).Take(book._limits.Merged).Select(range => new MergedCells(
                (range.FromRow & 0xFFFF) + 1, (range.ToRow & 0xFFFF) + 1, range.FromColumn & 0xFFFF, range.ToColumn & 0xFFFF)),
        ];

        public Result<SheetRow>? Next()
        {
            if (book._reader.FieldCount > MostColumns || book._reader.RowCount > MostRows)
            {
                return FileRefusals.DamagedSheet;
            }

            while (book._reader.Read())
            {
                var row = _row++;
                var cells = new List<SheetCell>();
                for (var column = 0; column < book._reader.FieldCount; column++)
                {
                    var cell = _marks.Errors.TryGetValue((row, column), out var error) ? Workbooks.Cell.OfError(error) : book.Cell(column);
                    if (!cell.IsEmpty)
                    {
                        cells.Add(new SheetCell(column, cell));
                    }
                }

                book._cells += cells.Count;
                if (book._cells > book._limits.Cells)
                {
                    return FileRefusals.TooLarge;
                }

                if (cells.Count > 0)
                {
                    return new SheetRow(row + 1, cells, _marks.Hidden.Contains(row));
                }
            }

            return null;
        }

        public void Dispose()
        {
        }
    }
}
