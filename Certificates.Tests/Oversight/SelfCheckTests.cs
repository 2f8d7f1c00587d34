using System.Text;
using Certificates.Core.Data;
using Certificates.Core.Oversight;
using Certificates.Tests.Issuing;

namespace Certificates.Tests.Oversight;

/// <summary>Stored PDFs read again at night: whatever was changed behind the service's back is noticed.</summary>
[Category(Categories.Faults)]
internal sealed class SelfCheckTests
{
    private const string Results = """
        准考证号,姓名,证件类型,证件号码,职业编码,职业方向,等级,理论知识成绩,专业能力成绩,考核日期
        1,余敏静,居民身份证,991643199201143758,2-02-38-04,云计算运维,中级,73,61.5,2026-04-25
        2,古丽·阿不都,居民身份证,994845197312214309,2-02-38-08,,初级,94,64.7,2026-04-09
        3,江小帆,居民身份证,992129199305139717,2-02-38-08,,初级,79,80,2026-03-09
        """;

    // 10:00 in China, behind the hour of the check
    private TestIssuing _issuing = null!;

    [SetUp]
    public async Task IssueAsync()
    {
        _issuing = await TestIssuing.OpenAsync();
        var received = await _issuing.SendAsync(Encoding.UTF8.GetBytes(Results));
        Assert.That(received.TryGet(out var reception, out var refusals), Is.True, refusals?.First.Message);
        await _issuing.IssueAsync(reception!.Batch.Id);
    }

    [TearDown]
    public async Task CloseAsync() => await _issuing.DisposeAsync();

    [Test]
    public async Task Check_OfAnUntouchedRegister_FindsEveryFileWell()
    {
        var last = await CheckAsync();

        Assert.That((last.Checked, last.Certificates.Count, last.Day), Is.EqualTo((3L, 0, new DateOnly(2026, 11, 23))));
    }

    [TestCase("a name", "UPDATE CertificateVersion SET Name = '余敏婧' WHERE CertificateId = 1", new long[] { 1 })]
    [TestCase("a number", "UPDATE Certificate SET Number = 'Z00011104012620000999X' WHERE Id = 2", new long[] { 2 })]
    [TestCase("a byte of a file", "UPDATE Document SET BodyCipher = CAST(substr(BodyCipher, 1, 4000) || x'00' || substr(BodyCipher, 4002) AS BLOB) WHERE Id = 1", new long[] { 1 })]
    [TestCase("a file's hash", "UPDATE Document SET FileHash = x'00' WHERE Id = 1", new long[] { 1 })]
    [TestCase("a file gone", "UPDATE CertificateVersion SET DocumentId = NULL WHERE CertificateId = 3", new long[] { 3 })]
    [TestCase(
        "two files swapped",
        "UPDATE CertificateVersion SET DocumentId = NULL WHERE CertificateId = 1; "
            + "UPDATE CertificateVersion SET DocumentId = 1 WHERE CertificateId = 2; UPDATE CertificateVersion SET DocumentId = 2 WHERE CertificateId = 1",
        new long[] { 1, 2 })]
    [TestCase("the event that put it in force",
        "DROP TRIGGER CertificateEvent_NoDelete; DELETE FROM CertificateEvent WHERE CertificateId = 2", new long[] { 2 })]
    [TestCase("the key of another day", "UPDATE Certificate SET IssuedOn = '2031-01-01' WHERE Id = 1", new long[] { 1 })]
    public async Task Check_WhatWasChangedInTheDatabase_IsReportedByItsId(string what, string statement, long[] ids)
    {
        await ExecuteAsync(statement);

        var last = await CheckAsync();

        Assert.That(last.Certificates, Is.EqualTo(ids), what);
    }

    [Test]
    public async Task Check_OfADifferenceFoundBefore_IsRepeatedUntilItIsGone()
    {
        await ExecuteAsync("UPDATE CertificateVersion SET Name = '余敏婧' WHERE CertificateId = 1");
        Assert.That((await CheckAsync()).Certificates, Is.EqualTo(new long[] { 1 }));
        _issuing.Clock.Advance(TimeSpan.FromDays(1));
        Assert.That((await CheckAsync()).Certificates, Is.EqualTo(new long[] { 1 }));
        await ExecuteAsync("UPDATE CertificateVersion SET Name = '余敏静' WHERE CertificateId = 1");
        _issuing.Clock.Advance(TimeSpan.FromDays(1));

        Assert.That((await CheckAsync()).Certificates, Is.Empty);
    }

    [Test]
    public async Task Check_ByManyProcessesAtOnce_IsDoneByOne()
    {
        var runs = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Check.RunIfDueAsync(CancellationToken.None))));
        var later = await Check.RunIfDueAsync(CancellationToken.None);

        Assert.That((runs.Count(did => did), later), Is.EqualTo((1, false)));
    }

    [Test]
    public async Task Check_BeforeItsHour_IsNotDue()
    {
        _issuing.Clock.Advance(TimeSpan.FromHours(16.9));
        Assert.That(await Check.RunIfDueAsync(CancellationToken.None), Is.False, "02:54 in China");
        _issuing.Clock.Advance(TimeSpan.FromHours(0.2));
        Assert.That(await Check.RunIfDueAsync(CancellationToken.None), Is.True, "03:06 in China");
    }

    [Test]
    public async Task Check_ThatDied_IsTakenOverWhenItHasHadItsTime()
    {
        await ExecuteAsync("INSERT INTO SelfCheck (Day, StartedAt, Checked, Differences) VALUES ('2026-11-23', '2026-11-23T01:30:00.000Z', 0, 0)");
        Assert.That(await Check.RunIfDueAsync(CancellationToken.None), Is.False, "it may still be at work");
        _issuing.Clock.Advance(TimeSpan.FromHours(2));

        Assert.That(await Check.RunIfDueAsync(CancellationToken.None), Is.True);
    }

    private SelfCheck Check => _issuing.Get<SelfCheck>();

    private Task<int> ExecuteAsync(string statement) => _issuing.Get<Database>().ExecuteAsync(statement, null, CancellationToken.None);

    private async Task<SelfCheckSummary> CheckAsync()
    {
        Assert.That(await Check.RunIfDueAsync(CancellationToken.None), Is.True);
        return (await Check.LastAsync(CancellationToken.None))!;
    }
}
