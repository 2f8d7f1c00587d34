using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Certificates.Tests.Verify;

/// <summary>Two sites and a real Redis: an address has one bucket, and while Redis is away nobody is turned away or gets an error.</summary>
internal sealed class SharedLimitTests
{
    private const int PerMinute = 300;

    [Test]
    [Category(Categories.Process)]
    [Category(Categories.Faults)]
    public async Task Address_AskingTwoProcesses_HasOneBucket_AndWhileRedisIsAwayEachCountsForItself()
    {
        using var redis = await Redis.StartAsync();
        var settings = new (string, string)[]
        {
            ("Limits:RequestsPerMinute", $"{PerMinute}"), ("Redis:ConnectionString", $"127.0.0.1:{redis.Port}"),
        };
        await using var one = await TestSite.StartAsync(settings);
        await using var other = await TestSite.StartAsync(settings);
        using var clients = new Clients(one.Client(), other.Client());

        // Neither process alone has seen as many as it bears.
        var refused = await clients.AskByTurnsUntilRefusedAsync((2 * PerMinute) - 20);
        var unlimited = await clients.StatusAsync("/health/live");
        redis.Kill();
        var away = await clients.AskByTurnsUntilRefusedAsync(10);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(refused.Asked, Is.GreaterThan(PerMinute), "what the bucket holds passes");
            Assert.That(refused.RetryAfter, Is.GreaterThan(TimeSpan.Zero));
            Assert.That(refused.Body, Does.Contain("rate_limited"));
            Assert.That(unlimited, Is.EqualTo(HttpStatusCode.OK), "health is not limited");
            Assert.That(away.RetryAfter, Is.Null, "nobody is turned away");
            Assert.That(one.Log.Lines, Has.Some.Contains("Redis:ConnectionString"));
            Assert.That(redis.Keys, Has.Length.EqualTo(1));
            Assert.That(redis.Keys, Has.All.Match("^bucket:[0-9a-f]{64}$"), "only a keyed hash leaves the process");
        }
    }

    [TestCase("password=secret")]
    [TestCase("127.0.0.1:6379,notAnOption=secret")]
    public void Settings_ThatCannotBeRead_StopTheStartAndTellTheKeyAlone(string connectionString) => Assert.That(
        async () =>
        {
            await using var site = await TestSite.StartAsync(("Redis:ConnectionString", connectionString));
        },
        Throws.Exception.With.Message.Contains("Redis:ConnectionString").And.Message.Not.Contains("secret"));

    private sealed record Asking(int Asked, TimeSpan? RetryAfter, string Body);

    private sealed class Clients(params HttpClient[] clients) : IDisposable
    {
        public async Task<Asking> AskByTurnsUntilRefusedAsync(int atMost)
        {
            for (var asked = 1; asked <= atMost; asked++)
            {
                using var response = await clients[asked % clients.Length].GetAsync(new Uri("/v1/keys", UriKind.Relative));
                if (response.StatusCode != HttpStatusCode.OK)
                {
                    return new Asking(asked, response.Headers.RetryAfter?.Delta, await response.Content.ReadAsStringAsync());
                }
            }

            return new Asking(atMost, null, "");
        }

        public async Task<HttpStatusCode> StatusAsync(string path)
        {
            using var response = await clients[0].GetAsync(new Uri(path, UriKind.Relative));
            return response.StatusCode;
        }

        public void Dispose()
        {
            foreach (var client in clients)
            {
                client.Dispose();
            }
        }
    }

    /// <summary>A redis-server of the test's own, on a free port, that keeps nothing.</summary>
    private sealed class Redis : IDisposable
    {
        private readonly Process _process;

        private Redis(int port, Process process) => (Port, _process) = (port, process);

        public int Port { get; }

        /// <summary>The names of its keys as they stood when it was killed.</summary>
        public string[] Keys { get; private set; } = [];

        public static async Task<Redis> StartAsync()
        {
            var port = FreePort.Next();
            var process = Tool.Start(
                "redis-server", "--port", port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no");
            while (await process.StandardOutput.ReadLineAsync() is { } line && !line.Contains("Ready to accept connections", StringComparison.Ordinal))
            {
                // not yet
            }

            _ = process.StandardOutput.ReadToEndAsync();
            _ = process.StandardError.ReadToEndAsync();
            return new Redis(port, process);
        }

        public void Kill()
        {
            Keys = Tool.Run("redis-cli", "-p", $"{Port}", "KEYS", "*").Split('\n', StringSplitOptions.RemoveEmptyEntries);
            _process.Kill();
            _process.WaitForExit();
        }

        public void Dispose()
        {
            if (!_process.HasExited)
            {
                _process.Kill();
            }

            _process.Dispose();
        }
    }
}
