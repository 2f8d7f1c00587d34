using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Certificates.Tests.Files;
using Certificates.Tests.Verifying;
using MiniExcelLibs;

namespace Certificates.Tests.Api;

/// <summary>Tables as offices save them, sent to the service: dry, in earnest, and back.</summary>
internal sealed class TableTests
{
    private const string Institution = "0392";
    private static readonly string[] Header = Csv.Header.Split(',');

    private static RunningApi Api => SharedApi.Running;

    [OneTimeSetUp]
    public Task AddInstitutionAsync() => Api.AddInstitutionAsync(Institution);

    [Test]
    public async Task Workbook_WithAHiddenSheetAndFooters_IsIssuedToTheVisiblePeople()
    {
        var (hidden, visible) = (Csv.Row("隐藏"), Csv.Row("王芳"));
        var file = new TestBook()
            .Sheet("旧名单", [Header, hidden.Split(',')], "hidden")
            .Sheet("成绩", [["2026年成绩"], Header, visible.Split(','), ["合计：1 人"]], merged: "A1:J1,A4:J4", hidden: [3])
            .ToArray();
        var dry = await SendAsync(file, "/v1/batches?dryRun=true", 200);
        var batch = await SendAsync(file, "/v1/batches", 202);
        using var client = Api.Client($"{Institution}-operator");
        await client.GetStringAsync($"/v1/batches/{batch["id"]}/events");
        batch = (await client.GetFromJsonAsync<JsonNode>($"/v1/batches/{batch["id"]}"))!;
        var row = (await client.GetFromJsonAsync<JsonNode>($"/v1/batches/{batch["id"]}/rows"))!["items"]![0]!;

        foreach (var answer in new[] { dry, batch })
        {
            Assert.That(answer["sheet"]!.GetValue<string>(), Is.EqualTo("成绩"));
            Assert.That(answer["hiddenRows"]!.GetValue<int>(), Is.EqualTo(1));
            Assert.That(answer["ignoredCount"]!.GetValue<int>(), Is.EqualTo(1));
            Assert.That(answer["ignored"]!.ToJsonString(Relaxed), Is.EqualTo("[{\"sheetRow\":4,\"text\":\"合计：1 人\"}]"));
            Assert.That(answer["counts"]!["received"]!.GetValue<int>(), Is.EqualTo(1));
        }

        Assert.That(batch["counts"]!["issued"]!.GetValue<int>(), Is.EqualTo(1));
        Assert.That((row["row"]!.GetValue<int>(), row["sheetRow"]!.GetValue<int>(), row["name"]!.GetValue<string>()), Is.EqualTo((1, 3, "王芳")));
    }

    [Test]
    public async Task Workbook_WithTwoSheets_IsRefusedUntilOneIsNamed()
    {
        var file = new TestBook().Sheet("初级", [Header, Csv.Row().Split(',')]).Sheet("高级", [Header, Csv.Row().Split(',')]).ToArray();
        await RefusedAsync(file, "/v1/batches", "sheets_ambiguous", "“初级”、“高级”");
        var dry = await SendAsync(file, "/v1/batches?dryRun=true&sheet=%E9%AB%98%E7%BA%A7", 200);
        Assert.That((dry["sheet"]!.GetValue<string>(), dry["counts"]!["pending"]!.GetValue<int>()), Is.EqualTo(("高级", 1)));
    }

    [Test]
    public async Task NumberCells_ThatLostDigits_AreRejectedEachForItself()
    {
        string[] first = Csv.Row().Split(','), second = Csv.Row().Split(','), third = Csv.Row().Split(',');
        (first[0], second[0], third[3]) = ("#202506240001000017", "#202506240001000018", $"#{third[3][..17]}0");
        foreach (var path in new[] { "/v1/batches?dryRun=true", "/v1/batches" })
        {
            var answer = await SendAsync(TestBook.Of(Header, first, second, third), path, path.Contains("dry", StringComparison.Ordinal) ? 200 : 202);
            using var client = Api.Client($"{Institution}-operator");
            var rows = answer["items"] ?? (await client.GetFromJsonAsync<JsonNode>($"/v1/batches/{answer["id"]}/rows"))!["items"]!;
            Assert.That(
                rows.AsArray().Select(row => string.Join(' ', row!["reasons"]!.AsArray().Select(reason => $"{reason!["code"]} {reason["field"]}"))),
                Is.EqualTo(new[] { "candidate_number_invalid candidateNumber", "candidate_number_invalid candidateNumber", "id_number_invalid idNumber" }));
        }
    }

