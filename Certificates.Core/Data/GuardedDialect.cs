using System.Data.Common;
using Certificates.Core.Data.Sqlite;
using DbUp.Builder;
using Microsoft.Extensions.Logging;

namespace Certificates.Core.Data;

/// <summary>A register that is only read, and looked at by a guard before it is.</summary>
/// <param name="inner">The database.</param>
/// <param name="guard">Says whether it may be believed.</param>
/// <param name="lookAfter">How long one look counts: a server's database is never exchanged while connections to it are open.</param>
internal sealed class GuardedDialect(Dialect inner, IReadGuard guard, TimeSpan lookAfter) : Dialect, IKeepStatements, IDisposable
{
    private long _looked;

    public override SchemaScripts Scripts => inner.Scripts;

    public override string? FilePath => inner.FilePath;

    public override string ClaimRows => inner.ClaimRows;

    public override string TakeSerials => inner.TakeSerials;

    public override string TakeIds => inner.TakeIds;

    public override string FirstRows => inner.FirstRows;

    public override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = await inner.OpenAsync(cancellationToken);
        try
        {
            if (System.Diagnostics.Stopwatch.GetElapsedTime(Volatile.Read(ref _looked)) >= lookAfter)
            {
                await guard.RequireAsync(connection, cancellationToken);
                Volatile.Write(ref _looked, System.Diagnostics.Stopwatch.GetTimestamp());
            }

            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public KeptStatements? Keep() => (inner as SqliteDialect)?.Keep(
        connection => guard.RequireAsync(connection, CancellationToken.None).GetAwaiter().GetResult());

    public override Task<WriteTransaction> BeginWriteAsync(CancellationToken cancellationToken) => inner.BeginWriteAsync(cancellationToken);

    public override Task InsertAsync(
        DbTransaction transaction, string table, string[] columns, IEnumerable<object?[]> rows, CancellationToken cancellationToken) =>
        inner.InsertAsync(transaction, table, columns, rows, cancellationToken);

    public override Task<IDisposable> LockForMigrationAsync(ILogger log, CancellationToken cancellationToken) =>
        inner.LockForMigrationAsync(log, cancellationToken);

    public override UpgradeEngineBuilder Migration() => inner.Migration();

    public override bool IsUniqueViolation(Exception fault) => inner.IsUniqueViolation(fault);

    public override bool IsTransient(Exception fault) => fault is not RegisterUnfitException && inner.IsTransient(fault);

    public void Dispose() => (inner as IDisposable)?.Dispose();
}
