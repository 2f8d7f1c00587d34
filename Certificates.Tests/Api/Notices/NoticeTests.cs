using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Certificates.Core;
using Certificates.Core.Batches.Notices;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Tests.Api.Notices;

/// <summary>公示名单: an address nobody guesses, what stands there, and when it is gone.</summary>
internal sealed class NoticeTests
{
    private readonly ShiftedClock _clock = new();
    private RunningApi _api = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _api = await RunningApi.StartAsync(_clock);
        await _api.AddInstitutionAsync("0312", publicityDays: 5);
        await _api.AddInstitutionAsync("0313", needsApproval: true, publicityDays: 5);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _api.DisposeAsync();

    [TestCase("王", "王")]
    [TestCase("王芳", "王*")]
    [TestCase("欧阳娜娜", "欧**娜")]
    [TestCase("阿依古丽·买买提", "阿******提")]
    [TestCase("𠮷田𠮷", "𠮷*𠮷")]
    [TestCase("Anna Müller", "A*********r")]
    public void Name_OnAPublicList_ShowsItsEndsAlone(string name, string masked) => Assert.That(MaskedName.Of(name), Is.EqualTo(masked));

    [Test]
    public async Task Notice_WhileThePeriodRuns_ListsWhoWillBeCertifiedMasked()
    {
        var (first, second) = (Csv.Row(name: "王小芳", candidate: "NT-00771").Split(','), Csv.Row(name: "李雷", candidate: "NT-00772").Split(','));
        var low = Csv.Row(name: "赵六", theory: "1");
        var batch = await SendAsync($"{Csv.Header}\n{string.Join(',', first)}\n{low}\n{string.Join(',', second)}");
        var notice = await ReadAsync(await CodeAsync(batch));

        Assert.That(notice.Rows, Is.EqualTo(new[]
        {
            new NoticeRow(1, "王*芳", "云计算工程技术人员", "云计算运维", Grade.Senior), new NoticeRow(3, "李*", "云计算工程技术人员", "云计算运维", Grade.Senior),
        }));
        Assert.That((notice.Kind, notice.Next, notice.Until), Is.EqualTo((CertificateKind.Grade, default(string), ChinaTime.StartOf(_clock.Today().AddDays(6)))));
        Assert.That(notice.Institution, Does.EndWith("0312"));
    }

    [Test]
    public async Task Notice_OfARowHeldOrRejected_IsWithoutItAtOnce()
    {
        var batch = await SendAsync(Csv.File(issued: 3));
        var code = await CodeAsync(batch);
        Assert.That(await RowsAsync(), Is.EqualTo(new[] { 1, 2, 3 }));

        await PostAsync("hold", new { category = "complaint", reason = "举报" });
        Assert.That(await RowsAsync(), Is.EqualTo(new[] { 1, 3 }));
        await PostAsync("release", new { reason = "查无此事" });
        Assert.That(await RowsAsync(), Is.EqualTo(new[] { 1, 2, 3 }));
        await PostAsync("hold", new { category = "complaint", reason = "举报" });
        await PostAsync("rejection", new { category = "cheating", reason = "查实" });
        Assert.That(await RowsAsync(), Is.EqualTo(new[] { 1, 3 }));

        async Task<IEnumerable<int>> RowsAsync() => (await ReadAsync(code)).Rows.Select(row => row.Row);
        async Task PostAsync(string what, object body)
        {
            using var client = _api.Client("0312-operator");
            using var answer = await client.PostAsJsonAsync($"/v1/batches/{batch}/rows/2/{what}", body);
            Assert.That((int)answer.StatusCode, Is.EqualTo(200), await answer.Content.ReadAsStringAsync());
        }
    }

    [Test]
    public async Task Notice_FromTheMinuteThePeriodEnds_IsGone()
    {
        var code = await CodeAsync(await SendAsync(Csv.File()));
        var end = ChinaTime.StartOf(_clock.Today().AddDays(6));

        _clock.GoTo(end.AddSeconds(-20));
        Assert.That((await FindAsync(code)).Refusals, Is.Null);
        _clock.GoTo(end);
        Assert.That((await FindAsync(code)).Refusals!.First.Code, Is.EqualTo(RefusalCode.PublicityEnded));
    }

