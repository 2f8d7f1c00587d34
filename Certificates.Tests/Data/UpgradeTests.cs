using System.Security.Cryptography;
using System.Text;
using Certificates.Core.Access;
using Certificates.Core.Batches;
using Certificates.Core.Data;
using Certificates.Core.Data.Sqlite;
using Certificates.Core.Register.Searching;
using DbUp.Engine;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Certificates.Tests.Data;

/// <summary>Registers and desks made by earlier versions, brought to this one.</summary>
internal sealed class UpgradeTests
{
    private static readonly DateTimeOffset UpgradedAt = new(2026, 11, 29, 0, 0, 0, TimeSpan.Zero);
    private string _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("certificates-").FullName;

    [TearDown]
    public void RemoveFolder()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task Keys_MadeBefore_GetThePersonOfTheirTextAndAnEnd()
    {
        using var dialect = new SqliteDialect($"Data Source={_folder}/register.db", readOnly: false, busyTimeoutSeconds: 30);
        await MakeAsync(dialect, "schema/sqlite/", upTo: 2);
        var register = new Database(dialect);
        await register.ExecuteAsync("INSERT INTO Institution (Id, Code, CreditCode) VALUES (1, '0001', 'a'), (2, '0002', 'b')", null, CancellationToken.None);
        (long? Institution, string Person, string? Ends)[] keys =
        [
            (1, "王甲", null), (1, " 王 甲", null), (1, "王甲\r\n", "2027-01-01T00:00:00.000Z"), (1, "王乙", null), (2, "王甲", null), (null, "王甲", null),
            (null, "ＷＡＮＧ", null), (null, "wang", null), (1, "\u200b", null),
        ];
        foreach (var (key, i) in keys.Select((key, i) => (key, i)))
        {
            await register.ExecuteAsync(
                """
                INSERT INTO ApiKey (Id, Role, InstitutionId, Person, Hash, CreatedAt, ExpiresAt, IsDemo)
                VALUES (@id, 'auditor', @Institution, @Person, @hash, '2025-01-01T00:00:00.000Z', @Ends, 0)
                """,
                new { id = i + 1, key.Institution, key.Person, hash = new[] { (byte)i }, key.Ends },
                CancellationToken.None);
        }

        var people = new PersonStore(register);
        await Migrator.MigrateAsync(dialect, () => people.AdoptAsync(KeyLife.UsualEnd(UpgradedAt), CancellationToken.None), NullLogger.Instance, CancellationToken.None);
        await people.AdoptAsync(KeyLife.UsualEnd(UpgradedAt.AddDays(9)), CancellationToken.None);

        var persons = await register.QueryAsync<long>("SELECT PersonId FROM ApiKey ORDER BY Id", null, CancellationToken.None);
        var ends = await register.QueryAsync<string>("SELECT ExpiresAt FROM ApiKey ORDER BY Id", null, CancellationToken.None);
        Assert.That(persons.Select(person => persons.ToList().IndexOf(person)), Is.EqualTo(new[] { 0, 0, 0, 3, 4, 5, 6, 6, 8 }));
        Assert.That(ends.Distinct(StringComparer.Ordinal), Is.EqualTo(new[] { "2027-11-29T00:00:00.000Z", "2027-01-01T00:00:00.000Z" }));
        Assert.That(await people.IsSameAsync(1, 3, CancellationToken.None), Is.True);
        Assert.That(await people.IsSameAsync(1, 5, CancellationToken.None), Is.False);
    }

    [Test]
    public async Task Desk_MadeBefore_KeepsWhatItCountsAndLosesItsPlainKeys()
    {
        using var dialect = new SqliteDialect($"Data Source={_folder}/desk.db", readOnly: false, busyTimeoutSeconds: 30, isDesk: true);
        await MakeAsync(dialect, "schema/sqlite-desk/", upTo: 3);
        var desk = new Database(dialect);
        await desk.ExecuteAsync(
            """
            INSERT INTO DataProtectionKey (Name, Xml) VALUES ('key-1', '<key/>');
            INSERT INTO Quota (KeyId, Day, Rows) VALUES (1, '2026-11-29', 17)
            """,
            null,
            CancellationToken.None);

        await Migrator.MigrateAsync(dialect, CancellationToken.None);

        Assert.That(await desk.QueryAsync<string>("SELECT Xml FROM DataProtectionKey", null, CancellationToken.None), Is.Empty);
        Assert.That((await desk.QueryAsync<(long, long, long)>("SELECT Rows, Answered, Missed FROM Quota", null, CancellationToken.None)).Single(), Is.EqualTo((17L, 0L, 0L)));
    }

