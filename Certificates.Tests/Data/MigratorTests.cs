using System.Security.Cryptography;
using System.Text;
using Certificates.Core.Data;
using Certificates.Core.Data.Sqlite;
using Certificates.Core.Data.SqlServer;
using Microsoft.Extensions.Logging;

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

    /// <summary>A comment was put right in a script that had run: its statements are the same, and a database made before goes on.</summary>
    [Test]
    public void Script_WithAnotherCommentOnly_IsKnownByWhatItOnceWas()
    {
        var text = SqlServer.SchemaFolder.Texts("schema/sqlserver/").Single(script => script.Name == "0001_register.sql").Text;
        var lines = text.Split('\n').ToList();
        var at = lines.FindIndex(line => line.StartsWith("-- It is for SQL Server", StringComparison.Ordinal));
        lines.RemoveRange(at, 2);
        lines.Insert(at, "-- It also runs on engines that speak T-SQL without being SQL Server: no inline indexes, one column an ALTER TABLE.");
        var (now, once) = (Sha256(text), Sha256(string.Join('\n', lines)));

        Assert.That(Migrator.OnceWithOtherComments, Is.EqualTo(new Dictionary<string, string>(StringComparer.Ordinal) { [now] = once }));
    }

    [Test]
    public async Task Migration_OfADatabaseThatIsThere_SaysWhichScriptsRunAndWhichBuildIndexes()
    {
        using var dialect = Register();
        var (first, second) = (new Lines(), new Lines());
        await Migrator.MigrateAsync(dialect, () => Task.CompletedTask, first, CancellationToken.None);
        await new Database(dialect).ExecuteAsync(
            """
            DELETE FROM SchemaScript WHERE Name LIKE '0008%'; DELETE FROM SchemaVersions WHERE ScriptName LIKE '0008%';
            DROP INDEX IX_BatchRow_Lease; DROP INDEX IX_Certificate_Direction; CREATE INDEX IX_Certificate_HolderKey ON Certificate (HolderKey)
            """,
            null,
            CancellationToken.None);

        await Migrator.MigrateAsync(dialect, () => Task.CompletedTask, second, CancellationToken.None);

        Assert.That(first.Written, Is.Empty, "a new database has nothing that takes time");
        Assert.That(second.Written, Has.Some.StartsWith("Warning: Schema script 0008_large_registers.sql is to run and builds indexes"));
        Assert.That(second.Written, Has.Some.StartsWith("Information: Schema script 0008_large_registers.sql ended, "));
    }

    [Test]
    public void Migration_OnSqlServer_HasTheTimeOutOfItsOption()
    {
        var dialect = new SqlServerDialect(
            "Server=none;Database=none", isDesk: false, fromReplica: false, usesBulkCopy: true, longestMigration: TimeSpan.FromMinutes(7));

        Assert.That(dialect.Migration().WithScript("0001", "SELECT 1").BuildConfiguration().ScriptExecutor.ExecutionTimeoutSeconds, Is.EqualTo(420));
    }

    [TestCase(1, true)]
    [TestCase(0, false)]
    public async Task SqlServer_WhoseReadersWaitForWriters_IsWarnedOf(int locking, bool isWarned)
    {
        await using var connection = new SqlServer.RecordingConnection { Answer = locking };
        var log = new Lines();

        await SqlServerSetUp.WarnOfLockingReadsAsync(connection, log, CancellationToken.None);

        Assert.That(connection.Ran.Single().Text, Does.Contain("is_read_committed_snapshot_on = 0"));
        Assert.That(log.Written, isWarned ? Has.One.StartsWith("Warning: READ_COMMITTED_SNAPSHOT is off") : Is.Empty);
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

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private SqliteDialect Register() => new($"Data Source={_folder}/register.db", readOnly: false, busyTimeoutSeconds: 30);

    private sealed class Lines : ILogger
    {
        public List<string> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Add($"{logLevel}: {formatter(state, exception)}");
    }
}
