using System.Net;
using System.Text;
using Certificates.Core;
using Certificates.Core.Coding;
using Certificates.Core.Data;
using Certificates.Core.Oversight;
using Certificates.Core.Register;
using Certificates.Core.Signing;
using Certificates.Core.Signing.Qr;
using Certificates.Core.Verifying;
using Certificates.Core.Verifying.Bulk;
using Certificates.Core.Verifying.Guarding;
using Certificates.Tests.Issuing;
using Certificates.Tests.Verifying;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Tests.Oversight;

/// <summary>
/// A register that somebody changed behind the service's back: what the nightly check found false is not answered on, whichever way it
/// is asked for; all else is.
/// </summary>
[Category(Categories.Faults)]
internal sealed class DoubtTests
{
    private const string Name = "古丽·阿不都", Id = "994845197312214309";

    private const string Results = $"""
        准考证号,姓名,证件类型,证件号码,职业编码,职业方向,等级,理论知识成绩,专业能力成绩,考核日期
        1,余敏静,居民身份证,991643199201143758,2-02-38-04,云计算运维,中级,73,61.5,2026-04-25
        2,{Name},居民身份证,{Id},2-02-38-08,,初级,94,64.7,2026-04-09
        """;

    private TestIssuing _issuing = null!;
    private ServiceProvider _site = null!;
    private VersionRecord _other = null!;
    private VersionRecord _changed = null!;
    private byte[] _file = [];
    private string _token = "", _share = "";

    [SetUp]
    public async Task OpenAsync()
    {
        _issuing = await TestIssuing.OpenAsync(embedded: true);
        var received = await _issuing.SendAsync(Encoding.UTF8.GetBytes(Results));
        Assert.That(received.TryGet(out var reception, out var refusals), Is.True, refusals?.First.Message);
        await _issuing.IssueAsync(reception!.Batch.Id);
        var versions = await _issuing.Get<CertificateReader>().ByIdsAsync([1, 2], CancellationToken.None);
        (_other, _changed) = (versions[0], versions[1]);
        Assert.That(_changed.Name, Is.EqualTo(Name));
        _file = (await _issuing.Get<PdfArchive>().FindAsync(_changed, CancellationToken.None))!.Bytes.ToArray();
        _token = _issuing.Get<QrTokenSigner>().Sign(new QrClaims(Number(_changed), 1, Name, _changed.IssuedOn)).Text;
        _site = TestVerifying.Registrations(_issuing.Folder).AddSingleton<TimeProvider>(_issuing.Clock).BuildServiceProvider();
        await _site.GetRequiredService<Desk>().SetUpAsync(CancellationToken.None);
        var holder = Value(await SignInAsync());
        _share = Value(await _site.GetRequiredService<ShareCodes>().CreateAsync(holder, _changed.Number, "test", withPhoto: false, 30, CancellationToken.None));
        Assert.That((await AskAllAsync()).Distinct(StringComparer.Ordinal), Is.EqualTo(new[] { "Valid" }), "before");
    }

    [TearDown]
    public async Task CloseAsync()
    {
        await _site.DisposeAsync();
        await _issuing.DisposeAsync();
    }

    [TestCase("the name it is found by", "UPDATE CertificateVersion SET NameKey = '另一个' WHERE CertificateId = 2")]
    [TestCase("the holder it is found by", "UPDATE CertificateVersion SET HolderKey = zeroblob(32) WHERE CertificateId = 2; UPDATE Certificate SET HolderKey = zeroblob(32) WHERE Id = 2")]
    [TestCase("another's holder", "UPDATE CertificateVersion SET HolderKey = (SELECT HolderKey FROM CertificateVersion WHERE CertificateId = 1) WHERE CertificateId = 2")]
    [TestCase("the name", "UPDATE CertificateVersion SET Name = '夏博', NameKey = '夏博' WHERE CertificateId = 2")]
    [TestCase("the number", "UPDATE Certificate SET Number = 'Z00011104012620000999X' WHERE Id = 2")]
    [TestCase("a status without an event", "UPDATE Certificate SET Status = 3 WHERE Id = 2")]
    [TestCase("a status and a holder", "UPDATE Certificate SET Status = 3 WHERE Id = 2; UPDATE CertificateVersion SET HolderKey = zeroblob(32) WHERE CertificateId = 2")]
    [TestCase("a suspension taken back", "INSERT INTO CertificateEvent (CertificateId, Version, Kind, At, Salt, Leaf) VALUES (2, 1, 'suspended', '2026-11-23T03:00:00.000Z', x'00', x'00')")]
    [TestCase("a revocation taken back", "INSERT INTO CertificateEvent (CertificateId, Version, Kind, At, Salt, Leaf) VALUES (2, 1, 'revoked', '2026-11-23T03:00:00.000Z', x'00', x'00')")]
    [TestCase("its file", "UPDATE CertificateVersion SET DocumentId = NULL WHERE CertificateId = 2")]
    public async Task Certificate_FoundChangedAtNight_IsUnavailableInEveryWayOfAsking_AndNoOtherIs(string what, string statement)
    {
        await _issuing.Get<Database>().ExecuteAsync(statement, null, CancellationToken.None);
        await NightAsync();

        var isFileKnown = what != "its file";
        Assert.That((await AskAllAsync(withFile: isFileKnown)).Distinct(StringComparer.Ordinal), Is.EqualTo(new[] { "Unavailable" }), what);
        Assert.That((await SignInAsync()).Refusals!.First.Code.Code, Is.EqualTo("unavailable"), what);
        Assert.That(await AskAsync(new Question(_other.Number, _other.Name, null)), Is.EqualTo("Valid"), "another certificate");
        Assert.That(await AskAsync(new Question("Z00011101042610000123J", Name, null)), Is.EqualTo("NotFound"), "no certificate");
        Assert.That(_site.GetRequiredService<Desk>().DoubtFault, Does.Contain("found 1 certificates"));
    }

