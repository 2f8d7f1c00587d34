using Certificates.Core.Data;
using Certificates.Core.Data.Sqlite;

namespace Certificates.Tests.Data;

internal sealed class MigratorTests
{
    private string _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("certificates-").FullName;

    [TearDown]
    public void RemoveFolder()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task Migration_RacedByFive_LeavesOneSchema()
    {
        var races = Enumerable.Range(0, 5).Select(_ => Task.Run(async () =>
        {
            using var dialect = Register();
            await Migrator.MigrateAsync(dialect, CancellationToken.None);
        }));

        await Task.WhenAll(races);

        using var after = Register();
        var scripts = await new Database(after).QueryAsync<string>("SELECT Name FROM SchemaScript ORDER BY Name", null, CancellationToken.None);
        Assert.That(scripts, Is.EqualTo(SqlServer.SchemaFolder.Texts("schema/sqlite/").Select(script => script.Name)));
    }

    [Test]
    public async Task Migration_ScriptThatRanInAnotherForm_StopsAndNamesIt()
    {
        using var dialect = Register();
        await Migrator.MigrateAsync(dialect, CancellationToken.None);
        await new Database(dialect).ExecuteAsync("UPDATE SchemaScript SET Sha256 = 'other'", null, CancellationToken.None);

        Assert.That(
            () => Migrator.MigrateAsync(dialect, CancellationToken.None),
            Throws.InstanceOf<InvalidOperationException>().With.Message.Contains("0001_register.sql"));
    }

    [TestCase("UPDATE CertificateEvent SET Kind = 'x'")]
    [TestCase("DELETE FROM CertificateEvent")]
    public async Task EventLog_UpdateOrDelete_IsRefusedByTheDatabase(string statement)
    {
        using var dialect = Register();
        await Migrator.MigrateAsync(dialect, CancellationToken.None);
        var database = new Database(dialect);
        await database.QueryAsync<int>(
            """
            PRAGMA foreign_keys = OFF;
            INSERT INTO CertificateEvent (Id, CertificateId, Version, Kind, At, Salt, Leaf)
            VALUES (1, 1, 1, 'issued', '2026-01-01T00:00:00.000Z', x'00', x'00')
            """,
            null,
            CancellationToken.None);

        Assert.That(
            () => database.ExecuteAsync(statement, null, CancellationToken.None),
            Throws.TypeOf<Microsoft.Data.Sqlite.SqliteException>().With.Message.Contains("append-only"));
    }

    private SqliteDialect Register() => new($"Data Source={_folder}/register.db", readOnly: false, busyTimeoutSeconds: 30);
}
