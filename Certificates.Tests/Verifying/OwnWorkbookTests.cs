using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Certificates.Core.Access;
using Certificates.Core.Register;
using Certificates.Core.Verifying.Bulk;
using MiniExcelLibs;

namespace Certificates.Tests.Verifying;

/// <summary>A checked workbook is the sender's own, with columns put to it: judged part by part, and by another library.</summary>
internal sealed partial class OwnWorkbookTests : VerifyingTests
{
    private const string Id = "991643199201143758";
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private static readonly XNamespace Ns = Main;
    private static int _keys;

    [Test]
    public async Task Workbook_Checked_KeepsItsSheetsWidthsFilterStylesAndOtherPartsAsTheyWere()
    {
        var sent = Parts();
        var (answer, _) = await CheckAsync(sent);

        Assert.That(
            answer.Where(part => !Rewritten.Contains(part.Key) && part.Key != "xl/worksheets/further1.xml").Select(part => (part.Key, Convert.ToHexString(part.Value))),
            Is.EquivalentTo(sent.Where(part => !Rewritten.Contains(part.Key)).Select(part => (part.Key, Convert.ToHexString(Encoding.UTF8.GetBytes(part.Value))))));
        var sheet = Xml(answer, "xl/worksheets/sheet2.xml");
        Assert.That(sheet.Root!.Elements().Select(element => element.Name.LocalName), Is.EqualTo(
            new[] { "sheetViews", "sheetFormatPr", "cols", "sheetData", "autoFilter", "mergeCells", "conditionalFormatting", "pageMargins" }));
        Assert.That(sheet.Root.Element(Ns + "autoFilter")!.Attribute("ref")!.Value, Is.EqualTo("A3:C6"));
        Assert.That(Columns(sheet)[..3], Is.EqualTo(new[] { "1-1 30", "2-3 12", "4-4 11" }));
        Assert.That(sheet.Descendants(Ns + "row").Select(row => (string?)row.Attribute("ht")), Is.EqualTo(new[] { "40", null, null, "20", null }));
    }

    [Test]
    public async Task Workbook_Checked_HasTheAnswersBehindItsColumnsInTheLookOfItsHeader()
    {
        var (answer, _) = await CheckAsync(Parts());

        var sheet = Xml(answer, "xl/worksheets/sheet2.xml");
        Assert.That(Texts(sheet, 3)[^12..], Is.EqualTo(new[]
        {
            "查验结果", "状态", "原因", "职业", "方向", "等级", "评价机构", "发证日期", "数据时间", "证书种类", "证书编号(查到)", "已核对",
        }));
        Assert.That(Cell(sheet, "D3")!.Attribute("s")!.Value, Is.EqualTo("1"), "bold as the header is");
        Assert.That(Cell(sheet, "D1"), Is.Null, "what stands above has no answer");
        Assert.That(new[] { "D4", "D5", "D6" }.Select(cell => Text(sheet, cell)), Is.EqualTo(new[] { "有效", "未查询到", "有效" }));
        Assert.That((Text(sheet, "M4"), Text(sheet, "N4")), Is.EqualTo(("专业技术等级证书", Issued.Number)));
        Assert.That(Cell(sheet, "E5")?.Attribute("t"), Is.Null, "what was formatted there and empty makes room");
        Assert.That(sheet.Descendants(Ns + "row").SelectMany(row => row.Elements(Ns + "c")).Select(cell => cell.Attribute("r")!.Value), Is.Unique);
    }

