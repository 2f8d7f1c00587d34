using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Certificates.Core.Data.Sqlite;

/// <summary>The questions to SQLite that its provider does not pass on.</summary>
internal static class SqliteFile
{
    private const int FilePointerControl = 7;
    private const int HasMovedControl = 20;

    // sqlite3_io_methods: iVersion, xClose, xRead.
    private static readonly int ReadMethod = 2 * nint.Size;

    /// <summary>
    /// True when the path no longer leads to the file that is open (<c>SQLITE_FCNTL_HAS_MOVED</c>). Never on Windows, where an open
    /// file cannot be put aside.
    /// </summary>
    public static bool HasMoved(SqliteConnection connection)
    {
        var moved = 0;
        return Control(connection.Handle!.DangerousGetHandle(), 0, HasMovedControl, ref moved) == 0 && moved != 0;
    }

    /// <summary>
    /// The number that <c>PRAGMA user_version</c> has in the file itself, past what still waits in the log beside it; null for a file that
    /// has no first page yet. Read through SQLite's own handle: whoever opened the file and closed it again would end the locks on it.
    /// </summary>
    /// <remarks>Database File Format, 1.3: four bytes at offset 60, the most significant first.</remarks>
    public static int? Turn(SqliteConnection connection)
    {
        const int Offset = 60;
        nint file = 0;
        if (Control(connection.Handle!.DangerousGetHandle(), 0, FilePointerControl, ref file) != 0 || file == 0
            || Marshal.ReadIntPtr(file) is var methods && methods == 0)
        {
            return null;
        }

        var turn = 0;
        var read = Marshal.GetDelegateForFunctionPointer<Read>(Marshal.ReadIntPtr(methods, ReadMethod));
        return read(file, ref turn, sizeof(int), Offset) != 0 ? null
            : BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(turn) : turn;
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int Read(nint file, ref int place, int length, long offset);

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Control(nint database, nint schemaName, int control, ref int answer);

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Control(nint database, nint schemaName, int control, ref nint answer);
}
