using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Certificates.Tests.Files;

namespace Certificates.Tests.Api;

/// <summary>Results as programs write them with exceljs and SheetJS, sent to the service: dry and in earnest.</summary>
internal sealed class OfficeBookTests
{
    private const string Institution = "0394";

    private static readonly string[] Right =
    [
        "exceljs.text.xlsx", "exceljs.typed.xlsx", "exceljs.rich.xlsx", "exceljs.formula.xlsx", "exceljs.link.xlsx", "exceljs.hidden.xlsx",
        "exceljs.1904.xlsx", "exceljs.table.xlsx", "exceljs.streamshared.xlsx", "exceljs.streaminline.xlsx", "exceljs.dressed.xlsx",
        "sheetjs.text.xlsx", "sheetjs.sharedtext.xlsx", "sheetjs.typed.xlsx", "sheetjs.iso.xlsx", "sheetjs.hidden.xlsx", "sheetjs.1904.xlsx",
        "sheetjs.typed.xlsm", "sheetjs.text.biff8", "sheetjs.typed.biff8", "sheetjs.hidden.biff8", "sheetjs.1904.biff8", "sheetjs.text.csv",
        "sheetjs.text.txt",
    ];

    private static readonly string[] Spoilt =
        ["exceljs.number.xlsx", "sheetjs.number.xlsx", "sheetjs.shown.xlsx", "sheetjs.number.xlsm", "sheetjs.number.biff8", "sheetjs.shown.biff8"];

    private static readonly string[] NotRead =
        ["sheetjs.text.ods", "sheetjs.text.fods", "sheetjs.text.xlsb", "sheetjs.text.html", "sheetjs.text.xlml", "sheetjs.text.rtf"];

    private static IReadOnlyDictionary<string, byte[]> _books = null!;

    private static RunningApi Api => SharedApi.Running;

    [OneTimeSetUp]
    public async Task WriteBooksAsync()
    {
        await Api.AddInstitutionAsync(Institution);
        _books = OfficeBooks.Write(new[] { Right, Spoilt, NotRead }.SelectMany(names => names)
            .ToDictionary(name => name, _ => new[] { Csv.Header.Split(','), Csv.Row().Split(',') }, StringComparer.Ordinal));
    }

    [TestCaseSource(nameof(Right))]
    public async Task Book_OfALibrary_IsIssuedToItsPersonOnTheDayItShows(string book)
    {
        var dry = await SendAsync(book, "/v1/batches?dryRun=true", 200);
        Assert.That((dry["counts"]!["pending"]!.GetValue<int>(), dry["counts"]!["received"]!.GetValue<int>()), Is.EqualTo((1, 1)), dry.ToJsonString());

        var batch = await SendAsync(book, "/v1/batches", 202);
        using var client = Api.Client($"{Institution}-operator");
        await client.GetStringAsync($"/v1/batches/{batch["id"]}/events");
        var row = (await client.GetFromJsonAsync<JsonNode>($"/v1/batches/{batch["id"]}/rows"))!["items"]!.AsArray().Single()!;
        var certificate = (await client.GetFromJsonAsync<JsonNode>($"/v1/certificates/{row["certificateNumber"]}"))!["versions"]![0]!;

        Assert.That(((string?)certificate["name"], (string?)certificate["assessedOn"]), Is.EqualTo(("余敏静", "2026-04-25")));
    }

    [TestCaseSource(nameof(Spoilt))]
    public async Task Book_WithAnIdNumberInANumberCell_IsRejectedInWordsThatSayWhatToDo(string book)
    {
        var dry = await SendAsync(book, "/v1/batches?dryRun=true", 200);

        var reason = dry["items"]!.AsArray().Single()!["reasons"]!.AsArray().Single()!;
        Assert.That(((string?)reason["code"], (string?)reason["field"]), Is.EqualTo(("id_number_invalid", "idNumber")));
        Assert.That((string?)reason["message"], Does.Contain("末几位已丢失"));
    }

    [TestCase("sheetjs.text.ods", "OpenDocument 文件（如 .ods）")]
    [TestCase("sheetjs.text.fods", "OpenDocument 文件（如 .ods）")]
    [TestCase("sheetjs.text.xlsb", "二进制工作簿（.xlsb）")]
    [TestCase("sheetjs.text.html", "网页（HTML）")]
    [TestCase("sheetjs.text.xlml", "XML 文件")]
    [TestCase("sheetjs.text.rtf", "文字文档")]
    public async Task Book_OfAFormatThatIsNotRead_IsRefusedByTheNameOfItsKind(string book, string kind)
    {
        var problem = await SendAsync(book, "/v1/batches?dryRun=true", 400);

        Assert.That((string?)problem["code"], Is.EqualTo("format_not_read"));
        Assert.That((string?)problem["detail"], Does.Contain(kind).And.Contain("另存为 .xlsx"));
    }

    [Test]
    public async Task RowsXlsx_OfABatch_IsReadByTheLibraries()
    {
        var row = Csv.Row().Split(',');
        (var idNumber, row[9]) = (row[3], "2026.13.45");
        using var client = Api.Client($"{Institution}-operator");
        using var sent = await client.PostAsync("/v1/batches", Csv.Content($"{Csv.Header}\n{string.Join(',', row)}"));
        var book = OfficeBooks.Read(await client.GetByteArrayAsync($"{sent.Headers.Location}/rows.xlsx"));

        var cells = book["exceljs"]![0]!["rows"]![1]!["cells"]!.AsArray();
        Assert.That(((string?)cells[3]!["value"], (string?)cells[3]!["style"]!["numFmt"]), Is.EqualTo((idNumber, "@")));
        Assert.That((string?)book["sheetjs"]![0]!["rows"]![1]![3], Is.EqualTo(idNumber));
        Assert.That(cells[9]!["style"]!["fill"]!.ToJsonString(), Does.Contain("FFFFC7CE"), "what is at fault stands out");
    }

    private static async Task<JsonNode> SendAsync(string book, string path, int status)
    {
        using var client = Api.Client($"{Institution}-operator");
        client.DefaultRequestHeaders.Add("Accept-Language", "zh-CN");
        using var form = new MultipartFormDataContent { { new ByteArrayContent(_books[book]), "file", $"成绩{Path.GetExtension(book)}" } };
        using var answer = await client.PostAsync(path, form);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That((int)answer.StatusCode, Is.EqualTo(status), text);
        return JsonNode.Parse(text)!;
    }
}
