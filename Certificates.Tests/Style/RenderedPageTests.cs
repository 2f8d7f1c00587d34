using System.Text.RegularExpressions;
using Certificates.Core.Pdf.Reading;
using Certificates.Core.Style;
using Certificates.Core.Style.Art;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;

namespace Certificates.Tests.Style;

/// <summary>What outside readers make of the page: the words they extract, where these stand, the QR code, the signature.</summary>
internal sealed class RenderedPageTests
{
    private const string LongInstitution =
        "北京市海淀区中关村科学城国家级数字经济与人工智能产业专业技术人才知识更新工程综合评价考核示范中心（有限责任公司）第一分部";

    private static readonly string[] Names =
    [
        "张三", "𬭎䶮", "Alexandria Catherine Montgomery-Fitzgerald O’Neill", "阿卜杜热合曼·麦麦提敏",
        string.Concat(Enumerable.Repeat("买买提江吐尔逊阿卜", 6))[..50], string.Concat(Enumerable.Repeat("𬭎", 50)),
    ];

    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("certificate").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [TestCaseSource(nameof(Names))]
    public void Name_OfAnyLength_StaysInItsBoxAndReadsAsItWasTyped(string name)
    {
        using var pdf = PdfDocument.Open(Drafts.Sign(Drafts.Certificate(name, direction: null)));
        var letters = Inside(pdf, (int)Mark.Name);
        Assert.Multiple(() =>
        {
            Assert.That(string.Concat(letters.Select(letter => letter.Value)), Is.EqualTo(name));
            AssertInside(letters, Layout.Name);
        });
    }

    [Test]
    public void Institution_OfSixtyCharacters_StaysInItsBox()
    {
        using var pdf = PdfDocument.Open(Drafts.Sign(Drafts.Certificate(institution: LongInstitution)));
        var letters = Inside(pdf, (int)Mark.Institution);
        Assert.Multiple(() =>
        {
            Assert.That(string.Concat(letters.Select(letter => letter.Value)), Does.StartWith(LongInstitution));
            AssertInside(letters, Layout.Institution);
        });
    }

    [TestCaseSource(nameof(Names))]
    public void Text_ExtractedByPoppler_IsWhatWasPutIn(string name)
    {
        var certificate = Drafts.Certificate(name);
        var text = Regex.Replace(Tool.Run("pdftotext", "-raw", Save(Drafts.Sign(certificate)), "-"), @"\s", "");
        string[] facts =
        [
            name, certificate.Number.Value, certificate.Occupation.Chinese, certificate.Direction ?? "", "高级", certificate.Institution.Chinese,
            "2026年11月23日", "990101199001010019", certificate.LicenceIdentifier, "verify.example.org",
        ];
        Assert.That(facts.Where(fact => !text.Contains(Regex.Replace(fact, @"\s", ""), StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void Direction_None_PrintsTwoHyphens()
    {
        using var pdf = PdfDocument.Open(Drafts.Sign(Drafts.Certificate(direction: null)));
        Assert.That(string.Concat(Inside(pdf, (int)Mark.Direction).Select(letter => letter.Value)), Is.EqualTo("--"));
    }

    [Test]
    public void Signature_JudgedByPoppler_IsValidAndCoversAll()
    {
        var report = Tool.Run("pdfsig", "-nocert", Save(Drafts.Sign(Drafts.Certificate())));
        Assert.That(report, Does.Contain("Signature is Valid").And.Contain("Total document signed").And.Contain("ETSI.CAdES.detached"));
    }

    [Test]
    public void Signature_JudgedByOpenssl_IsCades()
    {
        var file = Drafts.Sign(Drafts.Certificate());
        Assert.That(SignedPdf.TryRead(file, out var pdf, out _), Is.True);
        var open = file.AsSpan().IndexOf("/Contents <"u8) + "/Contents "u8.Length;
        var close = open + file.AsSpan(open).IndexOf((byte)'>') + 1;
        var (cms, signed) = (Path.Combine(_folder, "cms.der"), Path.Combine(_folder, "signed"));
        var certificate = Path.Combine(_folder, "signer.pem");
        File.WriteAllText(certificate, Drafts.SignerPem);
        File.WriteAllBytes(cms, pdf!.Cms.ToArray());
        File.WriteAllBytes(signed, [.. file[..open], .. file[close..]]);
        var verified = Path.Combine(_folder, "verified");
        Tool.Run(
            "openssl", "cms", "-verify", "-cades", "-CAfile", certificate, "-purpose", "any",
            "-binary", "-inform", "DER", "-in", cms, "-content", signed, "-out", verified);
        Assert.That(File.ReadAllBytes(verified), Is.EqualTo(File.ReadAllBytes(signed)), "openssl gives out only what it verified");
    }

    [Test]
    public void File_JudgedByQpdf_IsClean() =>
        Assert.That(Tool.Run("qpdf", "--check", Save(Drafts.Sign(Drafts.Certificate(), Drafts.Portrait()))), Does.Contain("No syntax or stream encoding errors"));

    [Test]
    public void Fonts_JudgedByPoppler_AreEmbeddedSubsetsWithToUnicode()
    {
        var fonts = Tool.Run("pdffonts", Save(Drafts.Sign(Drafts.Certificate("㐀𬭎")))).Split('\n', StringSplitOptions.RemoveEmptyEntries)[2..];
        Assert.That(fonts, Has.Length.GreaterThanOrEqualTo(3).And.All.Match(@"^[A-Z]{6}\+\S+ +CID TrueType +Identity-H +yes yes yes "));
    }

    [Test]
    public void Qr_PrintedAt150Dpi_IsRead()
    {
        Tool.Run("pdftoppm", "-r", "150", "-png", "-singlefile", Save(Drafts.Sign(Drafts.Certificate())), Path.Combine(_folder, "page"));
        Assert.That(Tool.Run("zbarimg", "-q", "--raw", Path.Combine(_folder, "page.png")).Trim(), Is.EqualTo(Drafts.Address));
    }

    [Test]
    public void Size_WithAndWithoutPhoto_IsWithinItsLimits()
    {
        var (plain, pictured) = (Drafts.Sign(Drafts.Certificate()), Drafts.Sign(Drafts.Certificate(), Drafts.Portrait()));
        Assert.That((plain.Length, pictured.Length), Is.LessThanOrEqualTo((75 * 1024, 90 * 1024)));
    }

    private string Save(byte[] file)
    {
        var path = Path.Combine(_folder, "certificate.pdf");
        File.WriteAllBytes(path, file);
        return path;
    }

    private static List<Letter> Inside(PdfDocument pdf, int mark) =>
        [.. pdf.GetPage(1).GetMarkedContents().Single(content => content.MarkedContentIdentifier == mark).Letters];

    private static void AssertInside(List<Letter> letters, Cell cell)
    {
        var box = cell.Value.Scaled(Measures.PointsPerMillimetre);
        Assert.That(letters.Min(letter => letter.BoundingBox.Left), Is.GreaterThanOrEqualTo(box.Left - 1));
        Assert.That(letters.Max(letter => letter.BoundingBox.Right), Is.LessThanOrEqualTo(box.Right + 1));
        Assert.That(letters.Min(letter => letter.StartBaseLine.Y), Is.GreaterThanOrEqualTo(box.Bottom));
        Assert.That(letters.Max(letter => letter.StartBaseLine.Y), Is.LessThan(box.Top));
    }
}
