using System.Security.Cryptography;
using System.Text;
using Certificates.Core.Data;
using Certificates.Core.Oversight.Sealing;
using Certificates.Core.Signing;
using Certificates.Core.Verifying;
using Certificates.Tests.Api;
using Certificates.Tests.Issuing;
using Certificates.Tests.Verifying;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Tests.Oversight;

/// <summary>Another key beside a register or a desk: neither service starts, and the sentence names the option.</summary>
[Category(Categories.Faults)]
internal sealed class KeyFitTests
{
    private static readonly (string File, string Option)[] Keys =
    [
        ("identity.key", "Signing:IdentityKeyFile"), ("document.key", "Signing:DocumentKeyFile"), ("look-up.key", "Signing:LookUpKeyFile"),
        ("claim.key", "Signing:ClaimKeyFile"), ("seal.key", "Signing:SealKeyFile"),
    ];

    private TestIssuing _issuing = null!;

    [SetUp]
    public async Task OpenAsync() => _issuing = await TestIssuing.OpenAsync(embedded: true);

    [TearDown]
    public async Task CloseAsync() => await _issuing.DisposeAsync();

    [Test]
    public async Task AnotherKey_BesideARegisterThatKnowsItsKeys_StopsTheStart([Values] bool hasRows)
    {
        await (hasRows ? IssueAsync() : Task.CompletedTask);
        await AssertEachIsRefusedAsync(Keys);
    }

    [Test]
    public async Task AnotherKey_BesideARegisterOfAnEarlierBuild_ProvesNothing_AndStopsTheStart()
    {
        await IssueAsync();
        await ForgetAsync();
        await AssertEachIsRefusedAsync(Keys);
    }

    [Test]
    public async Task AnotherKey_WhereRowsWaitAndNothingWasIssuedYet_StopsTheStart()
    {
        await SendAsync();
        await ForgetAsync();
        await AssertEachIsRefusedAsync([Keys[0], Keys[2]]);
    }

    [Test]
    public async Task RegisterOfAnEarlierBuild_IsUpgraded_AndKeepsTheKeysThatProvedThemselves()
    {
        await IssueAsync();
        await DowngradeAsync();
        Assert.That(_issuing.RestartAsync, Throws.TypeOf<RegisterUnsealedException>().With.Message.Contains("-- seal"));
        await _issuing.SealAsync();
        await _issuing.RestartAsync();

        var kept = await Database.QueryAsync<string>("SELECT Purpose FROM DataKey WHERE length(CheckValue) = 32 ORDER BY Purpose", null, CancellationToken.None);
        Assert.That(kept, Is.EqualTo(new[] { "Claim", "Document", "Identity", "LookUp", "Seal" }));
        await AssertEachIsRefusedAsync(Keys);
        await _issuing.IssueAsync(await SendAsync());
    }

    [Test]
    public async Task DamagedRows_BesideTheRightKeys_DoNotStopTheStart()
    {
        await IssueAsync();
        await ForgetAsync();
        await Database.ExecuteAsync("UPDATE CertificateVersion SET IdNumberCipher = zeroblob(80) WHERE CertificateId = 2", null, CancellationToken.None);
        await Database.ExecuteAsync("UPDATE Document SET BodyCipher = zeroblob(80) WHERE Id = 2", null, CancellationToken.None);

        Assert.That(_issuing.RestartAsync, Throws.Nothing);
    }

    [TestCase("look-up.key", "Signing:LookUpKeyFile")]
    [TestCase("document.key", "Signing:DocumentKeyFile")]
    [TestCase("seal.key", "Signing:SealKeyFile")]
    public async Task Site_WithAnotherKeyThanTheRegister_DoesNotStart(string file, string option)
    {
        await IssueAsync();
        Replace(file);

        await using var site = Site();
        Assert.That(
            () => site.GetRequiredService<Desk>().SetUpAsync(CancellationToken.None),
            Throws.TypeOf<KeyFileException>().With.Message.StartsWith(option));
    }

    [Test]
    public async Task Site_WithAnotherKeyThanItsDesk_DoesNotStart_ThoughNoRegisterIsThere()
    {
        await using (var site = Site())
        {
            await site.GetRequiredService<Desk>().SetUpAsync(CancellationToken.None);
        }

        Replace("look-up.key");
        await using var other = Site(("Storage:ConnectionString", $"Data Source={_issuing.Folder}/none.db"), ("Storage:Retries", "0"));
        Assert.That(
            () => other.GetRequiredService<Desk>().SetUpAsync(CancellationToken.None),
            Throws.TypeOf<KeyFileException>().With.Message.StartsWith("Signing:LookUpKeyFile").And.Message.Contains("desk"));
    }

