using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Certificates.Tests.Resilience;

/// <summary>A command that fails as its connection's plan says.</summary>
[SuppressMessage("Security", "CA2100", Justification = "The text is the product's.")]
internal sealed class FaultyCommand(DbCommand inner, FaultyConnection connection) : DbCommand
{
    private DbTransaction? _transaction;

    [AllowNull]
    public override string CommandText { get => inner.CommandText; set => inner.CommandText = value; }

    public override int CommandTimeout { get => inner.CommandTimeout; set => inner.CommandTimeout = value; }

    public override CommandType CommandType { get => inner.CommandType; set => inner.CommandType = value; }

    public override bool DesignTimeVisible { get => inner.DesignTimeVisible; set => inner.DesignTimeVisible = value; }

    public override UpdateRowSource UpdatedRowSource { get => inner.UpdatedRowSource; set => inner.UpdatedRowSource = value; }

    protected override DbConnection? DbConnection { get => connection; set => throw new NotSupportedException("It has its connection."); }

    protected override DbParameterCollection DbParameterCollection => inner.Parameters;

    protected override DbTransaction? DbTransaction
    {
        get => _transaction;
        set => (_transaction, inner.Transaction) = (value, ((FaultyTransaction?)value)?.Inner);
    }

    /// <summary>The statement by its first words.</summary>
    private string Call => string.Join(' ', inner.CommandText.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Take(6));

    public override void Cancel() => inner.Cancel();

    public override int ExecuteNonQuery() => throw new NotSupportedException("Statements run asynchronously.");

    public override object? ExecuteScalar() => throw new NotSupportedException("Statements run asynchronously.");

    public override void Prepare() => inner.Prepare();

    public override Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken) =>
        connection.RunAsync(Call, () => inner.ExecuteNonQueryAsync(cancellationToken));

    public override Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken) =>
        connection.RunAsync(Call, () => inner.ExecuteScalarAsync(cancellationToken));

    protected override DbParameter CreateDbParameter() => inner.CreateParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => throw new NotSupportedException("Statements run asynchronously.");

    protected override Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken) =>
        connection.RunAsync(Call, () => inner.ExecuteReaderAsync(behavior, cancellationToken));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
