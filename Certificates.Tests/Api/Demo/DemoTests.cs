using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using Certificates.Core.Signing.Notes;
using Certificates.Tests.Log.Outsider;
using Microsoft.Data.Sqlite;

namespace Certificates.Tests.Api.Demo;

/// <summary>The demo as people start it: a process of its own in an empty folder, ended by Ctrl-C.</summary>
[Category(Categories.Process)]
[Platform("Unix")]
[UnsupportedOSPlatform("windows")]
internal sealed class DemoTests
{
    private readonly DemoProcess _demo = new();

    private string Data => Path.Combine(_demo.Folder, "data");

    [SetUp]
    public void MakeFolder() => _demo.MakeFolder();

    [TearDown]
    public void RemoveFolder() => _demo.RemoveFolder();

    [Test]
    public async Task Demo_Started_IssuesTheSampleOnceAndServesBothSites()
    {
        var (api, site) = (FreePort.Address(), FreePort.Address());
        var first = await _demo.RunAsync(api, site, () => LookAroundAsync(api, site));
        var second = await _demo.RunAsync(api, site, () => LookAroundAsync(api, site));

        Assert.That(first, Is.EqualTo(second).And.EqualTo(1), "batches");
    }

    [Test]
    public async Task Demo_OnAPortThatIsTaken_SaysSoAndEnds()
    {
        using var taken = new TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        using var demo = _demo.Start($"http://{taken.LocalEndpoint}", FreePort.Address());
        var errors = await demo.StandardError.ReadToEndAsync();
        await demo.WaitForExitAsync();

        Assert.That(demo.ExitCode, Is.EqualTo(1));
        Assert.That(errors, Does.Contain("already in use").And.Contain("Urls").And.Not.Contain("   at "));
    }

    private async Task<int> LookAroundAsync(string api, string site)
    {
        var keysFile = Path.Combine(Data, "demo-keys.json");
        var keys = JsonNode.Parse(await File.ReadAllTextAsync(keysFile))!;
        using var client = new HttpClient { BaseAddress = new Uri(api) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", keys["operator"]!.GetValue<string>());
        var batches = (await client.GetFromJsonAsync<JsonNode>("/v1/batches"))!["items"]!.AsArray();
        var pdf = Directory.GetFiles(Data, "Z*.pdf").Single();

        await using var register = new SqliteConnection($"Data Source={Path.Combine(Data, "register.db")};Mode=ReadOnly;Pooling=False");
        await register.OpenAsync();
        await using var approved = register.CreateCommand();
        approved.CommandText = """
            SELECT COUNT(*) FROM Batch b JOIN ApiKey sent ON sent.Id = b.ReceivedBy JOIN ApiKey decided ON decided.Id = b.DecidedBy
            WHERE sent.PersonId <> decided.PersonId
            """;
        Assert.That(await approved.ExecuteScalarAsync(), Is.GreaterThanOrEqualTo(1L), "an approval by another person than the sender");

        Assert.Multiple(() =>
        {
            Assert.That(keys.AsObject().Select(key => key.Key), Is.EqualTo(new[] { "operator", "approver", "authority", "auditor", "checker" }));
            Assert.That(File.GetUnixFileMode(keysFile), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
            Assert.That(batches[0]!["status"]!.GetValue<string>(), Is.EqualTo("done"));
            Assert.That(batches[0]!["counts"]!["issued"]!.GetValue<int>(), Is.GreaterThan(150));
        });
        var training = Directory.GetFiles(Data, "P*.pdf").Single();
        Assert.That(Tool.Run("pdfsig", "-nocert", pdf), Does.Contain("Signature is Valid"));
        Assert.That(Tool.Run("pdftotext", training, "-"), Does.Contain("培训合格证书"));
        await AuditAsync(site, batches[0]!["counts"]!["issued"]!.GetValue<int>());
        using var health = await client.GetAsync(new Uri($"{site}/health/ready"));
        Assert.That((int)health.StatusCode, Is.EqualTo(200));
        return batches.Count;
    }

    /// <summary>The log of the demo, read by somebody who has its verifier key and no line of the product; and by the command.</summary>
    private async Task AuditAsync(string site, int issued)
    {
        Assert.That(SignerKey.TryParse((await File.ReadAllTextAsync(Path.Combine(Data, "keys", "log.key"))).Trim(), out var key), Is.True);
        using var http = new HttpClient();
        var log = new OutsideLog(http, $"{site}/log", key!.Verifier.ToString());
        for (var i = 0; i < 50 && log.Entries.Count < issued; i++)
        {
            await Task.Delay(200);
            log = new OutsideLog(http, $"{site}/log", key.Verifier.ToString());
            await log.ReadAsync();
        }

        Assert.That(log.Entries, Has.Count.GreaterThanOrEqualTo(issued));
        var audit = Tool.Run(
            "dotnet", Path.Combine(TestContext.CurrentContext.TestDirectory, "Certificates.Verify.dll"), "audit", $"{site}/log",
            "--key", key.Verifier.ToString(), "--seen", Path.Combine(Data, "seen.json"));
        Assert.That(audit, Does.StartWith("specimen.example/log: ").And.Contain("leaves, signed and in order"));
    }
}