    [Test]
    public async Task Batches_MadeBefore_SayNothingOfPhotos()
    {
        using var dialect = new SqliteDialect($"Data Source={_folder}/register.db", readOnly: false, busyTimeoutSeconds: 30);
        await MakeAsync(dialect, "schema/sqlite/", upTo: 4);
        var register = new Database(dialect);
        await register.ExecuteAsync(
            """
            INSERT INTO Institution (Id, Code, CreditCode) VALUES (1, '0001', 'a');
            INSERT INTO ApiKey (Id, Role, InstitutionId, Person, Hash, CreatedAt, IsDemo) VALUES (1, 'operator', 1, 'a', x'00', '2025-01-01T00:00:00.000Z', 0);
            INSERT INTO Batch (Id, Kind, InstitutionId, ContentHash, FileName, ReceivedAt, ReceivedBy, Status, Origin)
            VALUES ('00000000-0000-7000-8000-000000000001', 'Z', 1, x'00', 'a.csv', '2025-01-01T00:00:00.000Z', 1, 2, 0)
            """,
            null,
            CancellationToken.None);

        await Migrator.MigrateAsync(dialect, CancellationToken.None);

        var batch = await new BatchStore(register).FindAsync("00000000-0000-7000-8000-000000000001", 1, CancellationToken.None);
        Assert.That((batch!.FileName, batch.Photos), Is.EqualTo(("a.csv", default(string?))));
    }

    [Test]
    public async Task Versions_MadeBefore_WaitForTheFormTheirNamesAreSearchedBy()
    {
        using var dialect = new SqliteDialect($"Data Source={_folder}/register.db", readOnly: false, busyTimeoutSeconds: 30);
        await MakeAsync(dialect, "schema/sqlite/", upTo: 7);
        var register = new Database(dialect);
        await register.ExecuteAsync(
            """
            INSERT INTO CodingRule VALUES ('ZJ-2021', 'a', '2021-09-15', NULL, 1, '[]');
            INSERT INTO Institution (Id, Code, CreditCode) VALUES (1, '0001', 'a');
            INSERT INTO Certificate (Id, Number, CodingRuleId, Kind, InstitutionId, ProvinceCode, OccupationNumber, DirectionNumber, Grade, AssessedOn, IssuedOn,
                HolderKey, PassportNameKey, Status, StatusChangedAt, CurrentVersion, ClaimGeneration, Origin, RowVersion)
            VALUES (7, 'Z00011101042610000123J', 'ZJ-2021', 'Z', 1, '11', '01', '04', 1, '2025-01-01', '2025-01-01', x'00', '', 1, '2025-01-01T00:00:00.000Z', 1, 0, 0, 1);
            INSERT INTO CertificateVersion (CertificateId, Version, Name, NameKey, IdType, IdNumberCipher, KeyId, HolderKey, OccupationCode, OccupationName,
                OccupationEnglishName, InstitutionName, InstitutionEnglishName, LicenceIdentifier, ReservedAt)
            VALUES (7, 1, '王 芳', '王 芳', 1, x'00', 'a', x'00', 'a', 'a', 'a', 'a', 'a', 'a', '2025-01-01T00:00:00.000Z')
            """,
            null,
            CancellationToken.None);

        await Migrator.MigrateAsync(dialect, CancellationToken.None);
        var names = new SearchNames(register);

        Assert.That(await names.WaitingWithAsync("王芳", CancellationToken.None), Is.EqualTo(new[] { 7L }));
        Assert.That(await names.FillAsync(CancellationToken.None), Is.EqualTo(1));
        Assert.That(await names.WaitingWithAsync("王芳", CancellationToken.None), Is.Empty);
        Assert.That(await register.FindAsync<string>("SELECT SearchName FROM CertificateVersion", null, CancellationToken.None), Is.EqualTo("王芳"));
    }

    /// <summary>Makes a database as an earlier version did: by its first scripts, with their journal.</summary>
    private static async Task MakeAsync(SqliteDialect dialect, string folder, int upTo)
    {
        var core = typeof(Migrator).Assembly;
        var scripts = core.GetManifestResourceNames().Where(name => name.StartsWith(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Take(upTo);
        using (await dialect.LockForMigrationAsync(NullLogger.Instance, CancellationToken.None))
        {
            var result = dialect.Migration().WithScripts(scripts.Select(Script)).WithTransactionPerScript().WithVariablesDisabled().LogToNowhere().Build().PerformUpgrade();
            Assert.That(result.Successful, Is.True, result.Error?.Message);
        }

        SqlScript Script(string resource)
        {
            using var reader = new StreamReader(core.GetManifestResourceStream(resource)!);
            var (name, text) = (resource[folder.Length..], reader.ReadToEnd());
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
            return new SqlScript(name, $"{text}\nINSERT INTO SchemaScript (Name, Sha256) VALUES ('{name}', '{hash}');");
        }
    }
}
