using System.Data;
using System.Data.Common;
using DbUp;
using DbUp.Builder;
using Microsoft.Data.SqlClient;
using Microsoft.Extensions.Logging;

namespace Certificates.Core.Data.SqlServer;

/// <summary>
/// SQL Server 2019 and later. Readers see what is committed and wait for no writer (read-committed snapshots); writers lock the rows
/// they touch.
/// </summary>
internal sealed class SqlServerDialect : Dialect
{
    // As many statements as share one command; more would only make it longer to compile.
    private const int StatementsPerCommand = 50;
    private const int WarmConnections = 4;
    private readonly string _connectionString;
    private readonly bool _isDesk;
    private readonly bool _usesBulkCopy;
    private readonly TimeSpan _longestMigration;

    /// <param name="connectionString">As configured.</param>
    /// <param name="isDesk">The verification site's desk, which is a schema, and not the register.</param>
    /// <param name="fromReplica">Reads a replica, where the server has one: for a reader only.</param>
    /// <param name="usesBulkCopy">False where the server takes rows by INSERT only.</param>
    /// <param name="longestMigration">How long a command of a schema script may take; null is two hours.</param>
    public SqlServerDialect(
        string connectionString, bool isDesk, bool fromReplica, bool usesBulkCopy, TimeSpan? longestMigration = null)
    {
        (_isDesk, _usesBulkCopy, _longestMigration) = (isDesk, usesBulkCopy, longestMigration ?? TimeSpan.FromHours(2));
        var builder = new SqlConnectionStringBuilder(connectionString)
        {
            ApplicationIntent = fromReplica ? ApplicationIntent.ReadOnly : ApplicationIntent.ReadWrite,

            // A pool that was refused once would refuse everybody for up to a minute, long after the server is back.
            PoolBlockingPeriod = PoolBlockingPeriod.NeverBlock,
        };
        if (!builder.ShouldSerialize("Min Pool Size"))
        {
            // The pool opens one connection at a time: a first crowd of requests finds these open.
            builder.MinPoolSize = Math.Min(WarmConnections, builder.MaxPoolSize);
        }

        _connectionString = builder.ConnectionString;
    }

    /// <summary>As it is used.</summary>
    internal string ConnectionString => _connectionString;

    public override SchemaScripts Scripts => _isDesk
        ? new SchemaScripts("schema/sqlserver-desk/", "desk.SchemaScript")
        : new SchemaScripts("schema/sqlserver/", "dbo.SchemaScript");

    // The test of the state on the outer row is what prevents two processes from claiming one row, on every engine; READPAST
    // lets them pass each other's rows instead of waiting for them.
    public override string ClaimRows => $"""
        UPDATE r SET LeaseOwner = @owner, LeaseUntil = @until, Attempts = r.Attempts + 1
        OUTPUT inserted.BatchId, inserted.Row, inserted.CandidateNumber, inserted.Outcome, inserted.Reasons, inserted.SentCipher,
            inserted.KeyId, inserted.HolderKey, inserted.PhotoHash, inserted.CertificateId, inserted.Attempts
        FROM dbo.BatchRow AS r JOIN (
            SELECT TOP (@limit) r.BatchId, r.Row
            FROM dbo.Batch AS b JOIN dbo.BatchRow AS r WITH (READPAST, UPDLOCK, ROWLOCK) ON r.BatchId = b.Id
            WHERE {BatchIsDue} AND {RowIsDue}
            ORDER BY r.BatchId, r.Row) AS n ON n.BatchId = r.BatchId AND n.Row = r.Row
        WHERE {RowIsDue}
        """;

    private const string SelectNow = "SELECT SYSUTCDATETIME() AS At";

    public override async Task<DateTimeOffset?> ServerNowAsync(DbConnection connection, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<DateTimeOffset>(SelectNow, cancellationToken))[0];

    public override string TakeSerials => """
        UPDATE dbo.NumberSeries WITH (UPDLOCK, HOLDLOCK) SET Next = Next + @count
        WHERE Kind = @kind AND InstitutionId = @institutionId AND Year = @year;
        IF @@ROWCOUNT = 0
            INSERT INTO dbo.NumberSeries (Kind, InstitutionId, Year, Next) VALUES (@kind, @institutionId, @year, 1 + @count);
        SELECT Next - @count FROM dbo.NumberSeries WHERE Kind = @kind AND InstitutionId = @institutionId AND Year = @year
        """;

    public override string TakeIds => """
        UPDATE dbo.IdSeries WITH (UPDLOCK, HOLDLOCK) SET Next = Next + @count WHERE Name = @name;
        IF @@ROWCOUNT = 0
            INSERT INTO dbo.IdSeries (Name, Next) VALUES (@name, 1 + @count);
        SELECT Next - @count FROM dbo.IdSeries WHERE Name = @name
        """;

    public override string FirstRows => " OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY";

    public override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken) =>
        await OpenAsync(_connectionString, cancellationToken);

    public override async Task<WriteTransaction> BeginWriteAsync(CancellationToken cancellationToken)
    {
        var connection = (SqlConnection)await OpenAsync(cancellationToken);
        try
        {
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
            return new WriteTransaction(connection, transaction, turn: null, StatementsPerCommand);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public override Task InsertAsync(
        DbTransaction transaction, string table, string[] columns, IEnumerable<object?[]> rows, CancellationToken cancellationToken) =>
        SqlServerRows.InsertAsync((SqlTransaction)transaction, table, columns, rows, _usesBulkCopy, cancellationToken);

    public override Task<IDisposable> LockForMigrationAsync(ILogger log, CancellationToken cancellationToken) =>
        new SqlServerSetUp(_connectionString, _isDesk, _longestMigration, log).LockAsync(cancellationToken);

    public override UpgradeEngineBuilder Migration() =>
        DeployChanges.To.SqlDatabase(_connectionString).JournalToSqlTable(_isDesk ? "desk" : "dbo", "SchemaVersions")
            .WithExecutionTimeout(_longestMigration);

    public override bool IsUniqueViolation(Exception fault) => SqlServerFaults.IsUniqueViolation(fault);

    public override bool IsTransient(Exception fault) => SqlServerFaults.IsTransient(fault);

    internal static async Task<SqlConnection> OpenAsync(string connectionString, CancellationToken cancellationToken)
    {
        var connection = new SqlConnection(connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch (InvalidOperationException busy) when (busy is not ObjectDisposedException)
        {
            // So the pool tells that all its connections are in use: an outage, and no bug.
            await connection.DisposeAsync();
            throw new TimeoutException("No connection to the database became free in time.", busy);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
