using Certificates.Core.Data;
using Certificates.Core.Data.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Certificates.Tests.Data.SqlServer;

/// <summary>The two schemas are one: what a real SQLite says of its tables is what SQL Server's model says of its own.</summary>
internal sealed class SchemaTests
{
    private string _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("certificates-").FullName;

    [TearDown]
    public void RemoveFolder()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [TestCase("schema/sqlite/", "schema/sqlserver/")]
    [TestCase("schema/sqlite-desk/", "schema/sqlserver-desk/")]
    public void Scripts_HaveTheSameNames(string sqlite, string sqlServer) =>
        Assert.That(SchemaFolder.Texts(sqlServer).Select(script => script.Name), Is.EqualTo(SchemaFolder.Texts(sqlite).Select(script => script.Name)));

    [TestCase(false, "dbo")]
    [TestCase(true, "desk")]
    public async Task Tables_AreTheSameInBoth(bool isDesk, string schema)
    {
        using var dialect = new SqliteDialect($"Data Source={_folder}/any.db", readOnly: false, busyTimeoutSeconds: 30, isDesk);
        await Migrator.MigrateAsync(dialect, CancellationToken.None);
        await using var connection = await dialect.OpenAsync(CancellationToken.None);
        using var model = RegisterModel.Open();

        var (sqlite, server) = (await SqliteTables.ReadAsync(connection), ModelTables.Read(model, schema));

        Assert.That(server.Keys, Is.EquivalentTo(sqlite.Keys));
        Assert.Multiple(() =>
        {
            foreach (var (name, table) in sqlite)
            {
                Assert.That(server[name].Columns, Is.EqualTo(table.Columns), name);
                Assert.That(server[name].PrimaryKey, Is.EqualTo(table.PrimaryKey), name);
                Assert.That(server[name].Unique, Is.EquivalentTo(table.Unique), name);
                Assert.That(server[name].ForeignKeys, Is.EquivalentTo(table.ForeignKeys), name);
            }
        });
    }

    [TestCase("schema/sqlserver/")]
    [TestCase("schema/sqlserver-desk/")]
    public void Script_EndsItsLastBatch_SoThatTheJournalsLineIsOneOfItsOwn(string folder) =>
        Assert.That(SchemaFolder.Texts(folder).Select(script => script.Text), Has.All.EndsWith("\nGO\n"));

    /// <summary>
    /// Plain T-SQL, of which what a test server of another make takes is most; it does not take all (Babelfish 4.3 does not).
    /// </summary>
    [Test]
    public void Scripts_ArePlainSql_WithoutOptionsOfSqlServerAlone()
    {
        var statements = RegisterModel.Register.Statements.Concat(RegisterModel.Desk.Statements).ToList();

        Assert.Multiple(() =>
        {
            Assert.That(statements.OfType<CreateTableStatement>().SelectMany(table => table.Definition.Indexes), Is.Empty);
            Assert.That(statements.OfType<CreateTableStatement>().SelectMany(table => table.Options), Is.Empty);
            Assert.That(statements.OfType<CreateIndexStatement>().SelectMany(index => index.IndexOptions), Is.Empty);
            Assert.That(statements.OfType<AlterTableAddTableElementStatement>().Select(add => add.Definition.ColumnDefinitions.Count), Has.All.EqualTo(1));
            Assert.That(statements.Select(statement => statement.GetType().Name), Has.None.Contains("CreateOrAlter").And.None.Contains("Sequence"));
        });
    }

    [Test]
    public void Text_ComparesByCodePoint_Everywhere()
    {
        using var model = RegisterModel.Open();
        var others = model.GetObjects(DacQueryScopes.UserDefined, Table.TypeClass)
            .Where(table => table.Name.Parts[^1] != "SchemaScript")
            .SelectMany(table => table.GetReferenced(Table.Columns))
            .Where(column => column.GetReferenced(Column.DataType).Single().Name.Parts[^1] is "varchar" or "nvarchar")
            .Where(column => column.GetProperty<string>(Column.Collation) != "Latin1_General_BIN2");

        Assert.That(others.Select(column => column.Name.ToString()), Is.Empty);
    }
}
