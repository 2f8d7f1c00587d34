using Microsoft.Playwright;

namespace Certificates.Tests.Api.ConsolePages;

/// <summary>How somebody works a page.</summary>
internal abstract class Hand(IPage page)
{
    public IPage Page { get; } = page;

    /// <summary>Presses a button, follows a link, unfolds what is folded.</summary>
    public abstract Task PushAsync(string what);

    /// <summary>Types into a field that is empty.</summary>
    public abstract Task TypeAsync(string field, string text);

    /// <summary>Chooses something in a list.</summary>
    public abstract Task ChooseAsync(string list);

    /// <summary>Goes to a field for a file, and chooses one in the window of the system, which is no part of the page.</summary>
    public virtual Task TakeFileAsync(string field, FilePayload file) => Page.SetInputFilesAsync(field, file);
}

/// <summary>With a mouse.</summary>
internal sealed class MouseHand(IPage page) : Hand(page)
{
    public override Task PushAsync(string what) => Page.ClickAsync(what);

    public override Task TypeAsync(string field, string text) => Page.FillAsync(field, text);

    public override Task ChooseAsync(string list) => Page.SelectOptionAsync(list, new SelectOptionValue { Index = 1 });
}

/// <summary>
/// With the keyboard alone: everything is reached by Tab from where one is, in the order of the page, and each stop on the way is seen.
/// </summary>
internal sealed class KeyboardHand(IPage page) : Hand(page)
{
    private const int MostStops = 150;

    public override async Task PushAsync(string what)
    {
        await ReachAsync(what);
        await Page.Keyboard.PressAsync("Enter");
    }

    public override async Task TypeAsync(string field, string text)
    {
        await ReachAsync(field);
        await Page.Keyboard.TypeAsync(text);
    }

    public override async Task ChooseAsync(string list)
    {
        await ReachAsync(list);
        await Page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(Page.Locator(list)).Not.ToHaveValueAsync("");
    }

    public override async Task TakeFileAsync(string field, FilePayload file)
    {
        await ReachAsync(field);
        await base.TakeFileAsync(field, file);
    }

    private async Task ReachAsync(string what)
    {
        var wanted = Page.Locator(what).First;
        await Assertions.Expect(wanted).ToBeVisibleAsync();
        for (var stop = 0; stop < MostStops; stop++)
        {
            if (await wanted.EvaluateAsync<bool>("wanted => wanted === document.activeElement"))
            {
                return;
            }

            await Page.Keyboard.PressAsync("Tab");
            Assert.That(UnseenAsync, Is.Null.After(2).Seconds.PollEvery(20).MilliSeconds, $"{Page.Url}: the focus is not seen");
        }

        Assert.Fail($"{Page.Url}: {what} is not reached");
    }

    /// <summary>What has the focus without a ring around it, or where nobody sees it once the page has scrolled; null when all is well.</summary>
    private Task<string?> UnseenAsync() => Page.EvaluateAsync<string?>("""
        () => {
            const focused = document.activeElement;
            if (focused === null || focused === document.body || focused.tagName === 'IFRAME') return null;
            const style = getComputedStyle(focused), place = focused.getBoundingClientRect();
            const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
            const within = place.width > 0 && place.height > 0 && place.bottom > 0 && place.top < innerHeight && place.right > 0 && place.left < innerWidth;
            return ring && within ? null : focused.outerHTML.slice(0, 200);
        }
        """);
}
