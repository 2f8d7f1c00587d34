// The tokens of the hosts' lifetimes end services, not the calls that watch them.
#pragma warning disable MA0040

using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json.Nodes;
using Certificates.Core.Access;
using Certificates.Core.Data;
using Certificates.Tests.Api;
using Certificates.Tests.Issuing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Certificates.Tests.HouseRules.Journeys;

/// <summary>Both services of a <see cref="WatchedProduct"/> on one register; their clocks stand still, so that no worker wakes up.</summary>
internal sealed class WatchedServices : IAsyncDisposable
{
    private const string Name = "余敏静";
    private readonly WatchedProduct _product = new();
    private readonly FakeTimeProvider _siteClock;
    private readonly TestIssuing _register;
    private readonly WebApplication _api;
    private readonly WebApplication _site;

    private WatchedServices(TestIssuing register)
    {
        (_register, _siteClock) = (register, new FakeTimeProvider(register.Clock.GetUtcNow()));
        _api = Build("Certificates.Api", "ApiHost", register.Clock);
        _site = Build("Certificates.Verify", "Program", _siteClock);
    }

    public static async Task<WatchedServices> StartAsync()
    {
        var services = new WatchedServices(await TestIssuing.OpenAsync(embedded: true));
        await services._api.StartAsync();
        await services._site.StartAsync();
        return services;
    }

    /// <summary>The methods that begin while something is done.</summary>
    public async Task<IReadOnlyList<WatchedProduct.Method>> WatchAsync(Func<Task> work) =>
        [.. (await Entered.WhileAsync(work)).Select(method => _product[method])];

    /// <summary>Sends one row, and waits until its certificate is in force.</summary>
    public async Task IssueAsync()
    {
        using var client = await ClientAsync(ApiKeyRole.Operator);
        using var sent = await client.PostAsync("/v1/batches", Csv.Content(Csv.File()));
        Assert.That((int)sent.StatusCode, Is.EqualTo(202), await sent.Content.ReadAsStringAsync());
        while (await _register.Get<Database>().FindAsync<long>(
            "SELECT COUNT(*) FROM BatchRow WHERE Outcome <> 1", null, CancellationToken.None) > 0)
        {
            await Task.Delay(20);
        }
    }

    /// <summary>Looks the last certificate up by number and name.</summary>
    public async Task LookUpAsync()
    {
        // What an earlier look-up left in memory is a second old at most.
        _siteClock.Advance(TimeSpan.FromSeconds(2));
        using var client = new HttpClient { BaseAddress = new Uri(_site.Urls.First()) };
        using var answer = await client.PostAsJsonAsync("/v1/verifications", new { number = await NumberAsync(), name = Name });
        Assert.That((string?)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["verdict"], Is.EqualTo("valid"));
    }

    /// <summary>Has the last certificate corrected: the institution asks, the authority approves.</summary>
    public async Task CorrectAsync()
    {
        using var institution = await ClientAsync(ApiKeyRole.Operator);
        using var authority = await ClientAsync(ApiKeyRole.Authority);
        var correction = new { name = "余敏婧", category = "data_error", reason = "与证件不符" };
        using var asked = await institution.PostAsJsonAsync($"/v1/certificates/{await NumberAsync()}/correction", correction);
        var request = (await asked.Content.ReadFromJsonAsync<JsonNode>())!;
        using var approved = await authority.PostAsJsonAsync($"/v1/requests/{request["id"]}/approval", new { });
        Assert.That(((int)asked.StatusCode, (int)approved.StatusCode), Is.EqualTo((202, 200)), request.ToJsonString());
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        await _api.StopAsync();
        await _api.DisposeAsync();
        await _register.DisposeAsync();
    }

    private WebApplication Build(string project, string type, TimeProvider clock)
    {
        string[] settings =
            ["--Urls=http://127.0.0.1:0", $"--DataDirectory={_register.Folder}", "--Storage:IsSpecimen=true", "--Logging:LogLevel:Default=None"];
        var host = _product.LoadFromAssemblyName(new AssemblyName(project)).GetType($"{project}.{type}", throwOnError: true)!;
        return (WebApplication)host.GetMethod("Build")!.Invoke(
            null, [settings, (Action<WebApplicationBuilder>)(builder => builder.Services.AddSingleton(clock))])!;
    }

    private Task<string?> NumberAsync() => _register.Get<Database>().FindAsync<string>(
        "SELECT Number FROM Certificate ORDER BY Id DESC LIMIT 1", null, CancellationToken.None);

    private async Task<HttpClient> ClientAsync(ApiKeyRole role)
    {
        var made = await _register.Get<ApiKeys>().CreateAsync(
            role, role.IsOfInstitution() ? "0001" : null, "tests", null, CancellationToken.None);
        Assert.That(made.TryGet(out var key, out var refusals), Is.True, refusals?.First.Message);
        var client = new HttpClient { BaseAddress = new Uri(_api.Urls.First()) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key!.Secret);
        return client;
    }
}
