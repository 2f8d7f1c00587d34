using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Certificates.Tests.Documentation;

/// <summary>A running demo, and terminals in its folder that keep their variables from block to block, one a page.</summary>
internal sealed class DemoTerminal : IAsyncDisposable
{
    // An answer of 400 and above is a command that failed.
    private const string CurlSettings = "silent\nshow-error\nfail-with-body\nmax-time = 120\n";

    private static readonly string Program = Path.Combine(TestContext.CurrentContext.TestDirectory, "Certificates.Api.dll");

    private readonly string _folder = Directory.CreateTempSubdirectory("certificates-docs-").FullName;
    private readonly (string Api, string Site) _addresses = (FreeAddress(), FreeAddress());
    private Process? _demo;

    private DemoTerminal()
    {
    }

    /// <summary>Starts the demo in an empty folder beside a copy of the samples, and waits until it has issued them.</summary>
    public static async Task<DemoTerminal> StartAsync()
    {
        var terminal = new DemoTerminal();
        try
        {
            await terminal.StartDemoAsync();
            return terminal;
        }
        catch
        {
            await terminal.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a block in the terminal of its page.</summary>
    public async Task<(int ExitCode, string Output)> RunAsync(ShellBlock block)
    {
        var state = Path.Combine(_folder, $".{Path.GetFileName(block.Page)}.variables");
        var script = $"""
            set -a; if [ -e '{state}' ]; then . '{state}'; fi
            cd '{_folder}'
            {Here(block.Text)}
            export -p > '{state}'
            """;
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", script])
        {
            WorkingDirectory = _folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["CURL_HOME"] = _folder },
        };
        using var bash = Process.Start(start)!;
        var errors = bash.StandardError.ReadToEndAsync();
        var output = bash.StandardOutput.ReadToEndAsync();
        await bash.WaitForExitAsync();
        return (bash.ExitCode, $"{block.Text}\n--- output\n{await output}\n--- errors\n{await errors}");
    }

    /// <summary>Ends the demo as Ctrl-C does, and takes its folder away.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_demo is { } demo)
        {
            Process.Start("kill", ["-INT", $"{demo.Id}"])!.WaitForExit();
            await demo.WaitForExitAsync();
            demo.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static string FreeAddress()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return $"http://{listener.LocalEndpoint}";
    }

    private async Task StartDemoAsync()
    {
        var samples = Directory.CreateDirectory(Path.Combine(_folder, "samples")).FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Root, "samples")))
        {
            File.Copy(file, Path.Combine(samples, Path.GetFileName(file)));
        }

        await File.WriteAllTextAsync(Path.Combine(_folder, ".curlrc"), CurlSettings);
        string[] args = [Program, "demo", $"--Urls={_addresses.Api}", $"--Verification:BaseUrl={_addresses.Site}"];
        _demo = Process.Start(new ProcessStartInfo("dotnet", args)
        {
            WorkingDirectory = _folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        var told = new StringBuilder();
        while (!told.ToString().Contains("Ctrl-C", StringComparison.Ordinal))
        {
            told.AppendLine(await _demo.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"The demo ended: {told}"));
        }

        // What it tells later must not fill the pipe.
        _ = _demo.StandardOutput.ReadToEndAsync();
    }

    /// <summary>The demo's ports and the built program in place of those that the pages name.</summary>
    private string Here(string commands) => commands
        .Replace("http://127.0.0.1:5080", _addresses.Api, StringComparison.Ordinal)
        .Replace("http://127.0.0.1:5081", _addresses.Site, StringComparison.Ordinal)
        .Replace("dotnet run --project Certificates.Api --", $"dotnet '{Program}'", StringComparison.Ordinal);
}
