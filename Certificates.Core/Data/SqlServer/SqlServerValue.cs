using System.Data;
using System.Globalization;
using Microsoft.Data.SqlClient;

namespace Certificates.Core.Data.SqlServer;

/// <summary>Values as SQL Server takes them. Sizes are fixed by type, so that a statement has one plan whatever its values are.</summary>
internal static class SqlServerValue
{
    private const int LongestText = 4_000;
    private const int LongestBytes = 8_000;

    /// <summary>An instant: UTC without an offset, whole milliseconds, as the other database keeps them.</summary>
    public static DateTime Of(DateTimeOffset instant)
    {
        var utc = instant.UtcDateTime;
        return new DateTime(utc.Ticks - (utc.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Unspecified);
    }

    public static DateTime Of(DateOnly day) => day.ToDateTime(TimeOnly.MinValue);

    /// <summary>Any value of a store.</summary>
    public static object? Of(object? value) => value switch
    {
        DateTimeOffset instant => Of(instant),
        DateOnly day => Of(day),
        Enum code => Convert.ToInt64(code, CultureInfo.InvariantCulture),
        _ => value,
    };

    /// <summary>The type of what <see cref="Of(object)"/> makes of a type's values.</summary>
    public static Type StoredAs(Type type) =>
        type == typeof(DateTimeOffset) || type == typeof(DateOnly) ? typeof(DateTime) : type.IsEnum ? typeof(long) : type;

    /// <summary>A parameter of a type; <paramref name="value"/> is what <see cref="Of(object)"/> made, or null.</summary>
    /// <exception cref="NotSupportedException">No column is of that type.</exception>
    public static SqlParameter Parameter(string name, Type type, object? value)
    {
        var parameter = new SqlParameter { ParameterName = name };
        Shape(parameter, type, value);
        parameter.Value = value ?? DBNull.Value;
        return parameter;
    }

    private static void Shape(SqlParameter parameter, Type type, object? value)
    {
        switch (type)
        {
            case not null when type == typeof(string):
                parameter.SqlDbType = SqlDbType.NVarChar;
                parameter.Size = value is string { Length: > LongestText } ? -1 : LongestText;
                break;
            case not null when type == typeof(byte[]):
                parameter.SqlDbType = SqlDbType.VarBinary;
                parameter.Size = value is byte[] { Length: > LongestBytes } ? -1 : LongestBytes;
                break;
            case not null when type == typeof(DateTimeOffset):
                parameter.SqlDbType = SqlDbType.DateTime2;
                parameter.Scale = 3;
                break;
            case not null when type == typeof(DateOnly):
                parameter.SqlDbType = SqlDbType.Date;
                break;
            case not null when type == typeof(bool):
                parameter.SqlDbType = SqlDbType.Bit;
                break;
            case not null when type.IsEnum || type == typeof(long) || type == typeof(int):
                parameter.SqlDbType = SqlDbType.BigInt;
                break;
            default:
                throw new NotSupportedException($"No column is of type {type}.");
        }
    }
}