    /// <summary>A column that was a quantity on its way: one number fits its check digit by chance, and is another person's.</summary>
    [Test]
    public async Task IdNumbers_RoundedByASpreadsheet_AreAllRejected()
    {
        var fitting = Enumerable.Range(0, 1000).Select(ResidentIds.Of).First(id => id.EndsWith("000", StringComparison.Ordinal));
        string[] first = Csv.Row().Split(','), second = Csv.Row().Split(',');
        (first[3], second[3]) = (fitting, $"{ResidentIds.Of(7)[..15]}000");
        foreach (var path in new[] { "/v1/batches?dryRun=true", "/v1/batches" })
        {
            var answer = await SendAsync(TestBook.Of(Header, first, second), path, path.Contains("dry", StringComparison.Ordinal) ? 200 : 202);
            using var client = Api.Client($"{Institution}-operator");
            var rows = answer["items"] ?? (await client.GetFromJsonAsync<JsonNode>($"/v1/batches/{answer["id"]}/rows"))!["items"]!;
            Assert.That(answer["counts"]!["rejected"]!.GetValue<int>(), Is.EqualTo(2), path);
            Assert.That(rows.AsArray().Select(row => (string)row!["reasons"]![0]!["message"]!), Is.All.Contains("loses digits"));
        }
    }

    [TestCase("zh-CN,zh;q=0.9", "不能用于姓名")]
    [TestCase("en", "which no name may have")]
    [TestCase(null, "which no name may have")]
    public async Task Reasons_OfRows_AreInTheLanguageOfTheReader(string? language, string words)
    {
        var row = Csv.Row().Split(',');
        row[1] = "王*";
        using var client = Api.Client($"{Institution}-operator");
        client.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", language);
        var file = string.Join('\n', Csv.Header, string.Join(',', row));
        using var tried = await client.PostAsync("/v1/batches?dryRun=true", Csv.Content(file));
        using var sent = await client.PostAsync("/v1/batches", Csv.Content(file));
        var dry = (await tried.Content.ReadFromJsonAsync<JsonNode>())!;
        var rows = (await client.GetFromJsonAsync<JsonNode>($"{sent.Headers.Location}/rows"))!;

        Assert.That(new[] { dry, rows }.Select(answer => (string)answer["items"]![0]!["reasons"]![0]!["message"]!), Is.All.Contain(words));
    }

    [TestCase("html", "format_not_read", "网页（HTML）")]
    [TestCase("protected", "workbook_protected", "密码")]
    [TestCase("merged", "cells_merged", "C2:C3")]
    [TestCase("two-level", "header_not_found", "两级表头")]
    public async Task File_ThatCannotBeReadForCertain_IsRefusedInWordsThatSayWhatToDo(string kind, string code, string words)
    {
        string[][] table = [Header, Csv.Row().Split(','), Csv.Row().Split(',')];
        var file = kind switch
        {
            "html" => "<html><table></table></html>"u8.ToArray(),
            "protected" => new OldBook { IsEncrypted = true }.Sheet("S", table).ToArray(),
            "merged" => new TestBook().Sheet("S", table, merged: "C2:C3").ToArray(),
            _ => new TestBook().Sheet("S", [["考生", "", "成绩"], .. table], merged: "A1:B1").ToArray(),
        };
        await RefusedAsync(file, "/v1/batches", code, words);
        await RefusedAsync(file, "/v1/batches?dryRun=true", code, words);
    }

