using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Certificates.Tests.Api.Templates;
using Certificates.Tests.Files;
using MiniExcelLibs;

namespace Certificates.Tests.Api.Rows;

/// <summary>The faulty rows alone as a workbook, of a dry run and of a batch: marked, noted, corrected, sent again.</summary>
internal sealed class FaultyRowsTests
{
    private const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private const string Institution = "0395";
    private static readonly string[] Header = Csv.Header.Split(',');

    private static RunningApi Api => SharedApi.Running;

    [OneTimeSetUp]
    public Task AddInstitutionAsync() => Api.AddInstitutionAsync(Institution);

    [Test]
    public async Task DryRun_AnsweredAsAWorkbook_HasTheRejectedRowsWithMarksAndNotes()
    {
        var book = new OpenedBook(await DryRunAsync(File(out var faulty)));
        var styles = book.Sheet(1).Descendants(OpenedBook.Main + "row").ElementAt(1).Elements(OpenedBook.Main + "c").Select(cell => cell.Attribute("s")?.Value).ToList();

        Assert.That(book.Sheet(1).Descendants(OpenedBook.Main + "row").Count(), Is.EqualTo(3), "a header and two of four rows");
        Assert.That(book.Row(1, 2).Take(10), Is.EqualTo(faulty));
        Assert.That(book.Row(1, 2)[11], Is.EqualTo("已退回"));
        Assert.That(book.NotedCells, Is.EquivalentTo(new[] { "B2", "G2", "I2", "J3" }));
        Assert.That(styles.Select((style, i) => (style, i)).Where(cell => cell.style != styles[0]).Select(cell => cell.i), Is.EqualTo(new[] { 1, 6, 8 }));
        Assert.That(book.FormatOf(styles[3]!), Is.EqualTo("@"));
    }

    [Test]
    public async Task Note_OfACell_ShowsTheCharacterAndSaysWhatToDo()
    {
        var book = new OpenedBook(await DryRunAsync(File(out _)));

        Assert.That(book.Notes, Has.Some.Contains("“⽂”").And.Some.Contains("“文”"));
        Assert.That(book.Notes, Has.All.Match("请|应为"));
        Assert.That(book.Notes, Has.None.Match("[a-z]{3,}_[a-z]+"), "no code in a sentence for people");
    }

    [Test]
    public async Task Note_OfCharactersWithoutGlyph_ShowsEach()
    {
        var book = new OpenedBook(await DryRunAsync(TestBook.Of(Header, Csv.Row("王𠀀𠀁").Split(','))));

        Assert.That(book.Notes.Single(), Does.Contain("“𠀀”（U+20000）").And.Contain("“𠀁”（U+20001）"));
    }

    [Test]
    public async Task DryRun_Corrected_IsIssued()
    {
        var rows = new MemoryStream(await DryRunAsync(File(out _))).Query(useHeaderRow: true).Cast<IDictionary<string, object?>>().ToList();
        (rows[0]["姓名"], rows[0]["等级"], rows[0]["专业能力成绩"]) = ("王文", "高级", "88");
        rows[1]["考核日期"] = "2026-04-25";
        using var corrected = new MemoryStream();
        await corrected.SaveAsAsync(rows.Select(row => row.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal)));

        using var client = Api.Client($"{Institution}-operator");
        using var sent = await client.PostAsync("/v1/batches", Content(corrected.ToArray()));
        Assert.That((int)sent.StatusCode, Is.EqualTo(202), await sent.Content.ReadAsStringAsync());
        await client.GetStringAsync($"{sent.Headers.Location}/events");
        var batch = (await client.GetFromJsonAsync<JsonNode>(sent.Headers.Location))!;

