using System.Diagnostics;
using Certificates.Core.Data.Sqlite;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Certificates.Core.Data;

/// <summary>
/// A reading statement kept prepared on connections of its own: opening and preparing cost many times the reading. Each read is a
/// transaction of its own and sees all that was committed before it. Once a second a connection looks whether its file still is the
/// register: a restore may have put another in its place.
/// </summary>
/// <param name="open">Opens a connection that no pool takes back.</param>
/// <param name="statement">Its text.</param>
/// <param name="lifetime">How long a connection is kept at most.</param>
/// <param name="lookAfter">How long it may be used without looking.</param>
/// <param name="guard">Looks, too, whenever something was written since it last did; throws when the register must not be believed.</param>
internal sealed class KeptStatement<T>(
    Func<SqliteConnection> open, string statement, TimeSpan lifetime, TimeSpan lookAfter, Action<SqliteConnection>? guard = null)
    : IDisposable
    where T : class
{
    private readonly Prepared?[] _idle = new Prepared?[2 * Environment.ProcessorCount];

    /// <summary>The rows for a parameter; null when the connection failed, which says nothing of the register yet.</summary>
    public IReadOnlyList<T>? TryRead(string parameter) => TryRead([parameter], CancellationToken.None);

    /// <summary>The rows for some parameters, one after the other; cheaper than one statement with a list of them.</summary>
    public IReadOnlyList<T>? TryRead(IReadOnlyCollection<string> parameters, CancellationToken cancellationToken)
    {
        Prepared? prepared = null;
        try
        {
            prepared = Take() ?? new Prepared(open(), statement);
            var rows = new List<T>(parameters.Count);
            foreach (var parameter in parameters)
            {
                cancellationToken.ThrowIfCancellationRequested();
                prepared.Read(parameter, rows);
            }

            // Behind the reading, so that whatever was read counts as seen.
            prepared.Look(guard);
            Keep(prepared);
            return rows;
        }
        catch (SqliteException)
        {
            prepared?.Dispose();
            return null;
        }
        catch
        {
            prepared?.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        for (var i = 0; i < _idle.Length; i++)
        {
            Interlocked.Exchange(ref _idle[i], null)?.Dispose();
        }
    }

    private Prepared? Take()
    {
        for (var i = 0; i < _idle.Length; i++)
        {
            if (Volatile.Read(ref _idle[i]) is not null && Interlocked.Exchange(ref _idle[i], null) is { } taken)
            {
                if (taken.IsGood(lifetime, lookAfter))
                {
                    return taken;
                }

                taken.Dispose();
            }
        }

        return null;
    }

    private void Keep(Prepared prepared)
    {
        for (var i = 0; i < _idle.Length; i++)
        {
            if (Interlocked.CompareExchange(ref _idle[i], prepared, null) is null)
            {
                return;
            }
        }

        prepared.Dispose();
    }

    private sealed class Prepared : IDisposable
    {
        private readonly SqliteConnection _connection;
        private readonly sqlite3_stmt _statement;
        private readonly Func<sqlite3_stmt, T> _row;
        private readonly long _opened = Stopwatch.GetTimestamp();
        private long _looked = Stopwatch.GetTimestamp();
        private sqlite3_stmt? _changes;
        private long? _version;

        public Prepared(SqliteConnection connection, string statement)
        {
            _connection = connection;
            try
            {
                Require(raw.sqlite3_prepare_v2(connection.Handle!, statement, out _statement));
                _row = RowReader<T>.For(_statement);
            }
            catch
            {
                Dispose();
                throw;
            }
        }

        /// <summary>True while it may be used on.</summary>
        public bool IsGood(TimeSpan lifetime, TimeSpan lookAfter)
        {
            if (Stopwatch.GetElapsedTime(_looked) < lookAfter)
            {
                return true;
            }

            _looked = Stopwatch.GetTimestamp();
            _version = null;
            return Stopwatch.GetElapsedTime(_opened) < lifetime && !SqliteFile.HasMoved(_connection);
        }

        /// <summary>Lets the guard look when others have written since it last did, or nobody has looked for a while.</summary>
        public void Look(Action<SqliteConnection>? guard)
        {
            if (guard is null)
            {
                return;
            }

            if (_changes is null)
            {
                Require(raw.sqlite3_prepare_v2(_connection.Handle!, "PRAGMA data_version", out _changes));
            }

            var code = raw.sqlite3_step(_changes);
            var version = raw.sqlite3_column_int64(_changes, 0);
            _ = raw.sqlite3_reset(_changes);
            Require(code == raw.SQLITE_ROW ? raw.SQLITE_OK : code);
            if (version != _version)
            {
                guard(_connection);
                _version = version;
            }
        }

        public void Read(string parameter, List<T> rows)
        {
            Require(raw.sqlite3_bind_text(_statement, 1, parameter));
            try
            {
                int code;
                while ((code = raw.sqlite3_step(_statement)) == raw.SQLITE_ROW)
                {
                    rows.Add(_row(_statement));
                }

                Require(code == raw.SQLITE_DONE ? raw.SQLITE_OK : code);
            }
            finally
            {
                _ = raw.sqlite3_reset(_statement);
            }
        }

        public void Dispose()
        {
            _statement?.Dispose();
            _changes?.Dispose();
            _connection.Dispose();
        }

        private void Require(int code) => SqliteException.ThrowExceptionForRC(code, _connection.Handle);
    }
}
