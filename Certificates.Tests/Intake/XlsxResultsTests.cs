using System.IO.Compression;
using System.Text;
using Certificates.Core.Files.Tables;
using Certificates.Core.Intake;
using MiniExcelLibs;

namespace Certificates.Tests.Intake;

internal sealed class XlsxResultsTests
{
    [Test]
    public async Task Read_Workbook_GivesCellsAsText()
    {
        var rows = await Results.RowsAsync(Workbook(
            Row("T1", "991643199201143758", 61.5, new DateTime(2026, 4, 25)),
            Row(26000002d, "99164319920114375X", 73d, "2026/4/25"),
            Row(null, null, null, null),
            Row("T3", "991643199201143758", "八十", 46137d)));
        Assert.That(
            string.Join('\n', rows.Select(row => string.Join('|', row.Number, row[ResultsColumn.CandidateNumber], row[ResultsColumn.IdNumber], row[ResultsColumn.TheoryScore], row[ResultsColumn.AssessedOn]))),
            Is.EqualTo("1|T1|991643199201143758|61.5|2026-04-25\n2|26000002|99164319920114375X|73|2026/4/25\n3|T3|991643199201143758|八十|46137"));
    }

    [Test]
    public async Task Read_IdNumberInANumberCell_IsNoted()
    {
        var row = (await Results.RowsAsync(Workbook(Row("T1", 991643199201143758d, 61.5, "2026-04-25")))).Single();
        Assert.That(row.Spoilt, Is.EqualTo(new[] { new SpoiltCell(ResultsColumn.IdNumber, CellFault.LostDigits) }));
    }

    [Test]
    public async Task Read_CellBeyondTheHeader_IsMalformed()
    {
        var sheet = Sheet(Xml("T1") + "<row r=\"3\">" + Cell("A3", "T2") + Cell("L3", "too far") + "</row>");
        var rows = await Results.RowsAsync(Package(("xl/worksheets/sheet1.xml", sheet)));
        Assert.That(string.Join(' ', rows.Select(row => row.Flaw)), Is.EqualTo("None Malformed"));
    }

    [Test]
    public async Task Read_RowsFarApart_AreBlankBetween()
    {
        var sheet = Sheet(Xml("T1") + "<row r=\"1000000\">" + Cell("A1000000", "T2") + "</row>");
        var rows = await Results.RowsAsync(Package(("xl/worksheets/sheet1.xml", sheet)));
        Assert.That(string.Join(' ', rows.Select(row => $"{row.Number}{row[ResultsColumn.CandidateNumber]}")), Is.EqualTo("1T1 2T2"));
    }

    [Test]
    public async Task Read_CellFarToTheRight_IsMalformedForItsRowAlone()
    {
        var sheet = Sheet(Xml("T1") + "<row r=\"3\">" + Cell("A3", "T2") + Cell("XFD3", "far") + "</row>");
        var rows = await Results.RowsAsync(Package(("xl/worksheets/sheet1.xml", sheet)));
        Assert.That(string.Join(' ', rows.Select(row => row.Flaw)), Is.EqualTo("None Malformed"));
    }

    [Test]
    public async Task Read_WorkbookThatUnpacksToAHundredTimesItsSize_IsTooLarge()
    {
        var bomb = Package(("xl/sharedStrings.xml", new string(' ', 101_000_000)));
        Assert.That(bomb, Has.Length.LessThan(1_000_000));
        Assert.That((await Results.RefusalAsync(bomb))?.Code.Code, Is.EqualTo("file_too_large"));
    }

    [TestCase("<!DOCTYPE x [<!ENTITY a \"aaaa\">]><worksheet>&a;</worksheet>")]
    [TestCase("<worksheet><sheetData><row r=\"1\"><c r=\"A1\"")]
    [TestCase("not xml")]
    public async Task Read_DamagedSheet_IsUnreadable(string sheet) =>
        Assert.That((await Results.RefusalAsync(Package(("xl/worksheets/sheet1.xml", sheet))))?.Code.Code, Is.EqualTo("file_unreadable"));

    [Test]
    public async Task Read_ZipThatIsNoWorkbook_IsSaidByItsKind()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.CreateEntry("word/document.xml");
        }

        Assert.That((await Results.RefusalAsync(file.ToArray()))?.Chinese, Is.EqualTo("文件是文字文档（Word），不能直接读取：请打开后另存为 .xlsx 后再上传。"));
    }

    [Test]
    public async Task Read_WorkbookCutOff_IsUnreadable()
    {
        var file = Workbook(Row("T1", "991643199201143758", 61.5, "2026-04-25"));
        Assert.That((await Results.RefusalAsync(file[..(file.Length / 2)]))?.Code.Code, Is.EqualTo("file_unreadable"));
    }

    private static Dictionary<string, object?> Row(object? candidate, object? idNumber, object? theory, object? assessedOn)
    {
        var row = Results.Header.Split(',').Zip(Results.GoodRow.Split(','))
            .ToDictionary(pair => pair.First, object? (pair) => candidate is null ? null : pair.Second, StringComparer.Ordinal);
        (row["准考证号"], row["证件号码"], row["理论知识成绩"], row["考核日期"]) = (candidate, idNumber, theory, assessedOn);
        return row;
    }

    private static byte[] Workbook(params Dictionary<string, object?>[] rows)
    {
        using var file = new MemoryStream();
        MiniExcel.SaveAs(file, rows);
        return file.ToArray();
    }

    private static string Cell(string reference, string text) => $"<c r=\"{reference}\" t=\"inlineStr\"><is><t>{text}</t></is></c>";

    private static string Xml(string candidate)
    {
        static string Cells(int row, string[] texts) =>
            $"<row r=\"{row}\">{string.Concat(texts.Select((text, i) => Cell($"{(char)('A' + i)}{row}", text)))}</row>";
        return Cells(1, Results.Header.Split(',')) + Cells(2, [candidate, .. Results.GoodRow.Split(',')[1..]]);
    }

    private static string Sheet(string rows) =>
        $"<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>";

    /// <summary>A workbook with one of its parts put in the place of the library's.</summary>
    private static byte[] Package((string Name, string Text) part)
    {
        using var file = new MemoryStream();
        file.Write(Workbook(Row("T1", "1", 1d, "1")));
        using (var zip = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry(part.Name)!.Delete();
            using var written = zip.CreateEntry(part.Name).Open();
            written.Write(Encoding.UTF8.GetBytes(part.Text));
        }

        return file.ToArray();
    }
}
