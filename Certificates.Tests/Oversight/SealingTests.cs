using System.Security.Cryptography;
using System.Text;
using Certificates.Core;
using Certificates.Core.Access;
using Certificates.Core.Data;
using Certificates.Core.Lifecycle;
using Certificates.Core.Oversight;
using Certificates.Core.Oversight.Sealing;
using Certificates.Core.Register;
using Certificates.Tests.Api;
using Certificates.Tests.Issuing;

namespace Certificates.Tests.Oversight;

/// <summary>A register of before there were seals is audited, then sealed; what was changed is named and gets none.</summary>
internal sealed class SealingTests
{
    private TestIssuing _issuing = null!;

    [SetUp]
    public async Task IssueAsync()
    {
        _issuing = await TestIssuing.OpenAsync(embedded: true);
        var received = await _issuing.SendAsync(Encoding.UTF8.GetBytes(Csv.File(issued: 4)));
        Assert.That(received.TryGet(out var reception, out var refusals), Is.True, refusals?.First.Message);
        await _issuing.IssueAsync(reception!.Batch.Id);
    }

    [TearDown]
    public async Task CloseAsync() => await _issuing.DisposeAsync();

    [Test]
    public async Task OldRegister_IsNotUsed_UntilItIsSealed()
    {
        var tokens = (await VersionsAsync()).Select(version => version.TokenHash).ToList();
        await UnsealAsync();
        Assert.That(_issuing.RestartAsync, Throws.TypeOf<RegisterUnsealedException>().With.Message.Contains("-- seal"));

        var report = await _issuing.SealAsync();
        await _issuing.RestartAsync();

        Assert.That((report.Sealed, report.Differences.Count), Is.EqualTo((4, 0)));
        Assert.That((await VersionsAsync()).Select(version => (version.IsDoubted, version.FileHash?.Length)), Is.All.EqualTo((false, 32)));
        Assert.That((await VersionsAsync()).Select(version => version.TokenHash), Is.EqualTo(tokens), "read out of the stored files");
        Assert.That(_issuing.SealAsync, Throws.InvalidOperationException.With.Message.Contains("sealed already"));
    }

    [TestCase("UPDATE Certificate SET Status = 3 WHERE Id = 2", "status_without_event")]
    [TestCase("UPDATE CertificateVersion SET Name = '张三' WHERE CertificateId = 2", "name_differs")]
    [TestCase("UPDATE Certificate SET Grade = Grade % 3 + 1 WHERE Id = 2", "number_differs")]
    [TestCase("UPDATE CertificateVersion SET DocumentId = NULL WHERE CertificateId = 2", "pdf_missing")]
    [TestCase("DROP TRIGGER CertificateEvent_NoDelete; DELETE FROM CertificateEvent WHERE CertificateId = 2", "no_event")]
    public async Task OldRegister_ThatWasChanged_IsSealedButForThat(string change, string difference)
    {
        await UnsealAsync();
        await ExecuteAsync(change);

        var report = await _issuing.SealAsync();
        await _issuing.RestartAsync();

        var versions = await VersionsAsync();
        Assert.That(report.Differences, Is.EqualTo(new[] { new SealingDifference(versions[1].Number, difference) }));
        Assert.That(versions.Select(version => version.IsDoubted), Is.EqualTo(new[] { false, true, false, false }));
    }

    [Test]
    public async Task OldRegister_KeepsItsKeys_ByHashesThatNobodyElseCanMake()
    {
        var made = await _issuing.Get<ApiKeys>().CreateAsync(ApiKeyRole.Auditor, null, "审计", null, CancellationToken.None);
        Assert.That(made.TryGet(out var key, out _), Is.True);
        await UnsealAsync();
        await _issuing.Get<Database>().ExecuteAsync(
            "UPDATE ApiKey SET Hash = @hash WHERE Id = @id", new { hash = SHA256.HashData(Encoding.UTF8.GetBytes(key.Secret)), id = key.Key.Id }, CancellationToken.None);
        Assert.That(await FoundAsync(key.Secret), Is.Null);

        await _issuing.SealAsync();
        await _issuing.RestartAsync();

        Assert.That((await FoundAsync(key.Secret))?.Id, Is.EqualTo(key.Key.Id));
    }

