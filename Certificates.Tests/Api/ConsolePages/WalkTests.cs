using Certificates.Core.Access;
using Certificates.Tests.Verify;
using Microsoft.Playwright;

namespace Certificates.Tests.Api.ConsolePages;

/// <summary>An institution of two people does its round in a real browser: try, correct, send, approve, take the certificates.</summary>
[Category(Categories.Browser)]
internal sealed class WalkTests
{
    private const string Institution = "0643";
    private RunningApi _api = null!;
    private Chromium _browser = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _browser = await Chromium.StartAsync();
        _api = await RunningApi.StartAsync();
        await _api.AddInstitutionAsync(Institution, needsApproval: true);
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
    public async Task Round_OfAnExam_IsDoneWithoutAProgram([Values("zh-CN", "en")] string language, [Values(1280, 360)] int width)
    {
        var scheme = width == 360 ? ColorScheme.Dark : ColorScheme.Light;
        var clerk = await SignInAsync(ApiKeyRole.Operator, language, scheme, width);
        await clerk.GotoAsync("/console/batches/new");
        await CheckAsync(clerk, "send", language, width);
        await TryAsync(clerk, Csv.File(issued: 2, notPassed: 1, rejected: 1));
        await CheckAsync(clerk, "try", language, width);
        await Assertions.Expect(clerk.Locator("table.rows")).ToContainTextAsync("顶级");

        await clerk.GotoAsync("/console/batches/new");
        await TryAsync(clerk, Csv.File(issued: 3));
        await clerk.ClickAsync(".decide form .button");
        await CheckAsync(clerk, "batch-waits", language, width);
        var batch = new Uri(clerk.Url).AbsolutePath;

        var approver = await SignInAsync(ApiKeyRole.Approver, language, scheme, width);
        await approver.GotoAsync("/console/inbox");
        await CheckAsync(approver, "inbox", language, width);
        await approver.GotoAsync(batch);
        await approver.ClickAsync($"form[action='{batch}/approval'] button");

        await Assertions.Expect(clerk.Locator("h1")).ToBeVisibleAsync();
        await clerk.GotoAsync(batch);
        await Assertions.Expect(clerk.Locator("[data-count=issued]")).ToHaveTextAsync("3", new() { Timeout = 30_000 });
        await clerk.GotoAsync(batch);
        await CheckAsync(clerk, "batch-done", language, width);
        var zip = await clerk.RunAndWaitForDownloadAsync(() => clerk.ClickAsync("a[href$='certificates.zip']"));
        Assert.That(new FileInfo(await zip.PathAsync()).Length, Is.GreaterThan(100_000));

        await clerk.ClickAsync("table.rows a.number");
        await CheckAsync(clerk, "certificate", language, width);
        await clerk.GotoAsync($"{new Uri(clerk.Url).AbsolutePath}/correction");
        await CheckAsync(clerk, "correction", language, width);
    }

    /// <summary>The pictures of docs/institutions.md and docs/authority.md.</summary>
    [Test]
    public async Task Pages_OfTheDocs_AreTheirPictures()
    {
        var clerk = await SignInAsync(ApiKeyRole.Operator, "zh-CN", ColorScheme.Light, 1120);
        await clerk.GotoAsync("/console/batches/new");
        await TryAsync(clerk, Csv.File(issued: 24, notPassed: 1, rejected: 2));
        await Pictures.KeepAsync(clerk, "console-try.png");
        await clerk.ClickAsync(".decide form .button");
        var batch = new Uri(clerk.Url).AbsolutePath;
        var approver = await SignInAsync(ApiKeyRole.Approver, "zh-CN", ColorScheme.Light, 1120);
        await approver.GotoAsync(batch);
        await Pictures.KeepAsync(approver, "console-approve.png");
        var authority = await SignInAsync(ApiKeyRole.Authority, "zh-CN", ColorScheme.Light, 1120);
        await authority.GotoAsync("/console/directories");
        await Pictures.KeepAsync(authority, "console-directories.png");
    }

    [Test]
    public async Task Round_WithoutJavaScript_ComesToTheSame()
    {
        var clerk = await SignInAsync(ApiKeyRole.Operator, "zh-CN", ColorScheme.Light, 1280, javaScript: false);
        await clerk.GotoAsync("/console/batches/new");
        await TryAsync(clerk, Csv.File());
        await clerk.ClickAsync(".decide form .button");

        await Assertions.Expect(clerk.Locator("[data-state]")).ToHaveTextAsync("待审批");
    }

    [TestCase("/console/people")]
    [TestCase("/console/keys")]
    [TestCase("/console/directories")]
    [TestCase("/console/directories/institutions/0001")]
    [TestCase("/console/directories/occupations/01")]
    [TestCase("/console/reconciliation")]
    [TestCase("/console/records")]
    [TestCase("/console/health")]
    [TestCase("/console/me")]
    [TestCase("/console/me/password")]
    public async Task Page_OfTheAuthority_IsClean(string address)
    {
        var authority = await SignInAsync(ApiKeyRole.Authority, "en", ColorScheme.Dark, 360);
        await authority.GotoAsync(address);
        await CheckAsync(authority, $"authority{address.Replace('/', '-')}", "en", 360);
    }

    private static Task CheckAsync(IPage page, string name, string language, int width) =>
        BrowserTests.CheckAsync(page, $"console-{name}-{language}-{width}");

    private static async Task TryAsync(IPage page, string csv)
    {
        await page.SetInputFilesAsync("#file", new FilePayload
        {
            Name = "成绩.csv",
            MimeType = "text/csv",
            Buffer = System.Text.Encoding.UTF8.GetBytes(csv),
        });
        await page.ClickAsync("main form .button");
    }

    /// <summary>Signs in as a new person, who has a password of their own and a second factor where the role has one.</summary>
    private async Task<IPage> SignInAsync(ApiKeyRole role, string language, ColorScheme scheme, int width, bool javaScript = true)
    {
        using var person = await ConsoleBrowser.SignedInAsync(_api, role, role.IsOfInstitution() ? Institution : null);
        var page = await _browser.OpenAsync(_api.Address, language, scheme, width, javaScript);
        await page.GotoAsync("/console");
        await page.FillAsync("#login", person.Login);
        await page.FillAsync("#password", person.Password);
        await page.ClickAsync("main form button");
        if (person.Account.NeedsFactor)
        {
            await page.FillAsync("#code", person.CodeAt());
            await page.ClickAsync("main form button");
        }

        await Assertions.Expect(page.Locator("nav a[aria-current]")).ToBeVisibleAsync();
        return page;
    }
}
