using System.Text;
using Certificates.Core.Access;
using Certificates.Tests.Verify;
using Microsoft.Playwright;

namespace Certificates.Tests.Api.ConsolePages;

/// <summary>What two people do together, each in a browser of their own.</summary>
[Category(Categories.Browser)]
internal sealed class DecisionWalkTests
{
    private const string Institution = "0647";
    private RunningApi _api = null!;
    private Chromium _browser = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _browser = await Chromium.StartAsync();
        _api = await RunningApi.StartAsync();
        await _api.AddInstitutionAsync(Institution, needsApproval: true, publicityDays: 0);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
            await _api.DisposeAsync();
        }
    }

    [Test]
    public async Task Round_FromTheTemplateToTheSlips_IsDoneByTwoPeople()
    {
        var clerk = await SignInAsync(ApiKeyRole.Operator);
        await clerk.GotoAsync("/console/batches/new");
        var template = await ConsoleWalker.DownloadAsync(clerk, "a[href$='templates/grade.xlsx']");
        Assert.That(template.AsSpan(0, 2).ToArray(), Is.EqualTo("PK"u8.ToArray()));

        await ConsoleWalker.TryAsync(clerk, "成绩.csv", Encoding.UTF8.GetBytes(Csv.File(issued: 1, rejected: 2)));
        await Assertions.Expect(clerk.Locator("table.rows")).ToContainTextAsync("顶级");
        var faulty = await ConsoleWalker.DownloadAsync(clerk, "a[href$='rows.xlsx']");
        await ConsoleWalker.TryAsync(clerk, "成绩-问题行.xlsx", ConsoleWalker.Corrected(faulty, "顶级", "高级"));
        await Assertions.Expect(clerk.Locator("table.rows")).ToHaveCountAsync(0);
        await clerk.ClickAsync(".decide form .button");
        var batch = new Uri(clerk.Url).AbsolutePath;

        var approver = await SignInAsync(ApiKeyRole.Approver);
        await approver.GotoAsync("/console/inbox");
        await approver.ClickAsync($"a[href='{batch}']");
        await approver.ClickAsync($"form[action='{batch}/approval'] button");
        await Assertions.Expect(clerk.Locator("[data-count=issued]")).ToHaveTextAsync("2", new() { Timeout = 30_000 });
        Assert.That(await ConsoleWalker.DownloadAsync(clerk, "a[href$='certificates.zip']"), Has.Length.GreaterThan(50_000));
        await clerk.ClickAsync("a[href$='/slips']");
        await Assertions.Expect(clerk.Locator(".slip")).ToHaveCountAsync(2);
    }

    [TestCase("zh-CN", ColorScheme.Light, 1280)]
    [TestCase("en", ColorScheme.Dark, 360)]
    public async Task Notice_OfABatchInItsPublicityPeriod_IsCleanForAnybody(string language, ColorScheme scheme, int width)
    {
        var code = width == 360 ? "0648" : "0649";
        await _api.AddInstitutionAsync(code, publicityDays: 5);
        var clerk = await ConsoleWalker.SignInAsync(_api, _browser, ApiKeyRole.Operator, code, language, scheme, width);
        await ConsoleWalker.TryAsync(clerk, "成绩.csv", Encoding.UTF8.GetBytes(Csv.File(issued: 3)));
        await clerk.ClickAsync(".decide form .button");
        await clerk.ClickAsync("form[action$='/notice'] .button");
        await clerk.WaitForURLAsync("**/notice/**");
        var address = new Uri(clerk.Url).AbsolutePath;
        var anybody = await _browser.OpenAsync(_api.Address, language, scheme, width);
        await anybody.GotoAsync(address);
        await Assertions.Expect(anybody.Locator("main table")).ToContainTextAsync("余*静");
    }

    [Test]
    public async Task Revocation_AskedByOnePerson_IsMadeByAnother() => await ConsoleWalks.RevokeAsync(
        await SignInAsync(ApiKeyRole.Operator), await SignInAsync(ApiKeyRole.Approver), (await IssueAsync()).Number);

    [Test]
    public async Task Recall_OfABatch_IsAskedByOneAndMadeByAnother()
    {
        var (batch, number) = await IssueAsync(count: 3);
        await ConsoleWalks.RecallAsync(await SignInAsync(ApiKeyRole.Operator), await SignInAsync(ApiKeyRole.Approver), batch, number);
    }

    [Test]
    public async Task Correction_OfAName_ShowsOldAndNew_AndTakesBothOfTheAuthority()
    {
        var (_, number) = await IssueAsync();
        var clerk = await SignInAsync(ApiKeyRole.Operator);
        await ConsoleWalks.CorrectAsync(
            clerk, await SignInAsync(ApiKeyRole.Authority), await SignInAsync(ApiKeyRole.Authority), number, "余敏静", "余敏婧");
        await BrowserTests.CheckAsync(clerk, "console-corrected");
    }

    [Test]
    public async Task Directory_EditedForTomorrow_SaysThatItTakesEffectThen() =>
        await ConsoleWalks.RenameFromTomorrowAsync(await SignInAsync(ApiKeyRole.Authority), Institution);

    [Test]
    public async Task Proposal_OfTheAuthority_IsCleanAndDoneByTheOther()
    {
        var (one, other) = (await SignInAsync(ApiKeyRole.Authority), await SignInAsync(ApiKeyRole.Authority));
        await one.GotoAsync("/console/keys");
        await one.FillAsync("[name=person]", "考试系统");
        await one.SelectOptionAsync("#role", "auditor");
        await one.ClickAsync("form[action='/console/keys'] .button");
        await other.GotoAsync("/console/inbox");
        await other.ClickAsync("main a[href*='/proposals/'] >> nth=-1");
        await other.ClickAsync("form[action$='/confirmation'] .button");

        await Assertions.Expect(other.Locator(".secret")).ToContainTextAsync("zjk_");
    }

    private Task<IPage> SignInAsync(ApiKeyRole role) => ConsoleWalker.SignInAsync(_api, _browser, role, Institution);

    /// <summary>Issues certificates by two people; the batch, and the number of the first.</summary>
    private async Task<(string Batch, string Number)> IssueAsync(int count = 1)
    {
        using var sender = await ConsoleBrowser.SignedInAsync(_api, ApiKeyRole.Operator, Institution);
        using var approver = await ConsoleBrowser.SignedInAsync(_api, ApiKeyRole.Approver, Institution);
        var batch = await sender.SendAsync(string.Join('\n', Enumerable.Range(0, count).Select(_ => Csv.Row(name: "余敏静")).Prepend(Csv.Header)));
        using (await approver.PostAsync(batch, $"{batch}/approval"))
        {
        }

        using var client = _api.Client("auditor");
        await client.GetStringAsync($"/v1/batches/{batch.Split('/')[^1]}/events");
        var page = await sender.ReadAsync(batch);
        return (batch, System.Text.RegularExpressions.Regex.Match(
            page, "/console/certificates/([ZP][0-9A-Z]{21})", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value);
    }
}
