using Certificates.Core;
using Certificates.Core.Coding;
using Certificates.Core.Register;
using Certificates.Core.Verifying;

namespace Certificates.Tests.Verifying;

internal sealed class VerifierTests : VerifyingTests
{
    private const string Id = "991643199201143758";
    private const string OtherId = "992129199305139717";

    [TestCase("余敏静", null)]
    [TestCase(null, Id)]
    [TestCase("余敏静", Id)]
    [TestCase(" 余敏静　", " 991643 19920114-3758 ")]
    public async Task AskAsync_NumberWithWhatFits_SaysValidWithTheFacts(string? name, string? idNumber)
    {
        var issued = await Verifying.CertificateOfAsync("余敏静");

        var answer = await Verifying.AskAsync(issued.Number, name, idNumber);

        var expected = new VerifiedCertificate(
            issued.Number, 1, "余敏静", "2-02-38-04", new BilingualName(issued.OccupationName, issued.OccupationEnglishName), "云计算运维",
            Grade.Senior, "0001", new BilingualName(issued.InstitutionName, issued.InstitutionEnglishName), new DateOnly(2026, 11, 23),
            issued.LicenceIdentifier)
        {
            DirectionEnglish = "Cloud Computing Operations and Maintenance",
        };
        Assert.That((answer.Kind, answer.Single!.Certificate, answer.Asked), Is.EqualTo((VerdictKind.Valid, expected, issued.Number)));
        Assert.That(answer.AsOf, Is.EqualTo(Verifying.Issuing.Clock.GetUtcNow()));
    }

    [TestCase("余 敏 静")]
    [TestCase("余\u00A0敏静\u200B")]
    [TestCase("'余敏静,")]
    public async Task AskAsync_NameAsListsWriteIt_IsValid(string name)
    {
        var issued = await Verifying.CertificateOfAsync("余敏静");
        Assert.That((await Verifying.AskAsync(issued.Number, name, null)).Kind, Is.EqualTo(VerdictKind.Valid));
    }

    [TestCase("古丽·阿不都", "古丽.阿不都")]
    [TestCase("古丽·阿不都", "古丽∙ 阿不都")]
    [TestCase("Anne-Marie O'Neill", "ANNE MARIE O’NEILL")]
    [TestCase("Anne-Marie O'Neill", "Änne—Marie Oneill")]
    public async Task AskAsync_NameWithOtherSeparators_IsValid(string name, string typed)
    {
        var issued = await Verifying.CertificateOfAsync(name);
        Assert.That((await Verifying.AskAsync(issued.Number, typed, null)).Kind, Is.EqualTo(VerdictKind.Valid));
    }

    [Test]
    public async Task AskAsync_NumberWithLettersForDigits_IsReadAndSaysAsWhat()
    {
        var issued = await Verifying.CertificateOfAsync("余敏静");
        var typed = $"证书编号：{issued.Number[0]}{issued.Number[1..].Replace('0', 'O').Replace('1', 'l')}。";

        var (found, missed) = ((await Verifying.AskAsync(typed, "余敏静", null)).Single!, (await Verifying.AskAsync(typed, "余敏", null)).Single!);

        Assert.That((found.Kind, found.ReadAs, found.Asked), Is.EqualTo((VerdictKind.Valid, issued.Number, issued.Number)));
        Assert.That((missed.Kind, missed.ReadAs), Is.EqualTo((VerdictKind.NotFound, issued.Number)));
        Assert.That((await Verifying.AskAsync(issued.Number, "余敏静", null)).Single!.ReadAs, Is.Null);
    }

    [Test]
    public async Task AskAsync_UnknownNumberWrongNameWrongId_IsOneAnswerByTheSameStatements()
    {
        var issued = await Verifying.CertificateOfAsync("余敏静");
        (string Number, string? Name, string? Id)[] questions =
        [
            ("Z00011101042610000123J", "余敏静", null),
            (issued.Number, "余敏", null),
            (issued.Number, "余敏静 🙂", null),
            (issued.Number, null, OtherId),
            (issued.Number, null, new string('9', 500)),
            (issued.Number, "余敏静", OtherId),
            (issued.Number, "余敏静", null),
        ];
        List<string> statements = [];
        List<Verdict> verdicts = [];
        foreach (var (number, name, id) in questions)
        {
            Verifying.Register.Asked.Clear();
            verdicts.Add((await Verifying.AskAsync(number, name, id)).Single!);
            statements.Add(string.Join('\n', Verifying.Register.Asked));
        }

        var missed = verdicts[..^1].Select(verdict => verdict with { Asked = null });
        Assert.That(verdicts[^1].Kind, Is.EqualTo(VerdictKind.Valid));
        Assert.That(missed, Is.All.EqualTo(verdicts[0] with { Asked = null }).And.All.Property("Kind").EqualTo(VerdictKind.NotFound));
        Assert.That(statements[0], Does.Contain("WHERE c.Number = @number"));
        Assert.That(statements[1..], Is.All.EqualTo(statements[^1]));
    }

