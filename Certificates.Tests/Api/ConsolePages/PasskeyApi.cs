using System.Text.Json.Nodes;

namespace Certificates.Tests.Api.ConsolePages;

/// <summary>A service whose console has a name of its own, as passkeys demand.</summary>
internal static class PasskeyApi
{
    /// <summary>Starts one at a port of this machine, known before it starts.</summary>
    public static async Task<(RunningApi Api, Uri Console)> StartAsync(params (string Key, string Value)[] settings)
    {
        var port = FreePort.Next();
        var console = new Uri($"http://localhost:{port}");
        var api = await RunningApi.StartAsync(
            clock: null, [("Urls", $"http://127.0.0.1:{port}"), ("Console:BaseUrl", console.ToString().TrimEnd('/')), .. settings]);
        return (api, console);
    }

    /// <summary>Asks as the script of the pages does.</summary>
    public static async Task<(int Status, JsonNode Answer)> AskAsync(
        this ConsoleBrowser browser, string page, string address, params (string Name, string Value)[] fields)
    {
        using var response = await browser.PostAsync(page, address, fields);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    /// <summary>Adds a passkey to the account that is signed in; the page that answers.</summary>
    public static async Task<string> AddPasskeyAsync(this ConsoleBrowser browser, SoftAuthenticator authenticator, string name = "办公室电脑")
    {
        var (_, question) = await browser.AskAsync("/console/me/passkeys", "/console/me/passkeys/options");
        return await browser.SubmitAsync(
            "/console/me/passkeys", "/console/me/passkeys", ("name", name), ("credential", authenticator.Make(question["options"]!)),
            ("state", (string)question["state"]!));
    }

    /// <summary>Signs in by a passkey; the status, and the page that comes next.</summary>
    public static async Task<(int Status, JsonNode Answer)> EnterByAsync(this ConsoleBrowser browser, SoftAuthenticator authenticator)
    {
        var (_, question) = await browser.AskAsync("/console/sign-in", "/console/sign-in/passkey/options");
        return await browser.AskAsync(
            "/console/sign-in", "/console/sign-in/passkey", ("credential", authenticator.Sign(question["options"]!)),
            ("state", (string)question["state"]!));
    }
}