    [Test]
    public async Task Workbook_WithAHolderOfTwo_KeepsOneLineAndNamesTheOtherOnASecondSheet()
    {
        await Verifying.SetStatusAsync(Issued, CertificateStatus.Revoked);
        var (answer, _) = await CheckAsync(Parts());

        var sheet = Xml(answer, "xl/worksheets/sheet2.xml");
        Assert.That(sheet.Descendants(Ns + "row").Count(), Is.EqualTo(5));
        Assert.That((Text(sheet, "D6"), Text(sheet, "I6")), Is.EqualTo(("有效", "中级")), "what is in force stands in the row");
        Assert.That(Text(sheet, "F6"), Is.EqualTo("持证人另有 1 份证书，见工作表“其余证书 2”"));
        var workbook = Xml(answer, "xl/workbook.xml");
        Assert.That(workbook.Descendants(Ns + "sheet").Select(each => each.Attribute("name")!.Value), Is.EqualTo(new[] { "说明", "名单 & 表", "其余证书", "其余证书 2" }));
        var further = Xml(answer, "xl/worksheets/further1.xml");
        Assert.That(Texts(further, 1)[..5], Is.EqualTo(new[] { "原表行号", "原表证书编号", "原表姓名", "原表证件号码", "查验结果" }));
        Assert.That(Texts(further, 2), Is.SupersetOf(new[] { "6", "余敏静", Id, "无效", "已撤销", "高级", Issued.Number }));
        Assert.That(Text(answer["[Content_Types].xml"]), Does.Contain("/xl/worksheets/further1.xml"));
    }

    [Test]
    public async Task Workbook_MadeForMacrosWithLinks_ComesBackWithoutEitherAndSaysSo()
    {
        var sent = Parts(isForMacros: true);
        var (answer, converted) = await CheckAsync(sent);

        Assert.That(converted, Is.EqualTo("xlsm"));
        Assert.That(answer.Keys, Has.None.Contain("vba").And.None.Contain("externalLink").And.None.Contain("calcChain"));
        var all = string.Concat(answer.Values.Select(Text));
        Assert.That(all, Does.Not.Contain("macroEnabled").And.Not.Contain("vbaProject").And.Not.Contain("externalReference").And.Not.Contain("[1]"));
        Assert.That(all, Does.Contain("<f>SUM(A1:A2)</f>").And.Contain("<v>77</v>"), "other formulas, and results of all, stay");
    }

    [Test]
    public async Task Workbook_Checked_IsReadByAnotherLibraryAndCanBeCheckedAgain()
    {
        var bytes = (await AnswerAsync(Pack(Parts()))).File;

        using var file = new MemoryStream(bytes);
        var rows = file.Query(useHeaderRow: false, sheetName: "名单 & 表").Cast<IDictionary<string, object?>>().ToList();
        Assert.That((rows[3]["D"], rows[3]["B"]), Is.EqualTo(("有效", "余敏静")));
        var again = await OpenAsync(new MemoryStream(bytes));
        Assert.That(again.Rows, Is.EqualTo(3));
    }

    [TestCase("<cols><col min=\"2\" max=\"16384\" width=\"9\" style=\"1\"/></cols>", "2-3 9,4-4 11,16-16384 9")]
    [TestCase("<cols><col min=\"5\" max=\"5\" width=\"9\"/></cols>", "4-4 11,5-5 10")]
    [TestCase("", "4-4 11")]
    public async Task Columns_ThatHadWidths_HaveOneEach(string columns, string expected)
    {
        var sent = Parts();
        sent["xl/worksheets/sheet2.xml"] = Cols().Replace(sent["xl/worksheets/sheet2.xml"], columns);

        var widths = Columns(Xml((await CheckAsync(sent)).Answer, "xl/worksheets/sheet2.xml"));

        Assert.That(widths, Is.SupersetOf(expected.Split(',')));
        Assert.That(widths.Select(width => int.Parse(width.Split('-')[0], CultureInfo.InvariantCulture)), Is.Ordered.And.Unique);
    }

    [Test]
    public async Task Workbook_WhoseElementsHaveAPrefix_IsAnsweredInIt()
    {
        var sent = Parts();
        sent["xl/worksheets/sheet2.xml"] = Names().Replace(sent["xl/worksheets/sheet2.xml"], "$1x:").Replace("xmlns=", "xmlns:x=", StringComparison.Ordinal);

        var sheet = Xml((await CheckAsync(sent)).Answer, "xl/worksheets/sheet2.xml");

        Assert.That(Text(sheet, "D4"), Is.EqualTo("有效"));
        Assert.That(sheet.Descendants().Select(element => element.Name.Namespace), Is.All.EqualTo(Ns));
    }

