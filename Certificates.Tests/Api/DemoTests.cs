using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text.Json.Nodes;

namespace Certificates.Tests.Api;

/// <summary>The demo as people start it: a process of its own in an empty folder, ended by Ctrl-C.</summary>
[Category(Categories.Process)]
[Platform("Unix")]
[UnsupportedOSPlatform("windows")]
internal sealed class DemoTests
{
    private string _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("certificates-demo-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Demo_Started_IssuesTheSampleOnceAndServesBothSites()
    {
        var (api, site) = (FreePort.Address(), FreePort.Address());
        var first = await RunAsync(api, site, LookAroundAsync);
        var second = await RunAsync(api, site, LookAroundAsync);

        Assert.That(first, Is.EqualTo(second).And.EqualTo(1), "batches");
    }

    [Test]
    public async Task Demo_OnAPortThatIsTaken_SaysSoAndEnds()
    {
        using var taken = new TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        using var demo = Start($"http://{taken.LocalEndpoint}", FreePort.Address());
        var errors = await demo.StandardError.ReadToEndAsync();
        await demo.WaitForExitAsync();

        Assert.That(demo.ExitCode, Is.EqualTo(1));
        Assert.That(errors, Does.Contain("already in use").And.Contain("Urls").And.Not.Contain("   at "));
    }

    private async Task<int> RunAsync(string api, string site, Func<string, string, Task<int>> look)
    {
        using var demo = Start(api, site);
        try
        {
            var told = "";
            while (!told.Contains("Ctrl-C", StringComparison.Ordinal) && await demo.StandardOutput.ReadLineAsync() is { } line)
            {
                told += line + "\n";
            }

            Assert.That(told, Does.Contain(api).And.Contain(site).And.Contain("data/demo-keys.json"), () => demo.StandardError.ReadToEnd());
            return await look(api, site);
        }
        finally
        {
            Process.Start("sh", ["-c", $"kill -INT {demo.Id}"])!.WaitForExit();
            await demo.WaitForExitAsync();
            Assert.That(demo.ExitCode, Is.Zero);
        }
    }

    private async Task<int> LookAroundAsync(string api, string site)
    {
        var keysFile = Path.Combine(_folder, "data", "demo-keys.json");
        var keys = JsonNode.Parse(await File.ReadAllTextAsync(keysFile))!;
        using var client = new HttpClient { BaseAddress = new Uri(api) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", keys["operator"]!.GetValue<string>());
        var batches = (await client.GetFromJsonAsync<JsonNode>("/v1/batches"))!["items"]!.AsArray();
        var pdf = Directory.GetFiles(Path.Combine(_folder, "data"), "Z*.pdf").Single();

        Assert.Multiple(() =>
        {
            Assert.That(keys.AsObject().Select(key => key.Key), Is.EqualTo(new[] { "operator", "approver", "authority", "auditor", "checker" }));
            Assert.That(File.GetUnixFileMode(keysFile), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
            Assert.That(batches[0]!["status"]!.GetValue<string>(), Is.EqualTo("done"));
            Assert.That(batches[0]!["counts"]!["issued"]!.GetValue<int>(), Is.GreaterThan(150));
        });
        var training = Directory.GetFiles(Path.Combine(_folder, "data"), "P*.pdf").Single();
        Assert.That(Tool.Run("pdfsig", "-nocert", pdf), Does.Contain("Signature is Valid"));
        Assert.That(Tool.Run("pdftotext", training, "-"), Does.Contain("培训合格证书"));
        using var health = await client.GetAsync(new Uri($"{site}/health/ready"));
        Assert.That((int)health.StatusCode, Is.EqualTo(200));
        return batches.Count;
    }

    private Process Start(string api, string site)
    {
        string[] args =
            [Path.Combine(TestContext.CurrentContext.TestDirectory, "Certificates.Api.dll"), "demo", $"--Urls={api}", $"--Verification:BaseUrl={site}"];
        return Process.Start(
            new ProcessStartInfo("dotnet", args)
            {
                WorkingDirectory = _folder,
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
    }
}
