using Microsoft.Playwright;

namespace Certificates.Tests.Api.ConsolePages.EveryPage;

/// <summary>The pages of the authority and of the auditor.</summary>
internal sealed class AuthorityTour(RunningApi api, PageWalk walk, PageScene scene)
{
    public async Task GoAsync()
    {
        var (authority, other) = (await walk.SeatAsync(scene.Authority), await walk.SeatAsync(scene.SecondAuthority));
        await DirectoriesAsync(authority);
        await scene.RefreshAsync();
        await KeysAsync(authority, other);
        await RightsAsync(authority, other);
        await scene.RefreshAsync();
        await DecideAsync(authority);
        await OverseeAsync(await walk.SeatAsync(scene.Auditor));
        await StaleAsync(authority);
    }

    private async Task DirectoriesAsync(IPage authority)
    {
        await walk.OpenAsync(authority, "start-authority", "/console");
        await walk.OpenAsync(authority, "institutions", "/console/directories");
        await walk.OpenAsync(authority, "institution", $"/console/directories/institutions/{PageScene.Institution}");
        await walk.OpenAsync(authority, "institution-new", "/console/directories/institutions/new");
        await walk.OpenAsync(authority, "occupations", "/console/directories/occupations");
        await walk.OpenAsync(authority, "occupation", "/console/directories/occupations/01");
        await walk.OpenAsync(authority, "occupation-new", "/console/directories/occupations/new");
        await walk.OpenAsync(authority, "institutions-of-a-day", "/console/directories?on=2026-02-01");
        await walk.OpenAsync(authority, "institution-of-a-day", $"/console/directories/institutions/{PageScene.Institution}?on=2026-02-01");
    }

    private async Task KeysAsync(IPage authority, IPage other)
    {
        await walk.OpenAsync(authority, "keys", "/console/keys");
        await authority.FillAsync("#person", "考试系统");
        await authority.SelectOptionAsync("#role", "auditor");
        await walk.DoAsync(authority, "keys-asked", () => authority.ClickAsync("form[action='/console/keys'] .button"));
        var proposal = $"/console/inbox/proposals/{await scene.NewestAsync("Proposal")}";
        await walk.OpenAsync(authority, "proposal-own", proposal);
        await walk.OpenAsync(other, "inbox-authority", "/console/inbox");
        await walk.OpenAsync(other, "proposal-key", proposal);
        await walk.DoAsync(other, "key-made", () => other.ClickAsync("form[action$='/confirmation'] .button"));
    }

    private async Task RightsAsync(IPage authority, IPage other)
    {
        await authority.GotoAsync($"/console/directories/institutions/{PageScene.Institution}");
        var form = authority.Locator("form[action$='/rights']");
        await form.Locator("[name=validFrom]").FillAsync("2026-01-01");
        await form.Locator("[name=document]").FillAsync("批文〔2026〕12 号");
        await walk.DoAsync(authority, "institution-right-asked", () => form.Locator(".button").ClickAsync());
        await walk.OpenAsync(other, "proposal-right", $"/console/inbox/proposals/{await scene.NewestAsync("Proposal")}");
        await other.FillAsync("form[action$='/refusal'] textarea", "批文未到，\n待收到后再提出。");
        await walk.DoAsync(other, "proposal-refused", () => other.ClickAsync("form[action$='/refusal'] button:not([type=button])"));
    }

    private async Task DecideAsync(IPage authority)
    {
        await walk.OpenAsync(authority, "batch-of-before-to-enter", scene.Earlier);
        await walk.OpenAsync(authority, "request-correction", $"/console/inbox/requests/{scene.CorrectionRequest}");
        await walk.OpenAsync(authority, "certificate-authority", $"/console/certificates/{scene.Numbers[0]}");
        await walk.OpenAsync(authority, "people-authority", "/console/people");
        await walk.OpenAsync(authority, "person-authority", $"/console/people/{scene.Clerk.Account.Id}");
        using var authenticator = new SoftAuthenticator(new Uri(authority.Url).GetLeftPart(UriPartial.Authority));
        await scene.Authority.AddPasskeyAsync(authenticator);
        await walk.OpenAsync(authority, "me-with-a-passkey", "/console/me");
        await walk.OpenAsync(authority, "passkey-new", "/console/me/passkeys");
        await walk.OpenAsync(authority, "inbox-of-the-authority", "/console/inbox");
    }

    private async Task OverseeAsync(IPage auditor)
    {
        await walk.OpenAsync(auditor, "start-auditor", "/console");
        await walk.OpenAsync(auditor, "reconciliation", "/console/reconciliation");
        await walk.OpenAsync(
            auditor, "reconciliation-institutions", $"/console/reconciliation?by=institution&institution={PageScene.Institution}");
        foreach (var kind in new[] { "calls", "searches", "refused", "refused_site", "sign_ins", "directories" })
        {
            await walk.OpenAsync(auditor, $"records-{kind}", $"/console/records?kind={kind}");
        }

        await walk.OpenAsync(auditor, "health", "/console/health");
        await walk.OpenAsync(auditor, "person-auditor", $"/console/people/{scene.Clerk.Account.Id}");
        await walk.OpenAsync(auditor, "certificate-auditor", $"/console/certificates/{scene.Numbers[1]}");
    }

    /// <summary>The second factor was given long ago: forms ask for it again.</summary>
    private async Task StaleAsync(IPage authority)
    {
        await api.ExecuteAsync($"UPDATE AccountSession SET FactorAt = '2026-01-01T00:00:00.000Z' WHERE AccountId = {scene.Authority.Account.Id}");
        await walk.OpenAsync(authority, "keys-stale", "/console/keys");
        await walk.OpenAsync(authority, "me-stale", "/console/me");
        await walk.OpenAsync(authority, "factor-again", "/console/sign-in/factor");
        await authority.GotoAsync("/console/directories/institutions/new");
        await walk.DoAsync(authority, "factor-again-wrong", async () =>
        {
            await authority.EvaluateAsync("document.querySelectorAll('main [required]').forEach(field => field.required = false)");
            await authority.ClickAsync("form[action='/console/directories/institutions'] button:not([type=button])");
        });
    }
}
