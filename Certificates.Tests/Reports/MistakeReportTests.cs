using System.Net;
using System.Text.Json.Nodes;
using Certificates.Tests.Lifecycle;
using Certificates.Tests.Verify;

namespace Certificates.Tests.Reports;

/// <summary>From the holder's page to the institution and back.</summary>
[TestFixture]
internal sealed class MistakeReportTests
{
    private const string Words = "姓名应为余静敏一二七";
    private const string Answer = "请持身份证到窗口办理八八一";
    private BothServices _services = null!;

    [OneTimeSetUp]
    public async Task OpenAsync() => _services = await BothServices.OpenAsync();

    [OneTimeTearDown]
    public async Task CloseAsync() => await _services.DisposeAsync();

    [Test]
    public async Task Report_SentAnsweredAndSeen_IsThatInstitutionsAloneAndInNoLog()
    {
        var (issued, holder) = await SignInAsync();
        await SendAsync(holder, issued);
        var open = await ReportAsync(issued, "operator", "open");
        var waiting = await holder.ReadAsync("/my");

        Assert.That(((string)open["text"]!, (string)open["item"]!, (string)open["institutionCode"]!), Is.EqualTo((Words, "name", "0001")));
        Assert.That(((string)open["state"]!, open["answer"], open["answeredAt"]), Is.EqualTo(("open", (JsonNode?)null, (JsonNode?)null)));
        Assert.That(waiting, Does.Contain(Words).And.Contain("等待答复"));
        await BothServices.RefusedAsync(AnswerAsync("stranger", open), 404, "not_found");
        Assert.That((await _services.GetAsync("stranger", "/v1/mistake-reports"))["items"]!.AsArray(), Is.Empty);

        var answered = await BothServices.DoneAsync(AnswerAsync("approver", open));
        var seen = await holder.ReadAsync("/my");

        Assert.That(((string)answered["state"]!, (string)answered["answer"]!), Is.EqualTo(("answered", Answer)));
        Assert.That((string)answered["answeredAt"]!, Does.EndWith("Z"));
        Assert.That(seen, Does.Contain(Answer).And.Contain("已答复").And.Not.Contain("等待答复"));
        Assert.That((await ReportAsync(issued, "auditor", "answered")).ToJsonString(), Is.EqualTo(answered.ToJsonString()));
        await BothServices.RefusedAsync(AnswerAsync("operator", open), 409, "report_answered");
        foreach (var log in (string[])[_services.Api.Logs.Text, string.Join('\n', _services.Site.Log.Lines)])
        {
            Assert.That(log, Does.Not.Contain(Words).And.Not.Contain(Answer).And.Not.Contain(issued.Number));
        }

        holder.Dispose();
    }

    [Test]
    public async Task Report_AtTheDesk_StandsEncrypted()
    {
        var (issued, holder) = await SignInAsync();
        await SendAsync(holder, issued);
        await BothServices.DoneAsync(AnswerAsync("operator", await ReportAsync(issued, "operator", "open")));

        Assert.That(await _services.DeskTextAsync(), Does.Not.Contain(Words).And.Not.Contain(Answer));

        holder.Dispose();
    }

    [TestCase("")]
    [TestCase("于\u0007月")]
    public async Task Answer_ThatIsNoText_IsRefusedAndTheReportStaysOpen(string answer)
    {
        var (issued, holder) = await SignInAsync();
        await SendAsync(holder, issued);
        var open = await ReportAsync(issued, "operator", "open");

        var refused = await BothServices.RefusedAsync(
            _services.PostAsync("operator", $"/v1/mistake-reports/{open["id"]}/answer", new { answer }), 400, "report_text_invalid");

        Assert.That(refused["errors"]!["answer"], Is.Not.Null);
        Assert.That((string)(await ReportAsync(issued, "operator", "open"))["state"]!, Is.EqualTo("open"));
        holder.Dispose();
    }

