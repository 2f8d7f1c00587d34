using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Certificates.Core.Data.Sqlite;

/// <summary>
/// Whether a database file is as it must be, by SQLite's own check of every page, row and index. Read-only: a -wal that belongs to another
/// file must not be played into this one.
/// </summary>
internal static class SqliteIntegrity
{
    private const int MostFindings = 20;

    /// <summary>The whole file; what it says of itself, or null when all is well.</summary>
    public static string? DamageOf(string connectionString, CancellationToken cancellationToken) =>
        Check(connectionString, _ => [null], cancellationToken);

    /// <summary>
    /// The whole of a small file; of a large one the table of this night, and again what was damaged before: what nobody mended stays
    /// damaged, whichever table is looked at.
    /// </summary>
    public static string? DamageOf(string connectionString, CheckedPart part, CancellationToken cancellationToken) =>
        Check(connectionString, connection => TablesOf(connection, part), cancellationToken);

    private static string? Check(
        string connectionString, Func<SqliteConnection, IReadOnlyList<string?>> tablesOf, CancellationToken cancellationToken)
    {
        var readOnly = new SqliteConnectionStringBuilder(connectionString) { Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString();
        using var connection = new SqliteConnection(readOnly);
        try
        {
            connection.Open();
            using var stop = cancellationToken.Register(() => raw.sqlite3_interrupt(connection.Handle!));
            string[] found = [.. tablesOf(connection).SelectMany(table => Findings(connection, table))];
            return found.Length == 0 ? null : string.Join("; ", found);
        }
        catch (SqliteException damage) when (IsDamage(damage))
        {
            return damage.Message;
        }
        catch (SqliteException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    /// <summary>True for what SQLite says when it meets damage on its way.</summary>
    public static bool IsDamage(SqliteException fault) => fault.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB;

    /// <summary>Findings name their table, by which a later night knows where to look again.</summary>
    private static IEnumerable<string> Findings(SqliteConnection connection, string? table)
    {
        var found = Texts(connection, $"PRAGMA integrity_check({(table is null ? MostFindings : $"'{table}'")})");
        return found is ["ok"] ? [] : found.Take(MostFindings).Select(text => table is null ? text : $"{Named(table)} {text}");
    }

    private static string Named(string table) => $"[{table}]";

    private static List<string?> TablesOf(SqliteConnection connection, CheckedPart part)
    {
        var pages = Texts(connection, "PRAGMA page_count")[0];
        var size = Texts(connection, "PRAGMA page_size")[0];
        if (long.Parse(pages, CultureInfo.InvariantCulture) * long.Parse(size, CultureInfo.InvariantCulture) <= part.LargestAtOnce)
        {
            return [null];
        }

        var tables = Texts(connection, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name");
        var damaged = part.Before is null ? [] : tables.FindAll(table => part.Before.Contains(Named(table), StringComparison.Ordinal));
        return part.Before is not null && damaged.Count == 0
            ? [null]
            : [.. damaged.Union([tables[part.Night % tables.Count]], StringComparer.Ordinal)];
    }

    [SuppressMessage("Security", "CA2100", Justification = "Constants, and the name of a table of the file's own schema.")]
    private static List<string> Texts(SqliteConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        using var reader = command.ExecuteReader();
        var texts = new List<string>();
        while (reader.Read())
        {
            texts.Add(reader.GetString(0));
        }

        return texts;
    }
}
