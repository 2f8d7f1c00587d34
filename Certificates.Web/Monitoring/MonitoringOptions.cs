using Microsoft.Extensions.Options;

namespace Certificates.Web.Monitoring;

/// <summary>
/// <c>Metrics:Url</c> and <c>Otlp:Endpoint</c>: to whom a service tells how it is. Both off by default. Read while the service is
/// put together, because what is off is not even registered.
/// </summary>
/// <param name="MetricsUrl">
/// Where Prometheus finds <c>/metrics</c>: an address of its own, on which nothing else answers, so that the public one cannot
/// show it by accident. Null is nowhere.
/// </param>
/// <param name="OtlpEndpoint">The collector that metrics and traces are sent to; null is none.</param>
internal sealed record MonitoringOptions(string? MetricsUrl, string? OtlpEndpoint)
{
    private const string MetricsKey = "Metrics:Url";
    private const string OtlpKey = "Otlp:Endpoint";

    /// <summary>The key every OpenTelemetry exporter reads by itself.</summary>
    public const string StandardOtlpKey = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>True when anybody is told anything.</summary>
    public bool IsOn => MetricsUrl is not null || OtlpEndpoint is not null;

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="OptionsValidationException">One is wrong; the message names it.</exception>
    public static MonitoringOptions Of(IConfiguration configuration)
    {
        var options = new MonitoringOptions(
            Text(configuration, MetricsKey), Text(configuration, OtlpKey) ?? Text(configuration, StandardOtlpKey));
        string[] faults = [.. MetricsFaults(options.MetricsUrl, configuration["Urls"]), .. OtlpFaults(options.OtlpEndpoint)];
        return faults.Length == 0 ? options : throw new OptionsValidationException("Monitoring", typeof(MonitoringOptions), faults);
    }

    private static IEnumerable<string> MetricsFaults(string? url, string? serviceUrls)
    {
        if (url is null)
        {
            yield break;
        }

        if (!TryPlain(url, out var port))
        {
            yield return $"{MetricsKey} is '{url}': give scheme, host and port, such as http://127.0.0.1:9464.";
        }
        else if (port != 0 && (serviceUrls ?? "").Split(';').Any(other => TryPlain(other, out var taken) && taken == port))
        {
            yield return $"{MetricsKey} has the port of Urls: metrics need a port of their own, which no proxy publishes.";
        }
    }

    private static IEnumerable<string> OtlpFaults(string? endpoint)
    {
        if (endpoint is not null
            && !(Uri.TryCreate(endpoint, UriKind.Absolute, out var uri)
                && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)))
        {
            yield return $"{OtlpKey} (or {StandardOtlpKey}) is '{endpoint}': give the collector's address, such as http://127.0.0.1:4317.";
        }
    }

    /// <summary>An address of http with a host, or one of the server's signs for every address, and a port that is said.</summary>
    private static bool TryPlain(string url, out int port)
    {
        port = 0;
        var named = url.Trim().Replace("//*", "//every", StringComparison.Ordinal).Replace("//+", "//every", StringComparison.Ordinal);
        if (!Uri.TryCreate(named, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.PathAndQuery != "/")
        {
            return false;
        }

        port = uri.Port;
        return uri.Scheme == Uri.UriSchemeHttps || !uri.IsDefaultPort || named.TrimEnd('/').EndsWith(":80", StringComparison.Ordinal);
    }

    private static string? Text(IConfiguration configuration, string key) => configuration[key] is { Length: > 0 } text ? text : null;
}
