using System.Globalization;

namespace Certificates.Core.Intake;

/// <summary>
/// A day of the calendar as offices write it: year first, a time of midnight behind it or none. Day first (<c>25/4/2026</c>) is not read,
/// for nobody can tell it from month first.
/// </summary>
internal static class DayText
{
    private static readonly string[] Days = ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日", "yyyy年M月d号", "yyyyMMdd"];
    private static readonly string[] Times = ["", " H:mm", " H:mm:ss", " H:mm:ss.FFFFFFF", "'T'H:mm", "'T'H:mm:ss", "'T'H:mm:ss.FFFFFFF"];
    private static readonly string[] Formats = [.. Days.SelectMany(day => Times.Select(time => day + time))];

    /// <summary>The largest number a spreadsheet keeps a day by, 9999-12-31, has this many digits.</summary>
    private const int SerialLength = 7;

    /// <summary>Reads a day out of a text that was folded to half-width upper case.</summary>
    public static bool TryParse(string text, out DateOnly day)
    {
        var isDay = DateTime.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AllowInnerWhite, out var at)
            && at.TimeOfDay == TimeSpan.Zero;
        day = DateOnly.FromDateTime(at);
        return isDay;
    }

    /// <summary>True for a bare number such as 45832, which a date cell becomes when its format is lost.</summary>
    public static bool IsSerial(string text) => text.Length is > 0 and <= SerialLength && text.All(char.IsAsciiDigit);
}
