using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.SqlServer.Dac.Model;

namespace Certificates.Tests.Data.SqlServer;

/// <summary>What must be alike in a table of both databases; columns in order, with the family of their type and whether they may be absent.</summary>
internal sealed record TableShape(
    IReadOnlyList<(string Name, string Family, bool IsNullable)> Columns,
    IReadOnlyList<string> PrimaryKey,
    IReadOnlyList<string> Unique,
    IReadOnlyList<string> ForeignKeys)
{
    public static string Filter(string? predicate) =>
        predicate is null ? "" : " WHERE " + string.Concat(predicate.Where(c => c is not ('[' or ']' or '(' or ')' or ';') && !char.IsWhiteSpace(c))).ToUpperInvariant();
}

/// <summary>The tables of a SQLite file, as it tells them itself.</summary>
internal static class SqliteTables
{
    public static async Task<Dictionary<string, TableShape>> ReadAsync(DbConnection connection)
    {
        var tables = new Dictionary<string, TableShape>(StringComparer.Ordinal);
        foreach (var row in await RowsAsync(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'Schema%'"))
        {
            tables.Add((string)row[0], await TableAsync(connection, (string)row[0]));
        }

        return tables;
    }

    private static async Task<TableShape> TableAsync(DbConnection connection, string table)
    {
        var columns = await RowsAsync(connection, $"SELECT name, type, \"notnull\", pk FROM pragma_table_info('{table}') ORDER BY cid");
        var keys = await RowsAsync(connection, $"SELECT id, seq, \"table\", \"from\", \"to\" FROM pragma_foreign_key_list('{table}') ORDER BY id, seq");
        return new TableShape(
            [.. columns.Select(c => ((string)c[0], Family((string)c[1]), (long)c[2] == 0))],
            [.. columns.Where(c => (long)c[3] > 0).OrderBy(c => (long)c[3]).Select(c => (string)c[0])],
            await UniqueAsync(connection, table),
            [.. keys.GroupBy(k => (long)k[0]).Select(k =>
                $"({string.Join(", ", k.Select(c => c[3]))}) -> {k.First()[2]} ({string.Join(", ", k.Select(c => c[4]))})")]);
    }

    private static async Task<IReadOnlyList<string>> UniqueAsync(DbConnection connection, string table)
    {
        var unique = new List<string>();
        foreach (var index in await RowsAsync(connection, $"SELECT name FROM pragma_index_list('{table}') WHERE \"unique\" = 1 AND origin <> 'pk'"))
        {
            var columns = await RowsAsync(connection, $"SELECT name FROM pragma_index_info('{index[0]}') ORDER BY seqno");
            var text = (await RowsAsync(connection, $"SELECT COALESCE(sql, '') FROM sqlite_master WHERE name = '{index[0]}'")).Single()[0];
            var where = ((string)text).Split(" WHERE ");
            unique.Add(string.Join(", ", columns.Select(c => c[0])) + TableShape.Filter(where.Length > 1 ? where[1] : null));
        }

        return unique;
    }

    private static string Family(string type) => type switch { "INTEGER" => "number", "TEXT" => "text", "BLOB" => "bytes", _ => type };

    [SuppressMessage("Security", "CA2100", Justification = "Names out of the schema.")]
    private static async Task<List<object[]>> RowsAsync(DbConnection connection, string statement)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<object[]>();
        while (await reader.ReadAsync())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }
}

/// <summary>The tables of a schema, as SQL Server's model tells them.</summary>
internal static class ModelTables
{
    public static Dictionary<string, TableShape> Read(TSqlModel model, string schema) =>
        model.GetObjects(DacQueryScopes.UserDefined, Table.TypeClass)
            .Where(table => table.Name.Parts[0] == schema && table.Name.Parts[1] != "SchemaScript")
            .ToDictionary(table => table.Name.Parts[1], Shape, StringComparer.Ordinal);

    private static TableShape Shape(TSqlObject table) => new(
        [.. table.GetReferenced(Table.Columns).Select(c => (Last(c), Family(c), c.GetProperty<bool>(Column.Nullable)))],
        [.. table.GetReferencing(PrimaryKeyConstraint.Host).SelectMany(key => key.GetReferenced(PrimaryKeyConstraint.Columns)).Select(Last)],
        [
            .. table.GetReferencing(UniqueConstraint.Host).Select(key => string.Join(", ", key.GetReferenced(UniqueConstraint.Columns).Select(Last))),
            .. table.GetReferencing(Microsoft.SqlServer.Dac.Model.Index.IndexedObject)
                .Where(index => index.GetProperty<bool>(Microsoft.SqlServer.Dac.Model.Index.Unique)).Select(UniqueIndex),
        ],
        [.. table.GetReferencing(ForeignKeyConstraint.Host).Select(ForeignKey)]);

    private static string UniqueIndex(TSqlObject index)
    {
        var where = index.GetScript().Split("WHERE");
        return string.Join(", ", index.GetReferenced(Microsoft.SqlServer.Dac.Model.Index.Columns).Select(Last))
            + TableShape.Filter(where.Length > 1 ? where[1].Trim() : null);
    }

    private static string ForeignKey(TSqlObject key) =>
        $"({string.Join(", ", key.GetReferenced(ForeignKeyConstraint.Columns).Select(Last))}) -> "
        + $"{Last(key.GetReferenced(ForeignKeyConstraint.ForeignTable).Single())} ({string.Join(", ", key.GetReferenced(ForeignKeyConstraint.ForeignColumns).Select(Last))})";

    private static string Last(TSqlObject named) => named.Name.Parts[^1];

    private static string Family(TSqlObject column) => column.GetReferenced(Column.DataType).Single().Name.Parts[^1] switch
    {
        "bigint" or "int" or "tinyint" or "bit" => "number",
        "varchar" or "nvarchar" or "date" or "datetime2" => "text",
        "varbinary" => "bytes",
        var other => other,
    };
}
