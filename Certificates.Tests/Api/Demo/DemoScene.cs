using System.Runtime.Versioning;
using Certificates.Tests.Api.ConsolePages;
using Certificates.Tests.Verify;
using Microsoft.Playwright;
using OtpNet;

namespace Certificates.Tests.Api.Demo;

/// <summary>A demo that runs, with a provider of sign-ins beside it, and its people in browsers: each signs in with what the demo prints.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class DemoScene : IAsyncDisposable
{
    private const string Secret = "a secret of the tests alone";
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(4);

    private readonly DemoProcess _demo = new();
    private readonly Dictionary<string, (IPage Page, DateTimeOffset At)> _seats = new(StringComparer.Ordinal);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private Chromium _browser = null!;
    private TestProvider _provider = null!;

    /// <summary>What the demo told when it was up.</summary>
    public string Told => _demo.Told;

    /// <summary>The folder that it was started in.</summary>
    public string Folder => _demo.Folder;

    public IReadOnlyList<DemoLogin> People => _demo.People;

    private Uri Console { get; set; } = null!;

    public static async Task<DemoScene> StartAsync()
    {
        var scene = new DemoScene { _browser = await Chromium.StartAsync() };
        scene._demo.MakeFolder();
        var port = FreePort.Next();
        scene.Console = new Uri($"http://localhost:{port}");
        scene._provider = await TestProvider.StartAsync(scene.Console, Secret);
        var secret = Path.Combine(scene.Folder, "provider-secret.txt");
        await File.WriteAllTextAsync(secret, Secret);
        await scene._demo.StartAsync(
            $"http://127.0.0.1:{port}", FreePort.Address(), $"--Console:Oidc:Authority={scene._provider.Authority}",
            "--Console:Oidc:ClientId=console", $"--Console:Oidc:ClientSecretFile={secret}", "--Console:Oidc:Acr=strong");
        return scene;
    }

    /// <summary>A browser of nobody.</summary>
    public Task<IPage> OpenAsync() => _browser.OpenAsync(Console);

    /// <summary>One person's browser; who signed in some minutes ago does so again, for decisions take a second factor of just now.</summary>
    public async Task<IPage> SeatAsync(string login)
    {
        if (!_seats.TryGetValue(login, out var seat) || TimeProvider.System.GetUtcNow() - seat.At > Fresh)
        {
            _seats[login] = seat = (await SignInAsync(login), TimeProvider.System.GetUtcNow());
        }

        return seat.Page;
    }

    /// <summary>Signs in, once more if need be.</summary>
    public async Task<IPage> SignInAsync(string login)
    {
        var person = People.Single(each => each.Login == login);
        var page = await OpenAsync();
        await ConsoleWalker.EnterAsync(page, person.Login, person.Password);
        await page.FillAsync("#code", CodeOf(person));
        await page.ClickAsync("main form:has(#code) button:not([type=button])");
        await Assertions.Expect(page.Locator("nav a[aria-current]")).ToBeVisibleAsync();
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _demo.StopAsync();
        _demo.RemoveFolder();
        _provider?.Dispose();
        await _browser.DisposeAsync();
    }

    /// <summary>A code is good once; the next one is taken already.</summary>
    private string CodeOf(DemoLogin person)
    {
        var totp = new Totp(Base32Encoding.ToBytes(person.Secret));
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return new[] { now, now.AddSeconds(30) }.Select(totp.ComputeTotp).First(code => _used.Add($"{person.Login} {code}"));
    }
}
