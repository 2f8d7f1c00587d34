using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Certificates.Core.Access;

namespace Certificates.Tests.Api.ConsolePages;

/// <summary>The clerk's road: try a file, see what is wrong, send what was tried, follow it.</summary>
internal sealed class SendingTests
{
    private static RunningApi Api => SharedApi.Running;

    [Test]
    public async Task File_TriedAndSent_IsTheBatchOfTheseBytes()
    {
        using var clerk = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Operator);
        var csv = Csv.File(issued: 2, rejected: 1);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(csv)));
        var (address, tried) = await clerk.TryAsync(csv);
        var before = await Api.CountAsync("SELECT COUNT(*) FROM Batch");
        using (var sent = await clerk.PostAsync(address!, "/console/batches/send", ("draft", address!.Split('/')[^1])))
        {
            var page = await clerk.ReadAsync(sent.Headers.Location!.ToString());
            Assert.Multiple(async () =>
            {
                Assert.That(tried.Replace(" ", "", StringComparison.Ordinal), Does.Contain(hash));
                Assert.That(tried, Does.Contain("送出 3 行，其中 2 行可签发").And.Contain("顶级"));
                Assert.That(page, Does.Contain(hash).And.Contain("成绩.csv"));
                Assert.That(await Api.CountAsync("SELECT COUNT(*) FROM Batch"), Is.EqualTo(before + 1));
            });
        }
    }

    [Test]
    public async Task Draft_SentOnce_IsGone()
    {
        using var clerk = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Operator);
        var (address, _) = await clerk.TryAsync(Csv.File());
        var draft = address!.Split('/')[^1];
        using (await clerk.PostAsync(address, "/console/batches/send", ("draft", draft)))
        {
        }

        var page = await clerk.SubmitAsync("/console/batches/new", "/console/batches/send", ("draft", draft));

        Assert.That(page, Does.Contain("试过的文件只保留半小时").Or.Contain("试算过的文件只保留半小时"));
    }

    [Test]
    public async Task Draft_OfAnotherPerson_IsNotThere()
    {
        using var clerk = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Operator);
        using var colleague = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Operator);
        var (address, _) = await clerk.TryAsync(Csv.File());

        Assert.That(await colleague.ReadAsync(address!), Does.Contain("试算过的文件只保留半小时"));
        Assert.That(await clerk.ReadAsync(address!), Does.Contain("送出 1 行"));
    }

    [Test]
    public async Task File_WithoutItsColumns_IsRefusedInWords()
    {
        using var clerk = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Operator);
        var (address, page) = await clerk.TryAsync("姓名,电话\n余敏静,1\n");

        Assert.That(address, Is.Null);
        Assert.That(page, Does.Contain("role=\"alert\""));
    }

    [Test]
    public async Task Cell_WithSignsThatCannotBeSeen_ShowsThem()
    {
        using var clerk = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Operator);
        var (_, page) = await clerk.TryAsync($"{Csv.Header}\n{Csv.Row(name: "王\u200B", grade: "顶\u00A0级")}");

        Assert.That(page, Does.Contain("<span class=\"hidden-sign\">U+00A0</span>"));
    }

    [Test]
    public async Task Auditor_SendsNothing()
    {
        using var auditor = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Auditor);
        using var response = await auditor.GetAsync("/console/batches/new");

        Assert.That((int)response.StatusCode, Is.EqualTo(403));
    }

    [Test]
    public async Task Batch_OfAnotherInstitution_IsNotThere()
    {
        using var clerk = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Operator);
        using var stranger = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Approver, RunningApi.SecondInstitution);
        var batch = await clerk.SendAsync(Csv.File());
        var (rows, number) = await NumberAsync(batch);
        Assert.That(rows, Is.EqualTo("issued"));
        string[] pages =
        [
            batch, $"{batch}/rows.xlsx", $"{batch}/rows.csv", $"{batch}/certificates.zip", $"{batch}/events",
            $"/console/certificates/{number}", $"/console/certificates/{number}/pdf", $"/console/certificates/{number}/correction",
        ];
        foreach (var page in pages)
        {
            using var own = await clerk.Client.GetAsync(new Uri(page, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
            using var answer = await stranger.GetAsync(page);
            Assert.That(((int)own.StatusCode, (int)answer.StatusCode), Is.EqualTo((200, 404)), page);
        }
    }

    [Test]
    public async Task Certificate_SuspendedOnRequest_IsDecidedByAnotherPerson()
    {
        using var clerk = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Operator);
        using var approver = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Approver);
        var (_, number) = await NumberAsync(await clerk.SendAsync(Csv.File()));
        var certificate = $"/console/certificates/{number}";
        using (var asked = await clerk.PostAsync(certificate, $"{certificate}/suspension", ("category", "complaint"), ("reason", "有人举报")))
        {
            Assert.That(asked.Headers.Location?.ToString(), Does.EndWith("said=asked"));
        }

        var inbox = await approver.ReadAsync("/console/inbox");
        var request = System.Text.RegularExpressions.Regex.Match(
            inbox[..inbox.IndexOf(number, StringComparison.Ordinal)], "/console/inbox/requests/([0-9]+)",
            System.Text.RegularExpressions.RegexOptions.RightToLeft, TimeSpan.FromSeconds(1)).Value;
        var decided = await approver.SubmitAsync(request, $"{request}/approval");

        Assert.Multiple(async () =>
        {
            Assert.That(decided, Does.Contain("已批准"));
            Assert.That(await clerk.ReadAsync(certificate), Does.Contain("暂停使用").And.Contain("有人举报"));
        });
    }

    /// <summary>The outcome of the first row, once it has ended, and its number.</summary>
    private static async Task<(string Outcome, string Number)> NumberAsync(string batch)
    {
        using var client = Api.Client("operator");
        var id = batch.Split('/')[^1];
        await client.GetStringAsync($"/v1/batches/{id}/events");
        var rows = (await client.GetFromJsonAsync<JsonNode>($"/v1/batches/{id}/rows"))!["items"]![0]!;
        return (rows["outcome"]!.GetValue<string>(), rows["certificateNumber"]!.GetValue<string>());
    }
}
