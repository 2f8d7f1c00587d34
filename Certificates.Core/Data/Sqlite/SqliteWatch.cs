using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Certificates.Core.Data.Sqlite;

/// <summary>
/// Notices that the file below open connections was moved, replaced or written over: what is written then is in no register. The file
/// itself must not be opened to look, for closing it would end the locks that SQLite holds on it.
/// </summary>
internal sealed class SqliteWatch(string path)
{
    private readonly ConditionalWeakTable<sqlite3, StrongBox<long>> _lengths = [];

    /// <summary>True when a connection's file is no longer the one that it was opened on.</summary>
    public bool IsOther(SqliteConnection connection)
    {
        if (SqliteFile.HasMoved(connection))
        {
            return true;
        }

        // The file of a register never gets shorter; an older copy written over it nearly always is.
        var length = new FileInfo(path) is { Exists: true } file ? file.Length : 0;
        var isShorter = _lengths.Any(seen => !seen.Key.IsClosed && length < Volatile.Read(ref seen.Value.Value));
        var own = _lengths.GetOrAdd(connection.Handle!, _ => new StrongBox<long>(length));
        Volatile.Write(ref own.Value, Math.Max(own.Value, length));
        return isShorter;
    }
}

/// <summary>The register's file was moved or replaced under a running process: an outage that a restart ends.</summary>
internal sealed class RegisterMovedException() : DbException(
    "The register's file was moved or replaced while this service ran. Nothing is read or written any more: stop every "
        + "process that uses it, "
        + "put the register in place (docs/operations.md, Back-up and recovery), run 'recover', and start again.");
