using System.Text;
using Certificates.Core;
using Certificates.Core.Intake;
using Certificates.Tests.Fuzz;
using Certificates.Tests.Intake;

namespace Certificates.Tests.Files;

/// <summary>The formats that are read, and how others are told.</summary>
internal sealed class FormatTests
{
    private static readonly string Table = $"{Results.Header}\r\n{Results.GoodRow}\r\n";

    [TestCase('\t')]
    [TestCase(';')]
    [TestCase(',')]
    public async Task Text_ByAnySeparator_IsRead(char separator) =>
        Assert.That((await Results.RowsAsync(Table.Replace(',', separator))).Single().Fields, Is.EqualTo(Results.GoodRow.Split(',')));

    [Test]
    public async Task Text_WhoseLinesEndByAReturnAlone_IsRead()
    {
        var rows = await Results.RowsAsync($"sep=,\r{Results.Header}\r{Results.GoodRow}\r{Results.GoodRow.Replace("余敏静", "\"余\r敏静\"", StringComparison.Ordinal)}\r");
        Assert.That(rows.Select(row => (row.Fields.Count, row.Flaw, row.SheetRow)), Is.EqualTo(new[]
        {
            (Results.GoodRow.Split(',').Length, SentRowFlaw.None, (int?)2), (Results.GoodRow.Split(',').Length, SentRowFlaw.None, (int?)3),
        }));
    }

    [TestCase("sep=;\r\n")]
    [TestCase("SEP=;\n")]
    public async Task Text_ThatSaysItsSeparator_IsReadByItAndNumberedWithoutThatLine(string first)
    {
        var row = (await Results.RowsAsync(first + Table.Replace(',', ';'))).Single();
        Assert.That((row[ResultsColumn.Name], row.SheetRow), Is.EqualTo(("余敏静", (int?)2)));
    }

    [Test]
    public async Task Text_WithOtherSeparatorsInItsFields_IsReadByThatOfItsHeader()
    {
        var row = (await Results.RowsAsync($"{Results.Header.Replace(',', ';')};备注\n{Results.GoodRow.Replace(',', ';')};\"a,b,c,d,e,f,g,h,i,j,k,l;m\"\n")).Single();
        Assert.That((row[ResultsColumn.Name], row.Flaw), Is.EqualTo(("余敏静", SentRowFlaw.None)));
    }

    [Test]
    public async Task Text_BelowATitle_IsReadByTheSeparatorOfItsHeader() =>
        Assert.That((await Results.RowsAsync($"成绩,汇总,表,一\n{Table.Replace(',', '\t')}")).Single()[ResultsColumn.Name], Is.EqualTo("余敏静"));

    [Test]
    public async Task UnicodeText_OfASpreadsheet_IsReadInEitherOrderOfBytes()
    {
        foreach (var encoding in new[] { Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            byte[] file = [.. encoding.GetPreamble(), .. encoding.GetBytes(Table.Replace(',', '\t'))];
            Assert.That((await Results.RowsAsync(file)).Single()[ResultsColumn.Name], Is.EqualTo("余敏静"));
            Assert.That((await Results.RefusalAsync(file[..^1]))?.Code.Code, Is.EqualTo("file_unreadable"));
        }
    }

    [Test]
    public async Task Text_WithTrailingSeparators_HasNoMoreFieldsThanItsHeader() =>
        Assert.That(string.Join(' ', (await Results.RowsAsync($"{Results.Header},,,\n{Results.GoodRow},,,,\n{Results.GoodRow}, , \n{Results.GoodRow},,x\n")).Select(row => row.Flaw)),
            Is.EqualTo("None None Malformed"));

    [Test]
    public async Task OldWorkbook_IsReadAsAWorkbook()
    {
        string[][] rows = [TestBook.Row(Results.Header), TestBook.Row(Results.GoodRow), With(0, "#20250001"), With(0, "#991643199201143758@1"), With(1, "!"), With(0, "#46137@14")];
        var book = new OldBook().Sheet("旧", rows, isHidden: true).Sheet("名单", rows, hidden: [3]).ToArray();
        using var stream = new MemoryStream(book);
        var file = new ResultsFile(ResultsForm.Of(CertificateKind.Grade), stream);
        var read = (await file.RowsAsync(CancellationToken.None).ToListAsync()).ConvertAll(row => row.TryGet(out var sent, out var no) ? sent : throw new AssertionException(no.First.Message));
        Assert.That(read[0].Fields, Is.EqualTo(Results.GoodRow.Split(',')));
        Assert.That(read[1][ResultsColumn.CandidateNumber], Is.EqualTo("20250001"));
        Assert.That(string.Join(' ', read.SelectMany(row => row.Spoilt)), Is.EqualTo(
            "SpoiltCell { Column = CandidateNumber, Fault = LostDigits } SpoiltCell { Column = Name, Fault = Error } SpoiltCell { Column = CandidateNumber, Fault = OtherFormat }"));
        Assert.That((file.Report.Sheet, file.Report.HiddenRows), Is.EqualTo(("名单", 1)));
    }

    [Test]
    public async Task OldWorkbook_WithMergedCellsInTheData_IsRefused()
    {
        string[][] rows = [TestBook.Row(Results.Header), TestBook.Row(Results.GoodRow), With(0, "T2")];
        Assert.That((await Results.RefusalAsync(new OldBook().Sheet("S", rows, merged: (1, 2, 4, 4)).ToArray()))?.Message, Does.Contain("(E2:E3)"));
    }

    [Test]
    public async Task OldWorkbook_OfTwoSheetsOfResults_NamesBoth()
    {
        string[][] rows = [TestBook.Row(Results.Header), TestBook.Row(Results.GoodRow)];
        Assert.That((await Results.RefusalAsync(new OldBook().Sheet("甲", rows).Sheet("乙", rows).ToArray()))?.Message, Does.Contain("“甲”, “乙”"));
    }

    [Test]
    public async Task Workbook_WithAPassword_IsSaidToHaveOne()
    {
        string[][] rows = [TestBook.Row(Results.Header), TestBook.Row(Results.GoodRow)];
        foreach (var file in new[] { new OldBook { IsEncrypted = true }.Sheet("S", rows).ToArray(), new OldBook().Sheet("S", rows).ToArray("EncryptedPackage") })
        {
            var refusal = await Results.RefusalAsync(file);
            Assert.That(refusal?.Code, Is.EqualTo(RefusalCode.WorkbookProtected));
            Assert.That(refusal!.In("zh"), Does.Contain("密码").And.Contain("另存为 .xlsx 后再上传"));
        }
    }

    [TestCase("xl/workbook.bin", "二进制工作簿（.xlsb）")]
    [TestCase("word/document.xml", "文字文档（Word）")]
    [TestCase("a.csv", " ZIP 压缩包，不是工作簿")]
    [TestCase("成绩.xlsx", " ZIP 压缩包，不是工作簿")]
    [TestCase("mimetype,content.xml", "OpenDocument 文件（如 .ods）")]
    public async Task Zip_OfAnotherKind_IsToldByIt(string parts, string kind) =>
        Assert.That((await Results.RefusalAsync(TestBook.Zip(parts.Split(',').Select(part => (part, "x")))))?.Chinese,
            Is.EqualTo($"文件是{kind}，不能直接读取：请打开后另存为 .xlsx 后再上传。"));

    [TestCase("%PDF-1.7\n", "PDF 文件")]
    [TestCase("\u0089PNG\r\n", "图片")]
    [TestCase("ÿØÿà", "图片")]
    [TestCase("Rar!\u001a", "压缩包（RAR、7z 或 gzip）")]
    [TestCase("\r\n<HTML xmlns:x=\"urn\"><table><tr><td>姓名", "网页（HTML），即使文件名以 .xls 结尾")]
    [TestCase("<table><tr><td>1</td></tr></table>", "网页（HTML），即使文件名以 .xls 结尾")]
    [TestCase("<!-- saved from a system -->\n<html>", "网页（HTML），即使文件名以 .xls 结尾")]
    [TestCase("\0\0\0\u0018ftypheic", "图片")]
    [TestCase("<?xml version=\"1.0\"?><office:document xmlns:office=\"urn:x\">", "OpenDocument 文件（如 .ods）")]
    [TestCase("<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>", "XML 文件（如 Excel 2003 XML 表格）")]
    public async Task File_OfAnotherKind_IsToldByIt(string start, string kind)
    {
        var refusal = await Results.RefusalAsync(Encoding.Latin1.GetBytes(start + new string(' ', 100)));
        Assert.That((refusal?.Code.Code, refusal?.Chinese), Is.EqualTo(("format_not_read", $"文件是{kind}，不能直接读取：请打开后另存为 .xlsx 后再上传。")));
    }

    [TestCase("WordDocument", "文字文档（Word）")]
    [TestCase("ETData", "不含工作簿的旧版办公文件（如 WPS 的 .et）")]
    public async Task OldOfficeFile_WithoutAWorkbook_IsToldByItsKind(string stream, string kind) =>
        Assert.That((await Results.RefusalAsync(new OldBook().Sheet("S", [["x"]]).ToArray(stream)))?.Chinese, Does.StartWith($"文件是{kind}"));

    [TestCase("./worksheets/sheet1.xml")]
    [TestCase("../xl/worksheets/sheet1.xml")]
    [TestCase("/xl/worksheets/sheet1.xml")]
    public async Task Workbook_WhoseRelationsGoRoundAbout_IsRead(string target)
    {
        var file = Workbooks.With("xl/_rels/workbook.xml.rels", $"<Relationships><Relationship Id=\"a\" Type=\"t/worksheet\" Target=\"{target}\"/><Relationship Id=\"b\" Type=\"t/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>");
        Assert.That(await Results.RowsAsync(file), Is.Not.Empty);
    }

    [Test]
    public async Task Workbook_WhosePartsAreNamedAsOnWindows_IsRead()
    {
        var parts = new List<(string, string)>();
        using (var zip = new System.IO.Compression.ZipArchive(new MemoryStream(TestBook.Of(TestBook.Row(Results.Header), TestBook.Row(Results.GoodRow)))))
        {
            foreach (var entry in zip.Entries)
            {
                using var text = new StreamReader(entry.Open());
                parts.Add((entry.FullName.Replace('/', '\\'), await text.ReadToEndAsync()));
            }
        }

        Assert.That((await Results.RowsAsync(TestBook.Zip(parts))).Single()[ResultsColumn.Name], Is.EqualTo("余敏静"));
    }

    [Test]
    public async Task Workbook_WithoutAVisibleSheet_IsToldSo()
    {
        var refusal = await Results.RefusalAsync(new TestBook().Sheet("S", [TestBook.Row(Results.Header), TestBook.Row(Results.GoodRow)], "hidden").ToArray());
        Assert.That((refusal?.Code.Code, refusal?.Chinese), Is.EqualTo(("file_unreadable", "工作簿没有可见的工作表（隐藏的不读取，请取消隐藏），请上传 CSV、XLSX、XLS 或 JSON 文件。")));
    }

    [Test]
    public void Sheet_FormattedToItsLastRow_CostsBytesAndNothingElse()
    {
        // what a spreadsheet writes for a column that was formatted down to its end
        var rows = string.Concat(Enumerable.Range(3, 1_048_574).Select(i => $"<row r=\"{i}\"><c r=\"A{i}\" s=\"1\"/></row>"));
        var file = Workbooks.With("xl/worksheets/sheet1.xml", Workbooks.Sheet(Workbooks.Rows(Results.Header, Results.GoodRow) + rows));
        using var stream = new CountingStream(file);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var read = new ResultsFile(ResultsForm.Of(CertificateKind.Grade), stream).RowsAsync(CancellationToken.None).ToBlockingEnumerable().ToList();
        Assert.That(read, Has.Count.EqualTo(1));
        Assert.That(stream.BytesRead, Is.LessThan(3 * file.Length), "the stream counts what is read into a span twice");
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(400L << 20));
    }

    [Test]
    public async Task Columns_ThatHoldSomething_AreCountedAndNoOthers()
    {
        static string Commas(int count) => new(',', count);
        Assert.That((await Results.RefusalAsync($"{Results.Header}{Commas(16_000)}\n{Results.GoodRow}{Commas(16_000)}\n"))?.Code.Code, Is.Null);
        Assert.That((await Results.RefusalAsync($"{Results.Header}{Commas(5_000)}备注\n{Results.GoodRow}\n"))?.Code.Code, Is.Null);
        Assert.That((await Results.RefusalAsync($"{Results.Header}{string.Concat(Enumerable.Repeat(",x", 190))}\n{Results.GoodRow}\n"))?.Code.Code, Is.EqualTo("file_unreadable"));
    }

    private static string[] With(int column, string cell)
    {
        var row = TestBook.Row(Results.GoodRow);
        row[column] = cell;
        return row;
    }
}
