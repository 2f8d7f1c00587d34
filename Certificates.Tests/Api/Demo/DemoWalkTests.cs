using System.Runtime.Versioning;
using System.Text;
using Certificates.Tests.Api.ConsolePages;
using Microsoft.Playwright;

namespace Certificates.Tests.Api.Demo;

/// <summary>The demo's people in browsers: a newcomer's first minutes, and what people of an institution and of the authority do together.</summary>
[Category(Categories.Process)]
[Category(Categories.Browser)]
[Platform("Unix")]
[UnsupportedOSPlatform("windows")]
internal sealed class DemoWalkTests
{
    private DemoScene _demo = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _demo = await DemoScene.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await (_demo?.DisposeAsync() ?? default);

    [Test]
    public async Task People_WhoArePrinted_GetIn()
    {
        Assert.That(
            _demo.People.Select(person => person.Role).Distinct(StringComparer.Ordinal), Is.EquivalentTo(new[] { "operator", "approver", "authority", "auditor" }));
        foreach (var person in _demo.People)
        {
            await _demo.SeatAsync(person.Login);
        }
    }

    /// <summary>The file that the demo prints is dropped on the page, shows its planted faults, and its good rows are issued.</summary>
    [Test]
    public async Task FileThatIsPrinted_DroppedOnThePage_ShowsItsFaults_AndItsGoodRowsAreIssued()
    {
        var path = Path.Combine("data", "to-send", "results-to-send.csv");
        Assert.That(_demo.Told, Does.Contain($"drop {path}").And.Contain($"file=@{path}").And.Not.Contain("@results.csv"));
        var clerk = await _demo.SeatAsync("clerk");
        await clerk.GotoAsync("/console/batches/new");
        await DropAsync(clerk, path, Path.Combine("data", "to-send", "photos.zip"));
        await clerk.ClickAsync("main form:has(#file) .button");
        await Assertions.Expect(clerk.Locator("table.rows tbody tr")).ToHaveCountAsync(6);
        await Assertions.Expect(clerk.Locator("[data-outcomes]")).ToContainTextAsync("可签发");
        await clerk.ClickAsync(".decide form .button");
        await ConsoleWalks.AwaitAsync(clerk, issued: 24);

        // at its end the page fetches itself once more, with the way to the certificates
        Assert.That(await ConsoleWalker.DownloadAsync(clerk, "a[href$='certificates.zip']"), Has.Length.GreaterThan(100_000));
    }

    /// <summary>From the template to a batch that waits: a file with two faults, its marked rows as a workbook, corrected, tried and sent.</summary>
    [Test]
    public async Task Round_OfTwoPeople_GoesFromTheTemplateToTheSlips_AndARevocation()
    {
        var (trainer, second) = (await _demo.SeatAsync("trainer"), await _demo.SeatAsync("trainer2"));
        var batch = await CorrectAndSendAsync(trainer);
        await ConsoleWalks.ApproveAsync(second, batch);
        var number = await ConsoleWalks.AwaitAsync(trainer, issued: 2);
        Assert.That(await ConsoleWalker.DownloadAsync(trainer, "a[href$='certificates.zip']"), Has.Length.GreaterThan(50_000));
        await trainer.ClickAsync("a[href$='/slips']");
        await Assertions.Expect(trainer.Locator(".slip")).ToHaveCountAsync(2);
        await Assertions.Expect(trainer.Locator(".slip").First).ToContainTextAsync("沈云舒");
        await ConsoleWalks.RevokeAsync(trainer, second, number);
    }

    [Test]
    public async Task Recall_OfABatch_IsAskedByOneAndMadeByAnother()
    {
        var (clerk, approver) = (await _demo.SeatAsync("clerk"), await _demo.SeatAsync("approver"));
        var batch = await ConsoleWalks.SendAsync(clerk, Csv.File(issued: 2));
        await ConsoleWalks.RecallAsync(clerk, approver, batch, await ConsoleWalks.AwaitAsync(clerk, issued: 2));
    }

    [Test]
    public async Task Correction_OfAName_ShowsOldAndNew_AndTakesBothOfTheAuthority()
    {
        var clerk = await _demo.SeatAsync("clerk");
        await ConsoleWalks.SendAsync(clerk, Csv.File());
        var number = await ConsoleWalks.AwaitAsync(clerk, issued: 1);
        await ConsoleWalks.CorrectAsync(
            clerk, await _demo.SeatAsync("authority"), await _demo.SeatAsync("authority2"), number, "余敏静", "余敏婧");
    }

    [Test]
    public async Task Directory_EditedForTomorrow_SaysThatItTakesEffectThen() =>
        await ConsoleWalks.RenameFromTomorrowAsync(await _demo.SeatAsync("authority"), "0002");

    [Test]
    public async Task Passkey_IsAdded_AndSignsIn()
    {
        var page = await _demo.SignInAsync("approver2");
        await ConsoleWalks.AddAuthenticatorAsync(page);
        await ConsoleWalks.ReturnByPasskeyAsync(page);
    }

