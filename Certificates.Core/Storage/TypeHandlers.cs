using System.Data;
using System.Globalization;
using Dapper;

namespace Certificates.Core.Storage;

/// <summary>How days and instants stand in SQLite: text that sorts. Registered once a process, before the first statement.</summary>
internal static class TypeHandlers
{
    private const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private const string DayFormat = "yyyy-MM-dd";
    private const int InstantLength = 24;

    /// <summary>Idempotent. Dapper's own map for instants must go first, or writes keep local time.</summary>
    public static void Register()
    {
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
        SqlMapper.AddTypeHandler(new Instants());
        SqlMapper.AddTypeHandler(new Days());
    }

    /// <summary>An instant as text, to the millisecond.</summary>
    public static string Text(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture);

    /// <summary>A day as text.</summary>
    public static string Text(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    /// <summary>The instant a text stands for, as <see cref="Text(DateTimeOffset)"/> writes it.</summary>
    /// <exception cref="FormatException">Anything else.</exception>
    public static DateTimeOffset Instant(ReadOnlySpan<byte> text) =>
        text.Length == InstantLength && text[10] == 'T' && text[23] == 'Z'
            ? new DateTimeOffset(
                Digits(text[..4]), Digits(text[5..7]), Digits(text[8..10]), Digits(text[11..13]), Digits(text[14..16]), Digits(text[17..19]),
                Digits(text[20..23]), TimeSpan.Zero)
            : throw new FormatException("Not an instant.");

    /// <summary>The day a text stands for, as <see cref="Text(DateOnly)"/> writes it.</summary>
    /// <exception cref="FormatException">Anything else.</exception>
    public static DateOnly Day(ReadOnlySpan<byte> text) => text.Length == DayFormat.Length
        ? new DateOnly(Digits(text[..4]), Digits(text[5..7]), Digits(text[8..]))
        : throw new FormatException("Not a day.");

    private static int Digits(ReadOnlySpan<byte> text)
    {
        var number = 0;
        foreach (var digit in text)
        {
            number = char.IsAsciiDigit((char)digit) ? (10 * number) + digit - '0' : throw new FormatException("Not a digit.");
        }

        return number;
    }

    private sealed class Instants : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value)
        {
            parameter.DbType = DbType.String;
            parameter.Value = Text(value);
        }

        public override DateTimeOffset Parse(object value) => DateTimeOffset.ParseExact(
            (string)value, InstantFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
    }

    private sealed class Days : SqlMapper.TypeHandler<DateOnly>
    {
        public override void SetValue(IDbDataParameter parameter, DateOnly value)
        {
            parameter.DbType = DbType.String;
            parameter.Value = Text(value);
        }

        public override DateOnly Parse(object value) =>
            DateOnly.ParseExact((string)value, DayFormat, CultureInfo.InvariantCulture);
    }
}
