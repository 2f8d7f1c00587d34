using System.Globalization;

namespace Certificates.Core.Files.Workbooks;

/// <summary>A cell of a table as the person at the screen sees it.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="Text">What it says; a day as <c>yyyy-MM-dd</c>, a number as plain decimals where it has so few digits.</param>
/// <param name="Shown">The same as the sheet shows it: a number in its format.</param>
/// <param name="Number">Its value, where it holds a number that is no date.</param>
/// <param name="IsPlainNumber">True for a number whose format shows the very digits it has, leading zeros apart; at most 15.</param>
internal readonly record struct Cell(CellKind Kind, string Text, string Shown, double Number = 0, bool IsPlainNumber = false)
{
    /// <summary>Integers beyond this are not exact in a workbook's cell: an ID number stored as a number is no longer one.</summary>
    private const double MaxExact = 999_999_999_999_999;

    private const NumberStyles Decimals = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
    private const double Unseen = 1e-9;

    /// <summary>A cell of text; an empty one too.</summary>
    public static implicit operator Cell(string text) => new(CellKind.Text, text, text);

    /// <summary>True for a day of which the sheet shows the year, the month and the day.</summary>
    public bool ShowsWholeDay { get; private init; }

    /// <summary>True when the cell holds nothing.</summary>
    public bool IsEmpty => Kind == CellKind.Text && Text.Length == 0;

    /// <summary>True for a number with more digits than a cell keeps: the last ones are lost.</summary>
    public bool HasLostDigits => Kind == CellKind.Number && !(Math.Abs(Number) <= MaxExact);

    /// <summary>
    /// False for a quantity that the sheet shows as another: rounded, or per cent. What cannot be seen, some digits of a sum, does not
    /// count; nor do words around it, nor commas between thousands.
    /// </summary>
    public bool ShowsItsValue =>
        !decimal.TryParse(
            string.Concat(Shown.Where(character => char.IsAsciiDigit(character) || character is '.' or '-')), Decimals,
            CultureInfo.InvariantCulture, out var seen)
        || (Math.Abs((double)seen - Number) < Unseen && !Shown.EndsWith('%'));

    /// <summary>A number that is no date.</summary>
    public static Cell OfNumber(double number, NumberFormat format)
    {
        var text = Math.Abs(number) <= MaxExact
            ? ((decimal)number).ToString(CultureInfo.InvariantCulture)
            : number.ToString(CultureInfo.InvariantCulture);
        var shown = format.Show(number);
        return new Cell(CellKind.Number, text, shown ?? NumberFormat.Plainly(number), number, shown is not null && IsPlain(shown, number));
    }

    /// <summary>A day, or an instant where the format shows a time of day too.</summary>
    public static Cell OfDate(DateTime date, NumberFormat format)
    {
        var text = date.ToString(
            format.Kind != FormatKind.Date && date.TimeOfDay != TimeSpan.Zero ? "yyyy-MM-dd HH:mm:ss" : "yyyy-MM-dd",
            CultureInfo.InvariantCulture);
        return new Cell(CellKind.Date, text, text) { ShowsWholeDay = format.ShowsWholeDay };
    }

    /// <summary>The error a formula ended with.</summary>
    public static Cell OfError(string error) => new(CellKind.Error, error, error);

    /// <summary>A formula whose result the file does not have.</summary>
    public static Cell WithoutResult => new(CellKind.NoResult, "", "");

    private static bool IsPlain(string shown, double number) =>
        number is >= 0 and <= MaxExact && number == Math.Floor(number) && shown.Length is > 0 and <= NumberFormat.LongestCode
        && shown.All(char.IsAsciiDigit) && shown.TrimStart('0') == number.ToString("#", CultureInfo.InvariantCulture);
}

/// <summary>What a cell holds.</summary>
internal enum CellKind
{
    /// <summary>Text, or nothing.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A number that its format shows as a date.</summary>
    Date,

    /// <summary>The error a formula ended with, such as <c>#REF!</c>.</summary>
    Error,

    /// <summary>A formula whose result the file does not have.</summary>
    NoResult,
}
