using System.Data.Common;
using Dapper;

namespace Certificates.Core.Storage;

/// <summary>
/// The way to the register: reads on a connection of their own, writes in one transaction each. An exception out of here
/// is an outage or a bug, never something a caller caused.
/// </summary>
internal sealed class Database
{
    static Database() => TypeHandlers.Register();

    public Database(Dialect dialect) => Dialect = dialect;

    /// <summary>Where this database differs from others.</summary>
    public Dialect Dialect { get; }

    /// <summary>All rows of one statement.</summary>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(string statement, object? parameters, CancellationToken cancellationToken)
    {
        await using var connection = await Dialect.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<T>(new CommandDefinition(statement, parameters, cancellationToken: cancellationToken)))
            .AsList();
    }

    /// <summary>The one row of a statement, or none.</summary>
    public async Task<T?> FindAsync<T>(string statement, object? parameters, CancellationToken cancellationToken)
    {
        await using var connection = await Dialect.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<T>(
            new CommandDefinition(statement, parameters, cancellationToken: cancellationToken));
    }

    /// <summary>Several reads on one connection.</summary>
    public async Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> read, CancellationToken cancellationToken)
    {
        await using var connection = await Dialect.OpenAsync(cancellationToken);
        return await read(connection);
    }

    /// <summary>
    /// One write: all of it, or nothing. Where another process wrote a row of the same key between the write's look and its own
    /// row, it is run once more and sees that row; so it must give the same when run again.
    /// </summary>
    public async Task<T> WriteAsync<T>(Func<WriteTransaction, Task<T>> write, CancellationToken cancellationToken)
    {
        try
        {
            return await WriteOnceAsync(write, cancellationToken);
        }
        catch (DbException fault) when (Dialect.IsUniqueViolation(fault))
        {
            return await WriteOnceAsync(write, cancellationToken);
        }
    }

    /// <summary>One write of one statement; the count of rows it touched.</summary>
    public Task<int> ExecuteAsync(string statement, object? parameters, CancellationToken cancellationToken) =>
        WriteAsync(t => t.ExecuteAsync(statement, parameters, cancellationToken), cancellationToken);

    private async Task<T> WriteOnceAsync<T>(Func<WriteTransaction, Task<T>> write, CancellationToken cancellationToken)
    {
        await using var transaction = await Dialect.BeginWriteAsync(cancellationToken);
        var result = await write(transaction);
        await transaction.CommitAsync();
        return result;
    }

    /// <summary>One write that may be refused on its way: then none of it is kept.</summary>
    public async Task<Result<T>> WriteUnlessRefusedAsync<T>(
        Func<WriteTransaction, Task<Result<T>>> write, CancellationToken cancellationToken)
        where T : notnull
    {
        await using var transaction = await Dialect.BeginWriteAsync(cancellationToken);
        var result = await write(transaction);
        if (result.Refusal is null)
        {
            await transaction.CommitAsync();
        }

        return result;
    }
}

/// <summary>Statements on a connection at hand.</summary>
internal static class Statements
{
    /// <summary>All rows of a statement without parameters.</summary>
    public static async Task<IReadOnlyList<T>> QueryAsync<T>(
        this DbConnection connection, string statement, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<T>(new CommandDefinition(statement, cancellationToken: cancellationToken))).AsList();

    /// <summary>Runs a statement; given a list, once for each of its items.</summary>
    public static Task<int> ExecuteAsync(
        this WriteTransaction transaction, string statement, object? parameters, CancellationToken cancellationToken) =>
        parameters is IEnumerable<object> items && transaction.StatementsPerCommand > 1
            ? Repetition.ExecuteAsync(transaction, statement, items, cancellationToken)
            : transaction.Connection.ExecuteAsync(
                new CommandDefinition(statement, parameters, transaction.Transaction, cancellationToken: cancellationToken));

    /// <summary>All rows of a statement, read within the write.</summary>
    public static async Task<IReadOnlyList<T>> QueryAsync<T>(
        this WriteTransaction transaction, string statement, object? parameters, CancellationToken cancellationToken) =>
        (await transaction.Connection.QueryAsync<T>(
            new CommandDefinition(statement, parameters, transaction.Transaction, cancellationToken: cancellationToken))).AsList();

    /// <summary>The one row of a statement, or none, read within the write.</summary>
    public static Task<T?> FindAsync<T>(
        this WriteTransaction transaction, string statement, object? parameters, CancellationToken cancellationToken) =>
        transaction.Connection.QuerySingleOrDefaultAsync<T>(
            new CommandDefinition(statement, parameters, transaction.Transaction, cancellationToken: cancellationToken));

    /// <summary>One value.</summary>
    public static Task<T?> ScalarAsync<T>(
        this WriteTransaction transaction, string statement, object? parameters, CancellationToken cancellationToken) =>
        transaction.Connection.ExecuteScalarAsync<T>(
            new CommandDefinition(statement, parameters, transaction.Transaction, cancellationToken: cancellationToken));
}