    private static readonly string[] Rewritten =
        ["[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet2.xml"];

    [GeneratedRegex("<cols>.*</cols>", RegexOptions.None, 1000)]
    private static partial Regex Cols();

    [GeneratedRegex("(</?)(?=[a-zA-Z])", RegexOptions.None, 1000)]
    private static partial Regex Names();

    private static List<string> Columns(XDocument sheet) => [.. sheet.Descendants(Ns + "col")
        .Select(col => $"{col.Attribute("min")!.Value}-{col.Attribute("max")!.Value} {col.Attribute("width")!.Value}")];

    private static XElement? Cell(XDocument sheet, string reference) =>
        sheet.Descendants(Ns + "c").SingleOrDefault(cell => cell.Attribute("r")?.Value == reference);

    private static string? Text(XDocument sheet, string reference) => Cell(sheet, reference)?.Value;

    private static string[] Texts(XDocument sheet, int row) => [.. sheet.Descendants(Ns + "row")
        .Single(each => each.Attribute("r")!.Value == row.ToString(CultureInfo.InvariantCulture)).Elements(Ns + "c").Select(cell => cell.Value)];

    private static string Text(byte[] part) => Encoding.UTF8.GetString(part);

    private static XDocument Xml(Dictionary<string, byte[]> parts, string path) => XDocument.Load(new MemoryStream(parts[path]));

    private async Task<(Dictionary<string, byte[]> Answer, string? Converted)> CheckAsync(Dictionary<string, string> parts)
    {
        var (file, converted) = await AnswerAsync(Pack(parts));
        await using var zip = new ZipArchive(new MemoryStream(file), ZipArchiveMode.Read);
        var answer = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var entry in zip.Entries)
        {
            using var bytes = new MemoryStream();
            await using var part = await entry.OpenAsync();
            await part.CopyToAsync(bytes);
            answer.Add(entry.FullName, bytes.ToArray());
        }

