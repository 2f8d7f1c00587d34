using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Certificates.Core.Data;

namespace Certificates.Tests.Resilience;

/// <summary>A connection that fails as a plan says, and answers nothing any more after it failed.</summary>
internal sealed class FaultyConnection(DbConnection inner, FaultPlan plan, bool ownsInner) : DbConnection
{
    private bool _isBroken;

    [AllowNull]
    public override string ConnectionString { get => inner.ConnectionString; set => inner.ConnectionString = value; }

    public override string Database => inner.Database;

    public override string DataSource => inner.DataSource;

    public override string ServerVersion => inner.ServerVersion;

    public override ConnectionState State => inner.State;

    /// <summary>Makes a call on no connection yet.</summary>
    public static async Task<T> RunAsync<T>(FaultPlan plan, string call, Func<Task<T>> run)
        where T : IAsyncDisposable
    {
        if (plan.Before(call) is { } early)
        {
            throw early;
        }

        var result = await run();
        if (plan.After(call) is { } late)
        {
            await result.DisposeAsync();
            throw late;
        }

        return result;
    }

    /// <summary>Makes a call on this connection.</summary>
    public async Task<T> RunAsync<T>(string call, Func<Task<T>> run)
    {
        if (_isBroken)
        {
            throw new InjectedFault($"{call} on a broken connection", isTransient: false);
        }

        if (plan.Before(call) is { } early)
        {
            _isBroken = true;
            throw early;
        }

        var result = await run();
        if (plan.After(call) is { } late)
        {
            _isBroken = true;
            throw late;
        }

        return result;
    }

    public override void ChangeDatabase(string databaseName) => inner.ChangeDatabase(databaseName);

    public override void Open() => throw new NotSupportedException("It is open.");

    public override void Close() => inner.Close();

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) =>
        throw new NotSupportedException("Writes begin by the dialect.");

    protected override DbCommand CreateDbCommand() => new FaultyCommand(inner.CreateCommand(), this);

    protected override void Dispose(bool disposing)
    {
        if (disposing && ownsInner)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}

/// <summary>The transaction of a write; it ends the whole of it.</summary>
internal sealed class FaultyTransaction(WriteTransaction write, FaultyConnection connection) : DbTransaction
{
    /// <summary>The database's own.</summary>
    public DbTransaction Inner => write.Transaction;

    public override IsolationLevel IsolationLevel => write.Transaction.IsolationLevel;

    protected override DbConnection DbConnection => connection;

    public override void Commit() => throw new NotSupportedException("Commits are asynchronous.");

    public override Task CommitAsync(CancellationToken cancellationToken = default) => connection.RunAsync("COMMIT", async () =>
    {
        await write.CommitAsync();
        return true;
    });

    public override void Rollback() => throw new NotSupportedException("Disposing rolls back.");

    public override async ValueTask DisposeAsync()
    {
        await write.DisposeAsync();
        await base.DisposeAsync();
    }
}
