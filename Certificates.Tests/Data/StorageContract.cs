using Certificates.Core.Catalogue;
using Certificates.Core.Data;
using Certificates.Core.Issuing;
using Certificates.Core.Privacy;
using Certificates.Core.Register;
using Certificates.Core.Register.Sealing;

namespace Certificates.Tests.Data;

/// <summary>What every database must do for the product: one body of tests, a fixture a database.</summary>
internal abstract partial class StorageContract
{
    protected static readonly DateTimeOffset Now = new(2026, 11, 25, 1, 2, 3, 456, TimeSpan.Zero);

    private IStorageFixture _fixture = null!;

    protected Database Register { get; private set; } = null!;

    protected Database Desk { get; private set; } = null!;

    protected abstract IStorageFixture NewFixture();

    [SetUp]
    public async Task OpenAsync()
    {
        _fixture = NewFixture();
        Register = new Database(_fixture.Open());
        Desk = new Database(_fixture.Open(isDesk: true));
        await Migrator.MigrateAsync(Register.Dialect, CancellationToken.None);
        await Migrator.MigrateAsync(Desk.Dialect, CancellationToken.None);
    }

    [TearDown]
    public async Task CloseAsync()
    {
        if (_fixture is not null)
        {
            (Register?.Dialect as IDisposable)?.Dispose();
            (Desk?.Dialect as IDisposable)?.Dispose();
            await _fixture.DisposeAsync();
        }
    }

    [Test]
    public async Task Migration_RacedByFive_LeavesOneSchema()
    {
        await using var fresh = NewFixture();
        await RaceAsync(5, async _ =>
        {
            var dialect = fresh.Open();
            await Migrator.MigrateAsync(dialect, CancellationToken.None);
            (dialect as IDisposable)?.Dispose();
        });

        var after = new Database(fresh.Open());
        var scripts = await after.QueryAsync<string>(
            $"SELECT Name FROM {after.Dialect.Scripts.Journal} ORDER BY Name", null, CancellationToken.None);
        (after.Dialect as IDisposable)?.Dispose();
        Assert.That(scripts, Is.EqualTo(SqlServer.SchemaFolder.Texts("schema/sqlite/").Select(script => script.Name)));
    }

    [Test]
    public async Task Migration_ScriptThatRanInAnotherForm_StopsAndNamesIt()
    {
        await Register.ExecuteAsync($"UPDATE {Register.Dialect.Scripts.Journal} SET Sha256 = 'other'", null, CancellationToken.None);

        Assert.That(
            () => Migrator.MigrateAsync(Register.Dialect, CancellationToken.None),
            Throws.InstanceOf<InvalidOperationException>().With.Message.Contains("0001_register.sql"));
    }

    [Test]
    public async Task Setting_KeptTwice_TheFirstStands()
    {
        var settings = new SettingStore(Register);

        Assert.That(await settings.KeepAsync("specimen", "1", CancellationToken.None), Is.EqualTo("1"));
        Assert.That(await settings.KeepAsync("specimen", "0", CancellationToken.None), Is.EqualTo("1"));
        Assert.That(await settings.FindAsync("Specimen", CancellationToken.None), Is.Null, "texts compare by code point");
    }

    [Test]
    public async Task TakeIds_RacedByEight_GivesEachOnce()
    {
        var taken = new System.Collections.Concurrent.ConcurrentBag<long>();
        await RaceAsync(8, async _ =>
        {
            for (var i = 0; i < 10; i++)
            {
                taken.Add(await Register.WriteAsync(
                    write => write.ScalarAsync<long>(Register.Dialect.TakeIds, new { name = Ansi.Of("Certificate", 60), count = 3 }, CancellationToken.None),
                    CancellationToken.None));
            }
        });

        Assert.That(taken.Order(), Is.EqualTo(Enumerable.Range(0, 80).Select(i => 1L + (3 * i))));
    }

    [Test]
    public async Task TakeSerials_OfTwoYears_CountEachForItself()
    {
        await AddInstitutionAsync();
        var store = new IssuingStore(Register);
        Task<long> Take(int year) => store.WriteIdempotentAsync(
            write => store.TakeSerialsAsync(write, Core.CertificateKind.Grade, 1, year, 5, CancellationToken.None), CancellationToken.None);

        Assert.That((long[])[await Take(2026), await Take(2026), await Take(2027)], Is.EqualTo(new[] { 1L, 6L, 1L }));
    }

