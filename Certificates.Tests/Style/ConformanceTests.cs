using System.Text;
using System.Text.RegularExpressions;
using Certificates.Core.Pdf;
using Certificates.Core.Pdf.Reading;
using Certificates.Core.Style;
using Certificates.Tests.Pdf;

namespace Certificates.Tests.Style;

[TestFixtureSource(nameof(Styles))]
internal sealed class ConformanceTests(string style)
{
    private static readonly string[] Styles = [.. UnifiedStyle.All.Select(style => style.Id)];

    private readonly CertificateComposer _composer =
        CertificateComposer.Open(UnifiedStyle.All.Single(each => each.Id == style), Drafts.Options, Drafts.Fonts);

    private byte[] Good => field ??= Drafts.Sign(_composer, Drafts.Certificate(), Drafts.Portrait());

    /// <summary>The same without object stream, to put faults into.</summary>
    private byte[] Flat => field ??= PackedFile.Flat(Good);

    /// <summary>Check, what stands in the file, what the fault makes of it; an empty text is behind the end of the file.</summary>
    private static readonly TestCaseData[] Faults =
    [
        new("binary comment behind the header", "%PDF-1.7\n%\u00E2\u00E3\u00CF\u00D3", "%PDF-1.7\n%text"),
        new("object framing", ">>] >>\nendobj\nxref", ">>] >> endobj\nxref"),
        new("stream framing", "\nendstream\nendobj", "\nendstream endobj"),
        new("stream lengths", "/Subtype /XML /Length 1", "/Subtype /XML /Length 2"),
        new("even hexadecimal strings", "0>\n/M (", ">\n/M ("),
        new("file id", "/ID [", "/IX ["),
        new("one revision, nothing behind it", "", "\n"),
        new("not encrypted", "trailer\n<<", "trailer\n<< /Encrypt 1 0 R"),
        new("no actions", "/Type /Catalog", "/Type /Catalog /OpenAction 9 0 R"),
        new("output intent", "/S /GTS_PDFA1", "/S /GTS_PDFX"),
        new("profile of three components", "<< /N 3 ", "<< /N 4 "),
        new("no transparency", "/BitsPerComponent 8", "/BitsPerComponent 8 /SMask 9 0 R"),
        new("no interpolation", "/BitsPerComponent 8", "/BitsPerComponent 8 /Interpolate true"),
        new("no NeedAppearances", "/SigFlags 3", "/SigFlags 3 /NeedAppearances true"),
        new("widget prints", "/F 132", "/F 128"),
        new("widget has an appearance stream", "/AP << /N", "/AP << /D"),
        new("widget has a description", "/TU <", "/TM <"),
        new("widget in a Form element", "/S /Form ", "/S /P "),
        new("fonts embedded", "/FontFile2 ", "/FontFile9 "),
        new("widths are the font's", "/DW 1000 /W [", "/DW 1000 /X ["),
        new("every code has a character", "/ToUnicode ", "/ToUnicodes "),
        new("metadata unfiltered", "/Type /Metadata /Subtype /XML", "/Type /Metadata /Subtype /XML /Filter []"),
        new("packet without encoding", "kc9d\"?>", "kc9d\" encoding=\"UTF-8\"?>"),
        new("claims PDF/A-2a", "<pdfaid:conformance>A<", "<pdfaid:conformance>B<"),
        new("claims PDF/UA-1", "<pdfuaid:part>1<", "<pdfuaid:part>2<"),
        new("describes the pdfuaid schema", "http://www.aiim.org/pdfua/ns/id/</pdfaSchema", "http://www.aiim.org/pdfua/</pdfaSchema"),
        new("title", "/DisplayDocTitle true", "/DisplayDocTitle false"),
        new("language", "/Lang (zh-CN) /MarkInfo", "/MarkInfo"),
        new("marked", "/Marked true", "/Marked false"),
        new("structure tree", "/StructParents 0", ""),
        new("tab order", "/Tabs /S", "/Tabs /R"),
        new("parent tree", "/Nums [0 [", "/Nums [0 [8 0 R "),
        new("standard structure types", "/S /H1 ", "/S /Headline "),
        new("one H1", "/S /H1 ", "/S /P "),
        new("label with its value", "/K [4 5]", "/K [4]"),
        new("every mark has its element", "/K [4 5]", "/K [4]"),
        new("figures described", "/Alt <", "/Alu <"),
        new("figures have a box", "/Block /BBox [", "/Block /BBux ["),
        new("certified, no change allowed", "/P 1 /V /1.2", "/P 2 /V /1.2"),
    ];

    /// <summary>Faults within the page's content and the font's map, which are packed.</summary>
    private static readonly TestCaseData[] PackedFaults =
    [
        new("all content marked", "/Artifact BMC\n", ""),
        new("no .notdef", "Tf <....", "Tf <0000"),
        new("no private use character", @"(\[|<0001> (?=<....>\n))<....>", "$1<E000>"),
    ];

    [Test]
    public void Certificate_Finished_HasNoFault() => Assert.That(Conformance.Faults(Good), Is.Empty);

    [Test]
    public void Certificate_WithoutObjectStream_HasNoFault() => Assert.That(Conformance.Faults(Flat), Is.Empty);

    [Test]
    public void Certificate_WithoutPhoto_HasNoFault() => Assert.That(Conformance.Faults(Drafts.Sign(_composer, Drafts.Certificate("𬭎䶮"))), Is.Empty);

    [TestCaseSource(nameof(Faults))]
    public void Check_FaultOfItsKind_TurnsRed(string check, string from, string to)
    {
        var text = Encoding.Latin1.GetString(Flat);
        var at = from.Length == 0 ? text.Length : text.IndexOf(from, StringComparison.Ordinal);
        Assert.That(at, Is.GreaterThanOrEqualTo(0), "The fault has nothing to change.");
        var faulty = PackedFile.WithOffsets(text[..at] + to + text[(at + from.Length)..]);
        Assert.That(Conformance.Faults(faulty), Does.Contain(check));
    }

    [TestCaseSource(nameof(PackedFaults))]
    public void Check_FaultInAPackedStream_TurnsRed(string check, string from, string to)
    {
        Assert.That(PdfFile.TryOpen(Flat, out var file), Is.True);
        var (number, content) = Enumerable.Range(1, 60).Select(n => (n, Unpacked(file!, n))).First(stream => Regex.IsMatch(stream.Item2, from));
        content = new Regex(from).Replace(content, to, count: 1);
        var whole = $"\n{number} 0 obj\n<<  /Length {content.Length} >>\nstream\n{content}\nendstream\nendobj\n";
        var text = Regex.Replace(
            Encoding.Latin1.GetString(Flat), $@"\n{number} 0 obj\n.*?\nendobj\n", _ => whole, RegexOptions.Singleline);
        Assert.That(Conformance.Faults(PackedFile.WithOffsets(text)), Does.Contain(check));
    }

    [Test]
    public void Check_EveryOne_HasItsFault() =>
        Assert.That(Conformance.Names, Is.EquivalentTo(Faults.Concat(PackedFaults).Select(fault => fault.Arguments[0]).Distinct()));

    private static string Unpacked(PdfFile file, int number)
    {
        using var data = file.ReadStream(new PdfReference(number), 1 << 20);
        return data is null ? "" : Encoding.Latin1.GetString(data.Written);
    }
}