    [TestCase("another grade", "UPDATE Certificate SET Grade = 3 WHERE Id = 2")]
    [TestCase("another institution", "UPDATE Certificate SET InstitutionId = 2 WHERE Id = 2")]
    [TestCase("another kind", "UPDATE Certificate SET Kind = 'P' WHERE Id = 2")]
    [TestCase("another year", "UPDATE Certificate SET IssuedOn = '2025-12-01' WHERE Id = 2")]
    public async Task Certificate_ThatSaysOtherwiseThanItsNumber_IsUnavailableAtTheNextQuestion_WhateverNameIsGiven(string what, string statement)
    {
        await _issuing.Get<Database>().ExecuteAsync(statement, null, CancellationToken.None);

        Assert.That((await AskAllAsync()).Distinct(StringComparer.Ordinal), Is.EqualTo(new[] { "Unavailable" }), what);
        Assert.That(await AskAsync(new Question(_changed.Number, "夏博", null)), Is.EqualTo("Unavailable"), "a wrong name learns nothing");
        Assert.That(await AskAsync(new Question(_other.Number, _other.Name, null)), Is.EqualTo("Valid"), "a genuine neighbour");
    }

    [Test]
    public async Task Certificate_FoundWellAgain_IsAnsweredAsBefore()
    {
        await _issuing.Get<Database>().ExecuteAsync("UPDATE Certificate SET Status = 3 WHERE Id = 2", null, CancellationToken.None);
        await NightAsync();
        await _issuing.Get<Database>().ExecuteAsync("UPDATE Certificate SET Status = 1 WHERE Id = 2", null, CancellationToken.None);
        _issuing.Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.That(await AskAsync(new Question(_changed.Number, Name, null)), Is.EqualTo("Unavailable"), "nobody has looked yet");
        _issuing.Clock.Advance(TimeSpan.FromDays(1));
        await NightAsync();

        Assert.That((await AskAllAsync()).Distinct(StringComparer.Ordinal), Is.EqualTo(new[] { "Valid" }));
        Assert.That(_site.GetRequiredService<Desk>().DoubtFault, Is.Null);
    }

    private static CertificateNumber Number(VersionRecord version) =>
        CertificateNumber.TryParse(version.Number, out var number, out _) ? number : throw new AssertionException(version.Number);

    private async Task NightAsync()
    {
        Assert.That(await _issuing.Get<SelfCheck>().RunIfDueAsync(CancellationToken.None), Is.True);
        _issuing.Clock.Advance(TimeSpan.FromSeconds(6));
        await Task.Delay(600);
    }

    /// <summary>The verdict of every way in which the changed certificate can be asked for.</summary>
    private async Task<List<string>> AskAllAsync(bool withFile = true)
    {
        var verifier = _site.GetRequiredService<Verifier>();
        var file = await verifier.ByPdfAsync(new MemoryStream(_file), Asker.At(IPAddress.Loopback), CancellationToken.None);
        return
        [
            await AskAsync(new Question(_changed.Number, Name, null)),
            await AskAsync(new Question(_changed.Number, null, Id)),
            await AskAsync(new Question(null, Name, Id)),
            Value(await verifier.ByTokenAsync(_token, CancellationToken.None)).Kind.ToString(),
            .. withFile ? [Value(file).Kind.ToString()] : Array.Empty<string>(),
            await ListAsync(new Question(_changed.Number, Name, null)),
            await ListAsync(new Question(null, Name, Id)),
            (await _site.GetRequiredService<ShareCodes>().OpenAsync(_share, CancellationToken.None))!.Verdict.Kind.ToString(),
        ];
    }

    private async Task<string> AskAsync(Question question)
    {
        var asked = await _site.GetRequiredService<Verifier>().AskAsync(question, CancellationToken.None);
        Assert.That(asked.TryGet(out var answer, out var refusals), Is.True, refusals?.First.Code.Code);
        return answer!.Kind.ToString();
    }

    private async Task<string> ListAsync(Question row) => (await _site.GetRequiredService<BulkAnswers>().OfAsync([row], CancellationToken.None))
        .Single().Single().Kind.ToString();

    private static T Value<T>(Result<T> result)
        where T : notnull => result.TryGet(out var value, out var refusals) ? value : throw new AssertionException(refusals.First.Code.Code);

    private Task<Result<HolderReference>> SignInAsync() => _site.GetRequiredService<Holders>().SignInAsync(
        _changed.Number, Id, _issuing.Get<ClaimCodes>().Code(Number(_changed), (int)_changed.ClaimGeneration).Grouped, CancellationToken.None);
}
