using System.Text;
using Certificates.Core.Data;
using Certificates.Core.Data.Sqlite;
using Certificates.Core.Oversight;
using Certificates.Core.Register;
using Certificates.Core.Verifying;
using Certificates.Tests.Api;
using Certificates.Tests.Issuing;
using Certificates.Tests.Verifying;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Tests.Oversight;

/// <summary>A byte that flips anywhere in the register's file.</summary>
[Category(Categories.Faults)]
internal sealed class DamageTests
{
    private TestIssuing _issuing = null!;
    private VersionRecord _version = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        _issuing = await TestIssuing.OpenAsync(embedded: true);
        var received = await _issuing.SendAsync(Encoding.UTF8.GetBytes(Csv.File(issued: 3)));
        Assert.That(received.TryGet(out var reception, out var refusals), Is.True, refusals?.First.Message);
        await _issuing.IssueAsync(reception!.Batch.Id);
        _version = (await _issuing.Get<CertificateReader>().ByIdsAsync([2], CancellationToken.None)).Single();
    }

    [TearDown]
    public async Task CloseAsync() => await _issuing.DisposeAsync();

    [Test]
    public async Task FlippedByteInTheIndexOfNumbers_IsFoundAtNight_AndTheSiteSaysUnavailable()
    {
        await FlipAsync();
        await using var site = TestVerifying.Registrations(_issuing.Folder).AddSingleton<TimeProvider>(_issuing.Clock).BuildServiceProvider();
        var before = await AskAsync(site);
        Assert.That(await _issuing.Get<SelfCheck>().RunIfDueAsync(CancellationToken.None), Is.True);
        _issuing.Clock.Advance(TimeSpan.FromSeconds(6));
        var after = await AskAsync(site);
        var last = await _issuing.Get<SelfCheck>().LastAsync(CancellationToken.None);

        Assert.That(before, Is.EqualTo(VerdictKind.NotFound), "the byte was not one that hides the certificate");
        Assert.That(last!.Damage, Does.Contain("Certificate"));
        Assert.That(after, Is.EqualTo(VerdictKind.Unavailable));
        Assert.That(await site.GetRequiredService<Desk>().FaultAsync(CancellationToken.None), Does.Contain("damaged"));
    }

    /// <summary>A register too large for a night is checked a table a night: here any is. What nobody mended stays damaged.</summary>
    [Test]
    public async Task FlippedByte_InARegisterCheckedATableANight_StaysKnownUntilItIsMended()
    {
        _issuing.Set("SelfCheck:WholeFileMegabytes", "0");
        await _issuing.RestartAsync();
        var mend = await FlipAsync();
        await using var site = TestVerifying.Registrations(_issuing.Folder).AddSingleton<TimeProvider>(_issuing.Clock).BuildServiceProvider();
        var tables = await _issuing.Get<Database>().FindAsync<long>(
            "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'", null, CancellationToken.None);
        string? damage = null;
        for (var night = 0; night < tables && damage is null; night++)
        {
            damage = await NightAsync();
        }

        Assert.That(damage, Does.Contain("[Certificate]"), "each table has its night");
        for (var night = 0; night < 3; night++)
        {
            Assert.That(await NightAsync(), Does.Contain("[Certificate]"), "nobody mended it");
            Assert.That(await AskAsync(site), Is.EqualTo(VerdictKind.Unavailable));
        }

        await mend();
        Assert.That((await NightAsync(), await AskAsync(site)), Is.EqualTo(((string?)null, VerdictKind.Valid)));

        async Task<string?> NightAsync()
        {
            _issuing.Clock.Advance(TimeSpan.FromDays(1));
            Assert.That(await _issuing.Get<SelfCheck>().RunIfDueAsync(CancellationToken.None), Is.True);
            _issuing.Clock.Advance(TimeSpan.FromSeconds(6));
            await Task.Delay(600);
            return (await _issuing.Get<SelfCheck>().LastAsync(CancellationToken.None))!.Damage;
        }
    }

    [TestCase("the name it is found by", "UPDATE CertificateVersion SET NameKey = '另一个' WHERE CertificateId = 2")]
    [TestCase("the holder it is found by", "UPDATE CertificateVersion SET HolderKey = zeroblob(32) WHERE CertificateId = 2")]
    [TestCase("a status without an event", "UPDATE Certificate SET Status = 3 WHERE Id = 2")]
    [TestCase("a suspension taken back", "INSERT INTO CertificateEvent (CertificateId, Version, Kind, At, Salt, Leaf) VALUES (2, 1, 'suspended', '2026-11-23T03:00:00.000Z', x'00', x'00')")]
    [TestCase("a revocation taken back", "INSERT INTO CertificateEvent (CertificateId, Version, Kind, At, Salt, Leaf) VALUES (2, 1, 'revoked', '2026-11-23T03:00:00.000Z', x'00', x'00')")]
    public async Task ChangeBehindTheServicesBack_IsFoundAtNight(string what, string statement)
    {
        await _issuing.Get<Database>().ExecuteAsync(statement, null, CancellationToken.None);

        Assert.That(await _issuing.Get<SelfCheck>().RunIfDueAsync(CancellationToken.None), Is.True);
        var last = await _issuing.Get<SelfCheck>().LastAsync(CancellationToken.None);

        Assert.That((last!.Damage, string.Join(',', last.Certificates)), Is.EqualTo(((string?)null, "2")), what);
    }

    private async Task<VerdictKind> AskAsync(ServiceProvider site)
    {
        var asked = await site.GetRequiredService<Verifier>().AskAsync(new Question(_version.Number, _version.Name, null), CancellationToken.None);
        Assert.That(asked.TryGet(out var answer, out var refusals), Is.True, refusals?.First.Code.Code);
        return answer!.Kind;
    }

    /// <summary>Changes the byte of the number that stands in its index, and not the one in its row; gives what changes it back.</summary>
    private async Task<Func<Task>> FlipAsync()
    {
        await _issuing.Get<Database>().QueryAsync<long>("PRAGMA wal_checkpoint(TRUNCATE)", null, CancellationToken.None);
        SqliteConnection.ClearAllPools();
        var path = Path.Combine(_issuing.Folder, "register.db");
        var (bytes, number) = (await File.ReadAllBytesAsync(path), Encoding.ASCII.GetBytes(_version.Number));
        for (var at = bytes.AsSpan().IndexOf(number); at >= 0; at = Next(at + 1))
        {
            bytes[at + 1] ^= 1;
            await File.WriteAllBytesAsync(path, bytes);
            if (await CountAsync($"SELECT COUNT(*) FROM Certificate WHERE Number = '{_version.Number}'") == 0
                && await CountAsync($"SELECT COUNT(*) FROM Certificate NOT INDEXED WHERE Number = '{_version.Number}'") == 1)
            {
                var there = at;
                return async () =>
                {
                    await _issuing.Get<Database>().QueryAsync<long>("PRAGMA wal_checkpoint(TRUNCATE)", null, CancellationToken.None);
                    SqliteConnection.ClearAllPools();
                    using var file = File.OpenWrite(path);
                    file.Position = there + 1;
                    file.WriteByte((byte)(bytes[there + 1] ^ 1));
                };
            }

            bytes[at + 1] ^= 1;
        }

        throw new AssertionException("The number stands in no index.");

        int Next(int from) => bytes.AsSpan(from).IndexOf(number) is var next and >= 0 ? from + next : -1;

        async Task<long> CountAsync(string statement)
        {
            using var dialect = new SqliteDialect($"Data Source={path};Pooling=False", readOnly: true, busyTimeoutSeconds: 5);
            return await new Database(dialect).FindAsync<long>(statement, null, CancellationToken.None);
        }
    }
}
