using System.Globalization;
using System.Text.RegularExpressions;
using Certificates.Core.Coding;
using Certificates.Core.Pdf.Reading;
using Certificates.Core.Style;
using Certificates.Core.Style.Art;
using Certificates.Core.Style.Second;
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
            AssertInside(letters, Layout.OfGrade.Name);
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
            AssertInside(letters, Layout.OfGrade.Institution);
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
    public void LicenceIdentifier_WithoutALicenceType_IsPrintedAsNone()
    {
        var kept = LicenceIdentifier.Kept("", "52990000MJ0000001W", "Z000111020326300000164", 1);
        using var pdf = PdfDocument.Open(Drafts.Sign(Drafts.Certificate() with { LicenceIdentifier = kept }));
        Assert.That(string.Concat(Inside(pdf, (int)Mark.LicenceIdentifier).Select(letter => letter.Value)), Is.EqualTo("--"));
    }

    [Test]
    public void Name_OfSeveralParts_BreaksBetweenThem()
    {
        var name = string.Join('·', Enumerable.Repeat("阿卜杜热合曼", 6));
        using var pdf = PdfDocument.Open(Drafts.Sign(Drafts.Certificate(name)));
        var lines = Inside(pdf, (int)Mark.Name).GroupBy(letter => letter.StartBaseLine.Y)
            .Select(line => string.Concat(line.Select(letter => letter.Value))).ToList();
        Assert.That(lines, Has.Count.EqualTo(2).And.All.Match("^(阿卜杜热合曼·?)+$"));
    }

    [TestCase("-layout")]
    [TestCase("-raw")]
    public void Text_OfHeadingAndNumber_IsOneWordEach(string way)
    {
        var certificate = Drafts.Certificate();
        var text = Tool.Run("pdftotext", way, Save(Drafts.Sign(certificate)), "-");
        Assert.That(text, Does.Contain("专业技术等级证书").And.Contain(certificate.Number.Value).And.Contain("990101199001010019"));
    }

    [TestCaseSource(nameof(Names))]
    public void Type_OfWhateverIsPrinted_IsSevenPointsOrMore(string name)
    {
        using var pdf = PdfDocument.Open(Drafts.Sign(Drafts.Certificate(name, LongInstitution)));
        Assert.That(pdf.GetPage(1).Letters.Min(letter => letter.PointSize), Is.GreaterThanOrEqualTo(6.99));
    }

    [Test]
    public void Values_OfBothColumns_StandOnOneBaseLine()
    {
        using var pdf = PdfDocument.Open(Drafts.Sign(Drafts.Certificate()));
        foreach (var (left, right) in new[] { (Mark.IdType, Mark.IdNumber), (Mark.Occupation, Mark.Direction), (Mark.Grade, Mark.Number) })
        {
            Assert.That(Line(left), Is.EqualTo(Line(right)).Within(0.01), $"{left}");
        }

        double Line(Mark mark) => Inside(pdf, (int)mark)[0].StartBaseLine.Y;
    }

    [Test]
    public void Title_InTheInformationDictionary_IsThatOfTheMetadata()
    {
        var file = Drafts.Sign(Drafts.Certificate());
        using var pdf = PdfDocument.Open(file);
        Assert.That(pdf.Information.Title, Is.EqualTo($"专业技术等级证书 {Drafts.Certificate().Number}"));
        Assert.That(new ConformanceFile(file).Metadata, Does.Contain($"x-default\">{pdf.Information.Title}</rdf:li>"));
    }

    [TestCase(null, "", "2026年10月17日结业", "Completed on October 17, 2026")]
    [TestCase("96.5", "", "96.5 学时", "96.5 class hours")]
    [TestCase("80", "2026-09-01", "2026年9月1日至2026年10月17日", "September 1, 2026 – October 17, 2026")]
    public void Course_OfATrainingCertificate_IsNamedWithItsDaysAndHours(string? hours, string startedOn, string chinese, string english)
    {
        var certificate = Drafts.Certificate() with
        {
            Course = hours is null ? null : new Course(
                decimal.Parse(hours, CultureInfo.InvariantCulture), DateOnly.TryParse(startedOn, CultureInfo.InvariantCulture, out var day) ? day : null),
        };
        var composer = CertificateComposer.Open(UnifiedStyle.SecondTraining, Drafts.Options, Drafts.Fonts);
        var text = Tool.Run("pdftotext", "-layout", Save(Drafts.Sign(composer, certificate)), "-");
        Assert.That(text, Does.Contain("培训日期").And.Contain("培训学时").And.Contain(chinese).And.Contain(english));
    }

    [Test]
    public void Qr_PrintedAt600Dpi_IsSharpToThePixel()
    {
        const double Dpi = 600;
        var file = Drafts.Sign(Drafts.Certificate());
        var modules = PrintedFacts.Read(file)!.Qr;
        var box = Layout.Qr(modules.Size);
        Tool.Run("pdftoppm", "-r", "600", "-gray", "-singlefile", Save(file), Path.Combine(_folder, "page"));
        var page = File.ReadAllBytes(Path.Combine(_folder, "page.pgm"));
        var width = int.Parse(System.Text.Encoding.ASCII.GetString(page, 0, 30).Split('\n', ' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        var pixels = page.AsSpan(page.Length % width); // rows without the head
        var side = box.Width / modules.Size;
        for (var row = 0; row < modules.Size; row++)
        {
            for (var column = 0; column < modules.Size; column++)
            {
                foreach (var (dx, dy) in new[] { (0.2, 0.2), (0.5, 0.5), (0.8, 0.8), (0.2, 0.8), (0.8, 0.2) })
                {
                    var x = (int)((box.Left + ((column + dx) * side)) / 25.4 * Dpi);
                    var y = (int)((Measures.Page.Top - box.Top + ((row + dy) * side)) / 25.4 * Dpi);
                    var isDark = pixels[(y * width) + x] == 0;
                    Assert.That((row, column, isDark), Is.EqualTo((row, column, modules[row, column])));
                }
            }
        }
    }

    [Test]
    public void Qr_OfALongToken_IsDrawnLargerAndRead()
    {
        var address = Drafts.Address + string.Concat(Enumerable.Repeat("A7", 130));
        using var pdf = Drafts.Composer.Compose(Drafts.Certificate(), null, address, Drafts.SignedAt);
        var side = Layout.Qr(pdf.QrModules.Size).Width;
        Assert.That((pdf.QrModules.Size > 69, side > Layout.QrSide, side / pdf.QrModules.Size), Is.EqualTo((true, true, 0.5)));
        Tool.Run("pdftoppm", "-r", "150", "-png", "-singlefile", Save(pdf.File.ToArray()), Path.Combine(_folder, "page"));
        Assert.That(Tool.Run("zbarimg", "-q", "--raw", Path.Combine(_folder, "page.png")).Trim(), Is.EqualTo(address));
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
        var composer = CertificateComposer.Open(UnifiedStyle.SecondGrade, Drafts.Options with { SignatureCapacity = 1024 }, Drafts.Fonts);
        using var plain = composer.Compose(Drafts.Certificate(), null, Drafts.Address, Drafts.SignedAt);
        using var pictured = composer.Compose(Drafts.Certificate(), Drafts.Portrait(), Drafts.Address, Drafts.SignedAt);
        Assert.That((plain.Length, pictured.Length), Is.LessThanOrEqualTo((48 * 1024, 62 * 1024)));
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