    [Test]
    public async Task Page_OfANotice_IsForEverybodyKeptByNobodyAndHasNoNumberOfAPerson()
    {
        var row = Csv.Row(name: "王小芳", candidate: "NT-00991").Split(',');
        var code = await CodeAsync(await SendAsync($"{Csv.Header}\n{string.Join(',', row)}"));
        using var nobody = _api.Client(null);
        using var answer = await nobody.GetAsync($"/notice/{code}");
        var (chinese, english) = (await answer.Content.ReadAsStringAsync(), await nobody.GetStringAsync($"/notice/{code}?lang=en"));

        Assert.Multiple(() =>
        {
            Assert.That((int)answer.StatusCode, Is.EqualTo(200));
            Assert.That(answer.Headers.CacheControl?.NoStore, Is.True);
            Assert.That(answer.Headers.GetValues("X-Robots-Tag").Single(), Does.Contain("noindex"));
            Assert.That(chinese, Does.Contain("公示名单").And.Contain("王*芳").And.Contain("云计算工程技术人员").And.Contain("高级"));
            Assert.That(english, Does.Contain("Public notice").And.Contain("王*芳").And.Contain("Senior"));
            Assert.That(chinese, Does.Not.Contain("王小芳").And.Not.Contain("00991").And.Not.Contain(row[3][..8]).And.Not.Contain(row[3][^4..]));
        });
    }

    [Test]
    public async Task Page_OfANoticeThatEndedOrNeverWas_SaysSo()
    {
        var code = await CodeAsync(await SendAsync(Csv.File()));
        using var nobody = _api.Client(null);
        using var never = await nobody.GetAsync($"/notice/{new string('0', 32)}");
        _clock.GoTo(ChinaTime.StartOf(_clock.Today().AddDays(6)));
        using var ended = await nobody.GetAsync($"/notice/{code}");

        Assert.That(((int)never.StatusCode, (int)ended.StatusCode), Is.EqualTo((404, 410)));
        Assert.That(await ended.Content.ReadAsStringAsync(), Does.Contain("公示期已结束"));
        Assert.That(ended.Headers.CacheControl?.NoStore, Is.True);
    }

    [Test]
    public async Task Address_AskedForAgain_IsTheSameAndNobodyElses()
    {
        var batch = await SendAsync(Csv.File());
        var code = await CodeAsync(batch);
        using var stranger = _api.Client("stranger");
        using var auditor = _api.Client("auditor");

        Assert.That(code, Does.Match("^[0-9a-f]{32}$"));
        Assert.That(await CodeAsync(batch), Is.EqualTo(code));
        Assert.That(await CodeAsync(await SendAsync(Csv.File())), Is.Not.EqualTo(code));
        await Problem.AssertAsync(await stranger.PostAsync($"/v1/batches/{batch}/notice", null), 404, "not_found");
        Assert.That((int)(await auditor.PostAsync($"/v1/batches/{batch}/notice", null)).StatusCode, Is.EqualTo(403));
        Assert.That((await FindAsync(code[..31] + (code[31] == '0' ? '1' : '0'))).Refusals!.First.Code, Is.EqualTo(RefusalCode.NotFound));
    }

    [Test]
    public async Task Address_BeforeAndWithoutAPeriod_IsNone()
    {
        var waiting = await SendAsync(Csv.File(), "0313-operator");
        using var client = _api.Client("0313-operator");
        using var other = _api.Client("operator");
        using var sent = await other.PostAsync("/v1/batches", Csv.Content(Csv.File()));

        await Problem.AssertAsync(await client.PostAsync($"/v1/batches/{waiting}/notice", null), 409, "no_publicity");
        await Problem.AssertAsync(await other.PostAsync($"{sent.Headers.Location}/notice", null), 409, "no_publicity");
    }

    private async Task<string> SendAsync(string csv, string sender = "0312-operator")
    {
        using var client = _api.Client(sender);
        using var answer = await client.PostAsync("/v1/batches", Csv.Content(csv));
        return (string)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["id"]!;
    }

    private async Task<string> CodeAsync(string batch)
    {
        using var client = _api.Client("0312-operator");
        using var answer = await client.PostAsync($"/v1/batches/{batch}/notice", null);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That((int)answer.StatusCode, Is.EqualTo(200), text);
        return ((string)JsonNode.Parse(text)!["path"]!).Split('/')[^1];
    }

    private async Task<PublicNotice> ReadAsync(string code)
    {
        Assert.That((await FindAsync(code)).TryGet(out var notice, out var refusals), Is.True, refusals?.First.Message);
        return notice!;
    }

    private Task<Result<PublicNotice>> FindAsync(string code) =>
        _api.Services.GetRequiredService<PublicNotices>().FindAsync(code, after: null, CancellationToken.None);
}
