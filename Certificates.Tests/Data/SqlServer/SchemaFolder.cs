using System.Reflection;
using System.Text.RegularExpressions;
using Certificates.Core.Data;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Certificates.Tests.Data.SqlServer;

/// <summary>
/// The scripts of a SQL Server schema as they are embedded, read by the parser of SQL Server 2019, and what they leave behind:
/// the statements that make the final state at once, which is what a model takes.
/// </summary>
internal sealed partial class SchemaFolder
{
    private readonly List<TSqlStatement> _final = [];

    private SchemaFolder(IEnumerable<string> texts)
    {
        foreach (var statement in texts.SelectMany(Parse))
        {
            Apply(statement);
        }
    }

    /// <summary>Every statement of every script, for what a model does not say.</summary>
    public List<TSqlStatement> Statements { get; } = [];

    public static SchemaFolder Read(string folder) => new(Texts(folder).Select(script => script.Text));

    /// <summary>The scripts the migrator runs, in its order.</summary>
    public static IReadOnlyList<(string Name, string Text)> Texts(string folder)
    {
        var assembly = typeof(Dialect).Assembly;
        return [.. assembly.GetManifestResourceNames().Where(name => Numbered().IsMatch(name) && name.StartsWith(folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Select(name => (name[folder.Length..], Text(assembly, name)))];
    }

    public static string Text(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    public static IReadOnlyList<TSqlStatement> Parse(string text)
    {
        var script = (TSqlScript)new TSql150Parser(initialQuotedIdentifiers: true).Parse(new StringReader(text), out var errors);
        Assert.That(errors.Select(error => $"line {error.Line}: {error.Message}"), Is.Empty, text);
        return [.. script.Batches.SelectMany(batch => batch.Statements)];
    }

    /// <summary>The final state as one script, a batch for each object.</summary>
    public string FinalState() => string.Join("\nGO\n", _final.Select(Write));

    public static string Write(TSqlFragment fragment)
    {
        new Sql150ScriptGenerator().GenerateScript(fragment, out var text);
        return text;
    }

    private void Apply(TSqlStatement statement)
    {
        Statements.Add(statement);
        switch (statement)
        {
            case AlterTableAddTableElementStatement add:
                var table = _final.OfType<CreateTableStatement>().Last(made => Name(made.SchemaObjectName) == Name(add.SchemaObjectName));
                add.Definition.ColumnDefinitions.ToList().ForEach(table.Definition.ColumnDefinitions.Add);
                add.Definition.TableConstraints.ToList().ForEach(table.Definition.TableConstraints.Add);
                break;
            case AlterTableDropTableElementStatement drop:
                var definition = _final.OfType<CreateTableStatement>().Last(made => Name(made.SchemaObjectName) == Name(drop.SchemaObjectName)).Definition;
                Assert.That(drop.AlterTableDropTableElements.Select(element => Drop(definition, element.Name.Value)), Has.All.EqualTo(1));
                break;
            case DropTableStatement dropped:
                var gone = dropped.Objects.Select(Name).ToHashSet(StringComparer.Ordinal);
                _final.RemoveAll(made => made is CreateTableStatement t && gone.Contains(Name(t.SchemaObjectName)));
                _final.RemoveAll(made => made is CreateIndexStatement i && gone.Contains(Name(i.OnName)));
                break;
            case DropIndexStatement index:
                var clause = index.DropIndexClauses.Cast<DropIndexClause>().Single();
                Assert.That(
                    _final.RemoveAll(made => made is CreateIndexStatement i && i.Name.Value == clause.Index.Value && Name(i.OnName) == Name(clause.Object)),
                    Is.EqualTo(1));
                break;
            case IfStatement:
                break;
            default:
                _final.Add(statement);
                break;
        }
    }

    /// <summary>Takes a column or a constraint away, whether it stands by its column or by itself; how many there were.</summary>
    private static int Drop(TableDefinition table, string name)
    {
        var constraints = table.ColumnDefinitions.Select(column => column.Constraints).Append(table.TableConstraints).ToList();
        var gone = constraints.Sum(list => list.Where(one => one.ConstraintIdentifier?.Value == name).ToList().Count(list.Remove));
        return gone + table.ColumnDefinitions.Where(column => column.ColumnIdentifier.Value == name).ToList().Count(table.ColumnDefinitions.Remove);
    }

    private static string Name(SchemaObjectName name) => $"{name.SchemaIdentifier?.Value ?? "dbo"}.{name.BaseIdentifier.Value}";

    [GeneratedRegex(@"/\d{4}_\w+\.sql$")]
    private static partial Regex Numbered();
}
