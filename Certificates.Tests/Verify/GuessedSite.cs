using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Certificates.Core.Register;

namespace Certificates.Tests.Verify;

/// <summary>A site that is asked from many addresses, by every way of asking.</summary>
internal abstract class GuessedSite
{
    protected const string Home = "198.51.100.7";
    private HttpClient? _client;

    protected static VersionRecord Known => TestRegister.Pictured;

    protected TestSite Site { get; private set; } = null!;

    protected HttpClient Client => _client ??= Site.Client();

    [SetUp]
    public async Task StartAsync() => (Site, _client) = (await TestSite.StartAsync(("Proxies:0", "127.0.0.1")), null);

    [TearDown]
    public async Task StopAsync()
    {
        _client?.Dispose();
        await Site.DisposeAsync();
    }

    protected static string Name(int i) => $"王{(char)('一' + (i / 50))}{(char)('丁' + (i % 50))}";

    protected async Task<Told> AskAsync(string address, object question)
    {
        using var request = From(address, HttpMethod.Post, "/v1/verifications");
        request.Content = JsonContent.Create(question);
        using var response = await Client.SendAsync(request);
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        return new Told(
            response.StatusCode, (string?)body["verdict"], (string?)body["code"], (string?)body["notCompared"]?[0], response.Headers.RetryAfter?.Delta);
    }

    protected Task<string[]> ListAsync(string address, (string Number, string Name)[] rows) =>
        ListAsync(address, [.. rows.Select(row => (object)new { number = row.Number, name = row.Name })]);

    protected async Task<string[]> ListAsync(string address, object[] items, string? key = null)
    {
        using var request = From(address, HttpMethod.Post, "/v1/verifications/bulk");
        request.Content = JsonContent.Create(new { items });
        if (key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            request.Headers.Add("X-Purpose", "test");
        }

        using var response = await Client.SendAsync(request);
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        return [.. body["items"]!.AsArray().Select(item => string.Join(' ', [(string)item!["verdict"]!, .. item["reasons"]!.AsArray().Select(reason => (string)reason!)]))];
    }

    protected async Task<string?> GetAsync(string address, string path)
    {
        using var request = From(address, HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("application/json");
        using var response = await Client.SendAsync(request);
        return (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["verdict"];
    }

    protected async Task<string?> SendPdfAsync(string address, byte[] file)
    {
        using var request = From(address, HttpMethod.Post, "/v1/verifications/pdf");
        request.Content = new MultipartFormDataContent { { new ByteArrayContent(file), "file", "certificate.pdf" } };
        using var response = await Client.SendAsync(request);
        return (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["verdict"];
    }

    private static HttpRequestMessage From(string address, HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Add("X-Forwarded-For", address);
        return request;
    }

    protected sealed record Told(HttpStatusCode Status, string? Verdict, string? Code, string? NotCompared, TimeSpan? Wait);
}