    [Test]
    public async Task ShareCodes_OfBeforeSeals_OpenByTheHashThatIsKeptOfThemNow()
    {
        const string code = "23456789ABCDEFGH";
        await IssueAsync();
        await using (var site = Site())
        {
            await site.GetRequiredService<Desk>().SetUpAsync(CancellationToken.None);
            await DeskOf(site).ExecuteAsync(
                "INSERT INTO desk.ShareCode (Hash, CertificateId, Purpose, WithPhoto, CreatedAt, ExpiresAt, Uses) "
                    + "VALUES (@hash, 1, '招聘', 0, '2026-11-23T02:00:00.000Z', '2027-01-01T00:00:00.000Z', 0)",
                new { hash = SHA256.HashData(Encoding.ASCII.GetBytes(code)) }, CancellationToken.None);
            await DeskOf(site).ExecuteAsync("DELETE FROM desk.DataKey WHERE Purpose = 'Seal'", null, CancellationToken.None);
            Assert.That(await site.GetRequiredService<ShareCodes>().OpenAsync(code, CancellationToken.None), Is.Null, "hashed as before");
        }

        for (var start = 0; start < 2; start++)
        {
            await using var site = Site();
            await site.GetRequiredService<Desk>().SetUpAsync(CancellationToken.None);
            var opened = await site.GetRequiredService<ShareCodes>().OpenAsync(code, CancellationToken.None);
            Assert.That(opened?.Verdict.Kind, Is.EqualTo(VerdictKind.Valid));
        }
    }

    private static Database DeskOf(IServiceProvider site) => site.GetRequiredKeyedService<Database>(Database.Desk);

    private Database Database => _issuing.Get<Database>();

    private ServiceProvider Site(params (string Key, string Value)[] settings) => TestVerifying.Registrations(_issuing.Folder, settings)
        .AddSingleton<TimeProvider>(_issuing.Clock).BuildServiceProvider();

    private async Task AssertEachIsRefusedAsync((string File, string Option)[] keys)
    {
        foreach (var (file, option) in keys)
        {
            var right = Replace(file);
            Assert.That(
                _issuing.RestartAsync, Throws.TypeOf<KeyFileException>().With.Message.StartsWith(option).And.Message.Contains("another key"));
            await File.WriteAllBytesAsync(PathOf(file), right);
        }

        Assert.That(_issuing.RestartAsync, Throws.Nothing, "with its own keys it starts");
    }

    private string PathOf(string file) => Path.Combine(_issuing.Folder, "keys", file);

    /// <summary>Puts another key in place; the one that was there.</summary>
    private byte[] Replace(string file)
    {
        var right = File.ReadAllBytes(PathOf(file));
        File.WriteAllBytes(PathOf(file), RandomNumberGenerator.GetBytes(32));
        return right;
    }

    private async Task<Guid> SendAsync()
    {
        var received = await _issuing.SendAsync(Encoding.UTF8.GetBytes(Csv.File(issued: 3, rejected: 1)));
        Assert.That(received.TryGet(out var reception, out var refusals), Is.True, refusals?.First.Message);
        return reception!.Batch.Id;
    }

    private async Task IssueAsync() => await _issuing.IssueAsync(await SendAsync());

    private Task<int> ForgetAsync() => Database.ExecuteAsync("DELETE FROM DataKey WHERE Purpose <> 'Seal'", null, CancellationToken.None);

    /// <summary>What an earlier build left: the register without the script that this is about.</summary>
    private async Task DowngradeAsync()
    {
        foreach (var statement in (string[])[
            "DROP INDEX UX_DataKey_Purpose", "DELETE FROM DataKey", "ALTER TABLE DataKey DROP COLUMN CheckValue", "DROP TABLE SigningCertificate",
            "DROP TABLE RecoveryRun", "ALTER TABLE SelfCheck DROP COLUMN Damage", "DELETE FROM SchemaScript WHERE Name LIKE '0003%'",
            "DELETE FROM SchemaVersions WHERE ScriptName LIKE '%0003%'"])
        {
            await Database.ExecuteAsync(statement, null, CancellationToken.None);
        }
    }
}
