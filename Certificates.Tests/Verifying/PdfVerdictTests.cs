using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Certificates.Core;
using Certificates.Core.Batches;
using Certificates.Core.Batches.Previews;
using Certificates.Core.Files;
using Certificates.Core.Pdf.Reading;
using Certificates.Core.Register;
using Certificates.Core.Verifying;

namespace Certificates.Tests.Verifying;

internal sealed class PdfVerdictTests : VerifyingTests
{
    private static readonly FileFindings Good = new("same", "valid", "found");
    private static readonly FileFindings AlteredOurs = new("different", "invalid", "found");

    private byte[] _file = null!;

    [OneTimeSetUp]
    public async Task ReadFileAsync() => _file = await Verifying.PdfOfAsync(Issued);

    [Test]
    public async Task ByPdfAsync_Untouched_IsValidWithTheFacts()
    {
        var verdict = await CheckAsync(_file);

        Assert.That((verdict.Kind, verdict.File, verdict.Certificate!.Number), Is.EqualTo((VerdictKind.Valid, Good, Issued.Number)));
        Assert.That(verdict.Compared, Is.EqualTo(Facts.All), "the file has all of them as they were signed");
        Assert.That((verdict.Asked, verdict.AsOf), Is.EqualTo((Issued.Number, (DateTimeOffset?)Verifying.Issuing.Clock.GetUtcNow())));
    }

    [Test]
    public async Task ByPdfAsync_PreviewOfAFile_IsUnsignedAndNotOurs()
    {
        var file = Encoding.UTF8.GetBytes("准考证号,姓名,证件类型,证件号码,职业编码,职业方向,等级,理论知识成绩,专业能力成绩,考核日期\n9,余敏静,居民身份证,991643199201143758,2-02-38-08,,初级,94,94,2026-04-09");
        var filled = await SpoolStream.FillAsync(new MemoryStream(file), Path.Combine(Verifying.Issuing.Folder, "spool"), 1000, CancellationToken.None);
        Assert.That(filled.TryGet(out var spool, out _), Is.True);
        await using var results = spool;
        var submission = new Submission { Sender = Verifying.Issuing.Sender, FileName = "a.csv", Results = results! };
        var shown = await Verifying.Issuing.Get<CertificatePreviews>().OfAsync(submission, row: null, CancellationToken.None);
        Assert.That(shown.TryGet(out var preview, out var refusals), Is.True, refusals?.First.Message);

        var verdict = await CheckAsync(preview!.Pdf.ToArray());

        Assert.That((verdict.Kind, verdict.Reasons.Single(), verdict.Certificate), Is.EqualTo((VerdictKind.NotValid, "unsigned", default(VerifiedCertificate))));
        Assert.That(verdict.File, Is.EqualTo(new FileFindings("unknown", "none", "not_found")));
    }

    [TestCase(CertificateStatus.Suspended, "suspended")]
    [TestCase(CertificateStatus.Revoked, "revoked")]
    [TestCase(CertificateStatus.Cancelled, "cancelled")]
    public async Task ByPdfAsync_UntouchedButNotInForce_SaysWhy(CertificateStatus status, string reason)
    {
        await Verifying.SetStatusAsync(Issued, status);

        var verdict = await CheckAsync(_file);

        Assert.That((verdict.Kind, verdict.Reasons.Single(), verdict.File), Is.EqualTo((VerdictKind.NotValid, reason, Good)));
    }

    [Test]
    public async Task ByPdfAsync_UntouchedButCorrectedSince_IsSuperseded()
    {
        await Verifying.CorrectAsync(Issued, "余敏婧", Verifying.Issuing.Clock.GetUtcNow());

        var verdict = await CheckAsync(_file);

        Assert.That((verdict.Reasons.Single(), verdict.CurrentVersion, verdict.Certificate!.Name), Is.EqualTo(("superseded", (int?)2, "余敏静")));
    }

    [TestCase(0.1)]
    [TestCase(0.5)]
    [TestCase(0.75)]
    public async Task ByPdfAsync_OneByteChanged_IsAltered(double where)
    {
        var file = _file.ToArray();
        file[(int)(file.Length * where)] ^= 1;

        AssertAltered(await CheckAsync(file));
    }

    [Test]
    public async Task ByPdfAsync_EveryByteOfTheTailChanged_IsNeverValidAndNeverThrows()
    {
        // signature, cross-reference table, trailer
        for (var at = SignatureAt() - 200; at < _file.Length; at += 37)
        {
            var file = _file.ToArray();
            file[at] ^= 0x15;
            Assert.That((await CheckAsync(file)).Kind, Is.EqualTo(VerdictKind.NotValid), $"byte {at}");
        }
    }

    [Test]
    public async Task ByPdfAsync_PaddingBehindTheSignatureChanged_IsAltered()
    {
        var file = _file.ToArray();
        file[file.AsSpan().IndexOf("00>\n/M (D:"u8)] = (byte)'1';

        AssertAltered(await CheckAsync(file));
    }

