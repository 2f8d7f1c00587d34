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
/// <param name="guard">Looks, too, at a connection that is new and at one that is looked at; throws when it must not be believed.</param>
internal sealed class KeptStatement<T>(
    Func<SqliteConnection> open, string statement, TimeSpan lifetime, TimeSpan lookAfter, Action<SqliteConnection>? guard = null) : IDisposable
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
            prepared = Take() ?? new Prepared(open(), statement, guard);
            var rows = new List<T>(parameters.Count);
            foreach (var parameter in parameters)
            {
                cancellationToken.ThrowIfCancellationRequested();
                prepared.Read(parameter, rows);
            }

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
                if (IsGood(taken))
                {
                    return taken;
                }
            }
        }

        return null;
    }

    /// <summary>Disposes of it when it is not, or when the guard does not let it pass.</summary>
    private bool IsGood(Prepared taken)
    {
        var isGood = false;
        try
        {
            isGood = taken.IsGood(lifetime, lookAfter, guard);
            return isGood;
        }
        finally
        {
            if (!isGood)
            {
                taken.Dispose();
            }
        }
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

        public Prepared(SqliteConnection connection, string statement, Action<SqliteConnection>? guard)
        {
            _connection = connection;
            try
            {
                guard?.Invoke(connection);
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
        public bool IsGood(TimeSpan lifetime, TimeSpan lookAfter, Action<SqliteConnection>? guard)
        {
            if (Stopwatch.GetElapsedTime(_looked) < lookAfter)
            {
                return true;
            }

            _looked = Stopwatch.GetTimestamp();
            if (Stopwatch.GetElapsedTime(_opened) >= lifetime || SqliteFile.HasMoved(_connection))
            {
                return false;
            }

            guard?.Invoke(_connection);
            return true;
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
            _connection.Dispose();
        }

        private void Require(int code) => SqliteException.ThrowExceptionForRC(code, _connection.Handle);
    }
}
