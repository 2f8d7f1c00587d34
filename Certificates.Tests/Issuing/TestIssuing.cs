using System.Security.Cryptography;
using Certificates.Core;
using Certificates.Core.Access;
using Certificates.Core.Batches;
using Certificates.Core.Composition;
using Certificates.Core.Data;
using Certificates.Core.Files;
using Certificates.Core.Intake;
using Certificates.Core.Issuing;
using Certificates.Core.Signing.Notes;
using Certificates.Core.Oversight.Sealing;
using Certificates.Core.Privacy;
using Certificates.Core.Register.Sealing;
using Certificates.Core.Signing;
using Certificates.Tests.Data;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Certificates.Tests.Issuing;

/// <summary>
/// The whole issuing service on a database of its own, with a clock of the test's: a SQLite file, or a database on the server of
/// <see cref="TestServer"/> where there is one.
/// </summary>
internal sealed class TestIssuing : IAsyncDisposable
{
    // The clock calls timers where it is moved: they are the service's, and run in nothing that a test set for its own calls.
    private readonly ExecutionContext _outside = ExecutionContext.Capture()!;
    private readonly string? _server;
    private readonly IConfiguration _configuration;
    private readonly Func<string, Dialect>? _dialect;
    private ServiceProvider _services;

    private TestIssuing(
        string folder, string? server, IConfiguration configuration, FakeTimeProvider clock, Func<string, Dialect>? dialect)
    {
        (Folder, _server, _configuration, Clock, _dialect) = (folder, server, configuration, clock, dialect);
        _services = Start();
    }

    public string Folder { get; }

    public FakeTimeProvider Clock { get; }

    /// <summary>An operator of 0001, which assesses.</summary>
    public ApiKey Sender { get; private set; } = null!;

    /// <summary>An operator of 0002, which trains.</summary>
    public ApiKey Trainer { get; private set; } = null!;

    public InstitutionBatches Batches => Get<InstitutionBatches>();

