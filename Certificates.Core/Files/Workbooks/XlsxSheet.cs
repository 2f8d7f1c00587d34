using System.Globalization;
using System.Xml;

namespace Certificates.Core.Files.Workbooks;

/// <summary>The rows of a worksheet (ECMA-376, part 1, 18.3) that hold something, one after the other; none is kept.</summary>
internal sealed class XlsxSheet(XmlReader xml, XlsxTexts texts, XlsxStyles styles, bool countsFrom1904, FileLimits limits)
{
    /// <summary>The first and the last day of the calendar, as numbers: 1 January 1900 and 31 December 9999.</summary>
    private const double FirstDay = 1, AfterLastDay = 2_958_466;

    private const DateTimeStyles Utc = DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal;

    private const int DaysTo1904 = 1462;

    /// <summary>1900 was no leap year, but spreadsheets have its 29 February: numbers before it are a day off.</summary>
    private const double After29February1900 = 61;

    private int _row;
    private int _cells;

    /// <summary>The next row; null at the end of the sheet; a refusal when the sheet is more than is taken.</summary>
    public Result<SheetRow>? Next()
    {
        while (xml.Advance())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "row" })
            {
                _row = Position(xml.GetAttribute("r")) ?? _row + 1;
                var cells = Cells();
                if (!cells.TryGet(out var found, out var refusals))
                {
                    return refusals;
                }

                if (found.Count > 0)
                {
                    return new SheetRow(_row, found);
                }
            }
        }

        return null;
    }

    /// <summary>The cells of the row up to the last that holds something; what formatting alone put there costs nothing more.</summary>
    private Result<List<Cell>> Cells()
    {
        var cells = new List<Cell>();
        if (xml.IsEmptyElement)
        {
            return cells;
        }

        var (level, column) = (xml.Depth, -1);
        while (xml.Advance() && xml.Depth > level)
        {
            if (xml is not { NodeType: XmlNodeType.Element, LocalName: "c" })
            {
                continue;
            }

            column = Column(xml.GetAttribute("r")) ?? column + 1;
            var cell = Cell();
            if (cell.IsEmpty)
            {
                continue;
            }

            if (Fault(column, cells.Count) is { } fault)
            {
                return fault;
            }

            cells.AddRange(Enumerable.Repeat<Cell>("", column - cells.Count));
            cells.Add(cell);
        }

        return cells;
    }

    private Refusal? Fault(int column, int next) => column switch
    {
        >= FileLimits.Columns => FileRefusals.TooManyColumns,
        _ when column < next => FileRefusals.DamagedSheet,
        _ => ++_cells > limits.Cells ? FileRefusals.TooLarge : null,
    };

    private Cell Cell()
    {
        var (type, style) = (xml.GetAttribute("t"), Position(xml.GetAttribute("s")) ?? 0);
        if (xml.IsEmptyElement)
        {
            return "";
        }

        var (level, value, hasFormula) = (xml.Depth, "", false);
        while (xml.Advance() && xml.Depth > level)
        {
            if (xml.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            switch (xml.LocalName)
            {
                case "v":
                    value = xml.ReadText(XlsxTexts.LongestText);
                    break;
                case "is":
                    value = XlsxTexts.Text(xml);
                    break;
                default:
                    hasFormula |= xml.LocalName == "f";
                    xml.SkipWithin();
                    break;
            }
        }

        return value.Length == 0 && hasFormula ? new Cell(CellKind.NoResult, "") : Cell(type, value, styles[style]);
    }

    private Cell Cell(string? type, string value, NumberFormat format) => type switch
    {
        "inlineStr" => value,
        "str" => XlsxTexts.Unescape(value),
        "s" => texts.Find(value) ?? "",
        "b" => value == "1" ? "TRUE" : "FALSE",
        "e" => new Cell(CellKind.Error, value),
        "d" when DateTime.TryParse(value, CultureInfo.InvariantCulture, Utc, out var date) => Workbooks.Cell.OfDate(date, showsTime: true),
        _ when value.Length == 0 => "",
        _ when double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => Shown(number, format),
        _ => value,
    };

    private Cell Shown(double number, NumberFormat format) => format != NumberFormat.Number && Date(number) is { } date
        ? Workbooks.Cell.OfDate(date, format == NumberFormat.Time)
        : Workbooks.Cell.OfNumber(number);

    /// <summary>The instant a number stands for; null outside the calendar.</summary>
    private DateTime? Date(double serial)
    {
        var counted = countsFrom1904 ? serial + DaysTo1904 : serial < After29February1900 ? serial + 1 : serial;
        return counted is >= FirstDay and < AfterLastDay ? DateTime.FromOADate(counted) : null;
    }

    private static int? Position(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The column of a reference such as <c>AB12</c>, from 0; null without one.</summary>
    private static int? Column(string? reference)
    {
        var column = 0;
        foreach (var letter in reference ?? "")
        {
            if (!char.IsAsciiLetter(letter) || column > 1_000_000)
            {
                break;
            }

            column = (column * 26) + (letter & 0x1F);
        }

        return column > 0 ? column - 1 : null;
    }
}
