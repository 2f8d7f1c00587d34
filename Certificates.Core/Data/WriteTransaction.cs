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

    /// <summary>
    /// Never throws: over a connection that was cut nothing can be rolled back, the database does that by itself, and a fault told here
    /// would hide the one that matters. The turn goes on in any case.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await EndAsync(transaction);
            await EndAsync(connection);
        }
        finally
        {
            turn?.Release();
        }
    }

    private static async ValueTask EndAsync(IAsyncDisposable part)
    {
        try
        {
            await part.DisposeAsync();
        }
        catch (Exception cut) when (cut is InvalidOperationException or DbException or IOException)
        {
            // see above
        }
    }
}
