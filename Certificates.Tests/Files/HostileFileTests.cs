using System.Buffers.Binary;
using System.Text;
using Certificates.Core;
using Certificates.Core.Files;
using Certificates.Core.Files.Tables;
using Certificates.Core.Files.Workbooks;
using Certificates.Core.Intake;
using Certificates.Core.Pdf.Reading;
using Certificates.Core.Verifying.Bulk;
using Certificates.Tests.Fuzz;
using Certificates.Tests.Intake;
using Certificates.Tests.Verify;

namespace Certificates.Tests.Files;

/// <summary>Files made to cost more than their size deserves. What is counted is bytes read and allocated, not time.</summary>
internal sealed class HostileFileTests
{
    private const long Small = 24L << 20;

    [TestCase("/ByteRange(")]
    [TestCase("/ByteRange[")]
    [TestCase("/ByteRange<<")]
    [TestCase("/ByteRange[0 1 2 3 4 5 6 7 8 9 ")]
    [TestCase("/ByteRange%")]
    public void Pdf_OfManySignatureHeads_IsAnsweredAllTheSame(string head)
    {
        var file = Encoding.ASCII.GetBytes("%PDF-1.4\n" + string.Concat(Enumerable.Repeat(head, 5_000_000 / head.Length)) + "%%EOF");
        var before = PdfParser.Looked;
        Assert.That(SignedPdf.TryRead(file, out _, out var fault), Is.False);
        Assert.That(fault, Is.EqualTo(SignedPdfFault.SignedElsewhere));
        Assert.That(PdfParser.Looked - before, Is.LessThan(file.Length), "each head is not read to the end of the file");
    }

