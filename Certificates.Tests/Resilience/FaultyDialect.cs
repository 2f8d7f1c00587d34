using System.Data.Common;
using Certificates.Core.Data;
using Certificates.Core.Data.Sqlite;
using DbUp.Builder;
using Microsoft.Extensions.Logging;

namespace Certificates.Tests.Resilience;

/// <summary>The embedded database behind connections that fail as a plan says. The schema is made undisturbed.</summary>
internal sealed class FaultyDialect(string connectionString, FaultPlan plan, bool readOnly = false) : Dialect, IDisposable
{
    private readonly SqliteDialect _inner = new(connectionString, readOnly, busyTimeoutSeconds: 30);

    /// <summary>What the clock of a server says, where it has one.</summary>
    public Func<DateTimeOffset?> ServerNow { get; init; } = () => null;

    public override Task<DateTimeOffset?> ServerNowAsync(DbConnection connection, CancellationToken cancellationToken) => Task.FromResult(ServerNow());

    public override SchemaScripts Scripts => _inner.Scripts;

    public override string ClaimRows => _inner.ClaimRows;

    public override string TakeSerials => _inner.TakeSerials;

    public override string TakeIds => _inner.TakeIds;

    public override string FirstRows => _inner.FirstRows;

    public override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken) => new FaultyConnection(
        await FaultyConnection.RunAsync(plan, "OPEN", () => _inner.OpenAsync(cancellationToken)), plan, ownsInner: true);

    public override async Task<WriteTransaction> BeginWriteAsync(CancellationToken cancellationToken)
    {
        var write = await FaultyConnection.RunAsync(plan, "BEGIN", () => _inner.BeginWriteAsync(cancellationToken));
        var connection = new FaultyConnection(write.Connection, plan, ownsInner: false);
        return new WriteTransaction(connection, new FaultyTransaction(write, connection), turn: null);
    }

    public override Task InsertAsync(
        DbTransaction transaction, string table, string[] columns, IEnumerable<object?[]> rows, CancellationToken cancellationToken) =>
        _inner.InsertAsync(transaction, table, columns, rows, cancellationToken);

    public override Task<IDisposable> LockForMigrationAsync(ILogger log, CancellationToken cancellationToken) => _inner.LockForMigrationAsync(log, cancellationToken);

    public override UpgradeEngineBuilder Migration() => _inner.Migration();

    public override bool IsUniqueViolation(Exception fault) => _inner.IsUniqueViolation(fault);

    public override bool IsTransient(Exception fault) => fault is InjectedFault { IsTransient: true } || _inner.IsTransient(fault);

    public void Dispose() => _inner.Dispose();
}
