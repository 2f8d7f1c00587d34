using System.Text;
using Certificates.Core;
using Certificates.Core.Intake;
using FsCheck;
using FsCheck.Fluent;

namespace Certificates.Tests.Intake;

internal sealed class ResultsFileTests
{
    private const string Required = "准考证号,姓名,证件类型,证件号码,职业编码,职业方向,等级,理论知识成绩,专业能力成绩,考核日期";

    [TestCase("")]
    [TestCase("\n\r\n\n")]
    [TestCase(Results.Header)]
    [TestCase(Results.Header + "\n,,,\n  \n")]
    [TestCase("{\"results\":[]}")]
    public async Task Read_FileWithoutARow_IsEmpty(string text) =>
        Assert.That((await Results.RefusalAsync(text))?.Code.Code, Is.EqualTo("file_empty"));

    [TestCase("姓名,证件号码\n张三,1\n", "columns_missing", "准考证号 (candidateNumber), 证件类型 (idType), 职业编码 (occupationCode)")]
    [TestCase("姓名,证件号码\n张三,1\n", "columns_missing", "Row 1 was read as the header, with 姓名 | 证件号码.")]
    [TestCase("just a line of text", "header_not_found", "row 1 has just a line of text")]
    [TestCase(Results.Header + ",name\n" + Results.GoodRow, "columns_duplicated", ": “姓名” (B), “name” (L).")]
    [TestCase(Results.Header + ",姓名,照片\n" + Results.GoodRow, "columns_duplicated", ": “姓名” (B), “姓名” (L), “照片” (K), “照片” (M).")]
    [TestCase(Results.Header + "\n" + Results.GoodRow + "\nT2,\"余敏静,居民", "file_unreadable", "record 3")]
    [TestCase(Results.Header + "\nT2,\"余\"敏静,居民", "file_unreadable", "record 2")]
    [TestCase("{\"results\":[{\"name\":\"a\"}", "file_unreadable", "JSON")]
    [TestCase("{\"rows\":[{\"name\":\"a\"}]}", "file_unreadable", "JSON")]
    [TestCase("{\"results\":[1]}", "file_unreadable", "JSON")]
    [TestCase("{\"results\":[],\"results\":[]}", "file_unreadable", "JSON")]
    [TestCase("{\"results\":{}}", "file_unreadable", "JSON")]
    [TestCase("[{\"name\":\"a\"}]", "file_unreadable", "JSON")]
    [TestCase("{not json", "file_unreadable", "JSON")]
    [TestCase("{\"results\":[{\"name\":\"\\ud842\"}]}", "file_unreadable", "JSON")]
    [TestCase("{\"results\":[{\"\\ud842 is half of a longer name\":1}]}", "file_unreadable", "JSON")]
    public async Task Read_BadFile_EndsWithARefusalThatSaysWhy(string text, string code, string words)
    {
        var refusal = await Results.RefusalAsync(text);
        Assert.That(refusal?.Code.Code, Is.EqualTo(code));
        Assert.That(refusal!.Message, Does.Contain(words));
    }

    [Test]
    public async Task Read_BinaryFile_IsUnreadable()
    {
        byte[] png = [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, 0, 0, 0, 13];
        byte[] utf16 = Encoding.Unicode.GetBytes(Results.Header);
        byte[] zip = [.. "PK\u0003\u0004"u8, .. new byte[100]];
        foreach (var (file, code) in new[] { (png, "format_not_read"), (utf16, "file_unreadable"), (zip, "file_unreadable") })
        {
            Assert.That((await Results.RefusalAsync(file))?.Code.Code, Is.EqualTo(code));
        }
    }

    [Test]
    public async Task Read_FileBeyondTheLimits_IsTooLarge()
    {
        using var file = new MemoryStream();
        file.SetLength(ResultsFile.MaxLength + 1);
        var read = await new ResultsFile(ResultsForm.Of(CertificateKind.Grade), file).RowsAsync(CancellationToken.None).ToListAsync();
        Assert.That(read.Single().Refusals?.First.Code.Code, Is.EqualTo("file_too_large"));
    }