    /// <summary>Opens one.</summary>
    /// <param name="now">Where the clock stands; by default a day in November 2026.</param>
    /// <param name="embedded">True for a test that needs the SQLite file as such.</param>
    /// <param name="dialect">Makes the database in a folder, embedded; by default the one as it is.</param>
    /// <param name="prepare">Changes the folder before anything is opened.</param>
    /// <param name="settings">Beside those of every issuing.</param>
    public static async Task<TestIssuing> OpenAsync(
        DateTimeOffset? now = null, bool embedded = false, Func<string, Dialect>? dialect = null, Action<string>? prepare = null,
        params (string Key, string Value)[] settings)
    {
        var server = embedded || dialect is not null || !TestServer.IsThere ? null : TestServer.NewDatabase();
        var folder = Directory.CreateTempSubdirectory("certificates-").FullName;
        var clock = new FakeTimeProvider(now ?? new DateTimeOffset(2026, 11, 23, 2, 0, 0, TimeSpan.Zero));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["DataDirectory"] = folder,
            ["Storage:IsSpecimen"] = "true",
            ["Verification:BaseUrl"] = "https://verify.example.cn",
        }.Concat(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))))
            .AddInMemoryCollection(server is null ? [] : TestServer.Settings(server)).Build();
        DemoKeys.Create(Path.Combine(folder, "keys"), new SigningOptions(), "示范数字技术评价中心", clock);
        prepare?.Invoke(folder);
        var keys = Path.Combine(folder, "keys");
        if (!File.Exists(Path.Combine(keys, "authorities.pem")))
        {
            File.Copy(Path.Combine(keys, DemoKeys.RootFile), Path.Combine(keys, "authorities.pem"));
        }

        await AddNewerKeysAsync(keys, clock);

        var issuing = new TestIssuing(folder, server, configuration, clock, dialect);
        if (!File.Exists(Path.Combine(folder, "keys", "seal.key")))
        {
            await issuing.SealAsync();
        }

        // Sealing is a command of its own: the service starts after it.
        await issuing.RestartAsync();
        issuing.Sender = await issuing.KeyAsync("0001");
        issuing.Trainer = await issuing.KeyAsync("0002");
        return issuing;
    }

    /// <summary>What the operator of a register of an earlier release puts into place before the first start of this one.</summary>
    private static async Task AddNewerKeysAsync(string keys, TimeProvider clock)
    {
        if (!File.Exists(Path.Combine(keys, "log.key")))
        {
            await using var file = PrivateFiles.Create(Path.Combine(keys, "log.key"));
            await file.WriteAsync(System.Text.Encoding.ASCII.GetBytes(SignerKey.Create(DemoKeys.LogName).ToSecret()));
        }

        string[] missing = [.. ((string[])["status.pfx", "copy.pfx"]).Where(name => !File.Exists(Path.Combine(keys, name)))];
        if (missing.Length > 0)
        {
            var others = Path.Combine(keys, "new");
            DemoKeys.Create(others, new SigningOptions(), "示范数字技术评价中心", clock);
            foreach (var name in missing)
            {
                File.Move(Path.Combine(others, name), Path.Combine(keys, name));
            }

            await File.AppendAllTextAsync(
                Path.Combine(keys, "authorities.pem"), $"\n{await File.ReadAllTextAsync(Path.Combine(others, DemoKeys.RootFile))}");
            Directory.Delete(others, recursive: true);
        }
    }

    /// <summary>Does something while time passes quickly, so that what waits goes on.</summary>
    public async Task<T> WhileTimePassesAsync<T>(Func<Task<T>> work)
    {
        var task = Task.Run(work);
        while (!task.IsCompleted)
        {
            ExecutionContext.Run(_outside, _ => Clock.Advance(TimeSpan.FromMilliseconds(1)), null);
            await Task.WhenAny(task, Task.Delay(1));
        }

        return await task;
    }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    /// <summary>What the service resolves its parts from.</summary>
    public IServiceProvider Services => _services;

    /// <summary>Changes a setting for the next start.</summary>
    public void Set(string key, string value) => _configuration[key] = value;

    /// <summary>Ends the service and starts it anew on what it left.</summary>
    public async Task RestartAsync()
    {
        await _services.DisposeAsync();
        _services = Start();
        await Get<RegisterSetUp>().SetUpAsync(CancellationToken.None);
    }

    /// <summary>Ends the service and leaves what it left.</summary>
    public async Task CloseAsync()
    {
        await _services.DisposeAsync();
        SqliteConnection.ClearAllPools();
    }

    /// <summary>Seals a register of before there were seals, with a key that is made for it where there is none.</summary>
    public async Task<SealingReport> SealAsync()
    {
        var key = Path.Combine(Folder, "keys", "seal.key");
        if (!File.Exists(key))
        {
            await using var file = PrivateFiles.Create(key);
            await file.WriteAsync(RandomNumberGenerator.GetBytes(SecretKey.Length));
        }

        await Get<RegisterSetUp>().PrepareSealingAsync(CancellationToken.None);
        return await Get<RegisterSealing>().SealAsync(_ => { }, CancellationToken.None);
    }

    /// <summary>Changes the register as this service would have: what is sealed is sealed anew.</summary>
    public Task WriteAsOursAsync(string sql, object? parameters = null) => WriteAsOursAsync(Get<Database>(), Get<SealStore>(), sql, parameters);

    /// <summary>The same on any register.</summary>
    public static Task WriteAsOursAsync(Database register, SealStore seals, string sql, object? parameters = null) => register.WriteAsync(
        async write =>
        {
            await write.ExecuteAsync(sql, parameters, CancellationToken.None);
            var issued = await write.QueryAsync<long>("SELECT Id FROM Certificate WHERE Status > 0", null, CancellationToken.None);
            foreach (var some in issued.Chunk(1_000))
            {
                await seals.SealAsync(write, some, CancellationToken.None);
            }

            return true;
        },
        CancellationToken.None);

    /// <summary>Sends a file.</summary>
    public async Task<Result<Reception>> SendAsync(
        byte[] file, string? idempotencyKey = null, byte[]? photos = null, CertificateKind kind = CertificateKind.Grade, ApiKey? sender = null)
    {
        using var results = await SpoolAsync(file);
        using var zip = photos is null ? null : await SpoolAsync(photos);
        var submission = new Submission
        {
            Sender = sender ?? (kind == CertificateKind.Training ? Trainer : Sender),
            Kind = kind,
            FileName = "results.csv",
            Results = results,
            Photos = zip,
            IdempotencyKey = idempotencyKey,
        };
        return await Get<BatchReceiver>().ReceiveAsync(submission, CancellationToken.None);
    }

    /// <summary>Lets the pipeline run until a batch is done.</summary>
    public async Task<BatchSummary> IssueAsync(Guid batchId)
    {
        using var stop = new CancellationTokenSource();
        var run = Get<IssuingRun>().RunAsync(stop.Token);
        BatchSummary? summary = null;

        for (var i = 0; i < 2_400 && summary is not { Status: BatchStatus.Done }; i++)
        {
            await Task.Delay(50, CancellationToken.None);
            Clock.Advance(TimeSpan.FromMilliseconds(50));
            summary = await Batches.FindAsync(batchId, Sender, CancellationToken.None) ?? await Batches.FindAsync(batchId, Trainer, CancellationToken.None);
        }

        await stop.CancelAsync();
        await run;
        Assert.That(summary!.Status, Is.EqualTo(BatchStatus.Done), "the batch did not end");
        return summary;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
        if (_server is not null)
        {
            await TestServer.DropAsync(_server);
        }
    }

    /// <summary>The secret of another key of 0001.</summary>
    public async Task<string> SecretAsync(ApiKeyRole role = ApiKeyRole.Operator) =>
        (await MakeKeyAsync(role.IsOfInstitution() ? "0001" : null, role)).Secret;

    /// <summary>What the service registers, as it registers it.</summary>
    public IServiceCollection Registrations()
    {
        var registrations = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(Clock);
        if (_dialect is not null)
        {
            registrations.AddSingleton(_dialect(Folder));
        }

        return registrations.AddCertificateIssuing(_configuration);
    }

    private ServiceProvider Start() => Registrations().BuildServiceProvider();

    private async Task<ApiKey> KeyAsync(string institution) => (await MakeKeyAsync(institution)).Key;

    private async Task<(ApiKey Key, string Secret)> MakeKeyAsync(string? institution, ApiKeyRole role = ApiKeyRole.Operator)
    {
        var made = await Get<ApiKeys>().CreateAsync(role, institution, "tests", null, CancellationToken.None);
        Assert.That(made.TryGet(out var key, out var refusals), Is.True, refusals?.First.Message);
        return key;
    }

    private async Task<SpoolStream> SpoolAsync(byte[] file)
    {
        var filled = await SpoolStream.FillAsync(
            new MemoryStream(file), Path.Combine(Folder, "spool"), PhotoArchive.MaxLength, CancellationToken.None);
        Assert.That(filled.TryGet(out var spool, out var refusals), Is.True, refusals?.First.Message);
        return spool!;
    }
}
