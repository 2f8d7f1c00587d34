using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Certificates.Tests.Verify;

/// <summary>The site as it runs for real, a process of its own: what stands on its standard output.</summary>
[Category(Categories.Process)]
internal sealed class LogTests
{
    [Test]
    public async Task Log_OfTheSite_IsJsonAndTellsNoPath()
    {
        var folder = Directory.CreateTempSubdirectory("certificates-site-").FullName;
        try
        {
            TestRegister.CopyKeys(folder);
            var address = FreePort.Address();
            using var site = Start(folder, address);
            var lines = new List<string>();
            while (await site.StandardOutput.ReadLineAsync() is { } line)
            {
                lines.Add(line);
                if (line.Contains("Application started", StringComparison.Ordinal))
                {
                    await AskAsync(address);
                    site.Kill();
                }
            }

            await site.WaitForExitAsync();
            Assert.That(lines, Has.Some.Contains("The register cannot be asked"), "the outage must be on record");
            Assert.That(lines.Select(line => JsonNode.Parse(line)!["Category"]), Is.All.Not.Null);
            Assert.That(lines, Has.None.Contains("SECRET").IgnoreCase);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task AskAsync(string address)
    {
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        foreach (var path in (string[])["/q/SECRETSECRET", "/s/SECRETSECRETSECR", "/secret?secret=secret", "/v1/keys?secret"])
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        }
    }

    /// <summary>Scopes on and no register: the most a log can tell.</summary>
    private static Process Start(string folder, string address)
    {
        string[] args =
        [
            Path.Combine(TestContext.CurrentContext.TestDirectory, "Certificates.Verify.dll"), $"--Urls={address}", $"--DataDirectory={folder}",
            $"--Storage:ConnectionString=Data Source={Path.Combine(folder, "none.db")}", "--Storage:IsSpecimen=true",
            "--Logging:Console:FormatterOptions:IncludeScopes=true",
            string.Create(CultureInfo.InvariantCulture, $"--Logging:LogLevel:Default={nameof(Microsoft.Extensions.Logging.LogLevel.Information)}"),
        ];
        return Process.Start(new ProcessStartInfo("dotnet", args) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true })!;
    }
}
