using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Certificates.Core;
using Certificates.Core.Verifying;

namespace Certificates.Tests.Verifying;

/// <summary>Files that are not the original: what is said of each is true, and not more than that.</summary>
internal sealed class PdfCopyTests : VerifyingTests
{
    private byte[] _file = null!;

    [OneTimeSetUp]
    public async Task ReadFileAsync() => _file = await Verifying.PdfOfAsync(Issued);

    [TestCase("", "does not begin as one")]
    [TestCase("hello", "does not begin as one")]
    [TestCase("<html><title>%PDF</title></html>", "a web page")]
    [TestCase("PK\u0003\u0004", "an Office document, an OFD or a ZIP")]
    [TestCase("\u00FF\u00D8\u00FF\u00E0", "a picture (JPEG)")]
    [TestCase("\u0089PNG\r\n", "a picture (PNG)")]
    [TestCase("\0\0\0\u0018ftypheic", "a picture (HEIC)")]
    [TestCase("\u00D0\u00CF\u0011\u00E0", "an Office document")]
    public async Task ByPdfAsync_NoPdf_IsRefusedByWhatItIsWithoutAsking(string content, string kind)
    {
        var asked = await Verifying.Verifier.ByPdfAsync(new MemoryStream(Encoding.Latin1.GetBytes(content)), default, CancellationToken.None);

        var refusal = asked.Refusals!.First;
        Assert.That((refusal.Code, refusal.Field), Is.EqualTo((RefusalCode.NotAPdf, "file")));
        Assert.That((refusal.Message, refusal.Chinese), Is.EqualTo((refusal.In("en"), refusal.In("zh-CN"))));
        Assert.That(refusal.Message, Does.Contain(kind));
        Assert.That(Verifying.Register.Asked, Is.Empty);
    }

    [TestCase("pdfunite {0} {0} {1}", false)]
    [TestCase("pdfseparate {0} {1}", true)]
    [TestCase("qpdf {0} {1}", true)]
    [TestCase("qpdf --object-streams=generate {0} {1}", true)]
    [TestCase("qpdf --linearize {0} {1}", true)]
    [TestCase("qpdf --qdf {0} {1}", true)]
    [TestCase("qpdf --empty --pages {0} 1 -- {1}", false)]
    public async Task ByPdfAsync_MergedSplitOrSavedAnew_IsACopyOfTheOriginal(string command, bool keepsTheNumber)
    {
        var (original, copy) = (Path.Combine(Verifying.Issuing.Folder, "original.pdf"), Path.Combine(Verifying.Issuing.Folder, "copy.pdf"));
        await File.WriteAllBytesAsync(original, _file);
        var words = string.Format(CultureInfo.InvariantCulture, command, original, copy).Split(' ');
        Tool.Run(words[0], words[1..]);

        var verdict = await CheckAsync(await File.ReadAllBytesAsync(copy));

        Assert.That(verdict.Reasons, Is.EqualTo(new[] { "altered", "copied_from" }));
        Assert.That((verdict.Kind, verdict.Certificate?.Number), Is.EqualTo((VerdictKind.NotValid, keepsTheNumber ? Issued.Number : null)));
        Assert.That(verdict.File, Is.EqualTo(new FileFindings("different", "invalid", keepsTheNumber ? "found" : "not_found")));
        Assert.That(verdict.Compared, Is.EqualTo(Facts.None));
    }

    [Test]
    public async Task ByPdfAsync_WithOtherEndsOfLine_IsACopyOfTheOriginal()
    {
        var file = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(_file).Replace("\n", "\r\n", StringComparison.Ordinal));

        Assert.That((await CheckAsync(file)).Reasons, Is.EqualTo(new[] { "altered", "copied_from" }));
    }

    [TestCase("adbe.pkcs7.detached")]
    [TestCase("ETSI.CAdES.detached")]
    public async Task ByPdfAsync_SignedBySomebodyElse_IsForeign(string filter)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Somebody else", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        var cms = new SignedCms(new ContentInfo("x"u8.ToArray()), detached: true);
        cms.ComputeSignature(new CmsSigner(certificate));
        var signature = Convert.ToHexString(cms.Encode());
        var file = $"%PDF-1.7\n1 0 obj\n<< /Type /Sig /SubFilter /{filter} /ByteRange [0 100 200 300] /Contents <{signature}> >>\nendobj\n%%EOF\n";

        var verdict = await CheckAsync(Encoding.ASCII.GetBytes(file));

        Assert.That((verdict.Kind, verdict.Reasons.Single(), verdict.Certificate), Is.EqualTo((VerdictKind.NotValid, "foreign", (VerifiedCertificate?)null)));
        Assert.That(verdict.File, Is.EqualTo(new FileFindings("unknown", "foreign", "not_found")));
    }

    [Test]
    public async Task ByPdfAsync_ManyStringsThatAreNoSignatures_IsReadInLittleTime()
    {
        var file = Encoding.ASCII.GetBytes("%PDF-1.7\n" + string.Concat(Enumerable.Repeat("/Contents (0", 400_000)));

        Assert.That((await CheckAsync(file)).Kind, Is.EqualTo(VerdictKind.NotValid));
    }

    private async Task<Verdict> CheckAsync(byte[] file)
    {
        var asked = await Verifying.Verifier.ByPdfAsync(new MemoryStream(file), default, CancellationToken.None);
        Assert.That(asked.TryGet(out var verdict, out var refusals), Is.True, refusals?.First.Message);
        return verdict!;
    }
}