    [Test]
    public async Task AskAsync_NameAndIdNumber_ListsTheHoldersCertificatesNewestFirst()
    {
        await Verifying.SetStatusAsync(await Verifying.CertificateOfAsync("余敏静"), CertificateStatus.Revoked);

        var answer = await Verifying.AskAsync(null, "余敏静", Id);

        Assert.That(answer.Items.Select(item => item.Certificate!.Grade), Is.EqualTo(new[] { Grade.Senior, Grade.Intermediate }));
        Assert.That(answer.Items.Select(item => item.Kind), Is.EqualTo(new[] { VerdictKind.NotValid, VerdictKind.Valid }));
        Assert.That((answer.Kind, answer.Single, answer.Asked), Is.EqualTo((VerdictKind.Valid, (Verdict?)null, (string?)null)));
    }

    [TestCase("余敏", Id)]
    [TestCase("余敏静", OtherId)]
    public async Task AskAsync_NameAndIdNumberThatDoNotBelongTogether_FindsNothing(string name, string idNumber)
    {
        var answer = await Verifying.AskAsync(null, name, idNumber);

        Assert.That((answer.Kind, answer.Items.Count, answer.AsOf is null), Is.EqualTo((VerdictKind.NotFound, 0, false)));
    }

    [TestCase("古丽•阿不都", "古丽·阿不都")]
    [TestCase("古丽．阿不都", "古丽·阿不都")]
    [TestCase("ａｎｎｅ-Marie  O’NEILL", "Anne-Marie O'Neill")]
    public async Task AskAsync_NameInAnotherSpelling_Fits(string typed, string printed)
    {
        var issued = await Verifying.CertificateOfAsync(printed);

        Assert.That((await Verifying.AskAsync(issued.Number, typed, null)).Kind, Is.EqualTo(VerdictKind.Valid));
    }

    [TestCase("h12345678", VerdictKind.Valid)]
    [TestCase("H1234567801", VerdictKind.Valid)]
    [TestCase("H1234567802", VerdictKind.Valid)]
    [TestCase("H123456780", VerdictKind.NotFound)]
    [TestCase("M12345678", VerdictKind.NotFound)]
    public async Task AskAsync_PermitWithOrWithoutRenewalDigits_FitsByItsFirstNine(string typed, VerdictKind expected)
    {
        Assert.That((await Verifying.AskAsync(null, "陈大文", typed)).Kind, Is.EqualTo(expected));
    }

    [TestCase(CertificateStatus.Suspended, "suspended")]
    [TestCase(CertificateStatus.Revoked, "revoked")]
    [TestCase(CertificateStatus.Cancelled, "cancelled")]
    public async Task AskAsync_StatusChanged_SaysWhyAndSinceWhen(CertificateStatus status, string reason)
    {
        var issued = await Verifying.CertificateOfAsync("余敏静");
        await Verifying.SetStatusAsync(issued, status);

        var verdict = (await Verifying.AskAsync(issued.Number, "余敏静", null)).Single!;

        Assert.That((verdict.Kind, verdict.Certificate!.Name), Is.EqualTo((VerdictKind.NotValid, "余敏静")));
        Assert.That(verdict.Reasons, Is.EqualTo(new[] { reason }));

        // 17:00 UTC is the next day in China
        Assert.That(verdict.StatusChangedOn, Is.EqualTo(new DateOnly(2026, 12, 2)));
    }

