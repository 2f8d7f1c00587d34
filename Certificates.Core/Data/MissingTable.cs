using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Certificates.Core.Data;

/// <summary>A statement that named a table which is not there: a database nobody has brought up yet, or not this far.</summary>
internal static class MissingTable
{
    private const int InvalidObjectName = 208;

    /// <summary>True when that is what the fault says.</summary>
    public static bool IsToldBy(DbException fault) => fault switch
    {
        // SQLite has one code for all that is wrong with a statement; its messages are never translated.
        SqliteException { SqliteErrorCode: raw.SQLITE_ERROR } sqlite => sqlite.Message.Contains("no such table", StringComparison.Ordinal),
        SqlException { Number: InvalidObjectName } => true,
        _ => false,
    };
}
