using System.Diagnostics;
using Certificates.Core;
using OpenTelemetry;

namespace Certificates.Verify.Monitoring;

/// <summary>Stands before every exporter: a trace leaves the process with its route template, never with a path, query or caller.</summary>
internal sealed class SpanScrubber : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data) => Telemetry.Scrub(data);
}
