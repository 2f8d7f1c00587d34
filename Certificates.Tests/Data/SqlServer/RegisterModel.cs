using Certificates.Core.Data.SqlServer;
using Microsoft.SqlServer.Dac;
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Certificates.Tests.Data.SqlServer;

/// <summary>SQL Server's own model of the register and the desk, without a server: it binds every name of every statement.</summary>
internal static class RegisterModel
{
    /// <summary>Warnings that mean a name which is not there.</summary>
    private static readonly int[] Unresolved = [71502, 71005];

    public static SchemaFolder Register { get; } = SchemaFolder.Read("schema/sqlserver/");

    public static SchemaFolder Desk { get; } = SchemaFolder.Read("schema/sqlserver-desk/");

    private static readonly Lazy<string> Schema = new(() => string.Join(
        "\nGO\n",
        ["CREATE SCHEMA desk", .. Journals(), Register.FinalState(), Desk.FinalState()]));

    /// <summary>A model of the final state.</summary>
    public static TSqlModel Open()
    {
        var model = new TSqlModel(SqlServerVersion.Sql150, new TSqlModelOptions());
        model.AddObjects(Schema.Value);
        return model;
    }

    /// <summary>What is wrong in a model; the system's own views are not in it.</summary>
    public static IReadOnlyList<string> Faults(TSqlModel model) =>
    [
        .. model.Validate()
            .Where(message => message.MessageType == DacMessageType.Error || Unresolved.Contains(message.Number))
            .Select(message => $"{message.Prefix}{message.Number}: {message.Message}")
            .Where(text => !text.Contains("[sys].", StringComparison.Ordinal)),
    ];

    /// <summary>The journals of scripts stand before the first script.</summary>
    private static IEnumerable<string> Journals()
    {
        foreach (var statement in Statement.Of(typeof(SqlServerSetUp)))
        {
            var tables = new Tables();
            SchemaFolder.Parse(statement.Text).ToList().ForEach(part => part.Accept(tables));
            foreach (var table in tables.Made)
            {
                yield return SchemaFolder.Write(table);
            }
        }
    }

    private sealed class Tables : TSqlFragmentVisitor
    {
        public List<CreateTableStatement> Made { get; } = [];

        public override void Visit(CreateTableStatement node) => Made.Add(node);
    }
}