    [Test]
    public async Task ByPdfAsync_RevisionAppendedThatRedrawsThePage_IsAlteredThoughPdfsigIsContent()
    {
        var file = Append(_file, "4 0 obj\n<< /Length 0 >>\nstream\n\nendstream\nendobj\n");
        var path = Path.Combine(Verifying.Issuing.Folder, "appended.pdf");
        await File.WriteAllBytesAsync(path, file);

        AssertAltered(await CheckAsync(file));
        Assert.That(Tool.Run("pdfsig", "-nocert", path), Does.Contain("Signature is Valid").And.Contain("Not total document signed"));
    }

    [Test]
    public async Task ByPdfAsync_SignatureOfAnotherCertificate_IsAlteredAndNamesNone()
    {
        var other = await Verifying.PdfOfAsync(await Verifying.CertificateOfAsync("陈大文"));
        Assert.That(SignedPdf.TryRead(other, out var pdf, out _), Is.True);

        var verdict = await CheckAsync(WithSignature(pdf!.Cms.Span));

        Assert.That(verdict.Reasons, Is.EqualTo(new[] { "altered" }));
        Assert.That((verdict.Kind, verdict.Certificate, verdict.File), Is.EqualTo(
            (VerdictKind.NotValid, (VerifiedCertificate?)null, new FileFindings("different", "invalid", "not_found"))));
    }

    [Test]
    public async Task ByPdfAsync_SignedByAStrangersKey_IsForged()
    {
        await using var stranger = await TestVerifying.OpenAsync();

        var verdict = await CheckAsync(await stranger.PdfOfAsync(await stranger.CertificateOfAsync("余敏静")));

        AssertForged(verdict);
    }

    [Test]
    public async Task ByPdfAsync_ClaimsTheNumberOfAnother_LearnsNothingOfIt()
    {
        var other = await Verifying.CertificateOfAsync("陈大文");
        var file = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(_file).Replace(Issued.Number, other.Number, StringComparison.Ordinal));

        var verdict = await CheckAsync(file);

