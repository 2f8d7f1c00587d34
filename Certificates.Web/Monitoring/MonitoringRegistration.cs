using Certificates.Core;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Certificates.Web.Monitoring;

/// <summary>
/// Metrics and traces for whoever is configured to get them; when nobody is, nothing of it is registered and nothing listens.
/// </summary>
internal static class MonitoringRegistration
{
    /// <summary>Adds what <see cref="MonitoringOptions"/> asks for.</summary>
    /// <param name="builder">The service that is put together.</param>
    /// <param name="service">The name it has for whoever watches.</param>
    public static void AddMonitoring(this WebApplicationBuilder builder, string service)
    {
        var options = MonitoringOptions.Of(builder.Configuration);
        if (!options.IsOn)
        {
            return;
        }

        builder.Configuration[MonitoringOptions.StandardOtlpKey] = options.OtlpEndpoint;
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(process => process.AddService(service).AddEnvironmentVariableDetector())
            .WithMetrics(metrics => AddMetrics(metrics, options));
        if (options.OtlpEndpoint is not null)
        {
            telemetry.WithTracing(AddTraces);
        }

        if (options.MetricsUrl is { } url)
        {
            builder.Services.AddHostedService(services => new MetricsEndpoint(services.GetRequiredService<MeterProvider>(), url));
        }
    }

    private static void AddMetrics(MeterProviderBuilder metrics, MonitoringOptions options)
    {
        metrics.AddMeter(Telemetry.Name).AddAspNetCoreInstrumentation().AddRuntimeInstrumentation();
        if (options.MetricsUrl is not null)
        {
            metrics.AddPrometheusExporter();
        }

        if (options.OtlpEndpoint is not null)
        {
            metrics.AddOtlpExporter();
        }
    }

    private static void AddTraces(TracerProviderBuilder traces) => traces
        .AddSource(Telemetry.Name)
        .AddAspNetCoreInstrumentation(requests =>
        {
            requests.RecordException = false;
            requests.Filter = http => !http.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal);
        })
        .AddProcessor<SpanScrubber>()
        .AddOtlpExporter();
}
