using System.Data;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.Data.SqlClient;

namespace Certificates.Core.Data.SqlServer;

/// <summary>
/// Many rows into one table of SQL Server: by bulk copy, or by INSERT where they are few or the server takes nothing else.
/// </summary>
internal static class SqlServerRows
{
    // One statement that holds 5,000 locks makes the server lock the whole table, and then nobody can claim a row.
    private const int RowsPerCopy = 2_000;
    private const int FewRows = 8;

    // The protocol takes 2,100 parameters, the language 1,000 rows.
    private const int MaxParameters = 2_000;
    private const int MaxRows = 1_000;

    public static async Task InsertAsync(
        SqlTransaction transaction,
        string table,
        string[] columns,
        IEnumerable<object?[]> rows,
        bool usesBulkCopy,
        CancellationToken cancellationToken)
    {
        foreach (var chunk in rows.Chunk(usesBulkCopy ? RowsPerCopy : Math.Min(MaxRows, MaxParameters / columns.Length)))
        {
            var values = new RowValues(columns, chunk);
            if (usesBulkCopy && chunk.Length > FewRows)
            {
                await CopyAsync(transaction, table, values, cancellationToken);
            }
            else
            {
                await using var command = transaction.Connection.CreateCommand();
                command.Transaction = transaction;
                Fill(command, table, values);
                await command.ExecuteNonQueryAsync(cancellationToken);
            }
        }
    }

    /// <summary>One INSERT of all rows; a column nobody has a value for is written as NULL, which fits every type.</summary>
    [SuppressMessage("Security", "CA2100", Justification = "Table and columns are constants of the stores.")]
    internal static void Fill(SqlCommand command, string table, RowValues values)
    {
        var text = new StringBuilder($"INSERT INTO {table} ({string.Join(", ", values.Columns.Select(c => c.Name))}) VALUES");
        for (var row = 0; row < values.Count; row++)
        {
            text.Append(row == 0 ? "\n(" : ",\n(");
            for (var column = 0; column < values.Columns.Count; column++)
            {
                text.Append(column == 0 ? "" : ", ");
                if (values.Columns[column].Type is not { } type)
                {
                    text.Append("NULL");
                    continue;
                }

                var name = $"@p{command.Parameters.Count}";
                text.Append(name);
                command.Parameters.Add(SqlServerValue.Parameter(name, type, values[row, column]));
            }

            text.Append(')');
        }

        command.CommandText = text.ToString();
    }

    private static async Task CopyAsync(SqlTransaction transaction, string table, RowValues values, CancellationToken cancellationToken)
    {
        // Without the two options the copy would pass by foreign keys, and need the right to alter the table.
        var options = SqlBulkCopyOptions.CheckConstraints | SqlBulkCopyOptions.FireTriggers;
        using var copy = new SqlBulkCopy(transaction.Connection, options, transaction)
        {
            DestinationTableName = table,
            BulkCopyTimeout = transaction.Connection.CommandTimeout,
        };
        using var data = values.ToTable();
        foreach (DataColumn column in data.Columns)
        {
            copy.ColumnMappings.Add(column.ColumnName, column.ColumnName);
        }

        await copy.WriteToServerAsync(data, cancellationToken);
    }
}

/// <summary>Rows about to be inserted, each column with the type its values have.</summary>
internal sealed class RowValues
{
    private readonly object?[][] _rows;

    public RowValues(string[] columns, object?[][] rows)
    {
        _rows = rows;
        Columns = [.. columns.Select((name, i) =>
            (name, rows.Select(row => row[i]).FirstOrDefault(value => value is not null)?.GetType()))];
    }

    /// <summary>Names with the types of their values; null where no row has one.</summary>
    public IReadOnlyList<(string Name, Type? Type)> Columns { get; }

    public int Count => _rows.Length;

    public object? this[int row, int column] => SqlServerValue.Of(_rows[row][column]);

    public DataTable ToTable()
    {
        var table = new DataTable { Locale = System.Globalization.CultureInfo.InvariantCulture };
        foreach (var (name, type) in Columns)
        {
            table.Columns.Add(name, type is null ? typeof(string) : SqlServerValue.StoredAs(type));
        }

        for (var row = 0; row < Count; row++)
        {
            table.Rows.Add([.. Enumerable.Range(0, Columns.Count).Select(column => this[row, column] ?? DBNull.Value)]);
        }

        return table;
    }
}
