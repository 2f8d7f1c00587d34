using System.Globalization;
using System.Xml;

namespace Certificates.Core.Files.Workbooks;

/// <summary>The rows of a worksheet (ECMA-376, part 1, 18.3) that hold something, one after the other; none is kept.</summary>
/// <param name="xml">The part, at its beginning.</param>
/// <param name="texts">The shared texts of the workbook.</param>
/// <param name="styles">Its styles.</param>
/// <param name="countsFrom1904">From which day its dates count.</param>
/// <param name="mostMerged">Most ranges of cells that were made one.</param>
/// <param name="left">How many more cells of the workbook may hold something.</param>
internal sealed class XlsxSheet(
    XmlReader xml, XlsxTexts texts, XlsxStyles styles, bool countsFrom1904, int mostMerged, ReadBudget left)
{
    private static readonly char[] Letters = [.. "ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

    private const DateTimeStyles Utc = DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal;

    private readonly List<MergedCells> _merged = [];
    private readonly List<(int First, int Last)> _hidden = [];
    private int _row;

    /// <summary>The cells that were made one; all of them once the last row was read, behind which they stand.</summary>
    public IReadOnlyList<MergedCells> Merged => _merged;

    /// <summary>True for a column, from 0, that the screen leaves out.</summary>
    public bool IsHidden(int column) => _hidden.Exists(range => range.First <= column && column <= range.Last);

    /// <summary>The next row; null at the end of the sheet; a refusal when the sheet is more than is taken.</summary>
    public Result<SheetRow>? Next()
    {
        while (xml.Advance())
        {
            if (xml.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            if (xml.LocalName == "row")
            {
                var row = Position(xml.GetAttribute("r")) ?? _row + 1;
                if (row <= _row)
                {
                    return FileRefusals.DamagedSheet;
                }

                _row = row;
                var isHidden = xml.GetAttribute("hidden") is "1" or "true";
                if (!Cells().TryGet(out var found, out var refusals))
                {
                    return refusals;
                }

                if (found.Count > 0)
                {
                    return new SheetRow(_row, found, isHidden);
                }
            }
            else if (xml.LocalName == "col")
            {
                Hide();
            }
            else if (xml.LocalName == "mergeCell" && Range(xml.GetAttribute("ref")) is { } merged)
            {
                _merged.Add(_merged.Count < mostMerged ? merged : throw new ReadLimitException());
            }
        }

        return null;
    }

    /// <summary>Notes columns that are hidden, or have no width.</summary>
    private void Hide()
    {
        if ((xml.GetAttribute("hidden") is "1" or "true" || xml.GetAttribute("width") is "0")
            && Position(xml.GetAttribute("min")) is { } first && Position(xml.GetAttribute("max")) is { } last)
        {
            _hidden.Add(_hidden.Count < FileLimits.SheetColumns ? (first - 1, last - 1) : throw new ReadLimitException());
        }
    }

    /// <summary>The cells of the row that hold something; what formatting alone put there costs nothing more.</summary>
    private Result<List<SheetCell>> Cells()
    {
        var cells = new List<SheetCell>();
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

            var next = Column(xml.GetAttribute("r")) ?? column + 1;
            if (next <= column || next >= FileLimits.SheetColumns)
            {
                return FileRefusals.DamagedSheet;
            }

            column = next;
            var cell = Cell();
            if (cell.IsEmpty)
            {
                continue;
            }

            left.Take(1);
            cells.Add(new SheetCell(column, cell));
        }

        return cells;
    }

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

        // A formula may well come to an empty text; then it says that its result is one.
        return value.Length == 0 && hasFormula && type != "str" ? Workbooks.Cell.WithoutResult : Cell(type, value, styles[style]);
    }

    private Cell Cell(string? type, string value, NumberFormat format) => type switch
    {
        "inlineStr" => value,
        "str" => XlsxTexts.Unescape(value),
        "s" => texts.Find(value) ?? "",
        "b" => value == "1" ? "TRUE" : "FALSE",
        "e" => Workbooks.Cell.OfError(value),
        "d" when DateTime.TryParse(value, CultureInfo.InvariantCulture, Utc, out var date) =>
            Workbooks.Cell.OfDate(date, format.Kind == FormatKind.Number ? NumberFormat.Instant : format),
        _ when value.Length == 0 => "",
        _ when double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) =>
            SheetDay.Shown(number, format, countsFrom1904),
        _ => value,
    };

    private static int? Position(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The column of a reference such as <c>AB12</c>, from 0; null without one.</summary>
    private static int? Column(ReadOnlySpan<char> reference)
    {
        var column = 0;
        foreach (var letter in reference)
        {
            if (!char.IsAsciiLetter(letter) || column > 1_000_000)
            {
                break;
            }

            column = (column * 26) + (letter & 0x1F);
        }

        return column > 0 ? column - 1 : null;
    }

    private static MergedCells? Range(string? reference)
    {
        var ends = (reference ?? "").Split(':');
        return ends.Length == 2
            && Column(ends[0]) is { } left && Column(ends[1]) is { } right && Row(ends[0]) is { } top && Row(ends[1]) is { } bottom
            ? new MergedCells(top, bottom, left, right)
            : null;
    }

    private static int? Row(string reference) => Position(reference.TrimStart(Letters));
}

/// <summary>Days as workbooks keep them: the number of days since their calendar began.</summary>
internal static class SheetDay
{
    /// <summary>The first and the last day of the calendar, as numbers: 1 January 1900 and 31 December 9999.</summary>
    private const double FirstDay = 1, AfterLastDay = 2_958_466;

    private const int DaysTo1904 = 1462;

    /// <summary>1900 was no leap year, but spreadsheets have its 29 February: numbers before it are a day off.</summary>
    private const double After29February1900 = 61;

    /// <summary>A number as its format shows it: the day it stands for, where it is that of a date.</summary>
    public static Cell Shown(double number, NumberFormat format, bool countsFrom1904) =>
        format.Kind != FormatKind.Number && Of(number, countsFrom1904) is { } date
            ? Cell.OfDate(date, format)
            : Cell.OfNumber(number, format);

    /// <summary>The instant a number stands for; null outside the calendar.</summary>
    private static DateTime? Of(double serial, bool countsFrom1904)
    {
        var counted = countsFrom1904 ? serial + DaysTo1904 : serial < After29February1900 ? serial + 1 : serial;
        return counted is >= FirstDay and < AfterLastDay ? DateTime.FromOADate(counted) : null;
    }
}
