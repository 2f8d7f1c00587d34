using System.Security.Cryptography;
using Certificates.Core;
using Certificates.Core.Register;
using Certificates.Core.Verifying;

namespace Certificates.Tests.Verifying;

internal sealed class HolderTests : VerifyingTests
{
    private const string Id = "991643199201143758";

    [Test]
    public async Task SignInAsync_WithThePickUpCode_SeesAllOwnCertificatesAndTheirFiles()
    {
        var holder = await SignInAsync();

        var own = await Verdicts.ListAsync(holder, CancellationToken.None);
        var pdf = await Holders.PdfAsync(holder, Issued.Number, CancellationToken.None);

        Assert.That(own.TryGet(out var verdicts, out _), Is.True);
        Assert.That(verdicts!.Select(v => v.Certificate!.Grade), Is.EqualTo(new[] { Grade.Senior, Grade.Intermediate }));
        Assert.That(pdf.TryGet(out var file, out _), Is.True);
        Assert.That(SHA256.HashData(file!.Bytes.Span), Is.EqualTo(file.Sha256.ToArray()));
        var asked = await Verifying.Verifier.ByPdfAsync(new MemoryStream(file.Bytes.ToArray()), default, CancellationToken.None);
        Assert.That(asked.TryGet(out var verdict, out _) && verdict.Kind == VerdictKind.Valid, Is.True);
    }

    [Test]
    public async Task SignInAsync_AnythingWrong_IsOneRefusalByTheSameStatements()
    {
        var (code, other) = (Verifying.ClaimCodeOf(Issued), await Verifying.CertificateOfAsync("陈大文"));
        (string Number, string Id, string Code)[] tries =
        [
            ("Z00011101042610000123J", Id, code),
            (Issued.Number, "992129199305139717", code),
            (Issued.Number, Id, Verifying.ClaimCodeOf(other)),
            (Issued.Number, Id, "short"),
            (Issued.Number, "", ""),
        ];
        List<(string?, string)> ends = [];
        foreach (var (number, id, claim) in tries)
        {
            Verifying.Register.Asked.Clear();
            var refused = await Holders.SignInAsync(number, id, claim, CancellationToken.None);
            ends.Add((refused.Refusals?.First.Code.Code, string.Join('\n', Verifying.Register.Asked)));
        }

        Assert.That(ends, Is.All.EqualTo(ends[0]).And.All.Matches<(string?, string)>(end => end.Item1 == "sign_in_failed"));
    }

    [Test]
    public async Task PdfAsync_OfSomebodyElse_IsNotFound()
    {
        var other = await Verifying.CertificateOfAsync("陈大文");

        Assert.That((await Holders.PdfAsync(await SignInAsync(), other.Number, CancellationToken.None)).Refusals!.First.Code.Code, Is.EqualTo("certificate_not_found"));
    }

    [Test]
    public async Task Session_PickUpCodeRenewedMeanwhile_HasEnded()
    {
        var holder = await SignInAsync();
        await Verifying.ChangeAsync("UPDATE Certificate SET ClaimGeneration = ClaimGeneration + 1");
        var after = await Verdicts.ListAsync(holder, CancellationToken.None);
        await Verifying.ChangeAsync("UPDATE Certificate SET ClaimGeneration = ClaimGeneration - 1");

        Assert.That(after.Refusals!.First.Code.Code, Is.EqualTo("session_ended"));
    }

