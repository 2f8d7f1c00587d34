using Certificates.Tests.Verify;
using Microsoft.Playwright;

namespace Certificates.Tests.Api.ConsolePages.EveryPage;

/// <summary>
/// Opens pages and looks at each in light and dark, wide and narrow, in both languages: axe finds nothing, nothing scrolls sideways, every
/// word is there. What is found is kept to the end; a picture of each look is kept to be looked at.
/// </summary>
internal sealed class PageWalk(Chromium browser, Uri console, DrawnComponents drawn)
{
    private static readonly string[] Languages = ["zh-CN", "en"];

    // The two that each language is looked at in; both together are all four.
    private static readonly (ColorScheme Scheme, int Width)[][] Looks =
    [
        [(ColorScheme.Light, 1280), (ColorScheme.Dark, 360)],
        [(ColorScheme.Dark, 1280), (ColorScheme.Light, 360)],
    ];

    private readonly List<string> _faults = [];
    private readonly HashSet<Type> _seen = [];
    private readonly HashSet<string> _addresses = new(StringComparer.Ordinal);
    private int _opened;

    /// <summary>What was wrong with pages that were looked at.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>The parts of pages that were looked at.</summary>
    public IReadOnlySet<Type> Seen => _seen;

    /// <summary>Where pages were opened: paths.</summary>
    public IReadOnlySet<string> Addresses => _addresses;

    /// <summary>A browser of nobody, or of a person who is signed in.</summary>
    public async Task<IPage> SeatAsync(ConsoleBrowser? person = null)
    {
        var page = await browser.OpenAsync(console, Languages[0], ColorScheme.Light, 1280);
        if (person is not null)
        {
            var session = person.Cookies.GetCookies(person.Client.BaseAddress!)["console"]!.Value;
            await page.Context.AddCookiesAsync([new() { Name = "console", Value = session, Url = console.ToString() }]);
        }

        return page;
    }

    /// <summary>Opens a page in both languages.</summary>
    public async Task OpenAsync(IPage page, string name, string address)
    {
        // The other one first each time: what is done next on the page is seen in either by turns.
        var first = _opened++ % 2;
        foreach (var language in (int[])[first, 1 - first])
        {
            await page.Context.AddCookiesAsync([new() { Name = "lang", Value = Languages[language], Url = console.ToString() }]);
            drawn.Take();
            await page.GotoAsync(address);
            await LookAsync(page, $"{name}-{Languages[language]}", Looks[language]);
        }
    }

    /// <summary>Does what leads to a page that has no address of its own, or no second time, and looks at it in all four ways.</summary>
    public async Task DoAsync(IPage page, string name, Func<Task> deed)
    {
        drawn.Take();
        await page.EvaluateAsync("document.documentElement.setAttribute('data-left', '')");
        await deed();
        await page.Locator("html:not([data-left])").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.WaitForLoadStateAsync();
        await LookAsync(page, name, [.. Looks.SelectMany(look => look)]);
    }

    private async Task LookAsync(IPage page, string name, (ColorScheme Scheme, int Width)[] looks)
    {
        _addresses.Add(new Uri(page.Url).AbsolutePath);
        _seen.UnionWith(drawn.Take());

        // What is folded is a part of the page, too.
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(folded => { folded.open = true; })");
        await Axe.EnterAsync(page);
        _faults.AddRange((await UnspokenAsync(page)).Select(word => $"{name}: {word} is no word"));
        _faults.AddRange((await MisledAsync(page)).Select(id => $"{name}: {id}"));
        foreach (var (scheme, width) in looks)
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await page.SetViewportSizeAsync(width, 800);
            await CheckAsync(page, $"{name}-{(scheme == ColorScheme.Dark ? "dark" : "light")}-{width}", !Looks[0].Contains((scheme, width)));
        }
    }

    private async Task CheckAsync(IPage page, string name, bool isRepeated)
    {
        _faults.AddRange((await Axe.RunAsync(page, isRepeated)).Select(fault => $"{name}: {fault}"));
        var width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        if (width > page.ViewportSize!.Width)
        {
            _faults.Add($"{name}: scrolls sideways, {width} px");
        }

        if (Environment.GetEnvironmentVariable("CERTIFICATES_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
        }
    }

    /// <summary>Ids that stand twice, and what leads to an id that is not there: a link within the page, a label, a description.</summary>
    private static Task<string[]> MisledAsync(IPage page) => page.EvaluateAsync<string[]>("""
        () => {
            const ids = [...document.querySelectorAll('[id]')].map(part => part.id);
            const meant = [...document.querySelectorAll('a[href^="#"], label[for], [aria-describedby]')].flatMap(part =>
                (part.getAttribute('aria-describedby') ?? part.htmlFor ?? part.getAttribute('href').slice(1)).split(' '));
            return [...ids.filter((id, i) => ids.indexOf(id) !== i).map(id => `${id} stands twice`),
                ...meant.filter(id => !ids.includes(id)).map(id => `${id} is meant and not there`)];
        }
        """);

    /// <summary>A word that a page lacks shows its name instead, such as <c>batches.none</c>.</summary>
    private static Task<string[]> UnspokenAsync(IPage page) => page.EvaluateAsync<string[]>("""
        [...document.querySelectorAll('body *')].filter(part => part.children.length === 0)
            .map(part => part.textContent.trim()).filter(text => /^[a-z_]+(\.[a-z_]+)+$/.test(text))
        """);
}
