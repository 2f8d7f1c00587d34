using Certificates.Core.Data;
using Certificates.Core.Register;
using Certificates.Core.Signing;
using Certificates.Core.Verifying;

namespace Certificates.Tests.Verifying;

internal sealed class QrVerdictTests : VerifyingTests
{
    [Test]
    public async Task ByTokenAsync_Genuine_TheRegisterDecides()
    {
        var issued = await Verifying.CertificateOfAsync("余敏静");
        var token = Verifying.TokenOf(issued);

        var before = await VerdictAsync(string.Concat(token.Select(char.ToLowerInvariant)));
        await Verifying.SetStatusAsync(issued, CertificateStatus.Revoked);
        var after = await VerdictAsync(token);

        Assert.That((before.Kind, before.Certificate!.Number), Is.EqualTo((VerdictKind.Valid, issued.Number)));
        Assert.That((after.Kind, after.Reasons[0]), Is.EqualTo((VerdictKind.NotValid, "revoked")));
    }

    [Test]
    public async Task ByTokenAsync_OfAnEarlierVersion_IsSuperseded()
    {
        var issued = await Verifying.CertificateOfAsync("余敏静");
        await Verifying.CorrectAsync(issued, "余敏静", Verifying.Issuing.Clock.GetUtcNow());

        Assert.That((await VerdictAsync(Verifying.TokenOf(issued))).Reasons, Is.EqualTo(new[] { "superseded" }));
    }

    [Test]
    public async Task ByTokenAsync_SignedForAnotherName_IsNotFound()
    {
        var verdict = await VerdictAsync(Verifying.TokenOf(await Verifying.CertificateOfAsync("余敏静"), "夏博"));

        Assert.That((verdict.Kind, verdict.Certificate), Is.EqualTo((VerdictKind.NotFound, (VerifiedCertificate?)null)));
    }

    [Test]
    public async Task ByTokenAsync_Forged_ShowsNoCertificate()
    {
        var token = Verifying.TokenOf(await Verifying.CertificateOfAsync("余敏静"));
        var changed = token[^8] == 'A' ? 'Q' : 'A';

        var verdict = await VerdictAsync($"{token[..^8]}{changed}{token[^7..]}");

        Assert.That((verdict.Kind, verdict.Reasons[0], verdict.Certificate), Is.EqualTo((VerdictKind.NotValid, "forged", (VerifiedCertificate?)null)));
    }

    [TestCase("")]
    [TestCase("HELLO")]
    [TestCase("🙂")]
    public async Task ByTokenAsync_Unreadable_IsRefused(string token)
    {
        var asked = await Verifying.Verifier.ByTokenAsync(token, CancellationToken.None);

        Assert.That(asked.Refusals!.First.Code.Code, Is.EqualTo("token_unreadable"));
    }

    /// <summary>What the service itself does with a key is in <c>KeyRotationTests</c>.</summary>
    [TestCase("UPDATE SigningKey SET State = 'Compromised', CompromisedSince = '2026-01-01T00:00:00.000Z' WHERE Purpose = 'Qr'")]
    [TestCase("UPDATE SigningKey SET State = 'Retired' WHERE Purpose = 'Qr'")]
    [TestCase("UPDATE SigningKey SET Seal = NULL WHERE Purpose = 'Qr'")]
    public async Task ByTokenAsync_StateOfTheKeyEditedInTheRegister_IsNotAnswered(string edit)
    {
        var token = Verifying.TokenOf(await Verifying.CertificateOfAsync("余敏静"));
        var seal = await Verifying.Issuing.Get<Database>().FindAsync<byte[]>("SELECT Seal FROM SigningKey WHERE Purpose = 'Qr'", null, CancellationToken.None);
        Assert.That((await VerdictAsync(token)).Kind, Is.EqualTo(VerdictKind.Valid));

        await Verifying.ChangeAsync(edit);
        Verifying.Issuing.Clock.Advance(TimeSpan.FromSeconds(3));
        var after = await VerdictAsync(token);
        var fault = Verifying.Get<PublishedKeys>().Fault;
        await Verifying.ChangeAsync("UPDATE SigningKey SET State = 'Active', CompromisedSince = NULL, Seal = @seal WHERE Purpose = 'Qr'", new { seal });
        Verifying.Issuing.Clock.Advance(TimeSpan.FromSeconds(3));

        Assert.That(after.Kind, Is.EqualTo(VerdictKind.Unavailable));
        Assert.That(fault, Does.Contain("Qr key"));
        Assert.That((await VerdictAsync(token)).Kind, Is.EqualTo(VerdictKind.Valid));
    }

    [Test]
    [Category(Categories.Faults)]
    public async Task ByTokenAsync_RegisterDown_SaysUnavailable()
    {
        var token = Verifying.TokenOf(await Verifying.CertificateOfAsync("余敏静"));
        Verifying.Register.IsDown = true;

        Assert.That((await VerdictAsync(token)).Kind, Is.EqualTo(VerdictKind.Unavailable));
    }

    [Test]
    public async Task PublishedKeys_Read_AreThoseOfTheRegisterWithTheirPurposes()
    {
        var keys = await Verifying.Get<PublishedKeys>().ReadAsync(CancellationToken.None);

        Assert.That(keys.Keys.Select(key => key.Purpose), Is.SupersetOf(new[] { "pdf", "qr" }));
        Assert.That(keys.Keys.Single(key => key.Purpose == "qr").KeyId, Is.EqualTo(Verifying.Issuing.Get<KeyRing>().InForce(KeyPurpose.Qr).Key.Id));
    }

    [Test]
    public async Task PublishedCatalogue_Read_SaysWhatTheInstitutionMayIssue()
    {
        var lists = await Verifying.Get<PublishedCatalogue>().ReadAsync(CancellationToken.None);

        var institution = lists.Institutions.Single(each => each.Code == "0001");
        Assert.That((institution.Code, institution.State, institution.IsAssessment), Is.EqualTo(("0001", "listed", true)));
        Assert.That(institution.Terms.Select(term => term.OccupationNumber), Is.SubsetOf(lists.Occupations.Select(o => o.Number)).And.Not.Empty);
        Assert.That(lists.Grades.Select(grade => grade.Code), Is.EqualTo(new[] { "junior", "intermediate", "senior" }));
    }

    private async Task<Verdict> VerdictAsync(string token)
    {
        var asked = await Verifying.Verifier.ByTokenAsync(token, CancellationToken.None);
        Assert.That(asked.TryGet(out var verdict, out var refusals), Is.True, refusals?.First.Code.Code);
        return verdict!;
    }
}
