namespace Certificates.Core.Data;

/// <summary>
/// The columns that a record fills, each beside the value it takes: a new column is one line and cannot slip into another's place.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="columns">Its columns and what a record gives for each.</param>
internal sealed class TableColumns<T>(string table, params (string Name, Func<T, object?> Value)[] columns) : ITableColumns
{
    /// <inheritdoc/>
    public string Table => table;

    /// <inheritdoc/>
    public string[] Names { get; } = [.. columns.Select(column => column.Name)];

    /// <summary>The values of a record in the order of <see cref="Names"/>.</summary>
    public object?[] Values(T record)
    {
        var values = new object?[columns.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = columns[i].Value(record);
        }

        return values;
    }
}

/// <summary>A table with columns that some record fills, whatever the record is.</summary>
internal interface ITableColumns
{
    /// <summary>The table's name.</summary>
    string Table { get; }

    string[] Names { get; }
}
