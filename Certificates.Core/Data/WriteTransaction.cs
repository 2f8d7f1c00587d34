using System.Data.Common;

namespace Certificates.Core.Data;

/// <summary>A writing transaction with its connection and its turn; disposing rolls back what was not committed.</summary>
internal sealed class WriteTransaction(
    DbConnection connection, DbTransaction transaction, SemaphoreSlim? turn, int statementsPerCommand = 1) : IAsyncDisposable
{
    /// <summary>How many runs of one statement share a command: 1 where a command is a call within the process.</summary>
    public int StatementsPerCommand => statementsPerCommand;

    /// <summary>The transaction every statement of this write names.</summary>
    public DbTransaction Transaction => transaction;

    public DbConnection Connection => connection;

    /// <summary>
    /// Certificates whose status or version in force this write changes: what is kept outside the database, too, once it is committed.
    /// </summary>
    public HashSet<long> Changed { get; } = [];

    /// <summary>Makes it durable. Takes no token: a commit that has begun does not stop half way.</summary>
    public Task CommitAsync() => transaction.CommitAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
        turn?.Release();
    }
}
