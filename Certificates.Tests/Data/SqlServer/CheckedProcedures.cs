using Microsoft.SqlServer.Dac.Model;

namespace Certificates.Tests.Data.SqlServer;

/// <summary>Statements as procedures of the model, with their parameters declared: so SQL Server's model checks what is in them.</summary>
internal static class CheckedProcedures
{
    /// <summary>Parameters that are no column of any table.</summary>
    private static readonly Dictionary<string, string> OtherTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["limit"] = "bigint",
        ["from"] = "datetime2(3)",
        ["before"] = "bigint",
        ["after"] = "bigint",
        ["count"] = "bigint",
        ["allowed"] = "int",
        ["turn"] = "bigint",
        ["wait"] = "int",
        ["owner"] = "nvarchar(200)",
        ["now"] = "datetime2(3)",
        ["today"] = "date",
        ["until"] = "datetime2(3)",
    };

    /// <summary>The faults of each statement, by its name; every statement has an entry.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Check(IReadOnlyCollection<Statement> statements)
    {
        using var model = RegisterModel.Open();
        var types = ColumnTypes(model);
        foreach (var statement in statements)
        {
            model.AddObjects(Procedure(statement, types));
        }

        var faults = RegisterModel.Faults(model);
        var named = statements.ToDictionary(
            statement => statement.Name,
            statement => (IReadOnlyList<string>)[.. faults.Where(fault => fault.Contains($"[dbo].[{statement.Name}]", StringComparison.Ordinal))],
            StringComparer.Ordinal);
        Assert.That(faults.Except(named.Values.SelectMany(some => some), StringComparer.Ordinal), Is.Empty, "faults of no statement: the schema's own");
        return named;
    }

    private static string Procedure(Statement statement, Dictionary<string, string> types)
    {
        SchemaFolder.Parse(statement.Single);
        var parameters = statement.Parameters.Select(name => $"@{name} {TypeOf(name, types)}").ToList();
        return $"CREATE PROCEDURE dbo.[{statement.Name}] {string.Join(", ", parameters)} AS\nBEGIN\nSET NOCOUNT ON;\n{statement.Single};\nEND";
    }

    /// <summary>A parameter has the type of the column of its name; what a statement binds, not what it converts, is checked here.</summary>
    private static string TypeOf(string parameter, Dictionary<string, string> types) =>
        OtherTypes.GetValueOrDefault(parameter) ?? types.GetValueOrDefault(parameter) ?? "sql_variant";

    private static Dictionary<string, string> ColumnTypes(TSqlModel model)
    {
        var types = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var column in model.GetObjects(DacQueryScopes.UserDefined, Table.TypeClass).SelectMany(table => table.GetReferenced(Table.Columns)))
        {
            types.TryAdd(column.Name.Parts[^1], TypeOf(column));
        }

        return types;
    }

    private static string TypeOf(TSqlObject column)
    {
        var type = column.GetReferenced(Column.DataType).Single().Name.Parts[^1];
        var length = column.GetProperty<bool>(Column.IsMax) ? "max" : $"{column.GetProperty<int>(Column.Length)}";
        return type is "varchar" or "nvarchar" or "varbinary" ? $"{type}({length})" : type;
    }
}
