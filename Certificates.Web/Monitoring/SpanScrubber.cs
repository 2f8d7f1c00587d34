using System.Diagnostics;
using Certificates.Core;
using OpenTelemetry;

namespace Certificates.Web.Monitoring;

/// <summary>Stands before every exporter: a trace leaves the process with its route template, never with a path, query or caller.</summary>
internal sealed class SpanScrubber : BaseProcessor<Activity>
{
    /// <summary>Tags a trace may leave the process with; whatever else an instrumentation puts on it is taken off.</summary>
    private static readonly string[] Tags =
    [
        "http.request.method", "http.route", "http.response.status_code", "network.protocol.version", "url.scheme", "error.type",
        Telemetry.Certificates,
    ];

    public override void OnEnd(Activity data) => Scrub(data);

    /// <summary>Leaves of a finished trace what may be told: tags of the list, and method and route template as its name.</summary>
    public static void Scrub(Activity trace)
    {
        foreach (var name in trace.TagObjects.Select(tag => tag.Key).Except(Tags, StringComparer.Ordinal).ToList())
        {
            trace.SetTag(name, null);
        }

        if (trace.Kind == ActivityKind.Server)
        {
            trace.DisplayName = $"{trace.GetTagItem("http.request.method")} {trace.GetTagItem("http.route")}".TrimEnd();
        }

        // A description may repeat the message of an exception.
        trace.SetStatus(trace.Status);
        trace.TraceStateString = null;
    }
}