    [Test]
    public async Task Subject_OfTheProvider_IsLinkedByTwoPersons_AndSignsIn()
    {
        var (authority, other) = (await _demo.SeatAsync("authority"), await _demo.SeatAsync("authority2"));
        await authority.GotoAsync("/console/people");
        var person = await authority.Locator("main th a", new() { HasText = "孙丽" }).GetAttributeAsync("href");
        await ConsoleWalks.LinkAsync(authority, other, person!, "subject-of-the-demo");
        var page = await _demo.OpenAsync();
        await ConsoleWalks.EnterByProviderAsync(page, "subject-of-the-demo", "strong");
        await Assertions.Expect(page.Locator("a.me strong")).ToHaveTextAsync("孙丽");
    }

    [Test]
    public async Task Session_EndedElsewhere_IsSignedOutAtTheNextClick() => await ConsoleWalks.EndElsewhereAsync(
        await _demo.SeatAsync("auditor"), await _demo.SignInAsync("auditor"), await _demo.SeatAsync("authority"), "郑和平");

    [Test]
    public async Task Approver_WhoMadeAnOperator_CannotApproveThatOperatorsBatch()
    {
        var (maker, newcomer) = (await _demo.SeatAsync("trainer2"), await _demo.OpenAsync());
        await ConsoleWalks.OpenAccountAsync(maker, await _demo.SeatAsync("authority"), newcomer, "demo-newcomer");
        await TryAsync(newcomer, "培训.csv", await TrainingAsync(rows => rows));
        await newcomer.ClickAsync(".decide form .button");
        await ConsoleWalks.RefuseMakerAsync(maker, new Uri(newcomer.Url).AbsolutePath);
    }

    /// <summary>A file with two faults, its marked rows as a workbook, corrected, tried and sent; the batch, which waits.</summary>
    private async Task<string> CorrectAndSendAsync(IPage trainer)
    {
        await trainer.GotoAsync("/console/batches/new");
        var template = await ConsoleWalker.DownloadAsync(trainer, "a[href$='templates/training.xlsx']");
        Assert.That(template.AsSpan(0, 2).ToArray(), Is.EqualTo("PK"u8.ToArray()));
        await TryAsync(
            trainer, "培训.csv",
            await TrainingAsync(rows => rows.Select((row, i) => i is 3 or 4 ? row.Replace("高级", "顶级", StringComparison.Ordinal) : row)),
            InFolder(Path.Combine("data", "to-send", "photos.zip")));
        await Assertions.Expect(trainer.Locator("table.rows tbody tr")).ToHaveCountAsync(2);
        await Assertions.Expect(trainer.Locator("table.rows")).ToContainTextAsync("顶级");
        var faulty = await ConsoleWalker.DownloadAsync(trainer, "a[href$='rows.xlsx']");
        await TryAsync(trainer, "培训-问题行.xlsx", ConsoleWalker.Corrected(faulty, "顶级", "高级"));
        await Assertions.Expect(trainer.Locator("table.rows")).ToHaveCountAsync(0);
        await trainer.ClickAsync(".decide form .button");
        await Assertions.Expect(trainer.Locator("[data-state]")).ToHaveTextAsync("待审批");
        return new Uri(trainer.Url).AbsolutePath;
    }

    /// <summary>The good rows of the training file that the demo leaves.</summary>
    private async Task<byte[]> TrainingAsync(Func<IEnumerable<string>, IEnumerable<string>> change)
    {
        var rows = await File.ReadAllLinesAsync(InFolder(Path.Combine("data", "to-send", "training-to-send.csv")));
        return Encoding.UTF8.GetBytes(string.Join('\n', change(rows[..6])));
    }

    private string InFolder(string path) => Path.Combine(_demo.Folder, path);

    private static async Task TryAsync(IPage trainer, string name, byte[] file, string? photos = null)
    {
        await trainer.GotoAsync("/console/batches/new");
        await trainer.CheckAsync("[name=kind][value=training]");
        await trainer.SetInputFilesAsync("#file", new FilePayload { Name = name, MimeType = "application/octet-stream", Buffer = file });
        if (photos is not null)
        {
            await trainer.SetInputFilesAsync("#photos", photos);
        }

        await trainer.ClickAsync("main form .button");
    }

    private async Task DropAsync(IPage page, params string[] paths)
    {
        var files = await page.EvaluateHandleAsync(
            """
            files => {
              const transfer = new DataTransfer();
              for (const [name, base64] of files) transfer.items.add(new File([Uint8Array.from(atob(base64), c => c.charCodeAt(0))], name));
              return transfer;
            }
            """,
            paths.Select(path => new[] { Path.GetFileName(path), Convert.ToBase64String(File.ReadAllBytes(InFolder(path))) }).ToArray());
        await page.DispatchEventAsync("form[data-drop]", "drop", new { dataTransfer = files });
        await Assertions.Expect(page.Locator("#photos")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("photos.zip$"));
    }
}
