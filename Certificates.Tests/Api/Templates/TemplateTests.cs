using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Certificates.Tests.Api.Templates;

/// <summary>Workbooks to fill in: what stands in them, and that they are taken when they come back.</summary>
internal sealed class TemplateTests
{
    private const string Institution = "0397";

    private static RunningApi Api => SharedApi.Running;

    [OneTimeSetUp]
    public Task AddInstitutionAsync() => Api.AddInstitutionAsync(Institution);

    [TestCase("grade", "", "成绩", "准考证号 姓名 证件类型 证件号码 职业编码 职业方向 等级 理论知识成绩 专业能力成绩 考核日期 照片 培训证书编号")]
    [TestCase("training", "", "培训结果", "学员编号 姓名 证件类型 证件号码 职业编码 职业方向 等级 培训学时 规定学时 结业测试 开课日期 结业日期 照片")]
    [TestCase("grade", "?earlier=true", "已发证书", "证书编号 姓名 证件类型 证件号码 职业编码 职业方向 等级 考核日期 发证日期")]
    public async Task Template_OfAKind_HasItsColumnsAsTextWithNotesAndAFrozenHeader(string kind, string query, string sheet, string columns)
    {
        var book = new OpenedBook(await TemplateAsync(kind, query));
        var form = book.Sheet(1);

        Assert.That(book.Sheets, Is.EqualTo(new[] { (sheet, "visible"), ("示例", "visible"), ("选项", "hidden") }));
        Assert.That(book.Row(1, 1), Is.EqualTo(columns.Split(' ')));
        Assert.That(form.Descendants(OpenedBook.Main + "pane").Single().Attribute("ySplit")?.Value, Is.EqualTo("1"));
        var styles = form.Descendants(OpenedBook.Main + "col").Select(column => book.FormatOf(column.Attribute("style")!.Value)).ToList();
        Assert.That(styles, Has.Count.EqualTo(columns.Split(' ').Length).And.All.EqualTo("@"));
        Assert.That(book.Notes, Has.Count.EqualTo(columns.Split(' ').Length).And.All.Match("^(必填|选填)。.+"));
    }

    [Test]
    public async Task Template_OffersWhatTheInstitutionMayIssueAndNothingElse()
    {
        var id = int.Parse(Institution, System.Globalization.CultureInfo.InvariantCulture);
        var numbers = $"SELECT OccupationNumber FROM Authorisation WHERE InstitutionId = {id} AND Kind = 'Z'";
        var book = new OpenedBook(await TemplateAsync("grade"));
        var listed = Lists(book);

        Assert.That(listed["职业编码"], Has.Count.EqualTo(await Api.CountAsync($"SELECT COUNT(DISTINCT Number) FROM Occupation WHERE Number IN ({numbers})")));
        Assert.That(listed["证件类型"], Has.Count.EqualTo(7).And.Contain("居民身份证"));
        Assert.That(listed["等级"], Is.EqualTo(new[] { "初级", "中级", "高级" }));
        Assert.That(listed["职业方向"], Does.Contain("云计算运维").And.Unique);

        await Api.ExecuteAsync($"UPDATE Authorisation SET WithdrawnAt = RecordedAt WHERE InstitutionId = {id} AND Kind = 'Z' AND OccupationNumber <> '08'");
        var narrowed = Lists(new OpenedBook(await TemplateAsync("grade")));
        await Api.ExecuteAsync($"UPDATE Authorisation SET WithdrawnAt = NULL WHERE InstitutionId = {id}");

        Assert.That(narrowed["职业编码"], Is.EqualTo(new[] { "2-02-38-08" }));
        Assert.That(narrowed["职业方向"], Does.Not.Contain("云计算运维"));
    }

    [Test]
    public async Task Template_FilledIn_IsTakenWithoutAWord()
    {
        var file = new OpenedBook(await TemplateAsync("grade")).With(Csv.Row().Split(','), Csv.Row().Split(','));
        var dry = await SendAsync(file, "/v1/batches?dryRun=true");

        Assert.That(((int)dry["counts"]!["pending"]!, (int)dry["counts"]!["received"]!, (string)dry["sheet"]!), Is.EqualTo((2, 2, "成绩")), dry.ToJsonString());
        Assert.That(dry["items"]!.AsArray(), Is.Empty);
        Assert.That((int)dry["ignoredCount"]!, Is.Zero);
    }

