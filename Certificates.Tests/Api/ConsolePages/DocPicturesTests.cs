using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using Certificates.Core;
using Certificates.Core.Access;
using Certificates.Tests.Documentation;
using Certificates.Tests.Verify;
using Microsoft.Playwright;

namespace Certificates.Tests.Api.ConsolePages;

/// <summary>
/// The pictures of docs/institutions.md and docs/authority.md: three people of an institution do a whole round in browsers, and two of the
/// authority what comes before and after it. Each picture that a page shows is made here.
/// </summary>
[Category(Categories.Browser)]
internal sealed partial class DocPicturesTests
{
    private const string Institution = "0657";
    private readonly HashSet<string> _kept = new(StringComparer.Ordinal);
    private RunningApi _api = null!;
    private Chromium _browser = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _browser = await Chromium.StartAsync();
        _api = await RunningApi.StartAsync();
        await _api.AddInstitutionAsync(Institution, needsApproval: true);
        await _api.ExecuteAsync("UPDATE InstitutionVersion SET Name = '岭南职业技术评价院' WHERE InstitutionId = 657");
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await (_browser?.DisposeAsync() ?? default);
        await (_api?.DisposeAsync() ?? default);
    }

    [Test]
    public async Task Pages_OfTheDocs_AreTheirPictures()
    {
        var (clerk, approver, second) = (
            await SignInAsync(ApiKeyRole.Operator, "丁晓岚"), await SignInAsync(ApiKeyRole.Approver, "贺明远"), await SignInAsync(ApiKeyRole.Approver, "苏雅"));
        var (authority, other) = (await SignInAsync(ApiKeyRole.Authority, "沈启明"), await SignInAsync(ApiKeyRole.Authority, "陆文静"));
        await PrepareAsync(authority, other);
        var number = await GoRoundAsync(clerk, approver);
        await CorrectAsync(clerk, authority, number);
        await OpenAccountAsync(approver, second);
        await OverseeAsync(authority);

        var shown = new[] { "docs/institutions.md", "docs/authority.md" }.SelectMany(page => Picture().Matches(Pages.Text(page)).Select(match => match.Value));
        Assert.That(shown.Except(_kept, StringComparer.Ordinal), Is.Empty, "pictures that nobody made");
        Assert.That(_kept.Except(shown, StringComparer.Ordinal), Is.Empty, "pictures that no page shows");
    }

    /// <summary>The file that the demo leaves is tried, sent, approved and handed out; the number of a certificate.</summary>
    private async Task<string> GoRoundAsync(IPage clerk, IPage approver)
    {
        await clerk.GotoAsync("/console/batches/new");
        await KeepAsync(clerk, "console-send.png");
        await clerk.SetInputFilesAsync("#file", Path.Combine(Repository.Root, "samples", "results-to-send.csv"));
        await clerk.SetInputFilesAsync("#photos", Path.Combine(Repository.Root, "samples", "photos.zip"));
        await clerk.ClickAsync("main form .button");
        await Assertions.Expect(clerk.Locator("table.rows tbody tr")).ToHaveCountAsync(5);
        await KeepAsync(clerk, "console-try.png");
        await clerk.ClickAsync(".decide form .button");
        var batch = new Uri(clerk.Url).AbsolutePath;
        await approver.GotoAsync(batch);
        await KeepAsync(approver, "console-approve.png");
        await approver.ClickAsync($"form[action='{batch}/approval'] button");
        await Assertions.Expect(clerk.Locator("a[href$='certificates.zip']")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await KeepAsync(clerk, "console-batch.png");
        var number = await clerk.Locator("table.rows a.number").First.InnerTextAsync();
        await clerk.ClickAsync("a[href$='/slips']");
        await KeepAsync(clerk, "console-slips.png");
        await clerk.GotoAsync($"/console/certificates/{number}");
        await KeepAsync(clerk, "console-certificate.png");
        return number;
    }

    private async Task CorrectAsync(IPage clerk, IPage authority, string number)
    {
        await clerk.GotoAsync($"/console/certificates/{number}/correction");
        var name = await clerk.Locator("form.beside tbody tr td").First.InnerTextAsync();
        await clerk.FillAsync("#name", $"{name[..1]}云疏");
        await clerk.SetInputFilesAsync("#photo", new FilePayload { Name = "new.jpg", MimeType = "image/jpeg", Buffer = OtherPhoto() });
        await clerk.FillAsync("form.beside [name=reason]", "户口簿登记的是“疏”，照片贴错");
        await clerk.ClickAsync("form.beside .button");
        await authority.GotoAsync("/console/inbox");
        await authority.ClickAsync($"main tr:has-text('{number}') a");
        await KeepAsync(authority, "console-request.png", authority.Locator(".pair section").First);
    }

    private async Task OpenAccountAsync(IPage asker, IPage other)
    {
        await asker.GotoAsync("/console/people");
        await asker.FillAsync("#person", "方晴");
        await asker.FillAsync("#login", "fang-qing");
        await asker.FillAsync("#contact", "020-00000000");
        await asker.ClickAsync("form[action='/console/people'] button:not([type=button])");
        await other.GotoAsync("/console/inbox");
        await other.ClickAsync("main a[href*='/people/changes/']");
        await KeepAsync(other, "console-people.png");
    }

    private async Task PrepareAsync(IPage authority, IPage other)
    {
        await ConsoleWalks.RenameFromTomorrowAsync(authority, Institution);
        await KeepAsync(authority, "console-institution.png");
        await authority.GotoAsync("/console/directories");
        await KeepAsync(authority, "console-directories.png");
        await authority.GotoAsync($"/console/directories/institutions/{Institution}");
        var form = authority.Locator("form[action$='/rights']");
        await form.Locator("[name=occupationNumber]").SelectOptionAsync("05");
        await form.Locator("[name=validFrom]").FillAsync($"{TimeProvider.System.Today().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}");
        await form.Locator("[name=document]").FillAsync("人社函〔2026〕12 号");
        await form.Locator(".button").ClickAsync();
        await other.GotoAsync("/console/inbox");
        await other.ClickAsync("main a[href*='/proposals/']");
        await KeepAsync(other, "console-right.png");
    }

    private async Task OverseeAsync(IPage authority)
    {
        await authority.GotoAsync("/console/reconciliation?by=institution");
        await KeepAsync(authority, "console-reconciliation.png");
        await authority.GotoAsync("/console/records");
        await KeepAsync(authority, "console-records.png");
        await authority.GotoAsync("/console/health");
        await KeepAsync(authority, "console-health.png");
    }

    /// <summary>The photo of somebody else.</summary>
    private static byte[] OtherPhoto()
    {
        using var zip = ZipFile.OpenRead(Path.Combine(Repository.Root, "samples", "photos.zip"));
        using var photo = zip.Entries[1].Open();
        using var bytes = new MemoryStream();
        photo.CopyTo(bytes);
        return bytes.ToArray();
    }

    private async Task KeepAsync(IPage page, string name, ILocator? part = null)
    {
        _kept.Add(name);
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await Pictures.KeepAsync(page, name, part);
    }

    private async Task<IPage> SignInAsync(ApiKeyRole role, string person)
    {
        using var browser = await ConsoleBrowser.SignedInAsync(_api, role, role.IsOfInstitution() ? Institution : null, person);
        return await ConsoleWalker.SignInAsync(_api, _browser, browser, "zh-CN", ColorScheme.Light, 1120);
    }

    [GeneratedRegex("(?<=samples/)console-[a-z]+\\.png", RegexOptions.None, 1000)]
    private static partial Regex Picture();
}
