extern alias Api;

using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Api::Certificates.Api;
using Certificates.Core.Access;
using Certificates.Core.Data;
using Certificates.Core.Signing;
using Certificates.Tests.Data;
using Certificates.Tests.Reference;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Certificates.Tests.Api;

/// <summary>The real service on a real port, over a register of its own, asked by HTTP alone; institutions 0001 and 0002 have keys.</summary>
internal sealed class RunningApi : IAsyncDisposable
{
    public const string SecondInstitution = "0002";
    private readonly IHost _app;
    private readonly string? _server;

    private RunningApi(WebApplication app, string folder, string? server, CapturedLogs logs) =>
        (_app, Folder, _server, Services, Address, Logs) = (app, folder, server, app.Services, new Uri(app.Urls.First()), logs);

    /// <summary>Its data directory.</summary>
    public string Folder { get; }

    public CapturedLogs Logs { get; }

    public IServiceProvider Services { get; }

    public Uri Address { get; }

    /// <summary>Every secret by role code; <c>stranger</c> is the operator of another institution.</summary>
    public ConcurrentDictionary<string, string> Keys { get; } = new(StringComparer.Ordinal);

    /// <summary>Starts a service with the machine's clock, or another.</summary>
    public static Task<RunningApi> StartAsync(TimeProvider? clock = null, params (string Key, string Value)[] settings) =>
        StartAsync(clock, change: null, settings);

    /// <summary>Starts a service on a database that is told how to behave, made in the service's folder.</summary>
    public static Task<RunningApi> StartOnAsync(Func<string, Dialect> dialect) =>
        StartAsync(clock: null, (services, folder) => services.AddSingleton(dialect(folder)), []);

    /// <summary>Starts a service with parts of the test's own, told the folder it is made in.</summary>
    public static async Task<RunningApi> StartAsync(
        TimeProvider? clock, Action<IServiceCollection, string>? change, (string Key, string Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("certificates-api-").FullName;
        var server = TestServer.IsThere ? TestServer.NewDatabase() : null;
        var logs = new CapturedLogs();
        DemoKeys.Create(Path.Combine(folder, "keys"), new SigningOptions(), "示范数字技术评价中心", TimeProvider.System);
        var app = ApiHost.Build(
            [
                "--Urls=http://127.0.0.1:0", $"--DataDirectory={folder}", "--Storage:IsSpecimen=true",
                .. settings.Select(setting => $"--{setting.Key}={setting.Value}"),
            ],
            builder =>
            {
                builder.Configuration.AddInMemoryCollection(server is null ? [] : TestServer.Settings(server));
                builder.Logging.ClearProviders().AddProvider(logs);
                builder.Services.AddSingleton(clock ?? TimeProvider.System);
                change?.Invoke(builder.Services, folder);
            });
        await ApiHost.SetUpAsync(app, CancellationToken.None);
        await app.StartAsync(CancellationToken.None);
        var api = new RunningApi(app, folder, server, logs);
        await api.MakeKeysAsync();
        return api;
    }

    /// <summary>A client with the key of a role; null has none.</summary>
    public HttpClient Client(string? role)
    {
        var client = new HttpClient(new DocumentedCodes("api", new SocketsHttpHandler())) { BaseAddress = Address };
        if (role is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Keys[role]);
        }

        return client;
    }

    /// <summary>Sends a CSV and waits until every row has ended.</summary>
    public async Task<JsonNode> IssueAsync(string csv, string role = "operator")
    {
        using var client = Client(role);
        using var sent = await client.PostAsync("/v1/batches", Csv.Content(csv));
        Assert.That((int)sent.StatusCode, Is.EqualTo(202), await sent.Content.ReadAsStringAsync());

        // The stream of events ends when the batch has; reading it to its end is waiting for that.
        await client.GetStringAsync($"{sent.Headers.Location}/events");
        return (await client.GetFromJsonAsync<JsonNode>(sent.Headers.Location))!;
    }

