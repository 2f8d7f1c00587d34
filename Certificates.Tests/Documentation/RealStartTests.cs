using System.Diagnostics;

namespace Certificates.Tests.Documentation;

/// <summary>
/// "Running it for real" as its page says, in an empty folder: the keys, the first key of the API, and both services by the very commands
/// of the page, but for the folder of the project and a free port.
/// </summary>
[Category("Process")]
[Platform("Linux")]
internal sealed class RealStartTests
{
    private const string Page = "docs/operations.md";
    private static readonly string Configuration = new DirectoryInfo(TestContext.CurrentContext.TestDirectory).Parent!.Name;

    private static List<ShellBlock> Blocks => [.. ShellBlock.Of(Page, Pages.Text(Page))];

    [Test]
    public async Task Services_StartedAsThePageSays_Listen()
    {
        var folder = Directory.CreateTempSubdirectory("certificates-real-").FullName;
        var blocks = Blocks;
        var starts = blocks.FindAll(block => block.Text.Contains("-- --DataDirectory=live", StringComparison.Ordinal));
        Assert.That(starts, Has.Count.EqualTo(2));
        foreach (var block in blocks.TakeWhile(block => block != starts[0]))
        {
            Tool.Run("bash", "-euo", "pipefail", "-c", $"cd '{folder}'\n{Here(block.Text)}");
        }

        foreach (var block in starts)
        {
            Assert.That(await ListensAsync(folder, $"{Here(block.Text.Trim())} --Urls=http://127.0.0.1:0"), Does.Contain("Now listening on"));
        }

        Assert.That(Directory.GetDirectories(folder).Select(Path.GetFileName), Is.EqualTo(new[] { "live" }), "nothing lies elsewhere");
        Directory.Delete(folder, recursive: true);
    }

    [Test]
    public async Task Service_WithoutAKey_NamesTheWholePathOfTheFile()
    {
        var folder = Directory.CreateTempSubdirectory("certificates-real-").FullName;
        var told = await ListensAsync(folder, Here("dotnet run --project Certificates.Verify -- --DataDirectory=live --Urls=http://127.0.0.1:0"));
        Directory.Delete(folder, recursive: true);

        Assert.That(told, Does.Contain(Path.Combine(folder, "live", "keys", "verdict.pfx")));
    }

    /// <summary>Runs a command until it listens or ends, and tells what it wrote.</summary>
    private static async Task<string> ListensAsync(string folder, string command)
    {
        // A session of its own: what the command starts ends with it.
        var start = new ProcessStartInfo("setsid", ["bash", "-c", $"cd '{folder}' && exec {command} 2>&1"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var told = new System.Text.StringBuilder();
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(2)) is { } line)
        {
            told.AppendLine(line);
            if (line.Contains("Now listening on", StringComparison.Ordinal))
            {
                break;
            }
        }

        using var kill = Process.Start(new ProcessStartInfo("kill", ["-KILL", "--", $"-{process.Id}"]) { UseShellExecute = false, RedirectStandardError = true })!;
        await kill.WaitForExitAsync();
        await process.WaitForExitAsync();
        return told.ToString();
    }

    private static string Here(string command) => command.Replace(
        "dotnet run --project ", $"dotnet run --no-build -c {Configuration} --project {Repository.Root}/", StringComparison.Ordinal);
}
