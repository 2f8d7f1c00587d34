using System.Data.Common;
using Certificates.Core.Data;
using Certificates.Core.Data.Sqlite;
using DbUp.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace Certificates.Tests.Verifying;

/// <summary>The embedded database, opened read-only, that keeps the text of each statement it runs and can be made to fail.</summary>
internal sealed class TracingDialect(string path) : Dialect, IKeepStatements, IDisposable
{
    private readonly SqliteDialect _inner = new($"Data Source={path}", readOnly: true, busyTimeoutSeconds: 5);

    public List<string> Asked { get; } = [];

    public bool IsDown { get; set; }

    /// <summary>How often a connection was opened for a kept statement.</summary>
    public int Kept { get; private set; }

    public override SchemaScripts Scripts => _inner.Scripts;

    public override string ClaimRows => _inner.ClaimRows;

    public override string TakeSerials => _inner.TakeSerials;

    public override string TakeIds => _inner.TakeIds;

    public override string FirstRows => _inner.FirstRows;

    public override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        RequireUp();
        return Traced((SqliteConnection)await _inner.OpenAsync(cancellationToken));
    }

    /// <summary>Keeps no connection, so that it can be made to fail at any question.</summary>
    public KeptStatements Keep() => new(OpenUnpooled, TimeSpan.Zero, TimeSpan.Zero);

    public override Task<WriteTransaction> BeginWriteAsync(CancellationToken cancellationToken) => _inner.BeginWriteAsync(cancellationToken);

    public override Task InsertAsync(
        DbTransaction transaction, string table, string[] columns, IEnumerable<object?[]> rows, CancellationToken cancellationToken) =>
        _inner.InsertAsync(transaction, table, columns, rows, cancellationToken);

    public override Task<IDisposable> LockForMigrationAsync(ILogger log, CancellationToken cancellationToken) => _inner.LockForMigrationAsync(log, cancellationToken);

    public override UpgradeEngineBuilder Migration() => _inner.Migration();

    public override bool IsUniqueViolation(Exception fault) => _inner.IsUniqueViolation(fault);

    public override bool IsTransient(Exception fault) => _inner.IsTransient(fault);

    public void Dispose() => _inner.Dispose();

    private SqliteConnection OpenUnpooled()
    {
        RequireUp();
        Kept++;
        return Traced(_inner.OpenUnpooled());
    }

    private void RequireUp()
    {
        if (IsDown)
        {
            throw new SqliteException("unable to open database file", raw.SQLITE_CANTOPEN);
        }
    }

    private SqliteConnection Traced(SqliteConnection connection)
    {
        raw.sqlite3_profile(connection.Handle, (_, statement, _) => Asked.Add(statement), null);
        return connection;
    }
}