    [Test]
    public async Task ShareCode_Made_OpensTheLiveVerdictUntilItIsRevoked()
    {
        var holder = await SignInAsync();
        var code = await ShareAsync(holder, withPhoto: false);
        await Verifying.SetStatusAsync(Issued, CertificateStatus.Suspended);

        var opened = await Codes.OpenAsync($" {code[..8]}-{string.Concat(code[8..].Select(char.ToLowerInvariant))}", CancellationToken.None);
        var listed = await Codes.ListAsync(holder, CancellationToken.None);
        Assert.That(listed.TryGet(out var all, out _), Is.True);
        await Codes.RevokeAsync(holder, all![0].Id, CancellationToken.None);

        Assert.That((opened!.Verdict.Kind, opened.Verdict.Reasons[0], opened.Purpose), Is.EqualTo((VerdictKind.NotValid, "suspended", "招聘")));
        Assert.That((all[0].Uses, all[0].LastUsedAt is null, all[0].Number), Is.EqualTo((1, false, Issued.Number)));
        Assert.That(await Codes.OpenAsync(code, CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task ShareCode_Expired_OpensNothingAndMakesRoom()
    {
        var holder = await SignInAsync("古丽·阿不都", "994845197312214309");
        var number = (await Verifying.CertificateOfAsync("古丽·阿不都")).Number;
        var codes = new[] { await ShareAsync(holder, false, number), await ShareAsync(holder, false, number), await ShareAsync(holder, false, number) };
        var fourth = await Codes.CreateAsync(holder, number, "招聘", false, 1, CancellationToken.None);

        Verifying.Issuing.Clock.Advance(TimeSpan.FromDays(1));

        Assert.That(fourth.Refusals!.First.Code.Code, Is.EqualTo("share_codes_used_up"));
        Assert.That(await Codes.OpenAsync(codes[0], CancellationToken.None), Is.Null);
        Assert.That((await Codes.CreateAsync(holder, number, "招聘", false, 1, CancellationToken.None)).Refusals, Is.Null);
    }

    [Test]
    public async Task ShareCode_WithPhoto_ShowsTheJpegThatWasPrinted()
    {
        var holder = await SignInAsync("陈大文", "H12345678");
        var number = (await Verifying.CertificateOfAsync("陈大文")).Number;
        var code = await ShareAsync(holder, withPhoto: true, number);

        var photo = await Codes.PhotoAsync(code, CancellationToken.None);

        Assert.That(photo, Is.Not.Null);
        Assert.That(photo!.Value.Span[..3].SequenceEqual(new byte[] { 0xFF, 0xD8, 0xFF }), Is.True);
        Assert.That(photo.Value.Span[^2..].SequenceEqual(new byte[] { 0xFF, 0xD9 }), Is.True);
    }

    [Test]
    public async Task ShareCode_WithoutTheTick_ShowsNoPhoto()
    {
        var code = await ShareAsync(await SignInAsync("陈大文", "H12345678"), withPhoto: false, (await Verifying.CertificateOfAsync("陈大文")).Number);

        Assert.That(await Codes.PhotoAsync(code, CancellationToken.None), Is.Null);
    }

    [TestCase("", 10, "purpose_missing")]
    [TestCase("招聘", 0, "days_out_of_range")]
    [TestCase("招聘", 181, "days_out_of_range")]
    public async Task ShareCode_OutOfBounds_IsRefused(string purpose, int days, string code)
    {
        var refused = await Codes.CreateAsync(await SignInAsync(), Issued.Number, purpose, false, days, CancellationToken.None);

        Assert.That(refused.Refusals!.First.Code.Code, Is.EqualTo(code));
    }

    [Test]
    public async Task ShareCode_Kept_IsOnlyAHash()
    {
        var code = await ShareAsync(await SignInAsync("Anne-Marie O'Neill", "X7654321"), false, (await Verifying.CertificateOfAsync("Anne-Marie O'Neill")).Number);

        var desk = await File.ReadAllBytesAsync(Path.Combine(Verifying.Issuing.Folder, "desk.db-wal"));
        Assert.That(code, Does.Match("^[2-9A-HJKMNP-TV-Z]{16}$"));
        Assert.That(desk.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(code)), Is.EqualTo(-1));
        Assert.That(desk.AsSpan().IndexOf("招聘"u8), Is.Not.EqualTo(-1), "the log holds what was written");
    }

    private Holders Holders => Verifying.Get<Holders>();

    private OwnVerdicts Verdicts => Verifying.Get<OwnVerdicts>();

    private ShareCodes Codes => Verifying.Get<ShareCodes>();

    private async Task<HolderReference> SignInAsync(string name = "余敏静", string idNumber = Id)
    {
        var certificate = await Verifying.CertificateOfAsync(name);
        var signedIn = await Holders.SignInAsync(certificate.Number, idNumber, Verifying.ClaimCodeOf(certificate), CancellationToken.None);
        Assert.That(signedIn.TryGet(out var holder, out var refusals), Is.True, refusals?.First.Code.Code);
        return holder!;
    }

    private async Task<string> ShareAsync(HolderReference holder, bool withPhoto, string? number = null)
    {
        var made = await Codes.CreateAsync(holder, number ?? Issued.Number, "招聘", withPhoto, 1, CancellationToken.None);
        Assert.That(made.TryGet(out var code, out var refusals), Is.True, refusals?.First.Code.Code);
        return code!;
    }
}
