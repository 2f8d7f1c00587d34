using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Certificates.Core.Data.Sqlite;

/// <summary>The one question to SQLite that its provider does not pass on.</summary>
internal static class SqliteFile
{
    private const int HasMovedControl = 20;

    /// <summary>
    /// True when the path no longer leads to the file that is open (<c>SQLITE_FCNTL_HAS_MOVED</c>). Never on Windows, where an open
    /// file cannot be put aside.
    /// </summary>
    public static bool HasMoved(SqliteConnection connection)
    {
        var moved = 0;
        return Control(connection.Handle!.DangerousGetHandle(), 0, HasMovedControl, ref moved) == 0 && moved != 0;
    }

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Control(nint database, nint schemaName, int control, ref int answer);
}