    [TestCase(ResultsFile.MaxRows, null)]
    [TestCase(ResultsFile.MaxRows + 1, "too_many_rows")]
    public async Task Read_ManyRows_AreTakenUpToTheLimit(int rows, string? code)
    {
        var text = new StringBuilder(Results.Header).Append('\n');
        for (var i = 1; i <= rows; i++)
        {
            text.Append('T').Append(i).Append(",,,,,,,,,,\n");
        }

        Assert.That((await Results.RefusalAsync(text.ToString()))?.Code.Code, Is.EqualTo(code));
    }

    [TestCase("\n")]
    [TestCase("\r\n")]
    public async Task Read_RaggedRowsAndBlankLines_AreNumberedByDataRow(string newLine)
    {
        var rows = await Results.RowsAsync(string.Join(newLine, "", Required + ",备注", "T1,a", "", ",,,", "T2,b,c,d,e,f,g,h,i,j,k", "T3,b,c,d,e,f,g,h,i,j,k,l"));
        Assert.That(
            string.Join(' ', rows.Select(row => $"{row.Number}:{row[ResultsColumn.CandidateNumber]}:{row[ResultsColumn.AssessedOn]}:{row.Flaw}")),
            Is.EqualTo("1:T1::None 2:T2:j:None 3:T3:j:Malformed"));
    }

    [Test]
    public async Task Read_ColumnsInAnyOrderAndLanguage_AreFound()
    {
        var rows = await Results.RowsAsync(
            "photo, 考核日期 ,ABILITYSCORE,备注,theoryScore,grade,direction,occupationCode,idNumber,idType,姓名,candidateNumber\n"
            + "1.jpg,2026-04-25,61.5,not kept,73,高级,云计算运维,2-02-38-04,991643199201143758,居民身份证,余敏静,T1\n");
        Assert.That(rows.Single().Fields, Is.EqualTo((Results.GoodRow + "1.jpg").Split(',')));
    }

    [Test]
    public async Task Read_QuotedFields_AreUnquoted()
    {
        var rows = await Results.RowsAsync(Required + "\n#T1,\"=HYPERLINK(\"\"http://x\"\")\",\"a,b\nc\",,,,,,,\n");
        Assert.That(string.Join('|', rows.Single().Fields.Take(3)), Is.EqualTo("#T1|=HYPERLINK(\"http://x\")|a,b\nc"));
    }

    [Test]
    public async Task Read_Json_GivesTheSameRows()
    {
        var rows = await Results.RowsAsync(
            "\uFEFF {\"version\":{\"a\":[1]},\"results\":["
            + string.Join(",", Enumerable.Range(1, 500).Select(i =>
                $$"""{"candidateNumber":"T{{i}}","name":"余敏静","idType":"resident_id","idNumber":99164,"theoryScore":73.50,"abilityScore":null,"extra":[]}"""))
            + ",{\"candidateNumber\":{}}],\"note\":\"" + new string('x', 1000) + "\"}");
        Assert.That(rows, Has.Count.EqualTo(501));
        Assert.That(
            string.Join('|', rows[499].Fields), Is.EqualTo("T500|余敏静|resident_id|99164||||73.50|||"));
        Assert.That((rows[499].Number, rows[499].Flaw), Is.EqualTo((500, SentRowFlaw.None)));
        Assert.That(rows[500].Flaw, Is.EqualTo(SentRowFlaw.Malformed));
    }

    [Test]
    public void SentRow_WrittenAsJson_ReadsBack() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), ArbMap.Default.ArbFor<PositiveInt>(), (text, number) =>
        {
            var fields = Results.GoodRow.Split(',');
            fields[1] = string.Concat(text.Get.EnumerateRunes());
            var row = new SentRow(number.Get, fields, SentRowFlaw.Malformed);
            var read = SentRow.FromUtf8Json(row.ToUtf8Json());
            return (read.Number, read.Flaw) == (row.Number, row.Flaw) && read.Fields.SequenceEqual(fields, StringComparer.Ordinal);
        }).QuickCheckThrowOnFailure();

    [Test]
    public void SentRow_Printed_HidesThePerson() => Assert.That($"{Results.Row()}", Is.EqualTo("SentRow 1"));
}
