using System.Diagnostics;
using Certificates.Core.Data.Sqlite;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Certificates.Core.Data;

/// <summary>
/// Reading statements kept prepared on connections of their own: opening and preparing cost many times the reading. Each read is a
/// transaction of its own and sees all that was committed before it. Once a second a connection looks whether its file still is the
/// register: a restore may have put another in its place.
/// </summary>
/// <param name="open">Opens a connection that no pool takes back.</param>
/// <param name="lifetime">How long a connection is kept at most.</param>
/// <param name="lookAfter">How long it may be used without looking.</param>
/// <param name="guard">Looks, too, whenever something was written since it last did; throws when the register must not be believed.</param>
internal sealed class KeptStatements(
    Func<SqliteConnection> open, TimeSpan lifetime, TimeSpan lookAfter, Action<SqliteConnection>? guard = null)
    : IDisposable
{
    private readonly Prepared?[] _idle = new Prepared?[2 * Environment.ProcessorCount];

    /// <summary>The rows for some parameters; null when the connection failed, which says nothing of the register yet.</summary>
    /// <param name="statement">A constant: it is known again by being the same object.</param>
    /// <param name="parameters">Text, numbers and bytes, in the order the statement names them.</param>
    public IReadOnlyList<T>? TryRead<T>(string statement, params object[] parameters)
        where T : class => TryRead<T>(statement, [parameters], CancellationToken.None);

    /// <summary>The same for several sets of parameters, one after the other; cheaper than one statement with a list of them.</summary>
    public IReadOnlyList<T>? TryRead<T>(
        string statement, IReadOnlyCollection<object[]> each, CancellationToken cancellationToken)
        where T : class
    {
        Prepared? prepared = null;
        try
        {
            prepared = Take() ?? new Prepared(open());
            var rows = new List<T>(each.Count);
            prepared.Read(statement, each, rows, guard, cancellationToken);
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

    private sealed class Prepared(SqliteConnection connection) : IDisposable
    {
        private const string DataVersion = "PRAGMA data_version";
        private readonly Dictionary<string, sqlite3_stmt> _statements = new(ReferenceEqualityComparer.Instance);
        private readonly long _opened = Stopwatch.GetTimestamp();
        private long _looked = Stopwatch.GetTimestamp();
        private long? _version;

        /// <summary>True while it may be used on.</summary>
        public bool IsGood(TimeSpan lifetime, TimeSpan lookAfter)
        {
            if (Stopwatch.GetElapsedTime(_looked) < lookAfter)
            {
                return true;
            }

            _looked = Stopwatch.GetTimestamp();
            _version = null;
            return Stopwatch.GetElapsedTime(_opened) < lifetime && !SqliteFile.HasMoved(connection);
        }

        /// <summary>Reads, and lets the guard look when others have written since it last did, or nobody has looked for a while.</summary>
        public void Read<T>(
            string statement, IReadOnlyCollection<object[]> each, List<T> rows, Action<SqliteConnection>? guard,
            CancellationToken cancellationToken)
            where T : class
        {
            // Until it is reset, the transaction that this begins is the one of all the reads behind it.
            var changes = Statement(DataVersion);
            try
            {
                Require(raw.sqlite3_step(changes), raw.SQLITE_ROW);
                var version = raw.sqlite3_column_int64(changes, 0);
                foreach (var parameters in each)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    Read(Statement(statement), parameters, rows);
                }

                if (version == _version)
                {
                    return;
                }

                _version = version;
            }
            finally
            {
                _ = raw.sqlite3_reset(changes);
            }

            // Behind the reading, so that whatever was read counts as seen.
            guard?.Invoke(connection);
        }

        public void Dispose()
        {
            foreach (var statement in _statements.Values)
            {
                statement.Dispose();
            }

            connection.Dispose();
        }

        private void Read<T>(sqlite3_stmt statement, object[] parameters, List<T> rows)
            where T : class
        {
            for (var i = 0; i < parameters.Length; i++)
            {
                Require(parameters[i] switch
                {
                    string text => raw.sqlite3_bind_text(statement, i + 1, text),
                    byte[] bytes => raw.sqlite3_bind_blob(statement, i + 1, bytes),
                    var number => raw.sqlite3_bind_int64(statement, i + 1, (long)number),
                });
            }

            var row = RowReader<T>.For(statement);
            try
            {
                int code;
                while ((code = raw.sqlite3_step(statement)) == raw.SQLITE_ROW)
                {
                    rows.Add(row(statement.DangerousGetHandle()));
                }

                Require(code, raw.SQLITE_DONE);
            }
            finally
            {
                _ = raw.sqlite3_reset(statement);
            }
        }

        private sqlite3_stmt Statement(string text)
        {
            if (!_statements.TryGetValue(text, out var statement))
            {
                Require(raw.sqlite3_prepare_v2(connection.Handle!, text, out statement));
                _statements.Add(text, statement);
            }

            return statement;
        }

        private void Require(int code, int wanted = raw.SQLITE_OK)
        {
            if (code != wanted)
            {
                SqliteException.ThrowExceptionForRC(code, connection.Handle);
            }
        }
    }
}
