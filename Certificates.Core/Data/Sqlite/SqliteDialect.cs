using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Certificates.Core.Privacy;
using DbUp;
using DbUp.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace Certificates.Core.Data.Sqlite;

/// <summary>The embedded database: WAL, foreign keys, full synchronisation, one writer at a time.</summary>
internal sealed class SqliteDialect : Dialect, IKeepStatements, IDisposable
{
    private const string Prepare = """
        PRAGMA page_size = 8192;
        PRAGMA journal_mode = WAL;
        CREATE TABLE IF NOT EXISTS SchemaScript (Name TEXT NOT NULL CONSTRAINT PK_SchemaScript PRIMARY KEY, Sha256 TEXT NOT NULL)
        """;

    // KB. The pages above the leaves of a million certificates' trees stay in; each look-up reads its leaves from the file (4.4 reads,
    // from 5.4).
    private const string KeepInnerPages = "PRAGMA cache_size = -8000";

    // Pages, 32 MB of log. SQLite's own 1,000 are one group of certificates: the pages of indexes that every group changes would be written
    // into the file with each.
    private const string PrepareWriter = "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000";

    private static readonly TimeSpan KeepFor = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LookAfter = TimeSpan.FromMilliseconds(500);
    private readonly string _connectionString;
    private readonly bool _isReadOnly;
    private readonly bool _isDesk;
    private readonly SqliteWatch _watch;
    private volatile bool _isOther;

    // Held for as long as this process may write: whoever finds it free and a -wal beside the file comes after a crash.
    private FileStream? _inUse;

    // SQLite's own waiting polls; within one process a queue is fair and wakes at once.
    private readonly SemaphoreSlim _turn = new(1, 1);

    public SqliteDialect(string connectionString, bool readOnly, int busyTimeoutSeconds, bool isDesk = false)
    {
        (_isReadOnly, _isDesk) = (readOnly, isDesk);
        _connectionString = new SqliteConnectionStringBuilder(connectionString)
        {
            Mode = readOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWriteCreate,
            ForeignKeys = true,
            DefaultTimeout = busyTimeoutSeconds,
        }.ToString();
        _watch = new SqliteWatch(FilePath, isWriter: !readOnly);
    }

    public override SchemaScripts Scripts => new(_isDesk ? "schema/sqlite-desk/" : "schema/sqlite/", "SchemaScript");

    // Few batches are due, and of these few rows are still pending: read in this order by these indexes, nothing is sorted and no row is
    // read that has ended.
    public override string ClaimRows => $"""
        UPDATE BatchRow SET LeaseOwner = @owner, LeaseUntil = @until, Attempts = Attempts + 1
        WHERE (BatchId, Row) IN (
            SELECT r.BatchId, r.Row FROM Batch b INDEXED BY UX_Batch_Issuing
                CROSS JOIN BatchRow r INDEXED BY IX_BatchRow_Pending ON r.BatchId = b.Id
            WHERE {BatchIsDue} AND {RowIsDue}
            ORDER BY b.Id, r.Row LIMIT @limit)
        RETURNING BatchId, Row, CandidateNumber, Outcome, Reasons, SentCipher, KeyId, HolderKey, PhotoHash, CertificateId, Attempts
        """;

    public override string TakeSerials => """
        INSERT INTO NumberSeries (Kind, InstitutionId, Year, Next) VALUES (@kind, @institutionId, @year, 1 + @count)
        ON CONFLICT (Kind, InstitutionId, Year) DO UPDATE SET Next = Next + @count
        RETURNING Next - @count
        """;

    public override string TakeIds => """
        INSERT INTO IdSeries (Name, Next) VALUES (@name, 1 + @count)
        ON CONFLICT (Name) DO UPDATE SET Next = Next + @count
        RETURNING Next - @count
        """;

    public override string FirstRows => " LIMIT @limit";

    public override string FilePath => Path.GetFullPath(new SqliteConnectionStringBuilder(_connectionString).DataSource);

    public override bool IsDamage(Exception fault) => fault is SqliteException damage && SqliteIntegrity.IsDamage(damage);

    /// <inheritdoc/>
    public override string? DamageOf(CheckedPart? part, CancellationToken cancellationToken) => !File.Exists(FilePath) ? null
        : part is not null ? SqliteIntegrity.DamageOf(_connectionString, part, cancellationToken)
        : SqliteIntegrity.DamageOf(_connectionString, cancellationToken);

    /// <summary>
    /// A reader goes on with the file that took the place of its own; a writer stops for good, for it knows what it wrote to the other.
    /// </summary>
    public override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = await OpenAnyAsync(cancellationToken);
        if (!_isOther && !_watch.IsOther(connection))
        {
            return connection;
        }

