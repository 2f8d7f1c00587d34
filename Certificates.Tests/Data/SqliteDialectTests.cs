using Certificates.Core.Data;
using Certificates.Core.Data.Sqlite;
using Microsoft.Data.Sqlite;

namespace Certificates.Tests.Data;

internal sealed class SqliteDialectTests
{
    private string _folder = null!;
    private SqliteDialect _dialect = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        _folder = Directory.CreateTempSubdirectory("certificates-").FullName;
        _dialect = new SqliteDialect($"Data Source={_folder}/register.db", readOnly: false, busyTimeoutSeconds: 30);
        await Migrator.MigrateAsync(_dialect, CancellationToken.None);
    }

    [TearDown]
    public void Close()
    {
        _dialect.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    [Platform(Exclude = "Win")]
    public async Task Files_OfADatabaseInAFolderOpenToOthers_AreItsOwnersAlone([Values] bool isThereAlready)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var folder = Directory.CreateDirectory(Path.Combine(_folder, "open")).FullName;
        File.SetUnixFileMode(folder, (UnixFileMode)Convert.ToInt32("755", 8));
        var path = Path.Combine(folder, "register.db");
        using var dialect = new SqliteDialect($"Data Source={path}", readOnly: false, busyTimeoutSeconds: 30);
        await using var held = new SqliteConnection($"Data Source={path};Pooling=False");
        if (isThereAlready)
        {
            await Migrator.MigrateAsync(dialect, CancellationToken.None);
            await held.OpenAsync();
            foreach (var file in Directory.GetFiles(folder))
            {
                File.SetUnixFileMode(file, (UnixFileMode)Convert.ToInt32("644", 8));
            }
        }

        await Migrator.MigrateAsync(dialect, CancellationToken.None);
        await new Database(dialect).ExecuteAsync("INSERT INTO Setting (Name, Value) VALUES ('a', 'a')", null, CancellationToken.None);

        // whoever has read keeps the files beside the database there
        await held.CloseAsync();
        await held.OpenAsync();
        await using var read = held.CreateCommand();
        read.CommandText = "SELECT Name FROM Setting";
        await using var reading = await read.ExecuteReaderAsync();
        Assert.That(await reading.ReadAsync(), Is.True);
        Assert.That(Directory.GetFiles(folder).Select(Path.GetExtension), Is.SupersetOf(new[] { ".db", ".db-wal", ".db-shm" }));
        Assert.That(Directory.GetFiles(folder).Select(File.GetUnixFileMode), Is.All.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [TestCase("INSERT INTO Setting (Name, Value) VALUES ('a', 'b')", true, TestName = "IsUniqueViolation_SamePrimaryKey_True")]
    [TestCase("INSERT INTO Institution (Id, Code, CreditCode) VALUES (2, '0001', 'x')", true, TestName = "IsUniqueViolation_SameUniqueColumn_True")]
    [TestCase("INSERT INTO Heartbeat (Id, At) VALUES (7, 'x')", false, TestName = "IsUniqueViolation_CheckConstraint_False")]
    [TestCase("INSERT INTO Nowhere (Id) VALUES (7)", false, TestName = "IsUniqueViolation_UnknownTable_False")]
    public async Task IsUniqueViolation(string statement, bool expected)
    {
        var database = new Database(_dialect);
        await database.ExecuteAsync(
            "INSERT INTO Setting (Name, Value) VALUES ('a', 'a'); INSERT INTO Institution (Id, Code, CreditCode) VALUES (1, '0001', 'x')",
            null,
            CancellationToken.None);

        var fault = await Assert.CatchAsync(() => database.ExecuteAsync(statement, null, CancellationToken.None));

        Assert.That(_dialect.IsUniqueViolation(fault!), Is.EqualTo(expected));
        Assert.That(_dialect.IsTransient(fault!), Is.False);
    }

    [Test]
    public async Task IsTransient_AnotherProcessWrites_True()
    {
        await using var other = new SqliteConnection($"Data Source={_folder}/register.db;Default Timeout=1");
        await other.OpenAsync();
        await using var writing = other.BeginTransaction(deferred: false);
        using var impatient = new SqliteDialect($"Data Source={_folder}/register.db", readOnly: false, busyTimeoutSeconds: 1);

        var fault = await Assert.CatchAsync(() => impatient.BeginWriteAsync(CancellationToken.None));

        Assert.That(impatient.IsTransient(fault!), Is.True);
    }
}
