using System.Buffers.Binary;

namespace Certificates.Core.Files.Workbooks;

/// <summary>
/// What the library does not tell of an old workbook ([MS-XLS]): which cells hold errors, which rows and columns are hidden, from
/// which day dates count, and that it is encrypted.
/// </summary>
internal sealed class XlsRecords
{
    private const int BoundSheet = 0x85, Date1904 = 0x22, FilePass = 0x2F, BoolErr = 0x205, Formula = 0x06, Row = 0x208, ColInfo = 0x7D;
    private const int Begin = 0x809, End = 0x0A;
    private const int HeadLength = 4;
    private readonly byte[] _stream;
    private readonly List<int> _sheets = [];

    private XlsRecords(byte[] stream) => _stream = stream;

    /// <summary>True when it takes a password to read on.</summary>
    public bool IsEncrypted { get; private set; }

    /// <summary>True when day 0 is 1 January 1904.</summary>
    public bool CountsFrom1904 { get; private set; }

    /// <summary>How many worksheets it has; charts and macro sheets are none.</summary>
    public int Sheets => _sheets.Count;

    /// <summary>Reads what stands before the sheets.</summary>
    public static XlsRecords Read(byte[] stream)
    {
        var records = new XlsRecords(stream);
        records.Each(0, (kind, body) =>
        {
            records.IsEncrypted |= kind == FilePass;
            records.CountsFrom1904 |= kind == Date1904 && body.Length >= 2 && body[0] == 1;
            if (kind == BoundSheet && body.Length > 5 && body[5] == 0)
            {
                records._sheets.Add((int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(body), int.MaxValue));
            }
        });
        return records;
    }

    /// <summary>The errors and what is hidden of a sheet, by row and column from 0.</summary>
    /// <param name="sheet">Its place among the worksheets; several may name the same records.</param>
    /// <param name="budget">What may still be read of the workbook.</param>
    /// <param name="mostErrors">Most errors.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ReadLimitException">It is more than is taken.</exception>
    public XlsMarks Marks(int sheet, ReadBudget budget, int mostErrors, CancellationToken cancellationToken)
    {
        var (errors, hidden, columns) = (new Dictionary<(int, int), string>(), new HashSet<int>(), new HashSet<int>());
        Each(_sheets[sheet], (kind, body) =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            budget.Take(HeadLength + body.Length);
            var error = kind switch
            {
                BoolErr when body.Length >= 8 && body[7] == 1 => body[6],
                Formula when body.Length >= 14 && body[6] == 2 && body[12] == 0xFF && body[13] == 0xFF => body[8],
                _ => -1,
            };
            if (error >= 0)
            {
                errors[(Half(body, 0), Half(body, 2))] = errors.Count < mostErrors ? Name(error) : throw new ReadLimitException();
            }
            else if (kind == Row && body.Length >= 14 && (body[12] & 0x20) != 0)
            {
                hidden.Add(Half(body, 0));
            }
            else if (kind == ColInfo && body.Length >= 10 && ((body[8] & 1) != 0 || Half(body, 4) == 0))
            {
                var (first, last) = (Half(body, 0), Math.Min(Half(body, 2), 255));
                var count = Math.Max(0, last - first + 1);
                budget.Take(count);
                columns.UnionWith(Enumerable.Range(first, count));
            }
        });
        return new XlsMarks(errors, hidden, columns);
    }

    private static int Half(ReadOnlySpan<byte> body, int at) => BinaryPrimitives.ReadUInt16LittleEndian(body[at..]);

    private static string Name(int error) => error switch
    {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    };

    /// <summary>The records from a beginning to its end; what begins within it, such as a chart, is left out.</summary>
    private void Each(int start, Action<int, ReadOnlySpan<byte>> take)
    {
        var depth = 0;
        for (var at = start; at >= 0 && at <= _stream.Length - HeadLength;)
        {
            var (kind, length) = (Half(_stream, at), Half(_stream, at + 2));
            at += HeadLength;
            if (length > _stream.Length - at)
            {
                return;
            }

            depth += kind == Begin ? 1 : kind == End ? -1 : 0;
            if (depth <= 0)
            {
                return;
            }

            if (depth == 1)
            {
                take(kind, _stream.AsSpan(at, length));
            }

            at += length;
        }
    }
}

/// <summary>What is marked in a sheet.</summary>
/// <param name="Errors">Cells that hold errors, by row and column from 0.</param>
/// <param name="HiddenRows">Rows that the screen leaves out, from 0.</param>
/// <param name="HiddenColumns">Columns that it leaves out, from 0.</param>
internal sealed record XlsMarks(
    IReadOnlyDictionary<(int Row, int Column), string> Errors, IReadOnlySet<int> HiddenRows, IReadOnlySet<int> HiddenColumns);
