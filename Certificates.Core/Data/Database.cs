using System.Data.Common;
using Dapper;

namespace Certificates.Core.Data;

/// <summary>
/// The way to the register: reads on a connection of their own, writes in one transaction each. An exception out of here is an outage or a
/// bug, never something a caller caused.
/// </summary>
internal sealed class Database
{
    /// <summary>Key of the verification site's desk among the services; the register has none.</summary>
    public const string Desk = "desk";

    private readonly Pipelines _pipelines;
    private readonly Func<IWriteGuard?> _guard;

    static Database() => TypeHandlers.Register();

    /// <param name="dialect">The database.</param>
    /// <param name="pipelines">What of its calls is tried again; null is nothing.</param>
    /// <param name="guard">Gives what looks before each write; asked for with the first, for it reads this database itself.</param>
    public Database(Dialect dialect, Pipelines? pipelines = null, Func<IWriteGuard?>? guard = null) =>
        (Dialect, _pipelines, _guard) = (dialect, pipelines ?? Pipelines.None, guard ?? (() => null));

    /// <summary>The same for what must be written even while the guard lets nothing pass.</summary>
    public Database Unguarded => new(Dialect, _pipelines);

    /// <summary>Where this database differs from others.</summary>
    public Dialect Dialect { get; }

    /// <summary>All rows of one statement.</summary>
    public Task<IReadOnlyList<T>> QueryAsync<T>(string statement, object? parameters, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<T>>(
            async (connection, token) =>
                (await connection.QueryAsync<T>(new CommandDefinition(statement, parameters, cancellationToken: token))).AsList(),
            cancellationToken);

    /// <summary>The one row of a statement, or none.</summary>
    public Task<T?> FindAsync<T>(string statement, object? parameters, CancellationToken cancellationToken) =>
        ReadAsync(
            (connection, token) =>
                connection.QuerySingleOrDefaultAsync<T>(new CommandDefinition(statement, parameters, cancellationToken: token)),
            cancellationToken);

    /// <summary>Several reads on one connection; all of them again after a transient fault.</summary>
    public Task<T> ReadAsync<T>(Func<DbConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        _pipelines.ReadAsync(
            async token =>
            {
                await using var connection = await Dialect.OpenAsync(token);
                return await read(connection, token);
            },
            cancellationToken);

    /// <summary>
    /// One write: all of it, or nothing. Where another process wrote a row of the same key between the write's look and its own
    /// row, it is run once more and sees that row; so it must give the same when run again. Otherwise it is made once.
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

    /// <summary>
    /// One write that carries its own identity. After a transient fault nobody knows whether it was committed: so a later attempt
    /// looks for it first, on a new connection and in the transaction that would write it again, and writes only what is not there.
    /// </summary>
    /// <param name="write">All of the write; run anew in each attempt.</param>
    /// <param name="find">Looks for what an earlier attempt wrote, and for what it would have returned.</param>
    /// <param name="cancellationToken">Stops it before a commit has begun.</param>
    public Task<T> WriteAsync<T>(
        Func<WriteTransaction, Task<T>> write, Func<WriteTransaction, Task<Found<T>>> find, CancellationToken cancellationToken)
    {
        var isFirst = true;
        return _pipelines.WriteAsync(
            async token =>
            {
                await using var transaction = await BeginWriteAsync(token);
                if (!isFirst && await find(transaction) is { IsThere: true } found)
                {
                    return found.Value;
                }

                isFirst = false;
                var result = await write(transaction);
                await transaction.CommitAsync();
                return result;
            },
            cancellationToken);
    }

    /// <summary>One write that is the same made twice as made once, because its statements look at what is there.</summary>
    public Task<T> WriteIdempotentAsync<T>(Func<WriteTransaction, Task<T>> write, CancellationToken cancellationToken) =>
        WriteAsync(write, _ => Task.FromResult(default(Found<T>)), cancellationToken);

    /// <summary>One write of one statement; the count of rows it touched.</summary>
    public Task<int> ExecuteAsync(string statement, object? parameters, CancellationToken cancellationToken) =>
        WriteAsync(t => t.ExecuteAsync(statement, parameters, cancellationToken), cancellationToken);

    /// <summary>The same for a statement that is the same run twice as run once.</summary>
    public Task<int> ExecuteIdempotentAsync(string statement, object? parameters, CancellationToken cancellationToken) =>
        WriteIdempotentAsync(t => t.ExecuteAsync(statement, parameters, cancellationToken), cancellationToken);

    private async Task<WriteTransaction> BeginWriteAsync(CancellationToken cancellationToken)
    {
        if (_guard() is { } guard)
        {
            await guard.RequireAsync(cancellationToken);
        }

        return await Dialect.BeginWriteAsync(cancellationToken);
    }

    private async Task<T> WriteOnceAsync<T>(Func<WriteTransaction, Task<T>> write, CancellationToken cancellationToken)
    {
        await using var transaction = await BeginWriteAsync(cancellationToken);
        var result = await write(transaction);
        await transaction.CommitAsync();
        return result;
    }

    /// <summary>One write that may be refused on its way: then none of it is kept.</summary>
    public async Task<Result<T>> WriteUnlessRefusedAsync<T>(
        Func<WriteTransaction, Task<Result<T>>> write, CancellationToken cancellationToken)
        where T : notnull
    {
        await using var transaction = await BeginWriteAsync(cancellationToken);
        var result = await write(transaction);
        if (result.Refusals is null)
        {
            await transaction.CommitAsync();
        }

        return result;
    }
}

/// <summary>What looking for an earlier write gave; the default is that it is not there.</summary>
/// <param name="IsThere">True when it was made.</param>
/// <param name="Value">What it returned.</param>
internal readonly record struct Found<T>(bool IsThere, T Value)
{
    /// <summary>It was made.</summary>
    public static Found<T> There(T value) => new(true, value);
}

/// <summary>Statements on a connection at hand.</summary>
internal static class Statements
{
    /// <summary>All rows of a statement without parameters.</summary>
    public static async Task<IReadOnlyList<T>> QueryAsync<T>(
        this DbConnection connection, string statement, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<T>(new CommandDefinition(statement, cancellationToken: cancellationToken))).AsList();

    /// <summary>All rows of a statement.</summary>
    public static async Task<IReadOnlyList<T>> QueryAsync<T>(
        this DbConnection connection, string statement, object parameters, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<T>(new CommandDefinition(statement, parameters, cancellationToken: cancellationToken))).AsList();

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
