using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using SQLitePCL;

namespace Certificates.Core.Data;

/// <summary>Makes records of rows, each property from the column of its name, by code that is made once a statement.</summary>
internal static class RowReader<T>
    where T : class
{
    private static Func<nint, T>? _made;

    /// <summary>The reader for a statement's columns; every statement of one record has the same columns in the same order.</summary>
    public static Func<nint, T> For(sqlite3_stmt statement) => _made ??= Make(statement);

    private static Func<nint, T> Make(sqlite3_stmt statement)
    {
        var row = Expression.Parameter(typeof(nint));
        var bindings = Enumerable.Range(0, raw.sqlite3_column_count(statement)).Select(column =>
        {
            var name = raw.sqlite3_column_name(statement, column).utf8_to_string();
            var property = typeof(T).GetProperty(name) ?? throw new InvalidOperationException($"{typeof(T).Name} has no {name}.");
            return Expression.Bind(property, Read(property.PropertyType, row, column));
        });
        return Expression.Lambda<Func<nint, T>>(Expression.MemberInit(Expression.New(typeof(T)), bindings), row).Compile();
    }

    private static Expression Read(Type type, ParameterExpression row, int column) => type.IsEnum
        ? Expression.Convert(Read(typeof(long), row, column), type)
        : Expression.Call(Reader(type), row, Expression.Constant(column));

    private static MethodInfo Reader(Type type) => Array.Find(typeof(Columns).GetMethods(), method => method.ReturnType == type)
        ?? throw new InvalidOperationException($"No column is read as {type.Name}.");
}

/// <summary>
/// How each type stands in a column; the same as <see cref="TypeHandlers"/> says. Past the provider, whose call costs more than the column:
/// a row has a hundred of them.
/// </summary>
internal static partial class Columns
{
    public static string? Text(nint row, int column) => IsNull(row, column) ? null : Encoding.UTF8.GetString(Blob(row, column));

    public static byte[]? Bytes(nint row, int column) => IsNull(row, column) ? null : Blob(row, column).ToArray();

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_column_int64"), SuppressGCTransition]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial long Number(nint row, int column);

    public static long? NumberOrNull(nint row, int column) => IsNull(row, column) ? null : Number(row, column);

    public static DateOnly Day(nint row, int column) => TypeHandlers.Day(Blob(row, column));

    public static DateOnly? DayOrNull(nint row, int column) => IsNull(row, column) ? null : Day(row, column);

    public static DateTimeOffset Instant(nint row, int column) => TypeHandlers.Instant(Blob(row, column));

    public static DateTimeOffset? InstantOrNull(nint row, int column) => IsNull(row, column) ? null : Instant(row, column);

    private static bool IsNull(nint row, int column) => TypeOf(row, column) == raw.SQLITE_NULL;

    private static unsafe ReadOnlySpan<byte> Blob(nint row, int column) => new(BytesAt(row, column), Length(row, column));

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_column_type"), SuppressGCTransition]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int TypeOf(nint row, int column);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_column_blob"), SuppressGCTransition]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial void* BytesAt(nint row, int column);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_column_bytes"), SuppressGCTransition]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Length(nint row, int column);
}
