using System.Globalization;

namespace Certificates.Core.Oversight.Auditing;

/// <summary>A row as it stands, whatever somebody wrote into it: nothing is parsed before it is asked for, and nothing throws.</summary>
internal sealed class RawRow(IDictionary<string, object?> values)
{
    private const string DayForm = "yyyy-MM-dd";
    private const string InstantForm = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>A row of a query without a type.</summary>
    public static RawRow Of(object row) => new((IDictionary<string, object?>)row);

    /// <summary>A column as text; a number in its digits, true as 1; null where there is nothing.</summary>
    public string? Text(string column) => values[column] switch
    {
        null => null,
        string text => text,
        bool isSo => isSo ? "1" : "0",
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => "",
    };

    /// <summary>A day as the register writes it in text.</summary>
    public string? Day(string column) =>
        values[column] is DateTime day ? day.ToString(DayForm, CultureInfo.InvariantCulture) : Text(column);

    /// <summary>An instant as the register writes it in text.</summary>
    public string? Instant(string column) =>
        values[column] is DateTime instant ? instant.ToString(InstantForm, CultureInfo.InvariantCulture) : Text(column);

    /// <summary>Bytes; none where there are none.</summary>
    public byte[] Bytes(string column) => values[column] as byte[] ?? [];

    /// <summary>A number; null where there is none.</summary>
    public long? Number(string column) =>
        long.TryParse(Text(column), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The instant of a text of the register; null of any other.</summary>
    public static DateTimeOffset? InstantOf(string? text) =>
        DateTimeOffset.TryParseExact(text, InstantForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant : null;

    /// <summary>The day of a text of the register; null of any other.</summary>
    public static DateOnly? DayOf(string? text) =>
        DateOnly.TryParseExact(text, DayForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>A day as the register writes it.</summary>
    public static string TextOf(DateOnly day) => day.ToString(DayForm, CultureInfo.InvariantCulture);
}
