using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Certificates.Core.Pdf;
using Certificates.Core.Pdf.Reading;

namespace Certificates.Tests.Style;

internal sealed class ConformanceTests
{
    private static readonly byte[] Good = Drafts.Sign(Drafts.Certificate(), Drafts.Portrait());

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
        new("widths are the font's", "/W [0 [", "/W [0 [1 "),
        new("every code has a character", "/ToUnicode ", "/ToUnicodes "),
        new("metadata unfiltered", "/Type /Metadata /Subtype /XML", "/Type /Metadata /Subtype /XML /Filter []"),
        new("packet without encoding", "kc9d\"?>", "kc9d\" encoding=\"UTF-8\"?>"),
        new("claims PDF/A-2a", "<pdfaid:conformance>A<", "<pdfaid:conformance>B<"),
        new("claims PDF/UA-1", "<pdfuaid:part>1<", "<pdfuaid:part>2<"),
        new("describes the pdfuaid schema", "http://www.aiim.org/pdfua/ns/id/</pdfaSchema", "http://www.aiim.org/pdfua/</pdfaSchema"),
        new("title", "/DisplayDocTitle true", "/DisplayDocTitle false"),
        new("language", "/Pages 22 0 R /Lang (zh-CN)", "/Pages 22 0 R"),
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
        new("all content marked", 2, "/Artifact BMC\n", ""),
        new("no .notdef", 2, "Tf <0", "Tf <00000"),
        new("no private use character", 16, "<0001> <", "<0001> <E0"),
    ];

    [Test]
    public void Certificate_Finished_HasNoFault() => Assert.That(Conformance.Faults(Good), Is.Empty);

    [Test]
    public void Certificate_WithoutPhoto_HasNoFault() => Assert.That(Conformance.Faults(Drafts.Sign(Drafts.Certificate("𬭎䶮"))), Is.Empty);

    [TestCaseSource(nameof(Faults))]
    public void Check_FaultOfItsKind_TurnsRed(string check, string from, string to)
    {
        var text = Encoding.Latin1.GetString(Good);
        var at = from.Length == 0 ? text.Length : text.IndexOf(from, StringComparison.Ordinal);
        Assert.That(at, Is.GreaterThanOrEqualTo(0), "The fault has nothing to change.");
        var faulty = WithOffsets(text[..at] + to + text[(at + from.Length)..]);
        Assert.That(Conformance.Faults(faulty), Does.Contain(check));
    }

    [TestCaseSource(nameof(PackedFaults))]
    public void Check_FaultInAPackedStream_TurnsRed(string check, int stream, string from, string to)
    {
        Assert.That(PdfFile.TryOpen(Good, out var file), Is.True);
        using var data = file!.ReadStream(new PdfReference(stream), 1 << 20);
        var content = Encoding.Latin1.GetString(data!.Written);
        var at = content.IndexOf(from, StringComparison.Ordinal);
        Assert.That(at, Is.GreaterThanOrEqualTo(0), "The fault has nothing to change.");
        content = content[..at] + to + content[(at + from.Length)..];
        content = check == "no private use character" ? Regex.Replace(content, "<0001> <E0....>", "<0001> <E000>") : content;
        content = check == "no .notdef" ? content.Replace("Tf <00000", "Tf <0000", StringComparison.Ordinal) : content;
        var whole = $"\n{stream} 0 obj\n<<  /Length {content.Length} >>\nstream\n{content}\nendstream\nendobj\n";
        var text = Regex.Replace(
            Encoding.Latin1.GetString(Good), $@"\n{stream} 0 obj\n.*?\nendobj\n", _ => whole, RegexOptions.Singleline);
        Assert.That(Conformance.Faults(WithOffsets(text)), Does.Contain(check));
    }

    [Test]
    public void Check_EveryOne_HasItsFault() =>
        Assert.That(Conformance.Names, Is.EquivalentTo(Faults.Concat(PackedFaults).Select(fault => fault.Arguments[0]).Distinct()));

    /// <summary>The same file with the cross-reference table made to fit again, so that nothing but the fault is wrong.</summary>
    private static byte[] WithOffsets(string text)
    {
        var table = text.LastIndexOf("\nxref\n", StringComparison.Ordinal) + 1;
        foreach (Match match in Regex.Matches(text[..table], @"(?<=\n)(\d+) 0 obj\n"))
        {
            var entry = text.IndexOf("65535 f \n", table, StringComparison.Ordinal) + 9 + (20 * (match.Groups[1].Number() - 1));
            text = string.Concat(text.AsSpan(0, entry), match.Index.ToString("D10", CultureInfo.InvariantCulture), text.AsSpan(entry + 10));
        }

        return Encoding.Latin1.GetBytes(Regex.Replace(text, @"startxref\n\d+\n", $"startxref\n{table}\n"));
    }
}