    [Test]
    public async Task AskAsync_EarlierVersion_IsSupersededAndSaysNothingOfTheNewName()
    {
        var issued = await Verifying.CertificateOfAsync("余敏静");
        await Verifying.CorrectAsync(issued, "余敏婧", new DateTimeOffset(2026, 12, 24, 20, 0, 0, TimeSpan.Zero));

        var former = (await Verifying.AskAsync(issued.Number, "余敏静", null)).Single!;
        var current = (await Verifying.AskAsync(issued.Number, "余敏婧", null)).Single!;
        var either = (await Verifying.AskAsync(issued.Number, null, Id)).Single!;

        Assert.That(former.Reasons, Is.EqualTo(new[] { "superseded" }));
        Assert.That(
            (former.Kind, former.Certificate!.Name, former.Certificate.Version, former.CurrentVersion, former.CurrentVersionIssuedOn),
            Is.EqualTo((VerdictKind.NotValid, "余敏静", 1, (int?)2, (DateOnly?)new DateOnly(2026, 12, 25))));
        Assert.That((current.Kind, current.Certificate!.Version, current.CurrentVersion), Is.EqualTo((VerdictKind.Valid, 2, (int?)null)));
        Assert.That((either.Kind, either.Certificate!.Name), Is.EqualTo((VerdictKind.Valid, "余敏婧")));
    }

    [Test]
    public async Task AskAsync_EarlierVersionOfARevokedCertificate_SaysRevokedFirst()
    {
        var issued = await Verifying.CertificateOfAsync("余敏静");
        await Verifying.CorrectAsync(issued, "余敏婧", Verifying.Issuing.Clock.GetUtcNow());
        await Verifying.SetStatusAsync(issued, CertificateStatus.Revoked);

        var verdict = (await Verifying.AskAsync(issued.Number, "余敏静", null)).Single!;

        Assert.That(verdict.Reasons, Is.EqualTo(new[] { "revoked", "superseded" }));
    }

    [Test]
    public async Task AskAsync_VersionNotYetSigned_IsNotKnownToThePublic()
    {
        var issued = await Verifying.CertificateOfAsync("余敏静");
        await Verifying.CorrectAsync(issued, "余敏婧", completedAt: null);

        Assert.That((await Verifying.AskAsync(issued.Number, "余敏婧", null)).Kind, Is.EqualTo(VerdictKind.NotFound));
        Assert.That((await Verifying.AskAsync(issued.Number, "余敏静", null)).Kind, Is.EqualTo(VerdictKind.Valid));
    }

    [Test]
    public async Task AskAsync_NumberOfASisterScheme_SaysWhereItIsLookedUpWithoutAsking()
    {
        var answer = await Verifying.AskAsync("s000 0440 1000 3224 000123", "余敏静", null);

        Assert.That((answer.Kind, answer.Single!.OtherScheme!.Id, answer.Asked), Is.EqualTo((VerdictKind.NotFound, "JN-2019", "S000044010003224000123")));
        Assert.That(Verifying.Register.Asked, Is.Empty);
    }

    [Test]
    public async Task AskAsync_WrongCheckCharacter_IsRefusedWithoutAsking()
    {
        var refusal = await Verifying.RefusedAsync("Z00011101042610000123K", "余敏静", null);

        Assert.That((refusal.Code.Code, refusal.Field), Is.EqualTo(("number_mistyped", "number")));
        Assert.That(Verifying.Register.Asked, Is.Empty);
    }

    [TestCase("Z00011101042610000123J", null, " ")]
    [TestCase(null, "余敏静", null)]
    [TestCase(null, null, Id)]
    [TestCase("S000044010003224000123", "", "　")]
    [TestCase(null, null, null)]
    public async Task AskAsync_FewerThanTwo_IsRefusedWithoutAsking(string? number, string? name, string? idNumber)
    {
        var refusal = await Verifying.RefusedAsync(number, name, idNumber);

        Assert.That(refusal.Code.Code, Is.EqualTo("two_of_three_required"));
        Assert.That(Verifying.Register.Asked, Is.Empty);
    }

    [Test]
    [Category(Categories.Faults)]
    public async Task AskAsync_RegisterDown_SaysUnavailableAndNothingElse()
    {
        var issued = await Verifying.CertificateOfAsync("余敏静");
        Verifying.Register.IsDown = true;

        var single = await Verifying.AskAsync(issued.Number, "余敏静", null);
        var list = await Verifying.AskAsync(null, "余敏静", Id);

        Assert.That(single.Single, Is.EqualTo(new Verdict { Kind = VerdictKind.Unavailable, Reasons = single.Single!.Reasons, Asked = issued.Number }));
        Assert.That((list.Kind, list.Items.Count, list.AsOf), Is.EqualTo((VerdictKind.Unavailable, 0, (DateTimeOffset?)null)));
    }
}
