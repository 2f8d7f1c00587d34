using System.Reflection;
using Certificates.Core.Data;
using Certificates.Core.Data.Sqlite;
using Certificates.Core.Register;
using Certificates.Tests.Verifying;
using Microsoft.Data.Sqlite;

namespace Certificates.Tests.Data;

internal sealed class KeptStatementsTests
{
    private const string Statement = "SELECT Value FROM Setting WHERE Name = @name";
    private string _folder = null!;

    private string Register => Path.Combine(_folder, "register.db");

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("certificates-kept-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void TryRead_OverAndOver_OpensOnceAndSeesEachCommit()
    {
        Make(Register, "first");
        var opened = 0;
        using var dialect = new SqliteDialect($"Data Source={Register}", readOnly: true, busyTimeoutSeconds: 5);
        using var kept = new KeptStatements(
            () =>
            {
                opened++;
                return dialect.OpenUnpooled();
            },
            TimeSpan.FromHours(1),
            TimeSpan.FromHours(1));

        Assert.That(kept.TryRead<Setting>(Statement, "a")!.Single().Value, Is.EqualTo("first"));
        Change(Register, "UPDATE Setting SET Value = 'second'");
        Assert.That(kept.TryRead<Setting>(Statement, "a")!.Single().Value, Is.EqualTo("second"));
        Assert.That(kept.TryRead<Setting>(Statement, "b"), Is.Empty);
        Assert.That(kept.TryRead<Setting>(Statement, [["a"], ["b"], ["a"]], CancellationToken.None), Has.Count.EqualTo(2));
        Assert.That(opened, Is.EqualTo(1));
    }

    [Test]
    public void TryRead_FileReplaced_ReadsTheNewOneFromTheNextLookOn()
    {
        Make(Register, "before");
        using var dialect = new SqliteDialect($"Data Source={Register}", readOnly: true, busyTimeoutSeconds: 5);
        using var kept = new KeptStatements(dialect.OpenUnpooled, TimeSpan.FromHours(1), TimeSpan.Zero);
        Assert.That(kept.TryRead<Setting>(Statement, "a")!.Single().Value, Is.EqualTo("before"));

        var restored = Path.Combine(_folder, "backup.db");
        Make(restored, "restored");
        File.Delete(Register + "-wal");
        File.Delete(Register + "-shm");
        File.Move(restored, Register, overwrite: true);

        Assert.That(kept.TryRead<Setting>(Statement, "a")!.Single().Value, Is.EqualTo("restored"));
    }

    [Test]
    public void TryRead_FileGone_SaysNothing()
    {
        using var dialect = new SqliteDialect($"Data Source={Register}", readOnly: true, busyTimeoutSeconds: 5);
        using var kept = new KeptStatements(dialect.OpenUnpooled, TimeSpan.FromHours(1), TimeSpan.Zero);

        Assert.That(kept.TryRead<Setting>(Statement, "a"), Is.Null);
    }

    [Test]
    public async Task Versions_ReadByTheKeptStatement_AreThoseOfTheOrdinaryRoad()
    {
        await using var verifying = await TestVerifying.OpenAsync();
        var ordinary = await verifying.Get<CertificateReader>().ByIdsAsync([1, 2, 3, 4, 5], CancellationToken.None);
        Assert.That(ordinary, Has.Count.EqualTo(5));
        foreach (var version in ordinary)
        {
            var kept = (await verifying.Get<CertificateReader>().ByNumberAsync(version.Number, CancellationToken.None)).Single();
            foreach (var property in typeof(VersionRecord).GetProperties(BindingFlags.Public | BindingFlags.Instance))
            {
                Assert.That(property.GetValue(kept), Is.EqualTo(property.GetValue(version)), property.Name);
            }
        }

        Assert.That(verifying.Register.Kept, Is.GreaterThan(0), "the kept statement was asked");
    }

    private static void Make(string path, string value)
    {
        Change(path, "CREATE TABLE Setting (Name TEXT NOT NULL PRIMARY KEY, Value TEXT NOT NULL) STRICT");
        Change(path, $"PRAGMA journal_mode = WAL; INSERT INTO Setting VALUES ('a', '{value}')");
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "Statements of these tests.")]
    private static void Change(string path, string statement)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }

    private sealed class Setting
    {
        public required string Value { get; init; }
    }
}