        Assert.That((verdict.Certificate, verdict.Asked, verdict.File!.Register), Is.EqualTo(((VerifiedCertificate?)null, (string?)null, "not_found")));
    }

    [TestCase(0.3, "none")]
    [TestCase(0.999, "invalid")]
    public async Task ByPdfAsync_Truncated_IsAltered(double share, string signature)
    {
        var verdict = await CheckAsync(_file[..(int)(_file.Length * share)]);

        Assert.That((verdict.Kind, verdict.Reasons[0], verdict.File!.Signature), Is.EqualTo((VerdictKind.NotValid, "altered", signature)));
    }

    [TestCase("%PDF-1.7\n1 0 obj\n<< /Type /Page /Contents 2 0 R >>\nendobj\ntrailer << >>\nstartxref\n0\n%%EOF\n")]
    public async Task ByPdfAsync_NothingSigned_IsUnsigned(string content)
    {
        var verdict = await CheckAsync(Encoding.ASCII.GetBytes(content));

        Assert.That((verdict.Kind, verdict.Reasons.Single()), Is.EqualTo((VerdictKind.NotValid, "unsigned")));
        Assert.That(verdict.File, Is.EqualTo(new FileFindings("unknown", "none", "not_found")));
    }

    [Test]
    public async Task ByPdfAsync_LargerThanAnyOfOurs_IsReadNoFurther()
    {
        using var endless = new MemoryStream(new byte[64 * 1024 * 1024]);

        var asked = await Verifying.Verifier.ByPdfAsync(endless, default, CancellationToken.None);

        Assert.That((asked.Refusals!.First.Code, endless.Position < 6 * 1024 * 1024), Is.EqualTo((RefusalCode.FileTooLarge, true)));
    }

    [Test]
    public async Task ByPdfAsync_FilePutIntoTheRegisterWithoutOurSignature_IsForged()
    {
        var file = _file.ToArray();
        file[1000] ^= 1;
        await Verifying.ChangeAsync("UPDATE Document SET FileHash = @hash WHERE Id = @id", new { hash = SHA256.HashData(file), id = Issued.DocumentId });

        var verdict = await CheckAsync(file);
        await Verifying.ChangeAsync("UPDATE Document SET FileHash = @hash WHERE Id = @id", new { hash = SHA256.HashData(_file), id = Issued.DocumentId });

        Assert.That((verdict.Kind, verdict.Reasons.Single(), verdict.Certificate), Is.EqualTo((VerdictKind.NotValid, "forged", (VerifiedCertificate?)null)));
        Assert.That(verdict.File, Is.EqualTo(new FileFindings("same", "invalid", "found")));
    }

    [Test]
    public async Task ByPdfAsync_SignedByUsButNotInTheRegister_IsNotFound()
    {
        await Verifying.ChangeAsync("UPDATE Document SET FileHash = zeroblob(32) WHERE Id = @id", new { id = Issued.DocumentId });

        var verdict = await CheckAsync(_file);
        await Verifying.ChangeAsync("UPDATE Document SET FileHash = @hash WHERE Id = @id", new { hash = SHA256.HashData(_file), id = Issued.DocumentId });

        Assert.That((verdict.Kind, verdict.File), Is.EqualTo((VerdictKind.NotFound, new FileFindings("unknown", "valid", "not_found"))));
    }

    [Test]
    [Category(Categories.Faults)]
    public async Task ByPdfAsync_RegisterDown_SaysUnavailableAndStillJudgesTheSignature()
    {
        await CheckAsync(_file);
        Verifying.Register.IsDown = true;

        var verdict = await CheckAsync(_file);

        Assert.That((verdict.Kind, verdict.File, verdict.AsOf), Is.EqualTo(
            (VerdictKind.Unavailable, new FileFindings("unknown", "valid", "unavailable"), (DateTimeOffset?)null)));
    }

    [Test]
    public async Task ByPdfAsync_RandomDamage_NeverThrowsAndIsNeverValid()
    {
        for (var round = 0; round < 300; round++)
        {
            using var file = new MemoryStream(Damage(SHA512.HashData(BitConverter.GetBytes(round))));
            var asked = await Verifying.Verifier.ByPdfAsync(file, default, CancellationToken.None);

            // Without its first line it is no PDF any more.
            var isJudged = asked.TryGet(out var verdict, out var refusals);
            Assert.That(isJudged ? verdict!.Kind.Code() : refusals!.First.Code.Code, Is.EqualTo("not_valid").Or.EqualTo("not_a_pdf"), $"round {round}");
        }
    }

    /// <summary>Changes, cuts out and doubles pieces, as the bytes of a hash say.</summary>
    private byte[] Damage(byte[] dice)
    {
        var file = _file.ToList();
        for (var i = 0; i + 8 <= dice.Length; i += 8)
        {
            var at = (int)(BinaryPrimitives.ReadUInt32LittleEndian(dice.AsSpan(i)) % file.Count);
            var length = Math.Min(file.Count - at, 1 + dice[i + 4]);
            switch (dice[i + 5] % 3)
            {
                case 0:
                    file[at] ^= (byte)(1 + dice[i + 6] % 255);
                    break;
                case 1:
                    file.RemoveRange(at, length);
                    break;
                default:
                    file.InsertRange(at, file.GetRange(at, length));
                    break;
            }
        }

        return [.. file];
    }

    private int SignatureAt() => _file.AsSpan().IndexOf("/Type /Sig "u8);

    private byte[] WithSignature(ReadOnlySpan<byte> cms)
    {
        var file = _file.ToArray();
        var start = file.AsSpan().IndexOf("/Contents <30"u8) + "/Contents <".Length;
        var end = start + file.AsSpan(start).IndexOf((byte)'>');
        file.AsSpan(start..end).Fill((byte)'0');
        Encoding.ASCII.GetBytes(Convert.ToHexString(cms), file.AsSpan(start));
        return file;
    }

    /// <summary>A second revision, as a PDF editor would append it.</summary>
    private static byte[] Append(byte[] file, string newObject)
    {
        var text = Encoding.Latin1.GetString(file);
        var (size, root) = (Regex.Match(text, @"/Size \d+", RegexOptions.RightToLeft).Value, Regex.Match(text, @"/Root \d+ 0 R", RegexOptions.RightToLeft).Value);
        var previous = text[(text.LastIndexOf("startxref\n", StringComparison.Ordinal) + 10)..].Split('\n')[0];
        var table = file.Length + newObject.Length;
        return
        [
            .. file,
            .. Encoding.Latin1.GetBytes(
                newObject + string.Create(CultureInfo.InvariantCulture, $"xref\n4 1\n{file.Length:0000000000} 00000 n \n")
                + $"trailer\n<< {size} {root} /Prev {previous} >>\nstartxref\n{table}\n%%EOF\n"),
        ];
    }

    private void AssertAltered(Verdict verdict)
    {
        Assert.That(verdict.Reasons, Is.EqualTo(new[] { "altered" }));
        Assert.That((verdict.Kind, verdict.File, verdict.Certificate?.Number), Is.EqualTo((VerdictKind.NotValid, AlteredOurs, Issued.Number)));
    }

    private static void AssertForged(Verdict verdict)
    {
        Assert.That(verdict.Reasons, Is.EqualTo(new[] { "forged", "foreign" }));
        Assert.That((verdict.Kind, verdict.Certificate, verdict.File), Is.EqualTo(
            (VerdictKind.NotValid, (VerifiedCertificate?)null, new FileFindings("unknown", "foreign", "not_found"))));
    }

    private async Task<Verdict> CheckAsync(byte[] file)
    {
        var asked = await Verifying.Verifier.ByPdfAsync(new MemoryStream(file), default, CancellationToken.None);
        Assert.That(asked.TryGet(out var verdict, out var refusals), Is.True, refusals?.First.Message);
        return verdict!;
    }
}
