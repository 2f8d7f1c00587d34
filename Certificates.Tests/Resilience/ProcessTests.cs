using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Certificates.Core.Data;
using Certificates.Core.Data.Sqlite;
using Certificates.Core.Signing;
using Certificates.Tests.Api;
using Certificates.Tests.Issuing;
using Microsoft.Data.Sqlite;

namespace Certificates.Tests.Resilience;

/// <summary>Real processes on one register: sharing its work, dying in the middle of it, and waiting while it is away.</summary>
[Category(Categories.Process)]
[Category(Categories.Faults)]
internal sealed class ProcessTests
{
    [Test]
    public async Task Start_RacedByFiveProcessesOnAnEmptyFolder_LeavesOneRegisterThatAllCanUse()
    {
        var folder = Directory.CreateTempSubdirectory("certificates-race-").FullName;
        DemoKeys.Create(Path.Combine(folder, "keys"), new SigningOptions(), "示范数字技术评价中心", TimeProvider.System);
        var racers = Enumerable.Range(1, 5).Select(i => ApiProcess.Start(folder, ["keys", "create"], "--role=authority", $"--person=racer {i}")).ToList();
        try
        {
            foreach (var racer in racers)
            {
                Assert.That(await racer.ExitCodeAsync(), Is.Zero, racer.Output);
            }

            using var dialect = new SqliteDialect($"Data Source={folder}/register.db", readOnly: true, busyTimeoutSeconds: 30);
            var database = new Database(dialect);
            Assert.That(
                await database.QueryAsync<string>("SELECT Person FROM ApiKey", null, CancellationToken.None),
                Is.EquivalentTo(new[] { "racer 1", "racer 2", "racer 3", "racer 4", "racer 5" }));
            Assert.That(await database.QueryAsync<string>("SELECT Name FROM SchemaScript", null, CancellationToken.None), Is.Unique.And.Not.Empty);
            Assert.That(await database.QueryAsync<string>("SELECT Code FROM Institution", null, CancellationToken.None), Is.Unique);
        }
        finally
        {
            racers.ForEach(racer => racer.Dispose());
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public async Task ThreeProcesses_OneKilledInTheMiddle_TheOthersIssueEachRowOnce()
    {
        const int rows = 800;
        await using var issuing = await TestIssuing.OpenAsync(TimeProvider.System.GetUtcNow(), embedded: true);
        using var first = ApiProcess.Serve(issuing.Folder, "--Issuing:GroupSize=20");
        using var second = ApiProcess.Serve(issuing.Folder, "--Issuing:GroupSize=20");
        using var third = ApiProcess.Serve(issuing.Folder, "--Issuing:GroupSize=20");
        await Task.WhenAll(first.AddressAsync(), second.AddressAsync(), third.AddressAsync());
        var batch = await SendAsync(issuing, rows);

        var holders = new HashSet<string>(StringComparer.Ordinal);
        var atTheKill = await IssuedOnce.UntilAsync(issuing, batch, counts =>
        {
            holders.UnionWith(HoldersAsync(issuing).GetAwaiter().GetResult());
            return holders.Count == 3 && counts.Issued > 100;
        });
        await first.KillAsync();
        await IssuedOnce.UntilAsync(issuing, batch, counts => counts.Pending == 0);

        Assert.That(atTheKill.Pending, Is.GreaterThan(100), "the process was not killed in the middle");
        Assert.That(holders, Has.Some.Contains($"/{first.Id}/").And.Some.Contains($"/{second.Id}/").And.Some.Contains($"/{third.Id}/"));
        await IssuedOnce.AssertAsync(issuing, rows);
    }

    [Test]
    public async Task Register_AwayInTheMiddleOfAFile_IssuingGoesOnByItself_AndIntakeSaysSoMeanwhile()
    {
        const int rows = 800;
        await using var issuing = await TestIssuing.OpenAsync(TimeProvider.System.GetUtcNow(), embedded: true);
        var batch = await SendAsync(issuing, rows);
        using var service = ApiProcess.Serve(issuing.Folder, "--Storage:BusyTimeoutSeconds=1", "--Storage:Retries=0");
        using var client = new HttpClient { BaseAddress = await service.AddressAsync() };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await issuing.SecretAsync());
        await IssuedOnce.UntilAsync(issuing, batch, counts => counts.Issued > 100);

        await using (await TakeAwayAsync(issuing.Folder))
        {
            using var refused = await client.PostAsync("/v1/batches", Csv.Content(Csv.File()));
            Assert.That(refused.Headers.RetryAfter?.Delta, Is.GreaterThan(TimeSpan.Zero));
            await Problem.AssertAsync(refused, 503, "unavailable");
            await UntilPausedAsync(client);
        }

        await IssuedOnce.UntilAsync(issuing, batch, counts => counts.Pending == 0);
        await IssuedOnce.AssertAsync(issuing, rows);
        using var taken = await client.PostAsync("/v1/batches", Csv.Content(Csv.File()));
        Assert.That(taken.StatusCode, Is.EqualTo(HttpStatusCode.Accepted), "no restart was needed");
    }

    /// <summary>Issuing has failed so often that it pauses, and says so.</summary>
    private static async Task UntilPausedAsync(HttpClient client)
    {
        var health = "";
        for (var i = 0; i < 600 && !health.Contains("Issuing is paused", StringComparison.Ordinal); i++)
        {
            await Task.Delay(100);
            using var answer = await client.GetAsync("/health/ready");
            health = await answer.Content.ReadAsStringAsync();
        }

        Assert.That(health, Does.StartWith("Degraded").And.Contain("Issuing is paused"));
    }

    /// <summary>Nobody else can write until it is disposed, as when the server is gone for all that writes.</summary>
    private static async Task<SqliteConnection> TakeAwayAsync(string folder)
    {
        var connection = new SqliteConnection($"Data Source={folder}/register.db;Default Timeout=30;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    private static async Task<Guid> SendAsync(TestIssuing issuing, int rows)
    {
        var received = await issuing.SendAsync(Encoding.UTF8.GetBytes(Csv.File(issued: rows)));
        Assert.That(received.TryGet(out var reception, out var refusals), Is.True, refusals?.First.Message);
        return reception!.Batch.Id;
    }

    /// <summary>The processes that hold rows now.</summary>
    private static async Task<IEnumerable<string>> HoldersAsync(TestIssuing issuing) =>
        (await issuing.Get<Database>().QueryAsync<string>("SELECT DISTINCT LeaseOwner FROM BatchRow WHERE LeaseOwner IS NOT NULL AND Outcome = 0", null, CancellationToken.None))
        .Select(owner => string.Join('/', owner.Split('/')[..2]) + "/");
}
