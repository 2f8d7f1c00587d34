using System.Net;
using System.Text.RegularExpressions;
using Certificates.Core.Access;
using Certificates.Core.Access.People;
using Microsoft.Extensions.DependencyInjection;
using OtpNet;

namespace Certificates.Tests.Api.ConsolePages;

/// <summary>A browser without a screen at the console: keeps cookies, sends forms with their token, and follows no redirect by itself.</summary>
internal sealed partial class ConsoleBrowser : IDisposable
{
    private static int _people;
    private readonly SocketsHttpHandler _handler = new() { AllowAutoRedirect = false };
    private readonly HttpClient _client;
    private readonly RunningApi _api;
    private string _lastPage = "";
    private string? _login;

    public ConsoleBrowser(RunningApi api)
    {
        (_api, _client) = (api, new HttpClient(_handler) { BaseAddress = api.Address });
        _client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
    }

    /// <summary>The account it is signed in with.</summary>
    public Account Account { get; private set; } = null!;

    public string Login => _login ?? Account.Login;

    public string Password { get; private set; } = "";

    /// <summary>The secret of the authenticator.</summary>
    public byte[] Secret { get; private set; } = [];

    public CookieContainer Cookies => _handler.CookieContainer;

    public HttpClient Client => _client;

    /// <summary>A person of a role, who has been through the first sign-in and is signed in.</summary>
    public static async Task<ConsoleBrowser> SignedInAsync(RunningApi api, ApiKeyRole role, string? institution = null, string? person = null)
    {
        var browser = new ConsoleBrowser(api);
        await browser.OpenAccountAsync(role, institution, person);
        await browser.EnterFirstAsync();
        return browser;
    }

    /// <summary>Opens an account and keeps its first password.</summary>
    public async Task OpenAccountAsync(ApiKeyRole role, string? institution = null, string? person = null)
    {
        var number = Interlocked.Increment(ref _people);
        var opened = await _api.Services.GetRequiredService<Accounts>().OpenAsync(
            new AskedAccount(person ?? $"甲{number}", $"person-{number}", role, institution ?? (role.IsOfInstitution() ? "0001" : null)), CancellationToken.None);
        Assert.That(opened.TryGet(out var first, out var refusals), Is.True, refusals?.First.Message);
        (Account, Password) = (first!.Account, first.Password!);
    }

    /// <summary>Signs in for the first time: password, a password of one's own, and the second factor where the role has one.</summary>
    public async Task EnterFirstAsync()
    {
        await EnterAsync();
        await ChangePasswordAsync("seven green umbrellas");
        if (Account.NeedsFactor)
        {
            await EnrolAsync();
        }
    }

    /// <summary>The same for an account that was opened elsewhere.</summary>
    public async Task EnterFirstAsync(string login, string first)
    {
        (Password, _login) = (first, login);
        await EnterAsync();
        await ChangePasswordAsync("seven green umbrellas");
    }

    public async Task EnterAsync()
    {
        using var entered = await PostAsync("/console/sign-in", "/console/sign-in", ("login", Login), ("password", Password));
        Assert.That((int)entered.StatusCode, Is.EqualTo(302), _lastPage);
    }

    public async Task ChangePasswordAsync(string chosen)
    {
        using var changed = await PostAsync(
            "/console/me/password", "/console/me/password", ("present", Password), ("password", chosen), ("again", chosen));
        Assert.That((int)changed.StatusCode, Is.EqualTo(302), _lastPage);
        Password = chosen;
    }