    [Test]
    public void Pdf_WhoseRootIsAListOfMillions_AllocatesLittle()
    {
        var root = "1 0 obj\n[" + string.Concat(Enumerable.Repeat("0 ", 2_000_000)) + "]\nendobj\n";
        var file = Encoding.ASCII.GetBytes(
            $"%PDF-1.4\n{root}xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer\n<</Root 1 0 R>>\nstartxref\n{9 + root.Length}\n%%EOF\n");
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.That(SignedPdf.TryRead(file, out _, out _), Is.False);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(Small));
    }

    [TestCase(200, null)]
    [TestCase(201, "file_unreadable")]
    [TestCase(400_000, "file_unreadable")]
    public void Csv_OfSoManyColumns_IsReadUpToTwoHundred(int columns, string? code)
    {
        var fill = string.Concat(Enumerable.Repeat(",x", columns - Results.Header.Split(',').Length));
        var more = string.Concat(Enumerable.Repeat(",", columns - Results.Header.Split(',').Length));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.That(Refusal($"{Results.Header}{fill}\n{Results.GoodRow}{more}\n"), Is.EqualTo(code));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(256L << 20), "what it costs does not grow with the square");
    }

    [TestCase("x,\"a\"\"b,,c\",y", 3)]
    [TestCase("5\" disk,\"q\",,", 4)]
    [TestCase("\"never closed,,,,", 1)]
    public void Csv_Line_IsCountedAsItIsRead(string line, int fields)
    {
        var width = new CsvWidth(',');
        var room = string.Concat(Enumerable.Repeat(",", FileLimits.SheetColumns - fields));

        Assert.That((width.Of(line), width.Of(room)), Is.EqualTo((line.Length, room.Length)));
        Assert.That(width.IsExceeded, Is.False);
        Assert.That(fields == 1 ? 0 : width.Of(","), Is.Zero);
        Assert.That(width.IsExceeded, Is.EqualTo(fields != 1), "within quotes nothing separates");
    }

    [Test]
    public void Csv_CommasWithinQuotes_AreNoColumns()
    {
        var note = "\"" + new string(',', 5_000) + "\"";
        Assert.That(Refusal($"{Results.Header},{note}\n{Results.GoodRow},\n"), Is.Null);
    }

    [Test]
    public void Csv_OfMillionsOfBlankLines_IsRefusedAtALimit()
    {
        var (code, read) = Read(Encoding.UTF8.GetBytes(Results.Header + new string('\n', 30_000_000)));
        Assert.That(code, Is.EqualTo("too_many_rows"));
        Assert.That(read, Is.LessThan(4 * 30_000_000));
    }

    [Test]
    public void Json_OfMillionsOfEmptyRows_IsRefusedAtALimit()
    {
        var list = "{\"results\":[" + string.Concat(Enumerable.Repeat("{},", 2_000_000)) + "{}]}";
        Assert.That(Refusal(list), Is.EqualTo("too_many_rows"));
    }

    /// <summary>Found among a million inputs: a word that is cut off just where a buffer ends, of 4,096 bytes each.</summary>
    [Test]
    public void Json_CutWithinAWordAtTheEndOfABuffer_IsRefused([Values("n", "tru", "fals")] string word, [Values(1, 2)] int buffers)
    {
        for (var length = (4096 * buffers) - 8; length <= (4096 * buffers) + 8; length++)
        {
            var (head, tail) = ("{\"results\":[{\"name\":\"", $"\",\"b\":{word}");
            Assert.That(Refusal(head + new string('x', length - head.Length - tail.Length) + tail), Is.EqualTo("file_unreadable"), $"{length}");
        }
    }

    /// <summary>Found among a million inputs: of 6 KB whose sheet said so the library made 7 GB of rows.</summary>
    [TestCase(1_110_376_451, 11)]
    [TestCase(2, 21_093)]
    [TestCase(65_537, 257)]
    public void Xls_ThatSaysItHasMoreThanASheetCan_IsRefusedBeforeItsRowsAreMade(int rows, int columns)
    {
        var book = OldBook.Of(Results.Header.Split(','), Results.GoodRow.Split(','));
        var size = book.AsSpan()[(book.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x00, 0x02, 0x0E, 0x00, 0, 0, 0, 0]) + 4)..];
        BinaryPrimitives.WriteInt32LittleEndian(size[4..], rows);
        BinaryPrimitives.WriteUInt16LittleEndian(size[10..], (ushort)columns);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.That(Read(book).Code, Is.EqualTo("file_unreadable"));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(Small));
    }

    /// <summary>A sheet whose only cell is its last takes a hundred bytes, and going over its sixteen million cells seconds.</summary>
    [TestCase(1, null)]
    [TestCase(2, "file_too_large")]
    [TestCase(1000, "file_too_large")]
    public void Xls_OfSheetsWhoseLastCellAloneHoldsSomething_IsGoneOverUpToALimitOfTheWorkbook(int sheets, string? code)
    {
        string[][] far = [ListHeader, [$"{SampleVerdicts.Number}", "王芳"], .. Enumerable.Repeat(Array.Empty<string>(), 65_533), [.. new string[255].Select(_ => ""), "x"]];
        var book = new OldBook().Sheet("1", far);
        for (var i = 1; i < sheets; i++)
        {
            book.Sheet($"{i + 1}", far[2..]);
        }

        var file = book.ToArray();
        Assert.That(file, Has.Length.LessThan(FileLimits.MaxLengthWithoutKey));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.That(List(file, FileForm.Xls), Is.EqualTo(code));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(500L << 20), "a full sheet is 150 MB of rows to the library");
    }

    /// <summary>The text stands in the file once; what is made of it is made for each cell.</summary>
    [Test]
    public void Xlsx_OfOneLongTextInEachOfItsCells_CountsItsCharactersEachTime()
    {
        var text = "<sst><si><t>" + new string('a', 30_000) + "</t></si></sst>";
        var rows = string.Concat(Enumerable.Repeat("<row>" + string.Concat(Enumerable.Repeat("<c t=\"s\"><v>0</v></c>", 50)) + "</row>", 20));
        var file = Fuzz.Workbooks.With(("xl/sharedStrings.xml", text), ("xl/worksheets/sheet1.xml", Fuzz.Workbooks.Sheet(rows)));
        Assert.That(List(file, FileForm.Xlsx), Is.EqualTo("file_too_large"));
    }

    [Test]
    public void Xlsx_OfSheetsThatAreManyTogether_CountsTheirCellsTogether()
    {
        var row = "<row>" + string.Concat(Enumerable.Repeat("<c><v>1</v></c>", 100)) + "</row>";
        var file = Fuzz.Workbooks.With("xl/worksheets/sheet1.xml", Fuzz.Workbooks.Sheet(string.Concat(Enumerable.Repeat(row, 120))));
        using var stream = new MemoryStream(file);
        Assert.That(WorkbookReading.Open(stream, isXlsx: true, FileLimits.WithoutKey, CancellationToken.None).TryGet(out var workbook, out _), Is.True);
        using (workbook)
        {
            Assert.That(workbook!.Rows(0).Count(read => read.TryGet(out _, out _)), Is.EqualTo(120));
            Assert.That(workbook.Rows(0).Last().Refusals!.First.Code.Code, Is.EqualTo("file_too_large"), "12,000 and 12,000 are more than 20,000");
        }
    }

    [Test]
    public void Xlsx_OfAMillionRelations_IsTooLarge()
    {
        var relations = "<Relationships>" + string.Concat(Enumerable.Repeat("<Relationship Target=\"a\"/>", 1_000_000)) + "</Relationships>";
        var file = Fuzz.Workbooks.With("xl/_rels/workbook.xml.rels", relations);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.That(Rows(file, FileLimits.WithKey), Is.EqualTo("file_too_large"));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(Small));
    }

    /// <summary>Each row may name the photo that all files of the ZIP are called after.</summary>
    [TestCase("1.jpg", 2)]
    [TestCase("b/1.jpg", 2)]
    [TestCase("x/b/1.jpg", 0)]
    [TestCase("5/b/1.jpg", 1)]
    public void Photos_OfOneNameInManyFolders_AreNotListedForEachRow(string sent, int found)
    {
        var names = new PhotoNames();
        for (var i = 0; i < 50_000; i++)
        {
            names.Add(i, [$"{i}/b/1.jpg"]);
        }

        _ = names.Named(sent);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            Assert.That(names.Named(sent), Has.Count.EqualTo(found));
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(5L << 20));
    }

    [Test]
    public void Xlsx_OfMillionsOfSharedTexts_IsRefusedBeforeTheyAreKept()
    {
        var texts = "<sst>" + string.Concat(Enumerable.Repeat("<si><t>a</t></si>", 5_800_000)) + "</sst>";
        var bomb = Fuzz.Workbooks.With("xl/sharedStrings.xml", texts);
        Assert.That(bomb, Has.Length.LessThan(1_500_000));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.That(Rows(bomb, FileLimits.WithoutKey), Is.EqualTo("file_too_large"));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(Small));
        Assert.That(Rows(bomb, FileLimits.WithKey), Is.EqualTo("file_too_large"));
    }

    [TestCase("<si><t>{0}</t></si>", "\0", TestName = "Xlsx_NulBytes_IsUnreadable", ExpectedResult = "file_unreadable")]
    [TestCase("<si><t><![CDATA[{0}]]></t></si>", "<", TestName = "Xlsx_CData_IsUnreadable", ExpectedResult = "file_unreadable")]
    [TestCase("<si><t>{0}</t></si>", "a", TestName = "Xlsx_OneTextOfMegabytes_IsTooLarge", ExpectedResult = "file_too_large")]
    [TestCase("<si a=\"{0}\"/>", "a", TestName = "Xlsx_OneAttributeOfMegabytes_IsTooLarge", ExpectedResult = "file_too_large")]
    [TestCase("{0}", "<si><a>", TestName = "Xlsx_NestedWithoutEnd_IsTooLarge", ExpectedResult = "file_too_large")]
    public string? Xlsx_ThatAReaderWouldKeepWhole(string form, string repeated)
    {
        var text = string.Concat(Enumerable.Repeat(repeated, 3_000_000 / repeated.Length));
        var file = Fuzz.Workbooks.With("xl/sharedStrings.xml", "<sst>" + form.Replace("{0}", text, StringComparison.Ordinal) + "</sst>");
        var before = GC.GetAllocatedBytesForCurrentThread();
        var code = Rows(file, FileLimits.WithKey);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(Small));
        return code;
    }

    [Test]
    public void Xlsx_OfAMillionDifferentNames_IsTooLarge()
    {
        var names = string.Concat(Enumerable.Range(0, 1_000_000).Select(i => $"<a{i}/>"));
        Assert.That(Rows(Fuzz.Workbooks.With("xl/worksheets/sheet1.xml", Fuzz.Workbooks.Sheet(names)), FileLimits.WithKey), Is.EqualTo("file_too_large"));
    }

    [Test]
    public void Xlsx_FormattedFarRightAndFarDown_CostsNothingMore()
    {
        var rows = Fuzz.Workbooks.Rows(Results.Header, Results.GoodRow)
            + "<row r=\"3\"><c r=\"XFD3\" s=\"1\"/></row><row r=\"1048576\"><c r=\"A1048576\" s=\"1\"/><c r=\"XFD1048576\" s=\"1\"/></row>";
        var file = Fuzz.Workbooks.With("xl/worksheets/sheet1.xml", Fuzz.Workbooks.Sheet(rows));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.That(Rows(file, FileLimits.WithoutKey), Is.Null);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1L << 20));
    }

    [Test]
    public void Photos_ListOfMillionsOfEntries_IsRefusedBeforeItIsRead()
    {
        // the end of a ZIP that says its list begins at byte 0 and goes on for all of 100 MB
        var file = new byte[100_000_000];
        "PK\u0001\u0002"u8.CopyTo(file);
        "PK\u0005\u0006"u8.CopyTo(file.AsSpan(^22));
        using var stream = new CountingStream(file);
        Assert.That(PhotoArchive.Open(stream).TryGet(out _, out var refusals), Is.False);
        Assert.That(refusals!.First.Code.Code, Is.EqualTo("photos_unreadable"));
        Assert.That(stream.BytesRead, Is.LessThan(1_000_000));
    }

    [TestCase("csv")]
    [TestCase("xlsx")]
    [TestCase("xls")]
    [TestCase("json")]
    public void Reading_OfARequestThatEnded_Ends(string form)
    {
        using var ended = new CancellationTokenSource();
        var file = form switch
        {
            "csv" => Encoding.UTF8.GetBytes($"{Results.Header}\n" + string.Concat(Enumerable.Repeat(Results.GoodRow + "\n", 20_000))),
            "xls" => OldBook.Of([Results.Header.Split(','), .. Enumerable.Repeat(Results.GoodRow.Split(','), 20_000)]),
            "json" => Encoding.UTF8.GetBytes("{\"results\":[" + string.Concat(Enumerable.Repeat("{\"name\":\"a\"},", 200_000)) + "{}]}"),
            _ => Fuzz.Workbooks.With("xl/worksheets/sheet1.xml", Fuzz.Workbooks.Sheet(
                Fuzz.Workbooks.Rows(Results.Header) + string.Concat(Enumerable.Repeat("<row><c><v>1</v></c></row>", 20_000)))),
        };
        using var stream = new CountingStream(file);
        var rows = 0;
        Assert.That(async () =>
        {
            await foreach (var read in new ResultsFile(ResultsForm.Of(CertificateKind.Grade), stream).RowsAsync(ended.Token))
            {
                rows++;
                await ended.CancelAsync();
            }
        }, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(rows, Is.LessThan(20_000));
    }

    private static string? Refusal(string text) => Read(Encoding.UTF8.GetBytes(text)).Code;

    private static (string? Code, long BytesRead) Read(byte[] bytes)
    {
        using var file = new CountingStream(bytes);
        var refusal = new ResultsFile(ResultsForm.Of(CertificateKind.Grade), file).RowsAsync(CancellationToken.None).ToBlockingEnumerable()
            .Select(read => read.TryGet(out _, out var refusals) ? null : refusals.First).LastOrDefault();
        return (refusal?.Code.Code, file.BytesRead);
    }

    private static readonly string[] ListHeader = ["证书编号", "姓名"];

    /// <summary>What a list of anybody is refused for.</summary>
    private static string? List(byte[] bytes, FileForm form)
    {
        using var file = new MemoryStream(bytes);
        return new TableReading(ListColumns.Form, file, form, FileLimits.WithoutKey, sheet: null).RowsAsync(CancellationToken.None)
            .ToBlockingEnumerable().Select(read => read.TryGet(out _, out var refusals) ? null : refusals.First.Code.Code).LastOrDefault();
    }

    private static string? Rows(byte[] bytes, FileLimits limits)
    {
        using var file = new MemoryStream(bytes);
        if (!WorkbookReading.Open(file, isXlsx: true, limits, CancellationToken.None).TryGet(out var workbook, out var refused))
        {
            return refused.First.Code.Code;
        }

        using (workbook)
        {
            return workbook.Rows(0).Select(read => read.TryGet(out _, out var refusals) ? null : refusals.First.Code.Code).LastOrDefault();
        }
    }
}
