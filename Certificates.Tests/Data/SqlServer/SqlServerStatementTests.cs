using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.RegularExpressions;
using Certificates.Core.Data;
using Certificates.Core.Data.Sqlite;
using Certificates.Core.Data.SqlServer;
using Microsoft.Data.Sqlite;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Certificates.Tests.Data.SqlServer;

/// <summary>Every statement of the product against SQL Server's own model, and against a real SQLite; no server is needed.</summary>
internal sealed partial class SqlServerStatementTests
{
    private static readonly SqlServerDialect Server = new("Server=none;Database=none", isDesk: false, fromReplica: false, usesBulkCopy: true);

    private static readonly Lazy<IReadOnlyDictionary<string, IReadOnlyList<string>>> Faults = new(() => CheckedProcedures.Check([.. All]));

    private string _folder = null!;

    private static IEnumerable<Statement> All => Statement.Shared(Server).Concat(Statement.OfDialect(Server)).Concat(Inserts())
        .Concat(Statement.Of(typeof(SqlServerSetUp))).DistinctBy(statement => statement.Name, StringComparer.Ordinal);

    [OneTimeSetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("certificates-").FullName;

    [OneTimeTearDown]
    public void RemoveFolder()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [TestCaseSource(nameof(All))]
    public void Statement_OnSqlServer_BindsEveryName(object statement) =>
        Assert.That(Faults.Value[((Statement)statement).Name], Is.Empty, ((Statement)statement).Text);

    [Test]
    public void Schema_AsTheScriptsLeaveIt_IsOneThatSqlServerTakes()
    {
        using var model = RegisterModel.Open();

        Assert.That(RegisterModel.Faults(model), Is.Empty);
    }

    /// <summary>The test of the tests: what they are for turns them red.</summary>
    [TestCase("SELECT Nmuber FROM Certificate", "Nmuber")]
    [TestCase("UPDATE c SET Status = 1 FROM Certificate AS c WHERE c.Gone = 1", "Gone")]
    [TestCase("INSERT INTO BatchRow (BatchId, Rwo) VALUES (@BatchId, @Row)", "Rwo")]
    [TestCase("DELETE FROM desk.Certificate WHERE Id = @id", "desk")]
    public void WrongName_IsFound(string text, string wrong)
    {
        var faults = CheckedProcedures.Check([new Statement("Wrong", text)])["Wrong"];

        Assert.That(faults, Has.Some.Contains(wrong));
    }

    [Test]
    public void Statements_AreFoundInEveryStore()
    {
        var stores = typeof(Dialect).Assembly.GetTypes()
            .Where(type => !type.IsNested && StoreName().IsMatch(type.Name) && type.GetConstructors().Any(TakesDatabase))
            .Select(type => type.Name);

        Assert.That(All.Select(statement => statement.Name.Split('.')[0]).Distinct(StringComparer.Ordinal), Is.SupersetOf(stores));
        Assert.That(All.Count(), Is.GreaterThan(80));
    }

    [Test]
    [SuppressMessage("Security", "CA2100", Justification = "The product's own statements.")]
    public async Task Statement_OnSqlite_CanBePrepared()
    {
        using var register = new SqliteDialect($"Data Source={_folder}/register.db", readOnly: false, busyTimeoutSeconds: 30);
        using var desk = new SqliteDialect($"Data Source={_folder}/desk.db", readOnly: false, busyTimeoutSeconds: 30, isDesk: true);
        await Migrator.MigrateAsync(register, CancellationToken.None);
        await Migrator.MigrateAsync(desk, CancellationToken.None);
        var faults = new List<string>();
        foreach (var statement in Statement.Shared(register).Concat(Statement.OfDialect(register)).Concat(Inserts()))
        {
            await using var connection = await (statement.Text.Contains("desk.", StringComparison.Ordinal) ? desk : register).OpenAsync(CancellationToken.None);
            await using var command = connection.CreateCommand();
            command.CommandText = statement.Single;
            try
            {
                await command.PrepareAsync();
            }
            catch (SqliteException fault)
            {
                faults.Add($"{statement.Name}: {fault.Message}");
            }
        }

        Assert.That(faults, Is.Empty);
    }

    /// <summary>A text built where it is run is one that no test above sees.</summary>
    [Test]
    public void Statement_IsAlwaysANamedConstant()
    {
        var built = Directory.EnumerateFiles(Path.Combine(Repository.Root, "Certificates.Core"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
            .Where(path => Interpolated().IsMatch(File.ReadAllText(path))).Select(Path.GetFileName);

        Assert.That(built, Is.EquivalentTo(new[] { "Migrator.cs", "SqliteDialect.cs", "SqlServerDialect.cs", "SqlServerRows.cs" }));
    }

    [Test]
    public void Insert_GivesAnIdWhereTheDatabaseMakesNone_AndNoneWhereItDoes()
    {
        using var model = RegisterModel.Open();
        var generated = IdentityTables.Of(model);
        var faults = All.SelectMany(statement => InsertsOf(statement.Single).Select(insert => (statement.Name, insert.Table, insert.Columns)))
            .Where(insert => generated.TryGetValue(insert.Table, out var isGenerated)
                && insert.Columns.Contains("Id", StringComparer.OrdinalIgnoreCase) == isGenerated);

        Assert.That(faults.Select(fault => $"{fault.Name} into {fault.Table}"), Is.Empty);
    }

    private static bool TakesDatabase(System.Reflection.ConstructorInfo constructor) =>
        constructor.GetParameters().Any(parameter => parameter.ParameterType == typeof(Database));

    /// <summary>The rows that are inserted many at a time, as the INSERT they amount to.</summary>
    private static IEnumerable<Statement> Inserts() =>
        from type in typeof(Dialect).Assembly.GetTypes()
        from field in type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
        where typeof(ITableColumns).IsAssignableFrom(field.FieldType)
        let columns = (ITableColumns)field.GetValue(null)!
        select new Statement($"{type.Name}.{field.Name}", Insert(columns));

    private static string Insert(ITableColumns columns) =>
        $"INSERT INTO {columns.Table} ({string.Join(", ", columns.Names)}) VALUES ({string.Join(", ", columns.Names.Select(name => "@" + name.Trim('"')))})";

    private static List<(string Table, string[] Columns)> InsertsOf(string text)
    {
        var visitor = new InsertVisitor();
        SchemaFolder.Parse(text).ToList().ForEach(statement => statement.Accept(visitor));
        return visitor.Found;
    }

    [GeneratedRegex(@"(?<!const string \w+ = )\$""+\s*(SELECT|INSERT|UPDATE|DELETE)\b")]
    private static partial Regex Interpolated();

    [GeneratedRegex("(Store|Reader)$|^Desk.")]
    private static partial Regex StoreName();

    private sealed class InsertVisitor : TSqlFragmentVisitor
    {
        public List<(string Table, string[] Columns)> Found { get; } = [];

        public override void Visit(InsertSpecification node)
        {
            if (node.Target is NamedTableReference table)
            {
                var name = table.SchemaObject;
                Found.Add((
                    $"{name.SchemaIdentifier?.Value ?? "dbo"}.{name.BaseIdentifier.Value}",
                    [.. node.Columns.Select(column => column.MultiPartIdentifier.Identifiers[^1].Value)]));
            }
        }
    }
}
