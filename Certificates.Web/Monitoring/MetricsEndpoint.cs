using OpenTelemetry.Metrics;

namespace Certificates.Web.Monitoring;

/// <summary>
/// <c>/metrics</c> for Prometheus, on a server of its own: the pipeline that the public reaches has no such address, whatever a
/// request's headers say.
/// </summary>
internal sealed class MetricsEndpoint(MeterProvider metrics, string url) : IHostedService, IAsyncDisposable
{
    private WebApplication? _server;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(url).ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        _server = builder.Build();
        _server.UseOpenTelemetryPrometheusScrapingEndpoint(
            metrics, predicate: null, path: "/metrics", configureBranchedPipeline: null, optionsName: null);
        await _server.StartAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => _server?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