    [Test]
    public async Task OldWorkbookAndUnicodeText_AreTakenLikeOthers()
    {
        byte[] text = [.. System.Text.Encoding.Unicode.GetPreamble(), .. System.Text.Encoding.Unicode.GetBytes($"{Csv.Header}\n{Csv.Row()}".Replace(',', '\t'))];
        foreach (var file in new[] { OldBook.Of(Header, Csv.Row().Split(',')), text })
        {
            Assert.That((await SendAsync(file, "/v1/batches?dryRun=true", 200))["counts"]!["pending"]!.GetValue<int>(), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task Imports_AreReadByTheSameRules()
    {
        string[] header = ["证书编号", "姓名", "证件类型", "身份证号", "职业编码", "职业方向", "等级", "考核日期", "发证日期"];
        string[] row = [$"SF-2021-{Csv.ResidentId(700_001)[^6..]}", "路远", "居民身份证", Csv.ResidentId(700_001), "2-02-38-08", "", "初级", "2021-11-20", "2021-12-01"];
        var file = new TestBook().Sheet("隐", [header, row], "hidden").Sheet("历史证书", [["历史证书"], header, row, ["#991643199201143758", .. row[1..]], ["小计"]]).ToArray();
        var dry = await SendAsync(file, "/v1/imports?dryRun=true", 200);
        Assert.That((dry["sheet"]!.GetValue<string>(), dry["counts"]!["pending"]!.GetValue<int>(), dry["ignoredCount"]!.GetValue<int>()), Is.EqualTo(("历史证书", 1, 1)), dry.ToJsonString(Relaxed));
        Assert.That(dry["items"]![0]!["reasons"]![0]!["code"]!.GetValue<string>(), Is.EqualTo("number_invalid"));
        Assert.That(dry["items"]![0]!["sheetRow"]!.GetValue<int>(), Is.EqualTo(4));
    }

    [Test]
    public async Task RowsXlsx_OfABatch_HasIdsAsTextAndMarksWhatIsAtFault()
    {
        var (issued, faulty) = (Csv.Row().Split(','), Csv.Row().Split(','));
        faulty[3] = "#991643199201143758";
        var batch = await SendAsync(TestBook.Of(Header, issued, faulty), "/v1/batches", 202);
        using var client = Api.Client($"{Institution}-operator");
        await client.GetStringAsync($"/v1/batches/{batch["id"]}/events");
        using var answer = await client.GetAsync($"/v1/batches/{batch["id"]}/rows.xlsx");
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        var rows = new MemoryStream(bytes).Query(useHeaderRow: true).Cast<IDictionary<string, object?>>().ToList();

        Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"));
        Assert.That(answer.Content.Headers.ContentDisposition?.FileName, Is.EqualTo($"{batch["id"]}.xlsx"));
        Assert.That(rows[0]!.Keys, Is.EqualTo($"{Csv.Header},照片,结果,原因,证书编号,领取码".Split(',')));
        Assert.That(rows[0]["证件号码"], Is.EqualTo(issued[3]));
        Assert.That((rows[0]["结果"], rows[1]["结果"]), Is.EqualTo(("已发证", "已退回")));
        Assert.That(rows[1]["原因"], Is.EqualTo("证件号码被存成了数字，末几位已丢失：请把该列设为文本后重新填写"));
        var (sheet, styles) = (Part(bytes, "xl/worksheets/sheet1.xml"), Part(bytes, "xl/styles.xml"));
        Assert.That(styles, Does.Contain("FFFFC7CE").And.Contain("numFmtId=\"49\"").Or.Contain("formatCode=\"@\""));
        Assert.That(sheet, Does.Contain("<cols>"));
        var cells = System.Xml.Linq.XDocument.Parse(sheet).Descendants().Where(element => element.Name.LocalName == "c").ToList();
        Assert.That(cells, Is.All.Matches<System.Xml.Linq.XElement>(cell => cell!.Attribute("t")?.Value is "inlineStr" or "s" or null));
        Assert.That(cells.Skip(15).Take(11).Select(cell => cell.Attribute("s")?.Value).Distinct(StringComparer.Ordinal).Count(), Is.EqualTo(1), "a row without fault has no mark");
        Assert.That(cells.Skip(30).Take(11).Select((cell, i) => (cell.Attribute("s")?.Value != cells[15].Attribute("s")?.Value, i)).Where(each => each.Item1).Select(each => each.i), Is.EqualTo(new[] { 3 }));
    }

    [Test]
    public async Task RowsXlsx_CorrectedAndSentAgain_IsIssued()
    {
        var (first, second) = (Csv.Row().Split(','), Csv.Row().Split(','));
        var right = second[9];
        second[9] = "2026.13.45";
        var batch = await SendAsync(TestBook.Of(Header, first, second), "/v1/batches", 202);
        using var client = Api.Client($"{Institution}-operator");
        await client.GetStringAsync($"/v1/batches/{batch["id"]}/events");
        var rows = new MemoryStream(await client.GetByteArrayAsync($"/v1/batches/{batch["id"]}/rows.xlsx")).Query(useHeaderRow: true).Cast<IDictionary<string, object?>>().ToList();
        rows[1]["考核日期"] = right;
        using var corrected = new MemoryStream();
        await corrected.SaveAsAsync(rows.Select(row => row.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal)));

        var again = await SendAsync(corrected.ToArray(), "/v1/batches?dryRun=true", 200);

        Assert.That((again["counts"]!["pending"]!.GetValue<int>(), again["counts"]!["duplicate"]!.GetValue<int>(), again["counts"]!["received"]!.GetValue<int>()), Is.EqualTo((1, 1, 2)), again.ToJsonString(Relaxed));
    }

    [Test]
    public async Task RowsXlsx_SavedByASpreadsheet_KeepsEveryIdAndIsTakenAgain()
    {
        var row = Csv.Row().Split(',');
        (var idNumber, row[9]) = (row[3], "2026.13.45");
        var batch = await SendAsync(TestBook.Of(Header, row), "/v1/batches", 202);
        using var client = Api.Client($"{Institution}-operator");
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var path = Path.Combine(folder.FullName, "rows.xlsx");
            await File.WriteAllBytesAsync(path, await client.GetByteArrayAsync($"/v1/batches/{batch["id"]}/rows.xlsx"));
            Tool.Run("soffice", $"-env:UserInstallation=file://{folder.FullName}/profile", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", $"{folder.FullName}/saved", path);
            var saved = await File.ReadAllBytesAsync(Path.Combine(folder.FullName, "saved", "rows.xlsx"));

            var again = await SendAsync(saved, "/v1/batches?dryRun=true", 200);

            Assert.That(new MemoryStream(saved).Query(useHeaderRow: true).Cast<IDictionary<string, object?>>().Single()["证件号码"], Is.EqualTo(idNumber));
            Assert.That(again["items"]!.AsArray().Single()!["reasons"]!.AsArray().Single()!["code"]!.GetValue<string>(), Is.EqualTo("assessed_on_invalid"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static readonly System.Text.Json.JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string Part(byte[] workbook, string name)
    {
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(workbook));
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }

    private static async Task<JsonNode> SendAsync(byte[] file, string path, int status)
    {
        using var client = Api.Client($"{Institution}-operator");
        using var answer = await client.PostAsync(path, Form(file));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That((int)answer.StatusCode, Is.EqualTo(status), text);
        return JsonNode.Parse(text)!;
    }

    private static async Task RefusedAsync(byte[] file, string path, string code, string words)
    {
        using var client = Api.Client($"{Institution}-operator");
        client.DefaultRequestHeaders.AcceptLanguage.Add(new StringWithQualityHeaderValue("zh-CN"));
        using var answer = await client.PostAsync(path, Form(file));
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.That(((int)answer.StatusCode, problem["code"]!.GetValue<string>()), Is.EqualTo((400, code)));
        Assert.That(problem["detail"]!.GetValue<string>(), Does.Contain(words));
    }

    private static MultipartFormDataContent Form(byte[] file) => new() { { new ByteArrayContent(file), "file", "成绩.xlsx" } };
}
