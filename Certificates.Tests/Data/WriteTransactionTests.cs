using System.Data;
using System.Data.Common;
using Certificates.Core.Data;
using Certificates.Core.Data.SqlServer;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace Certificates.Tests.Data;

/// <summary>A connection that is cut in the middle of a write, and the way back.</summary>
internal sealed class WriteTransactionTests
{
    [Test]
    public async Task CutConnection_DoesNotHideTheCause_AndTheTurnGoesOn()
    {
        using var turn = new SemaphoreSlim(0, 1);
        var connection = new SqliteConnection();

        var told = await Assert.CatchAsync(async () =>
        {
            await using var write = new WriteTransaction(connection, new CutTransaction(connection), turn);
            throw new TimeoutException("the cause");
        });

        Assert.That(told, Is.TypeOf<TimeoutException>());
        Assert.That(turn.CurrentCount, Is.EqualTo(1));
    }

    [Test]
    public void PoolOfConnections_NeverBlocks_WhateverTheSettingsSay()
    {
        var dialect = new SqlServerDialect("Server=x;Database=y;Pool Blocking Period=Auto", isDesk: false, fromReplica: false, usesBulkCopy: true);

        Assert.That(
            new SqlConnectionStringBuilder(dialect.ConnectionString).PoolBlockingPeriod, Is.EqualTo(PoolBlockingPeriod.NeverBlock));
    }

    private sealed class CutTransaction(DbConnection connection) : DbTransaction
    {
        public override IsolationLevel IsolationLevel => IsolationLevel.ReadCommitted;

        protected override DbConnection DbConnection => connection;

        public override void Commit() => throw new NotSupportedException();

        public override void Rollback() => throw new NotSupportedException();

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            throw new InvalidOperationException("The connection is closed.");
        }
    }
}