        SqliteConnection.ClearPool(connection);
        await connection.DisposeAsync();
        _isOther = !_isReadOnly;
        return _isOther ? throw new RegisterMovedException() : await OpenAnyAsync(cancellationToken);
    }

    private async Task<SqliteConnection> OpenAnyAsync(CancellationToken cancellationToken)
    {
        var connection = _isDesk ? new SqliteDeskConnection(_connectionString) : new SqliteConnection(_connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            if (!_isReadOnly)
            {
                await using var command = connection.CreateCommand();
                command.CommandText = PrepareWriter;
                await command.ExecuteNonQueryAsync(cancellationToken);
            }

            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public KeptStatements? Keep() => Keep(guard: null);

    /// <summary>The same, with a guard that looks at its connections.</summary>
    public KeptStatements? Keep(Action<SqliteConnection>? guard) =>
        _isReadOnly ? new KeptStatements(OpenUnpooled, KeepFor, LookAfter, guard) : null;

    /// <summary>Opens a connection that the provider's pool never holds, so that closing it closes the file.</summary>
    public SqliteConnection OpenUnpooled()
    {
        var connection = new SqliteConnection(_connectionString + ";Pooling=False");
        try
        {
            connection.Open();
            _ = raw.sqlite3_busy_timeout(connection.Handle!, 1000 * connection.DefaultTimeout);
            _ = raw.sqlite3_exec(connection.Handle!, KeepInnerPages);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public override async Task<WriteTransaction> BeginWriteAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var connection = (SqliteConnection)await OpenAsync(cancellationToken);
            try
            {
                return new WriteTransaction(connection, await SqliteWatch.BeginCountedAsync(connection, cancellationToken), _turn);
            }
            catch
            {
                await connection.DisposeAsync();
                throw;
            }
        }
        catch
        {
            _turn.Release();
            throw;
        }
    }

    [SuppressMessage("Security", "CA2100", Justification = "Table and columns are constants of the stores.")]
    public override async Task InsertAsync(
        DbTransaction transaction, string table, string[] columns, IEnumerable<object?[]> rows, CancellationToken cancellationToken)
    {
        await using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText =
            $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select(c => "@" + c))})";
        foreach (var column in columns)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = "@" + column });
        }

        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
            {
                command.Parameters[i].Value = row[i] switch
                {
                    null => DBNull.Value,
                    DateTimeOffset instant => TypeHandlers.Text(instant),
                    DateOnly day => TypeHandlers.Text(day),
                    Enum value => Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture),
                    var value => value,
                };
            }

            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    public override async Task<IDisposable> LockForMigrationAsync(ILogger log, CancellationToken cancellationToken)
    {
        var gate = await TakeFileAsync(FilePath + ".migration", cancellationToken);
        CloseToOthers(FilePath);
        try
        {
            RequireWholeAfterCrash(cancellationToken);
            await using var connection = new SqliteConnection(_connectionString);
            await connection.OpenAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = Prepare;
            await command.ExecuteNonQueryAsync(cancellationToken);
            return gate;
        }
        catch (SqliteException damage) when (damage.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB)
        {
            await gate.DisposeAsync();
            throw new RegisterDamagedException(FilePath, damage.Message, damage);
        }
        catch
        {
            await gate.DisposeAsync();
            throw;
        }
    }

    private void RequireWholeAfterCrash(CancellationToken cancellationToken)
    {
        if (_inUse is not null)
        {
            return;
        }

        var (mark, log) = (FilePath + ".in-use", new FileInfo(FilePath + "-wal"));
        try
        {
            using var alone = new FileStream(mark, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            if (log is { Exists: true, Length: > 0 } && DamageOf(part: null, cancellationToken) is { } damage)
            {
                throw new RegisterDamagedException(FilePath, damage);
            }
        }
        catch (IOException) when (File.Exists(mark))
        {
            // Another process works on it, and looked at its own start.
        }

        _inUse = new FileStream(mark, FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite);
        PrivateFiles.Close(mark);
    }

    public override UpgradeEngineBuilder Migration() => DeployChanges.To.SqliteDatabase(_connectionString);

    public override bool IsUniqueViolation(Exception fault) =>
        fault is SqliteException { SqliteExtendedErrorCode: raw.SQLITE_CONSTRAINT_UNIQUE or raw.SQLITE_CONSTRAINT_PRIMARYKEY };

    public override bool IsTransient(Exception fault) => fault is TimeoutException
        or SqliteException { SqliteErrorCode: raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN };

    public void Dispose()
    {
        _turn.Dispose();
        _inUse?.Dispose();
    }

    /// <summary>SQLite gives the files beside a database the mode of the database; those of an earlier build have their own.</summary>
    private static void CloseToOthers(string path)
    {
        PrivateFiles.Keep(path);
        PrivateFiles.Close(path + "-wal");
        PrivateFiles.Close(path + "-shm");
        PrivateFiles.Close(path + ".migration");
        PrivateFiles.Close(path + ".in-use");
    }

    private static async Task<FileStream> TakeFileAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (!cancellationToken.IsCancellationRequested && File.Exists(path))
            {
                await Task.Delay(50, cancellationToken);
            }
        }
    }
}