        Assert.That(((int)batch["counts"]!["received"]!, (int)batch["counts"]!["issued"]!), Is.EqualTo((2, 2)), batch.ToJsonString());
    }

    [TestCase("", 5)]
    [TestCase("?outcome=rejected", 3)]
    [TestCase("?outcome=not_passed", 2)]
    [TestCase("?outcome=duplicate", 1)]
    public async Task RowsXlsx_OfOneOutcome_HasThoseAlone(string query, int lines)
    {
        using var client = Api.Client($"{Institution}-operator");
        using var sent = await client.PostAsync("/v1/batches", Content(File(out _)));
        var book = new OpenedBook(await client.GetByteArrayAsync($"{sent.Headers.Location}/rows.xlsx{query}"));

        Assert.That(book.Sheet(1).Descendants(OpenedBook.Main + "row").Count(), Is.EqualTo(lines));
        await Problem.AssertAsync(await client.GetAsync($"{sent.Headers.Location}/rows.xlsx?outcome=gone"), 400, "outcome_unknown");
    }

    [Test]
    public async Task DryRun_AnsweredAsAWorkbook_IsOpenedBySpreadsheetsWithItsNotes()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var path = Path.Combine(folder.FullName, "faults.xlsx");
            await System.IO.File.WriteAllBytesAsync(path, await DryRunAsync(File(out var faulty)));
            Tool.Run("soffice", $"-env:UserInstallation=file://{folder.FullName}/profile", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", $"{folder.FullName}/saved", path);
            var saved = new OpenedBook(await System.IO.File.ReadAllBytesAsync(Path.Combine(folder.FullName, "saved", "faults.xlsx")));

            Assert.That(saved.NotedCells, Is.EquivalentTo(new[] { "B2", "G2", "I2", "J3" }));
            Assert.That(saved.Row(1, 2)[3], Is.EqualTo(faulty[3]));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Test]
    public async Task RowsXlsx_CorrectedInASpreadsheetAndSavedByIt_IsIssued()
    {
        using var client = Api.Client($"{Institution}-operator");
        using var sent = await client.PostAsync("/v1/batches", Content(TestBook.Of(Header, Csv.Row(grade: "顶级").Split(','))));
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var (rows, text) = (Path.Combine(folder.FullName, "rows.xlsx"), Path.Combine(folder.FullName, "rows.fods"));
            await System.IO.File.WriteAllBytesAsync(rows, await client.GetByteArrayAsync($"{sent.Headers.Location}/rows.xlsx?outcome=rejected"));

            // The spreadsheet's own document as text is where a hand would correct it; the spreadsheet makes the workbook of it again.
            Convert(folder, "fods", rows);
            var document = await System.IO.File.ReadAllTextAsync(text);
            Assert.That(document, Does.Contain("<text:p>顶级</text:p>"));
            await System.IO.File.WriteAllTextAsync(text, document.Replace("<text:p>顶级</text:p>", "<text:p>高级</text:p>", StringComparison.Ordinal));
            Convert(folder, "xlsx:Calc MS Excel 2007 XML", text);
            using var again = await client.PostAsync("/v1/batches", Content(await System.IO.File.ReadAllBytesAsync(rows)));
            Assert.That((int)again.StatusCode, Is.EqualTo(202), await again.Content.ReadAsStringAsync());
            await client.GetStringAsync($"{again.Headers.Location}/events");
            var batch = (await client.GetFromJsonAsync<JsonNode>(again.Headers.Location))!;

            Assert.That(((int)batch["counts"]!["received"]!, (int)batch["counts"]!["issued"]!), Is.EqualTo((1, 1)), batch.ToJsonString());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Convert(DirectoryInfo folder, string to, string path) => Tool.Run(
        "soffice", $"-env:UserInstallation=file://{folder.FullName}/profile", "--headless", "--convert-to", to, "--outdir", folder.FullName, path);

    /// <summary>A good row, one with three faults, one below the pass mark, one with a wrong day.</summary>
    private static byte[] File(out string[] faulty)
    {
        faulty = Csv.Row("王⽂").Split(',');
        (faulty[6], faulty[8]) = ("顶级", "一百");
        var late = Csv.Row().Split(',');
        late[9] = "2026.13.45";
        return TestBook.Of(Header, Csv.Row().Split(','), faulty, Csv.Row(theory: "12").Split(','), late);
    }

    private static async Task<byte[]> DryRunAsync(byte[] file)
    {
        using var client = Api.Client($"{Institution}-operator");
        client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue(Workbook));
        using var answer = await client.PostAsync("/v1/batches?dryRun=true", Content(file));
        Assert.That(((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType), Is.EqualTo((200, Workbook)), await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadAsByteArrayAsync();
    }

    private static ByteArrayContent Content(byte[] file) => new(file) { Headers = { ContentType = new MediaTypeHeaderValue(Workbook) } };
}
