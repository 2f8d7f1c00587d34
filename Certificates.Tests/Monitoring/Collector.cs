using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Certificates.Tests.Monitoring;

/// <summary>
/// An OpenTelemetry collector that keeps the bytes it is sent. What must not leave a process is searched for in what did leave
/// it: strings stand in the protocol's messages as they are.
/// </summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Path, byte[] Body)> _messages = new();

    private Collector(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    /// <summary>The settings that make a service send everything here.</summary>
    public (string Key, string Value)[] Settings => [("Otlp:Endpoint", Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")];

    public static async Task<Collector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var collector = new Collector(builder.Build());
        collector._app.MapPost("/v1/{signal}", collector.KeepAsync);
        await collector._app.StartAsync(CancellationToken.None);
        return collector;
    }

    public bool Has(string signal, string text) =>
        _messages.Any(message => message.Path == $"/v1/{signal}" && message.Body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);

    /// <summary>Whether anything was sent with a text in it, as it is or percent-encoded.</summary>
    public bool HasAnywhere(string text) => ((string[])["traces", "metrics", "logs"])
        .Any(signal => Has(signal, text) || Has(signal, Uri.EscapeDataString(text)));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task KeepAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        _messages.Enqueue((http.Request.Path, body.ToArray()));
    }
}
