using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using Microsoft.Data.SqlClient;
using Microsoft.Extensions.Logging;

namespace Certificates.Core.Data.SqlServer;

/// <summary>What stands before the first script on SQL Server: the database itself, the desk's schema, the journals, the lock.</summary>
/// <param name="connectionString">Names the database.</param>
/// <param name="isDesk">The desk, which is a schema, and not the register.</param>
/// <param name="longestWait">How long another process may migrate.</param>
/// <param name="log">Hears what is not as it should be.</param>
internal sealed partial class SqlServerSetUp(string connectionString, bool isDesk, TimeSpan longestWait, ILogger log)
{
    private const int NoSuchDatabase = 4060;
    private const int DatabaseExists = 1801;
    private const int Attempts = 5;

    // Best effort: the login may not, or others are in the database. Without it readers wait for writers.
    private const string ReadSnapshots = """
        IF SERVERPROPERTY('Babelfish') IS NULL
            AND EXISTS (SELECT 1 FROM sys.databases WHERE name = DB_NAME() AND is_read_committed_snapshot_on = 0)
        BEGIN TRY
            EXEC (N'ALTER DATABASE CURRENT SET READ_COMMITTED_SNAPSHOT ON WITH NO_WAIT');
        END TRY
        BEGIN CATCH
        END CATCH
        """;

    private const string CountLockingReads = """
        SELECT COUNT(*) FROM sys.databases
        WHERE name = DB_NAME() AND is_read_committed_snapshot_on = 0 AND SERVERPROPERTY('Babelfish') IS NULL
        """;

    private const string TakeLock = """
        DECLARE @result int;
        EXEC @result = sys.sp_getapplock @Resource = N'certificates.migration', @LockMode = 'Exclusive', @LockOwner = 'Session',
            @LockTimeout = @wait;
        SELECT @result
        """;

    private const string CreateDeskSchema = "IF SCHEMA_ID(N'desk') IS NULL EXEC (N'CREATE SCHEMA desk')";

    private const string CreateJournal = """
        IF OBJECT_ID(N'dbo.SchemaScript') IS NULL
            CREATE TABLE dbo.SchemaScript (
                Name nvarchar(200) NOT NULL CONSTRAINT PK_SchemaScript PRIMARY KEY CLUSTERED,
                Sha256 varchar(64) NOT NULL)
        """;

    private const string CreateDeskJournal = """
        IF OBJECT_ID(N'desk.SchemaScript') IS NULL
            CREATE TABLE desk.SchemaScript (
                Name nvarchar(200) NOT NULL CONSTRAINT PK_SchemaScript PRIMARY KEY CLUSTERED,
                Sha256 varchar(64) NOT NULL)
        """;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Holds every other migrating process off until the answer is disposed; the connection's end is the lock's.</summary>
    public async Task<IDisposable> LockAsync(CancellationToken cancellationToken)
    {
        // A pooled connection would outlive its disposal, and the lock with it.
        var unpooled = new SqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;
        for (var attempt = 1; ; attempt++)
        {
            var connection = await OpenOrCreateAsync(unpooled, cancellationToken);
            try
            {
                await PrepareAsync(connection, cancellationToken);
                return connection;
            }
            catch (SqlException fault) when (SqlServerFaults.IsTransient(fault) && attempt < Attempts)
            {
                // The process that made the database cuts others off once, while it sets it up.
                await connection.DisposeAsync();
                await Task.Delay(Pause, cancellationToken);
            }
            catch
            {
                await connection.DisposeAsync();
                throw;
            }
        }
    }

    /// <summary>Says so where a reader would wait for writers, and an answer with them.</summary>
    internal static async Task WarnOfLockingReadsAsync(DbConnection connection, ILogger log, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = CountLockingReads;
        if (await command.ExecuteScalarAsync(cancellationToken) is int and > 0)
        {
            LogLockingReads(log);
        }
    }

    private async Task PrepareAsync(SqlConnection connection, CancellationToken cancellationToken)
    {
        await RunAsync(connection, ReadSnapshots, cancellationToken);
        await WarnOfLockingReadsAsync(connection, log, cancellationToken);
        await TakeLockAsync(connection, cancellationToken);
        if (isDesk)
        {
            await RunAsync(connection, CreateDeskSchema, cancellationToken);
        }

        await RunAsync(connection, isDesk ? CreateDeskJournal : CreateJournal, cancellationToken);
    }

    private static async Task<SqlConnection> OpenOrCreateAsync(string connectionString, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await SqlServerDialect.OpenAsync(connectionString, cancellationToken);
            }
            catch (SqlException fault) when (fault.Number == NoSuchDatabase && attempt < Attempts)
            {
                await CreateAsync(connectionString, fault, cancellationToken);
            }
        }
    }

    [SuppressMessage("Security", "CA2100", Justification = "The name is the configuration's, quoted.")]
    private static async Task CreateAsync(string connectionString, SqlException missing, CancellationToken cancellationToken)
    {
        var builder = new SqlConnectionStringBuilder(connectionString);
        var name = $"[{builder.InitialCatalog.Replace("]", "]]", StringComparison.Ordinal)}]";
        var quoted = name.Replace("'", "''", StringComparison.Ordinal);
        builder.InitialCatalog = "master";
        try
        {
            await using var master = await SqlServerDialect.OpenAsync(builder.ConnectionString, cancellationToken);
            await RunAsync(master, $"CREATE DATABASE {name}", cancellationToken);
            await RunAsync(
                master,
                $"IF SERVERPROPERTY('Babelfish') IS NULL EXEC (N'ALTER DATABASE {quoted} SET READ_COMMITTED_SNAPSHOT ON WITH "
                    + "ROLLBACK IMMEDIATE')",
                cancellationToken);
        }
        catch (SqlException fault) when (fault.Number == DatabaseExists)
        {
            // Another process made it, and may not have finished.
            await Task.Delay(Pause, cancellationToken);
        }
        catch (SqlException)
        {
            // It may not be made either: what is told is that it is not there.
            ExceptionDispatchInfo.Throw(missing);
        }
    }

    private async Task TakeLockAsync(SqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = TakeLock;
        command.CommandTimeout = 0;
        command.Parameters.Add(new SqlParameter("@wait", SqlDbType.Int) { Value = (int)longestWait.TotalMilliseconds });
        if (await command.ExecuteScalarAsync(cancellationToken) is not (int and >= 0))
        {
            throw new TimeoutException("Another process migrates the database and has not ended.");
        }
    }

    [LoggerMessage(
        LogLevel.Warning,
        "READ_COMMITTED_SNAPSHOT is off and could not be set on: readers wait for writers, and may deadlock with them. Let the database's "
            + "owner run ALTER DATABASE … SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE.")]
    private static partial void LogLockingReads(ILogger log);

    [SuppressMessage("Security", "CA2100", Justification = "Constants, and the quoted name of the database.")]
    private static async Task RunAsync(SqlConnection connection, string statement, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