    [TestCase("training", "", "/v1/batches?dryRun=true&kind=training", "S1,王芳,居民身份证,991643199201143758,2-02-38-04,云计算运维,中级,80,80,是,2026-03-02,2026-04-25")]
    [TestCase("grade", "?earlier=true", "/v1/imports?dryRun=true", "粤人社证字第20210001号,王芳,居民身份证,991643199201143758,2-02-38-04,云计算运维,中级,2022-04-25,2022-05-20")]
    public async Task Template_OfEachKind_IsTakenByTheCallItIsFor(string kind, string query, string call, string row)
    {
        var sender = kind == "training" ? "stranger" : $"{Institution}-operator";
        var dry = await SendAsync(new OpenedBook(await TemplateAsync(kind, query, sender)).With(row.Split(',')), call, sender);

        Assert.That(((int)dry["counts"]!["received"]!, (int)dry["counts"]!["pending"]!), Is.EqualTo((1, 1)), dry.ToJsonString());
    }

    [Test]
    public async Task Template_FilledInAndSavedByASpreadsheet_KeepsItsListsAndIsTaken()
    {
        var row = Csv.Row().Split(',');
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var path = Path.Combine(folder.FullName, "template.xlsx");
            await File.WriteAllBytesAsync(path, new OpenedBook(await TemplateAsync("grade")).With(row));
            Tool.Run("soffice", $"-env:UserInstallation=file://{folder.FullName}/profile", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", $"{folder.FullName}/saved", path);
            var saved = await File.ReadAllBytesAsync(Path.Combine(folder.FullName, "saved", "template.xlsx"));
            var book = new OpenedBook(saved);
            var dry = await SendAsync(saved, "/v1/batches?dryRun=true");

            Assert.That((int)dry["counts"]!["pending"]!, Is.EqualTo(1), dry.ToJsonString());
            Assert.That(book.Sheets.Select(sheet => sheet.State), Is.EqualTo(new[] { "visible", "visible", "hidden" }));
            Assert.That(book.Row(1, 2)[3], Is.EqualTo(row[3]));
            Assert.That(book.Sheet(1).Descendants(OpenedBook.Main + "dataValidation").Select(each => each.Element(OpenedBook.Main + "formula1")!.Value), Has.All.Contains("选项").And.Exactly(4).Items);
            Assert.That(book.Notes, Has.Count.EqualTo(12));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Test]
    public async Task Template_ForNobodyWhoSends_IsRefused()
    {
        using var auditor = Api.Client("auditor");
        using var operatorOfNone = Api.Client("operator");

        Assert.That((int)(await auditor.GetAsync("/v1/templates/grade.xlsx")).StatusCode, Is.EqualTo(403));
        await Problem.AssertAsync(await operatorOfNone.GetAsync("/v1/templates/other.xlsx"), 400, "kind_unknown");
    }

    private static Dictionary<string, List<string>> Lists(OpenedBook book)
    {
        var rows = Enumerable.Range(1, book.Sheet(3).Descendants(OpenedBook.Main + "row").Count()).Select(i => book.Row(3, i)).ToList();
        return rows[0].Select((word, i) => (word, Values: rows.Skip(1).Select(row => i < row.Count ? row[i] : "").Where(value => value.Length > 0).ToList()))
            .ToDictionary(list => list.word, list => list.Values, StringComparer.Ordinal);
    }

    private static async Task<byte[]> TemplateAsync(string kind, string query = "", string sender = $"{Institution}-operator")
    {
        using var client = Api.Client(sender);
        return await client.GetByteArrayAsync($"/v1/templates/{kind}.xlsx{query}");
    }

    private static async Task<JsonNode> SendAsync(byte[] file, string path, string sender = $"{Institution}-operator")
    {
        using var client = Api.Client(sender);
        using var content = new ByteArrayContent(file) { Headers = { ContentType = new("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet") } };
        using var answer = await client.PostAsync(path, content);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That((int)answer.StatusCode, Is.EqualTo(200), text);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }
}
