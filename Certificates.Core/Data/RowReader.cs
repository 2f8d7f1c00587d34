using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using SQLitePCL;

namespace Certificates.Core.Data;

/// <summary>Makes records of rows, each property from the column of its name, by code that is made once a statement.</summary>
internal static class RowReader<T>
    where T : class
{
    private static Func<sqlite3_stmt, T>? _made;

    /// <summary>The reader for a statement's columns; every statement of one record has the same columns in the same order.</summary>
    public static Func<sqlite3_stmt, T> For(sqlite3_stmt statement) => _made ??= Make(statement);

    private static Func<sqlite3_stmt, T> Make(sqlite3_stmt statement)
    {
        var row = Expression.Parameter(typeof(sqlite3_stmt));
        var bindings = Enumerable.Range(0, raw.sqlite3_column_count(statement)).Select(column =>
        {
            var name = raw.sqlite3_column_name(statement, column).utf8_to_string();
            var property = typeof(T).GetProperty(name) ?? throw new InvalidOperationException($"{typeof(T).Name} has no {name}.");
            return Expression.Bind(property, Read(property.PropertyType, row, column));
        });
        return Expression.Lambda<Func<sqlite3_stmt, T>>(Expression.MemberInit(Expression.New(typeof(T)), bindings), row).Compile();
    }

    private static Expression Read(Type type, ParameterExpression row, int column) => type.IsEnum
        ? Expression.Convert(Read(typeof(long), row, column), type)
        : Expression.Call(Reader(type), row, Expression.Constant(column));

    private static MethodInfo Reader(Type type) => Array.Find(typeof(Columns).GetMethods(), method => method.ReturnType == type)
        ?? throw new InvalidOperationException($"No column is read as {type.Name}.");
}

/// <summary>How each type stands in a column; the same as <see cref="TypeHandlers"/> says.</summary>
internal static class Columns
{
    public static string? Text(sqlite3_stmt row, int column) =>
        IsNull(row, column) ? null : Encoding.UTF8.GetString(raw.sqlite3_column_blob(row, column));

    public static byte[]? Bytes(sqlite3_stmt row, int column) =>
        IsNull(row, column) ? null : raw.sqlite3_column_blob(row, column).ToArray();

    public static long Number(sqlite3_stmt row, int column) => raw.sqlite3_column_int64(row, column);

    public static long? NumberOrNull(sqlite3_stmt row, int column) => IsNull(row, column) ? null : Number(row, column);

    public static DateOnly Day(sqlite3_stmt row, int column) => TypeHandlers.Day(raw.sqlite3_column_blob(row, column));

    public static DateTimeOffset Instant(sqlite3_stmt row, int column) => TypeHandlers.Instant(raw.sqlite3_column_blob(row, column));

    public static DateTimeOffset? InstantOrNull(sqlite3_stmt row, int column) => IsNull(row, column) ? null : Instant(row, column);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsNull(sqlite3_stmt row, int column) => raw.sqlite3_column_type(row, column) == raw.SQLITE_NULL;
}
