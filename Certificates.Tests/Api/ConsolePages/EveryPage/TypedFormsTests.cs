using System.Text.RegularExpressions;
using Certificates.Tests.Verify;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Certificates.Tests.Api.ConsolePages.EveryPage;

/// <summary>
/// Nothing that was typed is lost: every form of the console that takes words or a second factor is filled in, sent, refused, and comes
/// back as it was typed. Which there are is asked of the table of endpoints: a new form that nobody tries turns this red.
/// </summary>
[Category(Categories.Browser)]
internal sealed partial class TypedFormsTests
{
    /// <summary>Forms of buttons alone, of secrets that are typed anew, and the ones that a script or a test of its own sends.</summary>
    private static readonly string[] Untyped =
    [
        "/console/sign-in", "/console/sign-in/factor", "/console/sign-in/factor/passkey", "/console/sign-in/factor/passkey/options",
        "/console/sign-in/passkey", "/console/sign-in/passkey/options", "/console/sign-out", "/console/me/password", "/console/me/factor",
        "/console/me/recovery-codes", "/console/me/sessions/end", "/console/me/passkeys", "/console/me/passkeys/options",
        "/console/me/passkeys/{id}/removal", "/console/people/{id}/sessions/end", "/console/batches/try", "/console/batches/send",
        "/console/batches/{id}/notice", "/console/certificates/{number}/claim-code",
    ];

    /// <summary>Fills every form in, sends it to each of its addresses, and says of which a word was lost.</summary>
    private const string Try = """
        async ({ factor, overlong }) => {
            const fields = form => [...form.elements].filter(field => field.name && field.type !== 'hidden' && field.type !== 'submit' && field.type !== 'file');
            const typed = field => field.name === 'factor' || field.type === 'password' ? '' : field.type === 'checkbox' || field.type === 'radio'
                ? field.hasAttribute('checked') : field.tagName === 'SELECT' ? (field.querySelector('option[selected]') ?? field.options[0])?.value
                : field.tagName === 'TEXTAREA' ? field.textContent : field.getAttribute('value') ?? '';
            const fill = field => {
                if (field.name === 'factor') field.value = '000000';
                else if (field.type === 'checkbox') field.toggleAttribute('checked');
                else if (field.type === 'radio') field.toggleAttribute('checked', field === [...field.form.elements[field.name]].at(-1));
                else if (field.tagName === 'SELECT') for (const option of field.options) option.toggleAttribute('selected', option === field.options[field.options.length - 1]);
                else {
                    const text = field.type === 'date' ? '1999-05-06' : `“${field.name}” <&> 键入的文字${overlong ? '长'.repeat(field.tagName === 'TEXTAREA' ? 2100 : 210) : ''}`;
                    field.tagName === 'TEXTAREA' ? field.textContent = text : field.setAttribute('value', text);
                }
            };
            const lost = [], sent = [];
            for (const form of document.querySelectorAll('main form[method=post]')) {
                if (!fields(form).length || (factor && !form.querySelector('[data-factor]'))
                    || (overlong && !form.querySelector('textarea, input:not([type]), input[type=text]'))) continue;
                const action = form.getAttribute('action');
                const addresses = [...form.querySelectorAll('button:not([type=button])')].map(button => button.getAttribute('formaction') ?? action);
                fields(form).forEach(fill);
                const before = fields(form).map(field => `${field.name}=${typed(field)}`);
                for (const address of new Set(addresses)) {
                    const body = new FormData();
                    for (const field of form.elements) {
                        if (!field.name || (['checkbox', 'radio'].includes(field.type) && !field.hasAttribute('checked'))) continue;
                        body.append(field.name, ['hidden', 'checkbox', 'radio'].includes(field.type) || field.name === 'factor' ? field.value : typed(field));
                    }
                    const answer = await fetch(address, { method: 'POST', body: form.enctype === 'multipart/form-data' ? body : new URLSearchParams(body) });
                    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
                    const again = [...page.forms].find(each => each.getAttribute('action') === action);
                    sent.push(address);
                    const after = again ? fields(again).map(field => `${field.name}=${typed(field)}`) : [];
                    if (answer.redirected) lost.push(`${address}: done, not refused`);
                    else if (!again) lost.push(`${address}: ${answer.status}, the form is gone`);
                    else for (const word of before) if (!after.includes(word)) lost.push(`${address}: ${word.slice(0, 60)}, came back ${after.map(each => each.slice(0, 60))}`);
                    if (factor && again && !again.querySelector('[data-factor] .error')) lost.push(`${address}: nothing stands beside the factor`);
                    if (again && again.closest('details:not([open])')) lost.push(`${address}: folded`);
                    for (const link of page.querySelectorAll('.errors a')) if (!page.getElementById(link.getAttribute('href').slice(1))) lost.push(`${address}: ${link.getAttribute('href')} leads nowhere`);
                }
            }
            return { lost, sent };
        }
        """;

