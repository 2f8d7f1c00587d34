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
    // A larger file is checked a table a night: the whole would take longer than the night.
    private const long LargestAtOnce = 4L << 30;
    private const int MostFindings = 20;

    /// <summary>The whole file; what it says of itself, or null when all is well.</summary>
    public static string? DamageOf(string connectionString, CancellationToken cancellationToken) =>
        Check(connectionString, _ => null, cancellationToken);

    /// <summary>The whole of a small file; of a large one the table of this night.</summary>
    public static string? DamageOf(string connectionString, int night, CancellationToken cancellationToken) =>
        Check(connectionString, connection => TableOf(connection, night), cancellationToken);

    private static string? Check(string connectionString, Func<SqliteConnection, string?> tableOf, CancellationToken cancellationToken)
    {
        var readOnly = new SqliteConnectionStringBuilder(connectionString) { Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString();
        using var connection = new SqliteConnection(readOnly);
        try
        {
            connection.Open();
            using var stop = cancellationToken.Register(() => raw.sqlite3_interrupt(connection.Handle!));
            var table = tableOf(connection);
            var found = Texts(connection, $"PRAGMA integrity_check({(table is null ? MostFindings : $"'{table}'")})");
            return found is ["ok"] ? null : string.Join("; ", found.Take(MostFindings));
        }
        catch (SqliteException damage) when (damage.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB)
        {
            return damage.Message;
        }
        catch (SqliteException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    private static string? TableOf(SqliteConnection connection, int night)
    {
        var pages = Texts(connection, "PRAGMA page_count")[0];
        var size = Texts(connection, "PRAGMA page_size")[0];
        if (long.Parse(pages, CultureInfo.InvariantCulture) * long.Parse(size, CultureInfo.InvariantCulture) <= LargestAtOnce)
        {
            return null;
        }

        var tables = Texts(connection, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name");
        return tables[night % tables.Count];
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