        return (answer, converted);
    }

    private async Task<(byte[] File, string? Converted)> AnswerAsync(byte[] list)
    {
        using var writing = await (await OpenAsync(new MemoryStream(list))).OpenWritingAsync(CancellationToken.None);
        using var output = new MemoryStream();
        await writing.WriteAsync(output, CancellationToken.None);
        return (output.ToArray(), writing.ConvertedFrom);
    }

    private async Task<BulkRun> OpenAsync(Stream list)
    {
        var key = new ApiKey(1_000_000 + Interlocked.Increment(ref _keys), ApiKeyRole.Checker, null, null, "HR", default, null, null, null);
        var opened = await Verifying.Get<BulkCheck>().OpenAsync(list, key, "职称评审", default, null, CancellationToken.None);
        Assert.That(opened.TryGet(out var run, out var refusals), Is.True, refusals?.First.Message);
        return run!;
    }

    private static byte[] Pack(Dictionary<string, string> parts)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in parts)
            {
                using var part = zip.CreateEntry(name).Open();
                part.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return file.ToArray();
    }

    /// <summary>A workbook as an office keeps it: a cover that is hidden, room above the header, widths, a filter, a picture.</summary>
    private Dictionary<string, string> Parts(bool isForMacros = false)
    {
        var kind = isForMacros ? "application/vnd.ms-excel.sheet.macroEnabled.main+xml" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
        string Macros(string text) => isForMacros ? text : "";
        var parts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["[Content_Types].xml"] = $"""<Types xmlns="{Package}/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{kind}"/>{Macros("<Override PartName=\"/xl/vbaProject.bin\" ContentType=\"application/vnd.ms-office.vbaProject\"/>")}</Types>""",
            ["_rels/.rels"] = $"""<Relationships xmlns="{Package}/relationships"><Relationship Id="r1" Type="{Office}/officeDocument" Target="/xl/workbook.xml"/></Relationships>""",
            ["xl/workbook.xml"] = $"""<workbook xmlns="{Main}" xmlns:r="{Office}"><sheets><sheet name="说明" sheetId="7" state="hidden" r:id="a"/><sheet name="名单 &amp; 表" sheetId="3" r:id="b"/><sheet name="其余证书" sheetId="4" r:id="c"/></sheets>{Macros("<externalReferences><externalReference r:id=\"x\"/></externalReferences><definedNames><definedName name=\"n\">[1]Sheet1!$A$1</definedName></definedNames>")}</workbook>""",
            ["xl/_rels/workbook.xml.rels"] = $"""<Relationships xmlns="{Package}/relationships"><Relationship Id="a" Type="{Office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="b" Type="{Office}/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="c" Type="{Office}/worksheet" Target="worksheets/sheet3.xml"/><Relationship Id="s" Type="{Office}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="t" Type="{Office}/styles" Target="styles.xml"/>{Macros($"<Relationship Id=\"x\" Type=\"{Office}/externalLink\" Target=\"externalLinks/externalLink1.xml\"/><Relationship Id=\"v\" Type=\"http://schemas.microsoft.com/office/2006/relationships/vbaProject\" Target=\"vbaProject.bin\"/>")}</Relationships>""",
            ["xl/styles.xml"] = $"""<styleSheet xmlns="{Main}"><fonts count="2"><font/><font><b/></font></fonts><cellXfs count="2"><xf/><xf fontId="1"/></cellXfs></styleSheet>""",
            ["xl/sharedStrings.xml"] = $"""<sst xmlns="{Main}"><si><t>证书编号</t></si><si><t>姓名</t></si><si><t>证件号码</t></si><si><t>余敏静</t></si></sst>""",
            ["xl/worksheets/sheet1.xml"] = $"""<worksheet xmlns="{Main}"><sheetData><row r="1"><c r="A1"><f>SUM(A1:A2)</f><v>1</v></c>{Macros("<c r=\"B1\"><f>[1]Sheet1!A1</f><v>77</v></c>")}</row></sheetData></worksheet>""",
            ["xl/worksheets/sheet2.xml"] = Sheet(),
            ["xl/worksheets/sheet3.xml"] = $"""<worksheet xmlns="{Main}"><sheetData/></worksheet>""",
            ["xl/media/image1.png"] = "not touched",
        };
        return !isForMacros ? parts : new Dictionary<string, string>(parts, StringComparer.Ordinal)
        {
            ["xl/vbaProject.bin"] = "macros",
            ["xl/externalLinks/externalLink1.xml"] = "<externalLink/>",
            ["xl/calcChain.xml"] = "<calcChain/>",
        };
    }

    private string Sheet() => $"""<worksheet xmlns="{Main}"><dimension ref="A1:C6"/><sheetViews><sheetView workbookViewId="0"><pane ySplit="3" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols><col min="1" max="1" width="30" customWidth="1"/><col min="2" max="3" width="12"/></cols><sheetData>"""
        + """<row r="1" ht="40"><c r="A1" s="1"/></row>"""
        + """<row r="3" spans="1:3"><c r="A3" s="1" t="s"><v>0</v></c><c r="B3" s="1" t="s"><v>1</v></c><c r="C3" s="1" t="s"><v>2</v></c></row>"""
        + $"""<row r="4"><c r="A4" t="inlineStr"><is><t>{Issued.Number}</t></is></c><c r="B4" t="s"><v>3</v></c></row>"""
        + $"""<row r="5" ht="20"><c r="A5" t="inlineStr"><is><t>{Issued.Number}</t></is></c><c r="B5" t="str"><v>夏博</v></c><c r="E5" s="1"/><c r="Z5" s="1"/></row>"""
        + $"""<row r="6"><c r="B6" t="s"><v>3</v></c><c r="C6" t="inlineStr"><is><t>{Id}</t></is></c></row>"""
        + """</sheetData><autoFilter ref="A3:C6"/><mergeCells count="1"><mergeCell ref="A1:C1"/></mergeCells><conditionalFormatting sqref="A4:A6"><cfRule type="duplicateValues" priority="1"/></conditionalFormatting><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/></worksheet>""";
}