    private readonly List<string> _lost = [];
    private readonly List<string> _sent = [];
    private string _secretFile = "";
    private long _proposal;
    private long _change;
    private RunningApi _api = null!;
    private Uri _console = null!;
    private Chromium _browser = null!;
    private PageScene _scene = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _browser = await Chromium.StartAsync();
        _secretFile = Path.GetTempFileName();
        await File.WriteAllTextAsync(_secretFile, "a secret of the tests alone");
        (_api, _console) = await PasskeyApi.StartAsync(
            ("Console:Oidc:Authority", "https://provider.invalid"), ("Console:Oidc:ClientId", "console"),
            ("Console:Oidc:ClientSecretFile", _secretFile));
        _scene = await PageScene.SetAsync(_api);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        File.Delete(_secretFile);
        _scene?.Dispose();
        await (_api?.DisposeAsync() ?? default);
        await (_browser?.DisposeAsync() ?? default);
    }

    [Test]
    public async Task EveryForm_Refused_ComesBackAsItWasTyped()
    {
        await AskAsync();
        await GoAsync(_scene.Clerk, OfTheClerk());
        await GoAsync(_scene.PublicClerk, [_scene.Public, _scene.HalfIssued]);
        await GoAsync(_scene.SecondApprover, [_scene.Awaiting, $"/console/inbox/requests/{_scene.OpenRequest}", "/console/people"]);
        await GoAsync(_scene.SecondAuthority, [.. OfTheAuthority().Where(page => !page.StartsWith("/console/people/", StringComparison.Ordinal))]);
        await _api.ExecuteAsync("UPDATE AccountSession SET FactorAt = '2026-01-01T00:00:00.000Z'");
        await GoAsync(_scene.SecondAuthority, OfTheAuthority(), isStale: true);

        Assert.That(_lost, Is.Empty);
        Assert.That(Posts().Except(_sent.Select(Pattern), StringComparer.Ordinal).Except(Untyped, StringComparer.Ordinal), Is.Empty, "forms that nobody tried");
    }

    private string[] OfTheClerk() =>
    [
        "/console/certificates", "/console/me", $"/console/certificates/{_scene.Numbers[0]}", $"/console/certificates/{_scene.Numbers[1]}",
        $"/console/certificates/{_scene.Numbers[0]}/correction", "/console/certificates/recall", $"{_scene.Done}/recall",
        $"/console/inbox/reports/{_scene.OpenReport}",
    ];

    private string[] OfTheAuthority() =>
    [
        $"/console/certificates/{_scene.Numbers[0]}", $"/console/certificates/{_scene.Numbers[1]}",
        $"/console/certificates/{_scene.Numbers[0]}/correction", "/console/certificates/recall", $"{_scene.Done}/recall", _scene.Earlier,
        $"/console/inbox/requests/{_scene.CorrectionRequest}", $"/console/inbox/proposals/{_proposal}", "/console/people",
        $"/console/people/changes/{_change}",
        $"/console/people/{_scene.Clerk.Account.Id}", $"/console/people/{_scene.Approver.Account.Id}", "/console/keys",
        $"/console/directories/institutions/{PageScene.Institution}", "/console/directories/institutions/new", "/console/directories/occupations/01",
        "/console/directories/occupations/new",
    ];

    /// <summary>What waits for a second person: a key, an account.</summary>
    private async Task AskAsync()
    {
        using (await _scene.Authority.PostAsync("/console/keys", "/console/keys", ("person", "考试系统"), ("role", "auditor")))
        {
            _proposal = await _scene.NewestAsync("Proposal");
        }

        using var asked = await _scene.Authority.PostAsync(
            "/console/people", "/console/people", ("person", "新来的审计员"), ("login", "typed-newcomer"), ("role", "auditor"));
        Assert.That((int)asked.StatusCode, Is.EqualTo(302));
        _change = await _scene.NewestAsync("AccountChange");
        await _api.ExecuteAsync($"UPDATE Account SET Subject = 'typed-subject', Issuer = 'https://provider.invalid' WHERE Id = {_scene.Approver.Account.Id}");
        await _api.Services.GetRequiredService<Certificates.Core.Access.AccessSeals>().SealAllAsync(CancellationToken.None);
    }

    private async Task GoAsync(ConsoleBrowser person, string[] pages, bool isStale = false)
    {
        var page = await _browser.OpenAsync(_console, "zh-CN", ColorScheme.Light, 1280);
        var session = person.Cookies.GetCookies(person.Client.BaseAddress!)["console"]!.Value;
        await page.Context.AddCookiesAsync([new() { Name = "console", Value = session, Url = _console.ToString() }]);
        foreach (var address in pages)
        {
            await page.GotoAsync(address);
            var told = await page.EvaluateAsync<Told>(Try, new { factor = isStale, overlong = !isStale });
            Assert.That(told.Sent, isStale ? Is.Not.Empty : Is.Not.Null, address);
            _lost.AddRange(told.Lost.Select(lost => $"{person.Account.Seat.Role} {(isStale ? "stale " : "")}{lost}"));
            _sent.AddRange(told.Sent);
        }
    }

    private IEnumerable<string> Posts() => _api.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("POST", StringComparer.Ordinal) == true)
        .Select(endpoint => Constraint().Replace(endpoint.RoutePattern.RawText!, "").TrimEnd('/'))
        .Where(pattern => pattern.StartsWith("/console", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal);

    private string Pattern(string address) => Posts().Where(pattern => EveryPageTests.IsOf(address, pattern))
        .MinBy(pattern => pattern.Count(unit => unit == '{')) ?? address;

    private sealed record Told
    {
        public string[] Lost { get; init; } = [];
        public string[] Sent { get; init; } = [];
    }

    [GeneratedRegex(":[a-z]+(?=})", RegexOptions.None, 1000)]
    private static partial Regex Constraint();
}