    [Test]
    public async Task Write_ThatFails_LeavesNothing()
    {
        Assert.That(
            () => Register.WriteAsync<int>(
                async write =>
                {
                    await write.ExecuteAsync("INSERT INTO Setting (Name, Value) VALUES ('a', 'b')", null, CancellationToken.None);
                    throw new InvalidOperationException("fault");
                },
                CancellationToken.None),
            Throws.InvalidOperationException);
        Assert.That(await new SettingStore(Register).FindAsync("a", CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task UniqueViolation_IsTold()
    {
        const string Insert = "INSERT INTO Setting (Name, Value) VALUES ('a', 'b')";
        await Register.ExecuteAsync(Insert, null, CancellationToken.None);

        var fault = await Assert.CatchAsync(() => Register.ExecuteAsync(Insert, null, CancellationToken.None));

        Assert.That(Register.Dialect.IsUniqueViolation(fault!), Is.True);
        Assert.That(Register.Dialect.IsTransient(fault!), Is.False);
    }

    [TestCase("UPDATE CertificateEvent SET Kind = 'x'")]
    [TestCase("DELETE FROM CertificateEvent")]
    public async Task EventLog_UpdateOrDelete_IsRefusedByTheDatabase(string statement)
    {
        await AddInstitutionAsync();
        await AddCertificateAsync(1, "Z00011101042610000123J");
        var event1 = new LifeEvent { CertificateId = 1, Version = 1, Kind = "issued", At = Now, ActorKeyId = 1, Salt = new byte[32], Leaf = new byte[32] };
        await new ClaimStore(Register, SealStore).RenewAsync(1, 1, new byte[32], event1, CancellationToken.None);

        Assert.That(
            () => Register.ExecuteAsync(statement, null, CancellationToken.None),
            Throws.InstanceOf<System.Data.Common.DbException>().With.Message.Contains("append-only"));
        Assert.That(await new CertificateReader(Register, new BrokenSeals(Seals)).EventsAsync(1, CancellationToken.None), Has.Count.EqualTo(1));
    }

    protected Task AddInstitutionAsync() => Register.ExecuteAsync(
        "INSERT INTO Institution (Id, Code, CreditCode) VALUES (1, '0001', '91350100M000100Y43')", null, CancellationToken.None);

    protected static Seals Seals { get; } = new(new SealHashes(new SecretKey(SecretKeyPurpose.Seal, new byte[SecretKey.Length])));

    protected static SealStore SealStore { get; } = new(Seals);

    protected async Task AddCertificateAsync(long id, string number)
    {
        await new CodingRuleStore(Register).KeepAsync(
            [new CodingRuleRecord("ZJ-2021", "专业技术等级证书", new DateOnly(2021, 9, 15), true, "[]")], CancellationToken.None);
        string[] columns =
        [
            "Id", "Number", "CodingRuleId", "Kind", "InstitutionId", "ProvinceCode", "OccupationNumber", "DirectionNumber", "Grade", "AssessedOn",
            "IssuedOn", "HolderKey", "PassportNameKey", "Status", "StatusChangedAt", "CurrentVersion", "ClaimGeneration", "Origin", "RowVersion",
        ];
        var day = new DateOnly(2026, 11, 25);
        object?[] values = [id, number, "ZJ-2021", "Z", 1L, "11", "01", "04", 1L, day, day, Hash(id), "", 0L, Now, 1L, 0L, 0L, 1L];
        string[] ofVersion =
        [
            "CertificateId", "Version", "Name", "NameKey", "IdType", "IdNumberCipher", "KeyId", "HolderKey", "OccupationCode", "OccupationName",
            "OccupationEnglishName", "InstitutionName", "InstitutionEnglishName", "LicenceIdentifier", "ReservedAt", "CompletedAt",
        ];
        object?[] version = [id, 1L, "余敏静", "", 1L, Hash(id), "key", Hash(id), "2-02-38-04", "人工智能", "AI", "机构", "Institution", $"L{id}", Now, Now];
        await Register.WriteAsync(
            async write =>
            {
                await Register.Dialect.InsertAsync(write.Transaction, "Certificate", columns, [values], CancellationToken.None);
                await Register.Dialect.InsertAsync(write.Transaction, "CertificateVersion", ofVersion, [version], CancellationToken.None);
                await SealStore.SealAsync(write, [id], CancellationToken.None);
                return true;
            },
            CancellationToken.None);
    }

    protected static byte[] Hash(long of) => System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(of));

    protected static Task RaceAsync(int count, Func<int, Task> run) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(i => Task.Run(() => run(i))));
}

/// <summary>On the embedded database, always.</summary>
internal sealed class SqliteContractTests : StorageContract
{
    protected override IStorageFixture NewFixture() => new SqliteFixture();
}

/// <summary>On a server, where there is one; rows by bulk copy, and by INSERT alone.</summary>
[Category(Categories.Server)]
[TestFixture(true)]
[TestFixture(false)]
internal sealed class SqlServerContractTests(bool usesBulkCopy) : StorageContract
{
    protected override IStorageFixture NewFixture()
    {
        if (!TestServer.IsThere)
        {
            Assert.Ignore($"{TestServer.Variable} holds no connection string.");
        }

        return new SqlServerFixture(usesBulkCopy);
    }
}
