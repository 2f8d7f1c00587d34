using System.Diagnostics;
using Certificates.Web.Monitoring;

namespace Certificates.Tests.Web;

internal sealed class SpanScrubberTests
{
    [Test]
    public void Trace_Scrubbed_KeepsItsRouteAndLosesTheRest()
    {
        using var trace = new Activity("Microsoft.AspNetCore.Hosting.HttpRequestIn");
        trace.Start();
        trace.SetTag("http.request.method", "GET").SetTag("http.route", "/q/{token}").SetTag("url.path", "/q/ABC").SetTag("http.response.status_code", 200);
        trace.SetStatus(ActivityStatusCode.Error, "no such row ABC");
        trace.TraceStateString = "a=ABC";
        SpanScrubber.Scrub(trace);

        Assert.That(trace.TagObjects.Select(tag => tag.Key), Is.EquivalentTo(new[] { "http.request.method", "http.route", "http.response.status_code" }));
        Assert.That((trace.Status, trace.StatusDescription, trace.TraceStateString), Is.EqualTo((ActivityStatusCode.Error, (string?)null, (string?)null)));
    }
}
