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

    [TestCase("zh-CN", ColorScheme.Light, 1280)]
    [TestCase("en", ColorScheme.Dark, 360)]
    public async Task Round_OfAnExam_IsDoneWithoutAProgram(string language, ColorScheme scheme, int width)
    {
        var clerk = await SignInAsync(ApiKeyRole.Operator, language, scheme, width);
        await clerk.GotoAsync("/console/batches/new");
        await TryAsync(clerk, Csv.File(issued: 2, notPassed: 1, rejected: 1));
        await Assertions.Expect(clerk.Locator("table.rows")).ToContainTextAsync("顶级");

        await clerk.GotoAsync("/console/batches/new");
        await TryAsync(clerk, Csv.File(issued: 3));
        await clerk.ClickAsync(".decide form .button");
        var batch = new Uri(clerk.Url).AbsolutePath;

        var approver = await SignInAsync(ApiKeyRole.Approver, language, scheme, width);
        await approver.GotoAsync("/console/inbox");
        await approver.GotoAsync(batch);
        await approver.ClickAsync($"form[action='{batch}/approval'] button");

        // The clerk's page, open all the while, counts by itself and loads itself anew at the end: the link to the ZIP tells that it did.
        await Assertions.Expect(clerk.Locator("[data-count=issued]")).ToHaveTextAsync("3", new() { Timeout = 30_000 });
        await Assertions.Expect(clerk.Locator("a[href$='certificates.zip']")).ToBeVisibleAsync();
        var zip = await clerk.RunAndWaitForDownloadAsync(() => clerk.ClickAsync("a[href$='certificates.zip']"));
        Assert.That(new FileInfo(await zip.PathAsync()).Length, Is.GreaterThan(100_000));

        await clerk.ClickAsync("table.rows a.number");
        await clerk.ClickAsync("a[href$='/correction']");
        await Assertions.Expect(clerk.Locator("form.beside")).ToBeVisibleAsync();
    }

    [Test]
    public async Task Session_EndedElsewhere_IsSignedOutAtTheNextClick([Values("zh-CN", "en")] string language, [Values(1280, 360)] int width)
    {
        var scheme = width == 360 ? ColorScheme.Dark : ColorScheme.Light;
        using var person = await ConsoleBrowser.SignedInAsync(_api, ApiKeyRole.Operator, Institution);
        var office = await SignInAsync(person, language, scheme, width);
        var home = await SignInAsync(person, language, scheme, width);
        var authority = await SignInAsync(ApiKeyRole.Authority, language, scheme, width);
        await ConsoleWalks.EndElsewhereAsync(office, home, authority, person.Account.Seat.Person);
    }

    [Test]
    public async Task Approver_WhoMadeAnOperator_CannotApproveThatOperatorsBatch()
    {
        var asker = await SignInAsync(ApiKeyRole.Approver, "zh-CN", ColorScheme.Light, 1280);
        var other = await SignInAsync(ApiKeyRole.Approver, "zh-CN", ColorScheme.Light, 1280);
        var clerk = await _browser.OpenAsync(_api.Address, "zh-CN", ColorScheme.Light, 1280);
        await ConsoleWalks.OpenAccountAsync(asker, other, clerk, "walk-new-clerk");
        var batch = await ConsoleWalks.SendAsync(clerk, Csv.File());
        foreach (var maker in new[] { asker, other })
        {
            await ConsoleWalks.RefuseMakerAsync(maker, batch);
        }

        var third = await SignInAsync(ApiKeyRole.Approver, "zh-CN", ColorScheme.Light, 1280);
        await ConsoleWalks.ApproveAsync(third, batch);
    }

    private static Task TryAsync(IPage page, string csv) => ConsoleWalker.TryAsync(page, "成绩.csv", System.Text.Encoding.UTF8.GetBytes(csv));

    private Task<IPage> SignInAsync(ApiKeyRole role, string language, ColorScheme scheme, int width) =>
        ConsoleWalker.SignInAsync(_api, _browser, role, Institution, language, scheme, width);

    private Task<IPage> SignInAsync(ConsoleBrowser person, string language, ColorScheme scheme, int width) =>
        ConsoleWalker.SignInAsync(_api, _browser, person, language, scheme, width);
}