    /// <summary>
    /// Adds an institution with the rights of 0001, and keys named <c>{code}-operator</c>, <c>{code}-approver</c> and <c>{code}-second</c>,
    /// the last an approver's too.
    /// </summary>
    public async Task AddInstitutionAsync(string code, bool needsApproval = false, int publicityDays = 0)
    {
        var id = int.Parse(code, CultureInfo.InvariantCulture);
        await ExecuteAsync($"INSERT INTO Institution (Id, Code, CreditCode) SELECT {id}, '{code}', CreditCode FROM Institution WHERE Id = 1");
        await ExecuteAsync($"""
            INSERT INTO InstitutionVersion (Id, InstitutionId, ValidFrom, RecordedAt, Name, EnglishName, ProvinceCode, Contact, IsTraining,
                IsAssessment, State, NeedsApproval, PublicityDays)
            SELECT {id * 1000}, {id}, ValidFrom, RecordedAt, CONCAT(Name, '{code}'), EnglishName, ProvinceCode, Contact, IsTraining,
                IsAssessment, State, {(needsApproval ? 1 : 0)}, {publicityDays} FROM InstitutionVersion WHERE InstitutionId = 1
            """);
        await ExecuteAsync($"""
            INSERT INTO Authorisation (Id, InstitutionId, Kind, OccupationNumber, Grades, ValidFrom, Document, RecordedAt)
            SELECT Id + {id * 1000}, {id}, Kind, OccupationNumber, Grades, ValidFrom, Document, RecordedAt FROM Authorisation WHERE InstitutionId = 1
            """);
        await MakeKeyAsync($"{code}-operator", ApiKeyRole.Operator, code);
        await MakeKeyAsync($"{code}-approver", ApiKeyRole.Approver, code);
        await MakeKeyAsync($"{code}-second", ApiKeyRole.Approver, code);
    }

    /// <summary>Makes an operator's key of an institution, under a name of the test's.</summary>
    public Task MakeKeyAsync(string name, string institution) => MakeKeyAsync(name, ApiKeyRole.Operator, institution);

    /// <summary>Runs a statement on the register, past the service; the lists have another version afterwards.</summary>
    public Task ExecuteAsync(string statement) => Services.GetRequiredService<Database>().ExecuteAsync(
        $"{statement}; UPDATE IdSeries SET Next = Next + 1 WHERE Name = 'DirectoryChange'", null, CancellationToken.None);

    /// <summary>Counts in the register, past the service.</summary>
    public Task<long> CountAsync(string statement) =>
        Services.GetRequiredService<Database>().FindAsync<long>(statement, null, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await ((IAsyncDisposable)_app).DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
        if (_server is not null)
        {
            await TestServer.DropAsync(_server);
        }
    }

    private async Task MakeKeysAsync()
    {
        foreach (var role in Enum.GetValues<ApiKeyRole>())
        {
            await MakeKeyAsync(role.Code(), role, role.IsOfInstitution() ? "0001" : null);
        }

        await MakeKeyAsync("stranger", ApiKeyRole.Operator, SecondInstitution);
    }

    /// <summary>Makes a further key, to be used by its name; of one that has ended, as time would have made it.</summary>
    public async Task MakeKeyAsync(string name, ApiKeyRole role, string? institution, DateTimeOffset? expiresAt = null)
    {
        var ended = expiresAt < DateTimeOffset.UtcNow ? expiresAt : null;
        var made = await Services.GetRequiredService<ApiKeys>().CreateAsync(
            role, institution, $"tests {name}", ended is null ? expiresAt : null, CancellationToken.None);
        Assert.That(made.TryGet(out var key, out var refusals), Is.True, refusals?.First.Message);
        Assert.That(Keys.TryAdd(name, key.Secret), Is.True, name);
        if (ended is not null)
        {
            await Services.GetRequiredService<Database>().ExecuteAsync(
                "UPDATE ApiKey SET ExpiresAt = @ended WHERE Id = @id", new { ended, id = key.Key.Id }, CancellationToken.None);
            await Services.GetRequiredService<AccessSeals>().SealAllAsync(CancellationToken.None);
        }
    }
}

/// <summary>What the service logs, as text, at the levels its settings say.</summary>
internal sealed class CapturedLogs : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();

    public string Text => string.Join('\n', _lines);

    public ILogger CreateLogger(string categoryName) => new Category(categoryName, _lines);

    public void Dispose()
    {
    }

    private sealed class Category(string name, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull
        {
            lines.Enqueue($"{name} scope {JsonSerializer.Serialize(state?.ToString())}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel} {name} {formatter(state, exception)} {exception}");
    }
}

/// <summary>One service for all tests that can share a register.</summary>
[SetUpFixture]
internal sealed class SharedApi
{
    public static RunningApi Running { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => Running = await RunningApi.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await Running.DisposeAsync();
}