    /// <summary>Sets the authenticator up with the secret that the page shows; the recovery codes.</summary>
    /// <param name="meanwhile">What happens while the page is open.</param>
    public async Task<IReadOnlyList<string>> EnrolAsync(Func<Task>? meanwhile = null)
    {
        var page = await ReadAsync("/console/me/factor");
        Secret = Base32Encoding.ToBytes(SecretText().Match(page).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal));
        var token = Token().Match(page).Groups[1].Value;
        await (meanwhile?.Invoke() ?? Task.CompletedTask);
        using var confirmed = await PostBareAsync(
            "/console/me/factor", ("code", CodeAt(TimeSpan.Zero)), ("__RequestVerificationToken", token));
        return [.. Recovery().Matches(_lastPage).Select(match => match.Groups[1].Value)];
    }

    /// <summary>
    /// What the authenticator shows next, which is taken already: a step that begins between making and sending a code does no harm then.
    /// </summary>
    public string CodeAt(TimeSpan? from = null) => new Totp(Secret).ComputeTotp(
        (_api.Services.GetRequiredService<TimeProvider>().GetUtcNow() + (from ?? TimeSpan.FromSeconds(30))).UtcDateTime);

    public async Task<HttpResponseMessage> GetAsync(string address)
    {
        var response = await _client.GetAsync(new Uri(address, UriKind.Relative));
        _lastPage = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
        return response;
    }

    public async Task<string> ReadAsync(string address)
    {
        using var response = await GetAsync(address);
        return _lastPage;
    }

    /// <summary>Sends a form that stands on a page, with the token of that page.</summary>
    public async Task<HttpResponseMessage> PostAsync(string page, string address, params (string Name, string Value)[] fields)
    {
        var token = Token().Match(await ReadAsync(page)).Groups[1].Value;
        return await PostBareAsync(address, [.. fields, ("__RequestVerificationToken", token)]);
    }

    /// <summary>The token of a page's forms.</summary>
    public async Task<string> TokenAsync(string page) => Token().Match(await ReadAsync(page)).Groups[1].Value;

    public async Task<HttpResponseMessage> PostBareAsync(string address, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        var response = await _client.PostAsync(new Uri(address, UriKind.Relative), content);
        _lastPage = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
        return response;
    }

    /// <summary>Sends a form and gives the page that answers.</summary>
    public async Task<string> SubmitAsync(string page, string address, params (string Name, string Value)[] fields)
    {
        using var response = await PostAsync(page, address, fields);
        return _lastPage;
    }

    /// <summary>Uploads a results file to be tried; the address of what came of it, and the page.</summary>
    public async Task<(string? Address, string Page)> TryAsync(string csv, bool isEarlier = false)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(await TokenAsync("/console/batches/new")), "__RequestVerificationToken" },
            { new StringContent("grade"), "kind" },
            { new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(csv)), "file", "成绩.csv" },
            { new StringContent(""), "sheet" },
        };
        if (isEarlier)
        {
            form.Add(new StringContent("true"), "earlier");
        }

        using var tried = await _client.PostAsync(new Uri("/console/batches/try", UriKind.Relative), form);
        var address = tried.Headers.Location?.ToString();
        return (address, address is null ? WebUtility.HtmlDecode(await tried.Content.ReadAsStringAsync()) : await ReadAsync(address));
    }

    /// <summary>Uploads a results file and sends it; the address of its batch.</summary>
    public async Task<string> SendAsync(string csv, bool isEarlier = false)
    {
        var (address, page) = await TryAsync(csv, isEarlier);
        Assert.That(address, Is.Not.Null, page);
        using var sent = await PostAsync(address!, "/console/batches/send", ("draft", address!.Split('/')[^1]));
        var batch = sent.Headers.Location?.ToString();
        Assert.That(batch, Does.StartWith("/console/batches/"), _lastPage);
        return batch!.Split('?')[0];
    }

    public void Dispose()
    {
        _client.Dispose();
        _handler.Dispose();
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Token();

    [GeneratedRegex("class=\"secret\">([A-Z2-7 ]+)<", RegexOptions.None, 1000)]
    private static partial Regex SecretText();

    [GeneratedRegex("<li><code>([2-9A-Z-]{14})</code>", RegexOptions.None, 1000)]
    private static partial Regex Recovery();
}