    [Test]
    public async Task Answer_ByTwoAtOnce_IsTakenOnce()
    {
        var (issued, holder) = await SignInAsync();
        await SendAsync(holder, issued);
        var open = await ReportAsync(issued, "operator", "open");

        var answers = await Task.WhenAll(AnswerAsync("operator", open), AnswerAsync("approver", open));

        Assert.That(answers.Select(answer => (int)answer.StatusCode), Is.EquivalentTo(new[] { 200, 409 }));
        Array.ForEach(answers, answer => answer.Dispose());
        holder.Dispose();
    }

    [Test]
    public async Task List_InParts_TellsEachReportOnceNewestFirst()
    {
        var (issued, holder) = await SignInAsync();
        for (var i = 0; i < 3; i++)
        {
            await SendAsync(holder, issued);
        }

        var (ids, path) = (new List<string>(), "/v1/mistake-reports?limit=2");
        for (var next = ""; next is not null;)
        {
            var page = await _services.GetAsync("authority", path + (next.Length == 0 ? "" : $"&after={next}"));
            ids.AddRange(page["items"]!.AsArray().Select(report => (string)report!["id"]!));
            next = (string?)page["next"];
        }

        Assert.That(ids, Is.Unique.And.Ordered.Descending.And.Count.GreaterThanOrEqualTo(3));
        await BothServices.RefusedAsync(_services.As("operator").GetAsync("/v1/mistake-reports?after=x"), 400, "after_invalid");
        await BothServices.RefusedAsync(_services.As("operator").GetAsync("/v1/mistake-reports?state=new"), 400, "state_unknown");
        holder.Dispose();
    }

    [Test]
    public async Task Contact_OfTheInstitution_IsThatOfTheVersionInForce()
    {
        var (issued, holder) = await SignInAsync();
        await _services.Api.ExecuteAsync("UPDATE InstitutionVersion SET Contact = '' WHERE InstitutionId = 1");
        var before = await holder.ReadAsync("/my");
        await _services.Api.ExecuteAsync("UPDATE InstitutionVersion SET Contact = '电话 010-0000' WHERE InstitutionId = 1");
        await _services.Api.ExecuteAsync("""
            INSERT INTO InstitutionVersion (Id, InstitutionId, ValidFrom, RecordedAt, Name, EnglishName, ProvinceCode, Contact, IsTraining,
                IsAssessment, State, NeedsApproval, PublicityDays)
            SELECT 9000, InstitutionId, '2999-01-01', RecordedAt, Name, EnglishName, ProvinceCode, '以后的电话', IsTraining,
                IsAssessment, State, NeedsApproval, PublicityDays FROM InstitutionVersion WHERE InstitutionId = 1
            """);

        var after = await holder.ReadAsync("/my");

        Assert.That(before, Does.Not.Contain("机构联系方式"));
        Assert.That(after, Does.Contain("机构联系方式").And.Contain("电话 010-0000").And.Not.Contain("以后的电话"));
        Assert.That(after, Does.Contain(issued.Number));
        holder.Dispose();
    }

    private static async Task SendAsync(FormBrowser holder, Issued issued)
    {
        using var sent = await holder.PostAsync("/my/reports", ("number", issued.Number), ("item", "name"), ("text", Words));
        Assert.That((sent.StatusCode, sent.Headers.Location?.ToString()), Is.EqualTo((HttpStatusCode.Redirect, $"/my#reports-{issued.Number}")));
    }

    private async Task<(Issued Issued, FormBrowser Holder)> SignInAsync()
    {
        var issued = (await _services.IssueAsync())[0];
        var holder = new FormBrowser(_services.Site);
        using var answer = await holder.SignInAsync(issued.Number, issued.IdNumber, _services.ClaimCode(issued.Number));
        Assert.That(answer.Headers.Location?.ToString(), Is.EqualTo("/my"));
        return (issued, holder);
    }

    private Task<HttpResponseMessage> AnswerAsync(string role, JsonNode report) =>
        _services.PostAsync(role, $"/v1/mistake-reports/{report["id"]}/answer", new { answer = Answer });

    private async Task<JsonNode> ReportAsync(Issued issued, string role, string state) =>
        (await _services.GetAsync(role, $"/v1/mistake-reports?state={state}&limit=1000"))["items"]!.AsArray()
            .Single(report => (string)report!["certificateNumber"]! == issued.Number)!;
}
