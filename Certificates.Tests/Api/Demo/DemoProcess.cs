using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text.RegularExpressions;

namespace Certificates.Tests.Api.Demo;

/// <summary>The demo as a process of its own in an empty folder, ended by Ctrl-C.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed partial class DemoProcess
{
    private Process? _running;

    public string Folder { get; private set; } = "";

    /// <summary>What it told when it was up.</summary>
    public string Told { get; private set; } = "";

    /// <summary>Whom one can sign in as.</summary>
    public IReadOnlyList<DemoLogin> People => [.. Printed().Matches(Told).Select(person => new DemoLogin(
        person.Groups["login"].Value, person.Groups["password"].Value, person.Groups["secret"].Value, person.Groups["role"].Value))];

    public void MakeFolder() => Folder = Directory.CreateTempSubdirectory("certificates-demo-").FullName;

    public void RemoveFolder() => Directory.Delete(Folder, recursive: true);

    /// <summary>Runs it while something is looked at.</summary>
    public async Task<T> RunAsync<T>(string api, string site, Func<Task<T>> look)
    {
        try
        {
            await StartAsync(api, site);
            return await look();
        }
        finally
        {
            await StopAsync();
        }
    }

    /// <summary>Starts it, with further settings as <c>--Key=value</c>, and waits until it told where things are.</summary>
    public async Task StartAsync(string api, string site, params string[] settings)
    {
        _running = Start(api, site, settings);
        Told = "";
        while (!Told.Contains("Ctrl-C", StringComparison.Ordinal) && await _running.StandardOutput.ReadLineAsync() is { } line)
        {
            Told += line + "\n";
        }

        Assert.That(Told, Does.Contain(api).And.Contain(site).And.Contain("data/demo-keys.json"), () => _running.StandardError.ReadToEnd());
    }

    /// <summary>Ends it as Ctrl-C does.</summary>
    public async Task StopAsync()
    {
        if (_running is { } demo)
        {
            _running = null;
            using var ended = demo;
            Process.Start("sh", ["-c", $"kill -INT {demo.Id}"])!.WaitForExit();
            await demo.WaitForExitAsync();
            Assert.That(demo.ExitCode, Is.Zero);
        }
    }

    public Process Start(string api, string site, params string[] settings)
    {
        string[] args =
        [
            Path.Combine(TestContext.CurrentContext.TestDirectory, "Certificates.Api.dll"), "demo", $"--Urls={api}",
            $"--Verification:BaseUrl={site}", .. settings,
        ];
        return Process.Start(
            new ProcessStartInfo("dotnet", args)
            {
                WorkingDirectory = Folder,
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
    }

    [GeneratedRegex(@"^(?<login>\S+) +(?<password>\S+) +[0-9]{6} +(?<secret>[A-Z2-7]{32}) +(?<role>[a-z]+)", RegexOptions.Multiline, 1000)]
    private static partial Regex Printed();
}

/// <summary>Whom the demo prints to sign in as.</summary>
internal sealed record DemoLogin(string Login, string Password, string Secret, string Role);
