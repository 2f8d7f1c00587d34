using Microsoft.Playwright;

namespace Certificates.Tests.Api.ConsolePages.EveryPage;

/// <summary>What is seen of signing in at a provider: somebody it knows and we do not, two persons who link them, the way on from there.</summary>
internal sealed class ProviderTour(PageWalk walk, PageScene scene)
{
    public async Task GoAsync()
    {
        var page = await walk.SeatAsync();
        await page.GotoAsync("/console/sign-in");
        await page.ClickAsync("a[href^='/console/sign-in/provider']");
        await walk.DoAsync(page, "provider-unlinked", () => TellAsync(page));

        await scene.RefreshAsync();
        var person = $"/console/people/{scene.Auditor.Account.Id}";
        var (asker, other) = (await walk.SeatAsync(scene.Authority), await walk.SeatAsync(scene.SecondAuthority));
        await walk.OpenAsync(asker, "person-to-link", person);
        await asker.FillAsync("#subject", "subject-of-the-walk");
        await walk.DoAsync(asker, "person-link-asked", () => asker.ClickAsync("form[action$='/link'] button:not([type=button])"));
        await walk.OpenAsync(other, "people-link-waits", $"/console/people/changes/{await scene.NewestAsync("AccountChange")}");
        await walk.DoAsync(other, "people-linked", () => other.ClickAsync("form[action$='/confirmation'] button:not([type=button])"));
        await walk.OpenAsync(asker, "person-linked", person);

        // The page that leads on is gone at once: here it leads nowhere.
        await page.RouteAsync("**/console", route => route.AbortAsync("aborted"));
        await page.GotoAsync("/console/sign-in");
        await walk.DoAsync(page, "provider-onward", () => page.ClickAsync("a[href^='/console/sign-in/provider']"));
    }

    private static async Task TellAsync(IPage page)
    {
        await page.FillAsync("[name=who]", "subject-of-the-walk");
        await page.FillAsync("[name=acr]", "strong");
        await page.ClickAsync("button");
    }
}
