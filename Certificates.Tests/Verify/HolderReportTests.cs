using System.Net;
using System.Text.RegularExpressions;
using Certificates.Core.Register;

namespace Certificates.Tests.Verify;

/// <summary>The form that reports a mistake, over HTTP: what it takes, and what it says beside which field.</summary>
[TestFixture]
internal sealed partial class HolderReportTests
{
    private const string Words = "姓名应为陈大闻";
    private TestSite _site = null!;
    private FormBrowser _holder = null!;

    private static VersionRecord Own => TestRegister.Pictured;

    [SetUp]
    public async Task StartAsync()
    {
        _site = await TestSite.StartAsync();
        _holder = new FormBrowser(_site);
        await _holder.SignInAsync();
    }

    [TearDown]
    public async Task StopAsync()
    {
        _holder.Dispose();
        await _site.DisposeAsync();
    }

    [TestCase("", Words, "item", "请选择哪一项有误。")]
    [TestCase("grade", Words, "item", "请选择哪一项有误。")]
    [TestCase("name", " ", "text", "请写明正确的内容，1 至 500 个字，不含控制字符。")]
    [TestCase("name", "陈\u0007", "text", "请写明正确的内容，1 至 500 个字，不含控制字符。")]
    public async Task Report_WithAFieldAtFault_SaysSoAtTheTopAndBesideItAndKeepsWhatWasTyped(string item, string text, string field, string words)
    {
        var (status, page) = await SendAsync(Own.Number, item, text);

        Assert.That(status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(page, Does.Contain($"<a href=\"#{field}-{Own.Number}\">{words}</a>").And.Contain($"id=\"{field}-error-{Own.Number}\">{words}<"));
        Assert.That(page, Does.Contain($"<details open id=\"report-{Own.Number}\">").And.Not.Contain("等待答复"));
        Assert.That(page.Contains($">\n{text}</textarea>", StringComparison.Ordinal), Is.True);
    }

    [Test]
    public async Task Report_BeyondThreeThatWait_IsRefusedAndTheFormGone()
    {
        List<HttpStatusCode> statuses = [];
        for (var i = 0; i < 3; i++)
        {
            statuses.Add((await SendAsync(Own.Number, "photo", Words)).Status);
        }

        var (status, page) = await SendAsync(Own.Number, "photo", Words);

        Assert.That(statuses, Is.All.EqualTo(HttpStatusCode.Redirect));
        Assert.That(status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(page, Does.Contain($"<a href=\"#report-{Own.Number}\">这份证书已有 3 份报告等待答复，请等机构答复后再报告。</a>"));
        Assert.That(Waiting().Count(page), Is.EqualTo(3));
        Assert.That(page, Does.Not.Contain("报告给签发机构"));
    }

    [Test]
    public async Task Report_ByManyAtOnce_IsKeptThreeTimes()
    {
        var token = await _holder.TokenAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _holder.PostBareAsync(
            "/my/reports", ("number", Own.Number), ("item", "name"), ("text", Words), ("__RequestVerificationToken", token))));

        Assert.That(answers.Count(answer => answer.StatusCode == HttpStatusCode.Redirect), Is.EqualTo(3));
        Assert.That(Waiting().Count(await _holder.ReadAsync("/my")), Is.EqualTo(3));
        Array.ForEach(answers, answer => answer.Dispose());
    }

    [Test]
    public async Task Report_AboutSomebodyElses_IsNotTakenAndOfNobodyAsksToSignIn()
    {
        using var stranger = new FormBrowser(_site);
        using var nobodys = await stranger.PostAsync("/my/reports", ("number", Own.Number), ("item", "name"), ("text", Words));
        var others = await SendAsync(TestRegister.Valid.Number, "name", Words);

        Assert.That(others.Status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((nobodys.StatusCode, nobodys.Headers.Location?.ToString()), Is.EqualTo((HttpStatusCode.Redirect, "/my")));
        Assert.That(await _holder.ReadAsync("/my"), Does.Not.Contain(Words));
    }

    [Test]
    public async Task Report_ThatNamesMarkup_IsShownAsText()
    {
        await SendAsync(Own.Number, "other", "<b>职业</b>应为…");
        using var response = await _holder.GetAsync("/my");

        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("&lt;b&gt;职业&lt;/b&gt;").And.Not.Contain("<b>职业"));
    }

    private async Task<(HttpStatusCode Status, string Page)> SendAsync(string number, string item, string text)
    {
        using var response = await _holder.PostAsync("/my/reports", ("number", number), ("item", item), ("text", text));
        return (response.StatusCode, WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync()));
    }

    [GeneratedRegex("<span>等待答复</span>", RegexOptions.None, 1000)]
    private static partial Regex Waiting();
}
