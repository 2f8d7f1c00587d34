using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Certificates.Core.Data.Sqlite;

/// <summary>
/// Notices that the file below open connections was moved, replaced or written over: what is written then is in no register. The file
/// itself must not be opened to look, for closing it would end the locks that SQLite holds on it.
/// </summary>
/// <remarks>
/// Each write counts <c>user_version</c> up by one (<see cref="BeginCountedAsync"/>), on the first page, so whatever takes pages from the
/// log into the file takes a higher count along: the count in the file never goes down. A copy with a lower one is older. A copy with the
/// same one has the same pages, for without a write nothing came into the file between; what is in the log still goes on top of it.
/// </remarks>
/// <param name="path">The file.</param>
/// <param name="isWriter">
/// True where what was seen counts for as long as the process runs, for it knows what it wrote; a reader's count as long as the connection.
/// </param>
internal sealed class SqliteWatch(string path, bool isWriter)
{
    private readonly ConditionalWeakTable<sqlite3, Seen> _seen = [];
    private readonly Seen _byAll = new();

    /// <summary>Begins a write that is counted.</summary>
    public static async Task<SqliteTransaction> BeginCountedAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        var write = connection.BeginTransaction(deferred: false);
        try
        {
            await CountAsync(write, cancellationToken);
            return write;
        }
        catch
        {
            await write.DisposeAsync();
            throw;
        }
    }

    [SuppressMessage("Security", "CA2100", Justification = "A number of our own: a pragma takes no parameter.")]
    private static async Task CountAsync(SqliteTransaction write, CancellationToken cancellationToken)
    {
        await using var command = write.Connection!.CreateCommand();
        command.Transaction = write;
        command.CommandText = "PRAGMA user_version";
        var turn = Convert.ToInt32(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);

        // Past the highest number it goes on with the lowest.
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {unchecked(turn + 1)}");
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>True when a connection's file is no longer the one that it was opened on.</summary>
    public bool IsOther(SqliteConnection connection)
    {
        if (SqliteFile.HasMoved(connection))
        {
            return true;
        }

        // What was seen before this look: the file may grow between two looks side by side, and who looked first must not come last.
        List<Mark> before = isWriter ? [_byAll.Mark] : [.. _seen.Where(seen => !seen.Key.IsClosed).Select(seen => seen.Value.Mark)];

        // The file of a register never gets shorter; an older copy written over it nearly always is.
        var length = new FileInfo(path) is { Exists: true } file ? file.Length : 0;
        var turn = SqliteFile.Turn(connection);
        (isWriter ? _byAll : _seen.GetOrAdd(connection.Handle!, static _ => new Seen())).Note(length, turn);
        return before.Exists(mark => mark.IsAfter(length, turn));
    }

    /// <summary>By the shorter way round: the numbers have no end.</summary>
    private static bool IsAfter(int? one, int? other) => one is { } late && other is { } early && unchecked(late - early) > 0;

    /// <summary>How long the file was, and how many writes it had.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Mark(long Length, int? Turn)
    {
        public bool IsAfter(long length, int? turn) => length < Length || SqliteWatch.IsAfter(Turn, turn);
    }

    /// <summary>The most that a connection saw of its file.</summary>
    private sealed class Seen
    {
        private readonly Lock _gate = new();
        private Mark _mark;

        public Mark Mark
        {
            get
            {
                lock (_gate)
                {
                    return _mark;
                }
            }
        }

        public void Note(long length, int? turn)
        {
            lock (_gate)
            {
                _mark = new Mark(Math.Max(_mark.Length, length), _mark.Turn is null || IsAfter(turn, _mark.Turn) ? turn : _mark.Turn);
            }
        }
    }
}

/// <summary>The register's file was moved or replaced under a running process: an outage that a restart ends.</summary>
internal sealed class RegisterMovedException() : DbException(
    "The register's file was moved or replaced while this service ran. Nothing is read or written any more: stop every "
        + "process that uses it, "
        + "put the register in place (docs/operations.md, Back-up and recovery), run 'recover', and start again.");