    [Test]
    public async Task Key_PutIntoTheRegisterByItsPlainHash_LetsNobodyIn()
    {
        const string secret = "zjk_of-somebody-with-a-database-client";
        await _issuing.Get<Database>().ExecuteAsync(
            "UPDATE ApiKey SET Role = 'authority', InstitutionId = NULL, Hash = @hash WHERE Id = @id",
            new { hash = SHA256.HashData(Encoding.UTF8.GetBytes(secret)), id = _issuing.Sender.Id }, CancellationToken.None);

        Assert.That(await FoundAsync(secret), Is.Null);
    }

    [Test]
    public async Task ChangedCertificate_IsNotMoved_SoThatNothingVouchesForIt()
    {
        await ExecuteAsync("UPDATE CertificateVersion SET Name = '张三', NameKey = '张三' WHERE CertificateId = 2");
        Assert.That(ChangeGround.Read("complaint", "查", null).TryGet(out var ground, out _), Is.True);
        var asked = new StatusChange(ChangeKind.Suspension, ground!, _issuing.Sender.Id, null, ByAuthority: true);

        var moved = await _issuing.Get<LifecycleStore>().WriteAsync(
            write => _issuing.Get<StatusChanges>().ApplyAsync(write, [2], asked, CancellationToken.None), CancellationToken.None);
        var (first, second) = await BothAsync(asked);

        Assert.That(moved.Refusals?.First.Code, Is.EqualTo(RefusalCode.CertificateDoubted));
        Assert.That((first.Status, second.Status), Is.EqualTo((CertificateStatus.Suspended, CertificateStatus.Valid)));
        Assert.That((first.IsDoubted, second.IsDoubted), Is.EqualTo((false, true)));
    }

    [Test]
    public async Task NightlyCheck_FindsABrokenSeal_ThatNothingElseSpeaksAgainst()
    {
        await ExecuteAsync("UPDATE CertificateVersion SET OccupationName = '另一职业' WHERE CertificateId = 3");
        _issuing.Clock.Advance(TimeSpan.FromDays(1));

        await _issuing.Get<SelfCheck>().RunIfDueAsync(CancellationToken.None);

        Assert.That((await _issuing.Get<SelfCheck>().LastAsync(CancellationToken.None))!.Certificates, Is.EqualTo(new long[] { 3 }));
    }

    private Task<ApiKey?> FoundAsync(string secret) => _issuing.Get<ApiKeys>().FindAsync(secret, CancellationToken.None);

    /// <summary>What a build without seals left.</summary>
    private Task<int> UnsealAsync() => ExecuteAsync(
        "UPDATE Certificate SET Seal = NULL; UPDATE ApiKey SET Seal = NULL; UPDATE Account SET Seal = NULL; UPDATE CertificateVersion SET FileHash = NULL, TokenHash = NULL; DELETE FROM DataKey WHERE Purpose = 'Seal'");

    private async Task<(VersionRecord First, VersionRecord Second)> BothAsync(StatusChange asked)
    {
        await _issuing.Get<LifecycleStore>().WriteAsync(
            write => _issuing.Get<StatusChanges>().ApplyAsync(write, [1, 2], asked, CancellationToken.None), CancellationToken.None);
        var versions = await VersionsAsync();
        return (versions[0], versions[1]);
    }

    private Task<int> ExecuteAsync(string sql) => _issuing.Get<Database>().ExecuteAsync(sql, null, CancellationToken.None);

    private Task<IReadOnlyList<VersionRecord>> VersionsAsync() =>
        _issuing.Get<CertificateReader>().ByIdsAsync([1, 2, 3, 4], CancellationToken.None);
}
