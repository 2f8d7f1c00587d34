using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Certificates.Core.Files;
using Sylvan.Data.Csv;

namespace Certificates.Tests.Api;

internal sealed class RowsTests
{
    private static RunningApi Api => SharedApi.Running;

    [Test]
    public async Task Rows_PagedThrough_AreAllOfThemInOrder()
    {
        var id = (await Api.IssueAsync(Csv.File(issued: 3, notPassed: 2, rejected: 2)))["id"];
        using var client = Api.Client("operator");
        var (rows, after) = (new List<int>(), "");
        do
        {
            var page = (await client.GetFromJsonAsync<JsonNode>($"/v1/batches/{id}/rows?limit=3{after}"))!;
            rows.AddRange(page["items"]!.AsArray().Select(row => row!["row"]!.GetValue<int>()));
            after = page["next"] is { } next ? $"&after={next}" : null;
        }
        while (after is not null);

        Assert.That(rows, Is.EqualTo(Enumerable.Range(1, 7)));
    }

    [TestCase("issued", 2)]
    [TestCase("not_passed", 1)]
    [TestCase("rejected", 1)]
    [TestCase("duplicate", 0)]
    public async Task Rows_OfOneOutcome_AreThoseAlone(string outcome, int count)
    {
        var id = (await Api.IssueAsync(Csv.File(issued: 2, notPassed: 1, rejected: 1)))["id"];
        using var client = Api.Client("auditor");
        var page = (await client.GetFromJsonAsync<JsonNode>($"/v1/batches/{id}/rows?outcome={outcome}"))!;

        Assert.That(page["items"]!.AsArray().Select(row => row!["outcome"]!.GetValue<string>()), Is.EqualTo(Enumerable.Repeat(outcome, count)));
        Assert.That(page.AsObject().ContainsKey("next"), Is.False);
    }

    [TestCase("limit=0", "limit_invalid")]
    [TestCase("limit=1001", "limit_invalid")]
    [TestCase("limit=x", "request_malformed")]
    [TestCase("after=x", "after_invalid")]
    [TestCase("outcome=gone", "outcome_unknown")]
    public async Task Rows_AskedForWrongly_SayWhat(string query, string code)
    {
        using var client = Api.Client("operator");
        using var answer = await client.GetAsync($"/v1/batches/01a20752-bc36-7caa-941e-27a57eee89fc/rows?{query}");

        await Problem.AssertAsync(answer, 400, code);
    }

    [Test]
    public async Task RowsCsv_ForTheInstitution_HasSentColumnsOutcomeAndClaimCode()
    {
        var (issued, hostile) = (Csv.Row(), Csv.Row(name: "=HYPERLINK(1)"));
        var id = (await Api.IssueAsync($"{Csv.Header}\n{issued}\n{hostile}"))["id"];
        using var client = Api.Client("operator");
        var bytes = await client.GetByteArrayAsync($"/v1/batches/{id}/rows.csv");
        var rows = await ReadAsync(bytes);

        Assert.That(bytes.Take(3), Is.EqualTo(new byte[] { 0xEF, 0xBB, 0xBF }));
        Assert.That(rows[0], Is.EqualTo($"{Csv.Header},照片,结果,原因,证书编号,领取码".Split(',')));
        Assert.That(rows[1][..10], Is.EqualTo(issued.Split(',')));
        Assert.That(rows[1][11..13], Is.EqualTo(new[] { "已发证", "" }));
        Assert.That(rows[1][13], Does.Match("^Z0001[0-9A-Z]{17}$"));
        Assert.That(rows[1][14], Does.Match("^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$"));
        Assert.That(rows[2][1], Is.EqualTo("'=HYPERLINK(1)"));
        Assert.That(rows[2][11], Is.EqualTo("已退回"));
        Assert.That(rows[2][12], Is.EqualTo("姓名含不允许的字符（姓名第 1 位的“=”（U+003D）不能用于姓名，请更正）"));
    }

    [Test]
    public async Task RowsCsv_ForWhoOversees_KeepsClaimCodesBack()
    {
        var id = (await Api.IssueAsync(Csv.File()))["id"];
        using var client = Api.Client("auditor");
        var rows = await ReadAsync(await client.GetByteArrayAsync($"/v1/batches/{id}/rows.csv"));

        Assert.That(rows[1][13], Is.Not.Empty);
        Assert.That(rows[1][14], Is.Empty);
    }

    [TestCase("=1+1", "'=1+1")]
    [TestCase("+86", "'+86")]
    [TestCase("@SUM(A1)", "'@SUM(A1)")]
    [TestCase("\t=1", "'\t=1")]
    [TestCase(" =1+1", "' =1+1")]
    [TestCase("\u00A0\u200B=1+1", "'\u00A0\u200B=1+1")]
    [TestCase("\u3000＝1", "'\u3000＝1")]
    [TestCase(" -5.5", " -5.5")]
    [TestCase(" 王芳", " 王芳")]
    [TestCase("-1+cmd", "'-1+cmd")]
    [TestCase("＝1", "'＝1")]
    [TestCase("-5.5", "-5.5")]
    [TestCase("--", "--")]
    [TestCase("1-2", "1-2")]
    [TestCase("a\"b,c\nd", "a\"b,c\nd")]
    public async Task SpreadsheetLine_Field_IsTextToASpreadsheet(string sent, string shown)
    {
        var rows = await ReadAsync(System.Text.Encoding.UTF8.GetBytes(SpreadsheetLine.Of([sent, "end"])));

        Assert.That(rows.Single(), Is.EqualTo(new[] { shown, "end" }));
    }

    private static async Task<List<string[]>> ReadAsync(byte[] csv)
    {
        using var text = new StreamReader(new MemoryStream(csv));
        await using var reader = await CsvDataReader.CreateAsync(text, new CsvDataReaderOptions { HasHeaders = false });
        var rows = new List<string[]>();
        while (await reader.ReadAsync())
        {
            rows.Add([.. Enumerable.Range(0, reader.RowFieldCount).Select(reader.GetString)]);
        }

        return rows;
    }
}
