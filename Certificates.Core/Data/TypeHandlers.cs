using System.Data;
using System.Globalization;
using Certificates.Core.Data.SqlServer;
using Dapper;
using Microsoft.Data.SqlClient;

namespace Certificates.Core.Data;

/// <summary>
/// How days, instants and grades stand in the databases: text that sorts in SQLite, <c>date</c> and <c>datetime2</c> in SQL Server.
/// Registered once a process, before the first statement.
/// </summary>
internal static class TypeHandlers
{
    private const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private const string DayFormat = "yyyy-MM-dd";
    private const int InstantLength = 24;

    /// <summary>Idempotent. Dapper's own maps must go first, or writes keep local time.</summary>
    public static void Register()
    {
        foreach (var type in (Type[])[typeof(DateTimeOffset), typeof(DateTimeOffset?), typeof(DateOnly), typeof(DateOnly?)])
        {
            SqlMapper.RemoveTypeMap(type);
        }

        // Lists of like lengths share a statement, and its plan; see Ansi.Many for those of single-byte text.
        SqlMapper.Settings.PadListExpansions = true;
        SqlMapper.AddTypeHandler(typeof(DateTimeOffset), new Instants());
        SqlMapper.AddTypeHandler(typeof(DateOnly), new Days());
        SqlMapper.AddTypeHandler(typeof(IReadOnlyList<Grade>), new GradeLists());
    }

    /// <summary>An instant as text, to the millisecond.</summary>
    public static string Text(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture);

    public static string Text(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    /// <summary>The instant a text stands for, as <see cref="Text(DateTimeOffset)"/> writes it.</summary>
    /// <exception cref="FormatException">Anything else.</exception>
    public static DateTimeOffset Instant(ReadOnlySpan<byte> text) =>
        text.Length == InstantLength && text[10] == 'T' && text[23] == 'Z'
            ? new DateTimeOffset(
                Digits(text[..4]), Digits(text[5..7]), Digits(text[8..10]), Digits(text[11..13]), Digits(text[14..16]),
                    Digits(text[17..19]),
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

    /// <summary>An absent value has a type too: without one SQL Server would take it for text.</summary>
    private sealed class Instants : SqlMapper.ITypeHandler
    {
        public void SetValue(IDbDataParameter parameter, object value)
        {
            if (parameter is SqlParameter sql)
            {
                (sql.SqlDbType, sql.Scale) = (SqlDbType.DateTime2, 3);
                sql.Value = value is DateTimeOffset instant ? SqlServerValue.Of(instant) : DBNull.Value;
                return;
            }

            parameter.DbType = DbType.String;
            parameter.Value = value is DateTimeOffset text ? Text(text) : DBNull.Value;
        }

        public object Parse(Type destinationType, object value) => value is DateTime utc
            ? new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc))
            : DateTimeOffset.ParseExact((string)value, InstantFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
    }

    private sealed class Days : SqlMapper.ITypeHandler
    {
        public void SetValue(IDbDataParameter parameter, object value)
        {
            if (parameter is SqlParameter sql)
            {
                sql.SqlDbType = SqlDbType.Date;
                sql.Value = value is DateOnly day ? SqlServerValue.Of(day) : DBNull.Value;
                return;
            }

            parameter.DbType = DbType.String;
            parameter.Value = value is DateOnly text ? Text(text) : DBNull.Value;
        }

        public object Parse(Type destinationType, object value) => value is DateTime day
            ? DateOnly.FromDateTime(day)
            : DateOnly.ParseExact((string)value, DayFormat, CultureInfo.InvariantCulture);
    }

    private sealed class GradeLists : SqlMapper.ITypeHandler
    {
        public void SetValue(IDbDataParameter parameter, object value) => parameter.Value = ((IReadOnlyList<Grade>)value).Codes();

        public object Parse(Type destinationType, object value) => Grades.OfCodes((string)value);
    }
}
